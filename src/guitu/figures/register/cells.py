"""The register as known now, from sums kept per year, month and day: some hundred rows, however many people.

The count of a day is the sum of the whole years before its year, the whole months before its month, and the days
up to it. Changes that are not in the cells yet are added in the same statement, so that the sum is always exact.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.casework.sums import standing_until
from guitu.kit.database import Statement, dicts, rows
from guitu.rules.dates import first_of_month, first_of_year

SUMS = Statement(
    f"SELECT state, sum(delta)::int AS number FROM ({standing_until('%(path)s', '%(on)s')}"  # noqa: S608  parts are ours
    " UNION ALL SELECT state, delta FROM casework_standingchange"
    " WHERE county_id = %(county)s AND path >= %(path)s AND path < %(end)s AND on_day <= %(on)s"
    ") AS deltas GROUP BY state HAVING sum(delta) <> 0"
)
# The towns are found by leaping from one to the next: reading all their cells for it would take longer than summing.
_NEXT = "SELECT path FROM casework_standingcell WHERE county_id = %(county)s AND path > {after} ORDER BY path LIMIT 1"
_SUMS_OF_TOWNS = Statement(
    f"WITH RECURSIVE towns AS (({_NEXT.format(after='%(county)s')}) UNION ALL"  # noqa: S608  parts are ours
    f" SELECT ({_NEXT.format(after='towns.path')}) FROM towns WHERE towns.path IS NOT NULL)"
    " SELECT unit, state, sum(delta)::int AS number FROM ("
    f"SELECT towns.path AS unit, state, delta FROM towns, LATERAL ({standing_until('towns.path', '%(on)s')}) AS cells"
    " UNION ALL SELECT path, state, delta FROM casework_standingchange"
    " WHERE county_id = %(county)s AND path > %(county)s AND on_day <= %(on)s"
    ") AS deltas GROUP BY 1, 2 HAVING sum(delta) <> 0 ORDER BY 1"
)


def sums(path: str, on: date) -> dict[str, int]:
    """How many people are in each state on a day, in a county or a town, as known now."""
    return dict(rows(SUMS, values(path, on)))


def sums_of_towns(county: str, on: date) -> list[dict[str, Any]]:
    """The same for each town of a county: unit, state, number."""
    return dicts(_SUMS_OF_TOWNS, values(county, on))


def values(path: str, on: date) -> dict[str, Any]:
    """What the statements name: the area, the day, and where its month and its year begin."""
    return {
        "county": path[:6], "path": path, "end": path + ":", "on": on,
        "month": first_of_month(on), "year": first_of_year(on),
    }
