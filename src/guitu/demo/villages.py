"""Who shares in the care below the town: one village's full-time worker, and the grid workers of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from guitu.casework.registrations.commands import assign_person
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.stories import DONGMEN
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch

MEASURES = ["community_detox", "community_rehabilitation"]
_IN_CARE = (
    "SELECT person_id FROM casework_current WHERE starts_with(scope_path, %s) AND state = ANY(%s) ORDER BY person_id"
)
_OF_A_GROUP = (
    "SELECT c.person_id, p.id, left(c.scope_path, 9) FROM casework_current c JOIN grid_post p"
    " ON p.county_id = c.county_id AND p.role = 'grid_worker' AND p.path = c.scope_path"
    " WHERE c.county_id = %s AND c.state = ANY(%s) ORDER BY 3, 1"
)
_POST = "SELECT id FROM grid_post WHERE county_id = %s AND role = %s AND path = %s"


def share_a_village(today: date) -> int:
    """Whoever is in a measure in that village also has its full-time worker; gives how many they are."""
    with acting(clock_actor(ENPING)):
        people = [person for (person,) in rows(_IN_CARE, [DONGMEN, MEASURES])]
        worker = _post("village_worker", DONGMEN)
    _give(DONGMEN[:9], [(person, worker) for person in people], "village", today)
    return len(people)


def give_grid_workers(today: date) -> int:
    """Whoever is in care and lives in a known group has its grid worker; gives how many they are."""
    with acting(clock_actor(ENPING)):
        found = rows(_OF_A_GROUP, [ENPING, [*MEASURES, "in_society"]])
    for town, pairs in groupby(found, key=lambda pair: str(pair[2])):
        _give(town, [(person, post) for person, post, _ in pairs], "grid", today)
    return len(found)


def _give(town: str, pairs: Sequence[tuple[UUID, UUID]], part: str, today: date) -> None:
    """By the head of the town, the morning before."""
    at = datetime(today.year, today.month, today.day, 10, tzinfo=SHANGHAI) - timedelta(days=1)
    head = _head(town, today)
    with batch(head, settle=False):
        for person, post in pairs:
            assign_person(head, at=at, door="demo", person_id=person, post_id=post, part=part)


def _head(town: str, today: date) -> Actor:
    with acting(clock_actor(ENPING)):
        held = post_named(_post("town_head", town), today)
    if held is None:
        raise LookupError(f"nobody leads {town}")
    return actor_of(held, None)


def _post(role: str, path: str) -> UUID:
    return UUID(str(rows(_POST, [ENPING, role, path])[0][0]))
