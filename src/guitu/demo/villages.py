"""One village's full-time worker shares in the care of those of her village: she has a list of her own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.casework.registrations.commands import assign_person
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.database import acting, rows

SHARED_VILLAGE = "440785001001"  # 东门社区
_IN_CARE = "SELECT person_id FROM casework_current WHERE scope_path = %s AND state = ANY(%s) ORDER BY person_id"
_POST = "SELECT id FROM grid_post WHERE county_id = %s AND role = %s AND path = %s"


def share_a_village(today: date) -> int:
    """Whoever is in a measure in that village also has its full-time worker; gives how many they are."""
    with acting(clock_actor(ENPING)):
        people = rows(_IN_CARE, [SHARED_VILLAGE, ["community_detox", "community_rehabilitation"]])
        head, worker = (_post("town_head", SHARED_VILLAGE[:9]), _post("village_worker", SHARED_VILLAGE))
    held = post_named(head, today)
    if held is None:
        raise LookupError("nobody leads the town")
    at = datetime(today.year, today.month, today.day, 10, tzinfo=SHANGHAI) - timedelta(days=1)
    for (person,) in people:
        assign_person(actor_of(held, None), at=at, door="demo", person_id=person, post_id=worker, part="village")
    return len(people)


def _post(role: str, path: str) -> UUID:
    return UUID(str(rows(_POST, [ENPING, role, path])[0][0]))
