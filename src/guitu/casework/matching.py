"""The same number on file in two towns: found by the clock, seen by the county only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from guitu.kit.database import run


def find_matches(county_id: str, people: Sequence[UUID], at: datetime) -> int:
    """Note pairs of files with one number in different towns; each pair once. Gives how many are new."""
    return run(
        "INSERT INTO people_match (id, county_id, one_id, other_id, found_at)"
        " SELECT gen_random_uuid(), %s, least(a.person_id, b.person_id), greatest(a.person_id, b.person_id), %s"
        " FROM people_identity a JOIN people_identity b ON b.county_id = a.county_id AND b.id_index = a.id_index"
        "  AND b.town_path <> a.town_path"
        " WHERE a.county_id = %s AND a.person_id = ANY(%s) ON CONFLICT DO NOTHING",
        [county_id, at, county_id, list(people)],
    )
