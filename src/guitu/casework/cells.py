"""The sums of the register kept beforehand: changes are folded into cells, and cells proved against a recount.

The database itself notes every change of standing (ADR 0023); nothing here has to be called for a sum to be right,
only for it to stay quick.
"""

from __future__ import annotations

from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows

PORTION = 20_000  # changes in one transaction: the more, the fewer cells are written twice


def counties_to_fold() -> list[str]:
    """Counties with changes that are not in their cells yet."""
    return [county for (county,) in rows("SELECT county_id FROM casework_counties_to_fold()")]


def fold(county_id: str) -> int:
    """Put what has changed into the cells, portion by portion. Gives how many changes there were."""
    total = 0
    while folded := _portion(county_id):
        total += folded
    return total


def _portion(county_id: str) -> int:
    with acting(clock_actor(county_id), durable=True):
        found = row("SELECT casework_fold_standing(%s, %s)", [county_id, PORTION])
    return int(found[0]) if found else 0


def recount(county_id: str) -> int:
    """Make the cells anew from standing. Gives how many had been wrong."""
    with acting(clock_actor(county_id), durable=True):
        found = row("SELECT casework_recount_standing(%s)", [county_id])
    return int(found[0]) if found else 0


def wrong(county_id: str) -> int:
    """How many cells, with the changes not folded yet, differ from what standing says now. Changes nothing."""
    with acting(clock_actor(county_id)):
        found = row(_WRONG, {"county": county_id})
    return int(found[0]) if found else 0


_WRONG = """
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
