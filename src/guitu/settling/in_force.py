"""What was settled with other numbers than those in force now: a pack was put in force since."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from guitu.grid.access import clock_actor
from guitu.kit.database import acting, row, rows
from guitu.ledger.packs import digest_sql, timeline_by

_PLACES = f"""
SELECT path, {digest_sql("%(county)s", "path")} FROM (
  SELECT DISTINCT scope_path AS path FROM settling_summary
  WHERE county_id = %(county)s AND starts_with(scope_path, %(area)s)
) AS places
"""  # noqa: S608  columns of ours
_OTHERWISE = """
SELECT m.kind, s.matter_id FROM unnest(%s::text[], %s::text[]) AS now (path, pack)
JOIN settling_summary s ON s.county_id = %s AND s.scope_path = now.path AND s.policy <> now.pack
JOIN matters_matter m ON m.id = s.matter_id ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a county has come: of so many files, so many are still to be settled with the numbers in force."""

    people: int
    left: int

    @property
    def done(self) -> int:
        return self.people - self.left


def folded_otherwise(county_id: str, area: str = "") -> list[tuple[str, UUID]]:
    """Matters of an area, each with its kind, that are not yet settled with the pack in force where they lie: found from
    what is written of them, whatever became of the job that should have settled them."""
    with acting(clock_actor(county_id)):
        places = rows(_PLACES, {"county": county_id, "area": area or county_id})
        packs = [timeline_by(county_id, path, digest).sha256 for path, digest in places]
        found = rows(_OTHERWISE, [[path for path, _ in places], packs, county_id])
    return [(kind, matter) for kind, matter in found]


def progress(county_id: str) -> Progress:
    with acting(clock_actor(county_id)):
        found = row("SELECT count(*) FROM settling_summary WHERE county_id = %s", [county_id])
        return Progress(int(found[0]) if found else 0, len(folded_otherwise(county_id)))
