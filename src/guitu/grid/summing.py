"""Sums that the database keeps beforehand, county by county: what has changed is folded into cells, cells are proved
against a recount.

A trigger notes each change in the transaction that makes it (ADR 0023): nothing here has to be called for a sum to be
right, only for it to stay quick.
"""

from __future__ import annotations

from dataclasses import dataclass

from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows

LEVELS = (6, 9)  # lengths of the paths that have cells: county, town
PORTION = 20_000  # changes in one transaction: the more, the fewer cells are written twice


@dataclass(frozen=True, slots=True)
class Sums:
    """One kind of sums: the owner's functions that write its cells, and the statement that counts wrong ones."""

    to_fold: str  # counties with changes that are not in their cells yet
    folding: str  # of a county, up to so many changes
    recounting: str  # of a county
    proof: str  # how many cells of `county`, with the changes not folded yet, differ from what they sum

    def counties_to_fold(self) -> set[str]:
        return {county for (county,) in rows(f"SELECT county_id FROM {self.to_fold}()")}  # noqa: S608  names are ours

    def fold(self, county_id: str) -> int:
        """Put what has changed into the cells, portion by portion. Gives how many changes there were."""
        total = 0
        while folded := _told(county_id, f"SELECT {self.folding}(%s, %s)", [county_id, PORTION]):
            total += folded
        return total

    def recount(self, county_id: str) -> int:
        """Make the cells anew. Gives how many had been wrong."""
        return _told(county_id, f"SELECT {self.recounting}(%s)", [county_id])

    def wrong(self, county_id: str) -> int:
        """How many cells are wrong. Changes nothing."""
        with acting(clock_actor(county_id)):
            found = row(self.proof, {"county": county_id})
        return int(found[0]) if found else 0


def _told(county_id: str, sql: str, values: list[object]) -> int:
    with acting(clock_actor(county_id), durable=True):
        found = row(sql, values)
    return int(found[0]) if found else 0


def standing_until(path: str, on: str) -> str:
    """State and delta of one county or town up to a day, as its cells keep them: the whole years before its year, the
    whole months before its month, and the days. `path` and `on` are columns or parameters, never values; what is not
    folded yet is to be added."""
    cells = f"SELECT state, delta FROM casework_standingcell WHERE county_id = %(county)s AND path = {path}"  # noqa: S608
    return (
        f"{cells} AND span = 'year' AND begins_on < %(year)s"
        f" UNION ALL {cells} AND span = 'month' AND begins_on >= %(year)s AND begins_on < %(month)s"
        f" UNION ALL {cells} AND span = 'day' AND begins_on >= %(month)s AND begins_on <= {on}"
    )
