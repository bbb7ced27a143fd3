"""The sums kept beforehand of a county: the register's, and those of the open duties.

The database itself notes every change (ADR 0023, 0026); nothing here has to be called for a sum to be right, only for
it to stay quick.
"""

from __future__ import annotations

from guitu.duties.cells import OPEN_DUTIES
from guitu.grid.summing import Sums

_PROOF = """
WITH standing AS (
  SELECT left(path, 9) AS path, state, from_on, until_on FROM casework_standing
  WHERE known_until IS NULL AND path >= %(county)s AND path < %(county)s || ':'
), days (path, state, on_day, delta) AS (
  SELECT path, state, from_on, -1 FROM standing
  UNION ALL SELECT path, state, until_on, 1 FROM standing WHERE until_on IS NOT NULL
  UNION ALL SELECT path, state, on_day, delta FROM casework_standingchange WHERE county_id = %(county)s
), parts (path, span, begins_on, state, delta) AS (
  SELECT left(path, length), span, date_trunc(span, on_day::timestamp)::date, state, delta
  FROM days, (VALUES (6), (9)) AS levels (length), (VALUES ('year'), ('month'), ('day')) AS spans (span)
  WHERE length = 6 OR length(path) = 9
  UNION ALL SELECT path, span, begins_on, state, delta FROM casework_standingcell WHERE county_id = %(county)s
)
SELECT count(*) FROM (
  SELECT FROM parts GROUP BY path, span, begins_on, state HAVING sum(delta) <> 0
) AS differing
"""

STANDING = Sums(
    to_fold="casework_counties_to_fold",
    folding="casework_fold_standing",
    recounting="casework_recount_standing",
    proof=_PROOF,
)
ALL = (STANDING, OPEN_DUTIES)


def counties_to_fold() -> list[str]:
    """Counties with changes that are not in their cells yet."""
    return sorted(set().union(*(sums.counties_to_fold() for sums in ALL)))


def fold(county_id: str) -> int:
    """Put what has changed into the cells. Gives how many changes there were."""
    return sum(sums.fold(county_id) for sums in ALL)


def recount(county_id: str) -> int:
    """Make the cells anew from standing and from duties. Gives how many had been wrong."""
    return sum(sums.recount(county_id) for sums in ALL)


def wrong(county_id: str) -> int:
    """How many cells, with the changes not folded yet, differ from what is so now. Changes nothing."""
    return sum(sums.wrong(county_id) for sums in ALL)
