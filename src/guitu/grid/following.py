"""A place that gets another code takes along whatever lies there: each package says how, and what it is (ADR 0050).

A package above declares a statement that names `change`, `on` and `receiver`, and asks a function of the owner that
`follow_areas` writes in its migration. What takes more than a statement is a carrier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import migrations

from guitu.kit.database import row, run
from guitu.kit.declarations import Declaration
from guitu.kit.registry import Registry
from guitu.kit.rowsecurity import POST, function
from guitu.ledger.commands import Act
from guitu.rules.verdict import Reason

FOLLOWING: Registry[str] = Registry("what follows a place by package")
# By the code of its word: how many there are at `paths`, in the order in which they are told.
MOVED: Registry[str] = Registry("what lies at places")
# Looks at what lies at the old codes, and gives what is done when all has moved.
Carrier = Callable[[Act, Sequence[str], date], Callable[[], None]]
CARRIERS: Registry[Carrier] = Registry("what carries over what follows from facts")


def fill(declared: Iterable[Declaration], carriers: Iterable[Carrier]) -> None:
    """Handed down once, see `guitu/apps.py`."""
    listed = list(declared)
    FOLLOWING.fill((one.package, one.follows) for one in listed if one.follows)
    MOVED.fill(pair for one in listed for pair in one.moved.items())
    CARRIERS.fill((carrier.__module__, carrier) for carrier in carriers)


def lying_at(paths: Sequence[str], on: date) -> list[tuple[str, int]]:
    """What lies at these places, as codes with numbers; the post that asks sees all of its area."""
    found = row(f"SELECT {', '.join(f'({sql})' for sql in MOVED.values())}", {"paths": list(paths), "today": on}) or ()
    return list(zip(MOVED, (int(n) for n in found), strict=True))


_HINDERS = {"people": "areas.is_lived_in", "tasks": "areas.has_tasks"}


def in_use(path: str, on: date) -> list[Reason]:
    """Why a place cannot be closed, of what lies above the grid."""
    return [Reason(_HINDERS[code], {"n": n}) for code, n in lying_at([path], on) if n and code in _HINDERS]


def carry(act: Act, olds: Sequence[str], on: date) -> Callable[[], None]:
    """What is to be done after the places moved; asked before."""
    finishing = [carrier(act, olds, on) for carrier in CARRIERS.values()]

    def finish() -> None:
        for finished in finishing:
            finished()

    return finish


def follow(change: UUID, on: date, receiver: UUID | None) -> None:
    """All that lies at the old codes goes to the new ones."""
    values: Mapping[str, Any] = {"change": change, "on": on, "receiver": receiver}
    for sql in FOLLOWING.values():
        run(sql, values)


# In the statements of `follow_areas`: the steps of the change in the acting county; `grown` where the new code was there before.
STEPS = (
    "(SELECT s.from_path AS old, s.to_path AS new, s.is_grown AS grown FROM grid_areastep s"
    " WHERE s.change_id = asked AND s.county_id = current_setting('guitu.county', true)) AS moved"
)


OWN = (  # asked by the post that made the change, and by no other
    "IF NOT EXISTS (SELECT FROM grid_areachange c WHERE c.id = asked AND c.county_id = current_setting('guitu.county', true)"
    f" AND c.post_id = {POST}) THEN RETURN false; END IF;"
)


def follow_areas(package: str, *statements: str, declare: str = "") -> migrations.RunSQL:
    """The owner's function by which the rows of a package follow a change: `{package}_follow_areas(asked, day, receiver)`.

    Only what lies at a code that went is ever touched, so whoever calls it a second time does nothing."""
    told = f"DECLARE {declare} " if declare else ""
    body = f"{told}BEGIN {OWN} {' '.join(f'{sql};' for sql in statements)} RETURN true; END"
    return function(f"{package}_follow_areas", "asked uuid, day date, receiver uuid", "boolean", body)


def follow_path(table: str, column: str = "scope_path", *, only: str = "true") -> str:
    """The statement for a plain column."""
    return (
        f"UPDATE {table} t SET {column} = moved.new FROM {STEPS} WHERE t.{column} = moved.old"  # noqa: S608  ours
        f" AND t.county_id = current_setting('guitu.county', true) AND {only}"
    )
