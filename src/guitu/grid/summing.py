"""Sums that the database keeps beforehand, county by county: what has changed is folded into cells, cells are proved
against a recount.

A trigger notes each change in the transaction that makes it (ADR 0023): nothing here has to be called for a sum to be
right, only for it to stay quick.
"""

from __future__ import annotations

from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows
from guitu.kit.declarations import Sums
from guitu.kit.registry import Registry

LEVELS = (6, 9)  # lengths of the paths that have cells: county, town
PORTION = 20_000  # changes in one transaction: the more, the fewer cells are written twice
SUMS: Registry[Sums] = Registry("sums kept beforehand")


def counties_to_fold() -> list[str]:
    """Counties with changes that are not in their cells yet."""
    # the names of functions are ours
    found = [rows(f"SELECT county_id FROM {sums.to_fold}()") for sums in SUMS.values()]  # noqa: S608
    return sorted({county for counties in found for (county,) in counties})


def fold(county_id: str) -> int:
    """Put what has changed into the cells, portion by portion. Gives how many changes there were."""
    total = 0
    for sums in SUMS.values():
        while folded := _told(county_id, f"SELECT {sums.folding}(%s, %s)", [county_id, PORTION]):
            total += folded
    return total


def recount(county_id: str) -> int:
    """Make the cells anew from what they sum. Gives how many had been wrong."""
    return sum(_told(county_id, f"SELECT {sums.recounting}(%s)", [county_id]) for sums in SUMS.values())


def wrong(county_id: str) -> int:
    """How many cells, with the changes not folded yet, differ from what is so now. Changes nothing."""
    with acting(clock_actor(county_id)):
        found = [row(sums.proof, {"county": county_id}) for sums in SUMS.values()]
    return sum(int(counted[0]) for counted in found if counted)


def _told(county_id: str, sql: str, values: list[object]) -> int:
    with acting(clock_actor(county_id), durable=True):
        found = row(sql, values)
    return int(found[0]) if found else 0
