"""Lists declare themselves here: everybody keeps columns and filters, and some do one thing to many rows."""

from __future__ import annotations

from guitu.kit.declarations import Declaration, SealedAs

DECLARATION = Declaration(
    package="lists",
    actions={
        "lists": frozenset({"keep_columns", "keep_view", "drop_view"}),
        "bulk": frozenset({"freeze_rows", "begin_bulk"}),
    },
    sealed_as=tuple(
        SealedAs(f"lists_habit.{name}", by="guitu.lists.habits.sealed_for", of=("account_id", "post_id", "list"))
        for name in ("query", "body")
    ),
)
