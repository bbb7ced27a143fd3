"""The register's sums, as casework keeps them beforehand (ADR 0023), and what others read of them.

The database itself notes every change: nothing has to be called for a sum to be right, only for it to stay quick.
"""

from __future__ import annotations

from guitu.kit.declarations import Sums

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
