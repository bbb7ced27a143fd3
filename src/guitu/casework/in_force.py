"""Whose status and duties were made with other numbers than those in force now: a pack was put in force since."""

from __future__ import annotations

from uuid import UUID

from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows
from guitu.ledger.packs import digest_sql, timeline_by
from guitu.rulepacks.effects import Progress

_PLACES = f"""
SELECT path, {digest_sql("%(county)s", "path")} FROM (
  SELECT DISTINCT scope_path AS path FROM people_person
  WHERE county_id = %(county)s AND starts_with(scope_path, %(area)s)
) AS places
"""  # noqa: S608  columns of ours
_OTHERWISE = """
SELECT s.matter_id FROM unnest(%s::text[], %s::text[]) AS now (path, pack)
JOIN people_person p ON p.county_id = %s AND p.scope_path = now.path
JOIN settling_summary s ON s.matter_id = p.id AND s.policy <> now.pack ORDER BY 1
"""


def folded_otherwise(county_id: str, area: str = "") -> list[UUID]:
    """People of an area who are not yet settled with the pack in force where they are carried: found from what is
    written of them, whatever became of the job that should have settled them."""
    with acting(clock_actor(county_id)):
        places = rows(_PLACES, {"county": county_id, "area": area or county_id})
        packs = [timeline_by(county_id, path, digest).sha256 for path, digest in places]
        found = rows(_OTHERWISE, [[path for path, _ in places], packs, county_id])
    return [person for (person,) in found]


def progress(county_id: str) -> Progress:
    with acting(clock_actor(county_id)):
        found = row("SELECT count(*) FROM settling_summary WHERE county_id = %s", [county_id])
        return Progress(int(found[0]) if found else 0, len(folded_otherwise(county_id)))
