"""Open duties summed beforehand, per town and county, kind and day (ADR 0026)."""

from __future__ import annotations

from guitu.kit.declarations import Sums

_PROOF = """
WITH told (town_path, compartment, kind, opens_on, planned_on, due_on, n) AS (
  SELECT town_path, compartment, kind, opens_on, planned_on, due_on, -1 FROM duties_duty
  WHERE county_id = %(county)s AND state = 'open'
  UNION ALL SELECT town_path, compartment, kind, opens_on, planned_on, due_on, n FROM duties_dutychange
  WHERE county_id = %(county)s
), parts (path, compartment, span, begins_on, kind, from_on, n) AS (
  SELECT left(town_path, length), compartment, span, date_trunc(span, e.on_day::timestamp)::date, kind,
    CASE WHEN span = 'month' AND e.from_on < date_trunc('month', e.on_day::timestamp) + interval '1 month'
      THEN '-infinity' ELSE e.from_on END, e.n * told.n
  FROM told, duties_entries(kind, opens_on, planned_on, due_on) AS e,
    (VALUES (6), (9)) AS levels (length), (VALUES ('month'), ('day')) AS spans (span)
  WHERE length = 6 OR length(town_path) = 9
  UNION ALL SELECT path, compartment, span, begins_on, kind, from_on, n FROM duties_dutycell WHERE county_id = %(county)s
)
SELECT count(*) FROM (
  SELECT FROM parts GROUP BY path, compartment, span, begins_on, kind, from_on HAVING sum(n) <> 0
) AS differing
"""

OPEN_DUTIES = Sums(
    to_fold="duties_counties_to_fold", folding="duties_fold", recounting="duties_recount", proof=_PROOF
)
