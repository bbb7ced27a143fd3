"""Reasons as the interface gives them: code, sentence in the caller's language, clause by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from guitu.kit.telling import sentence
from guitu.ledger.telling import clause_card, reason_of
from guitu.policy import for_area, load
from guitu.rules.verdict import Reason

Stored = Sequence[Any]


def said(reasons: Iterable[Reason | Stored], path: str) -> list[dict[str, Any]]:
    """Each reason; clauses by the names of the pack of that place."""
    found = [reason if isinstance(reason, Reason) else reason_of(reason) for reason in reasons]
    return [
        {"code": one.code, "sentence": sentence(one), "values": plain(one.values), "clause": clause(one.clause, path)}
        for one in found
    ]


def clause(name: str | None, path: str) -> dict[str, str] | None:
    """A clause by its id, with its name and what it says in our words; by its id alone where the pack does not know it."""
    if not name:
        return None
    card = clause_card(name, load(for_area(path)))
    return {"id": name, "name": card["label"] if card else "", "text": card["text"] if card else ""}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them: days and ids as text."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value)
