"""What the auditor of the demo finds: looks of the last days at a few people, by those who look after them, and a refusal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.grid.access import actor_of, clock_actor, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.people import access, unmasking
from guitu.people.denials import note_denial

_RESPONSIBLE = (
    "SELECT m.post_id, (array_agg(m.matter_id ORDER BY m.matter_id))[1:5] FROM matters_part m"
    " JOIN grid_post p ON p.id = m.post_id AND p.role = 'social_worker' WHERE m.county_id = %s AND m.part = 'responsible'"
    " AND m.until_on IS NULL GROUP BY m.post_id ORDER BY m.post_id LIMIT 3"
)
_GRID = "SELECT p.id FROM grid_post p WHERE p.county_id = %s AND p.role = 'grid_worker' ORDER BY p.path, p.id LIMIT 1"
PURPOSES = ("visit", "contact", "papers")


def look_around(today: date) -> int:
    """Looks of three workers over four days, one of them at night, and a knock at a closed door; gives how many."""
    with acting(clock_actor(ENPING)):
        found, grid = rows(_RESPONSIBLE, [ENPING]), rows(_GRID, [ENPING])
    noted = 0
    for number, (post, people) in enumerate(found):
        worker = _held(post, today)
        if worker is not None:
            noted += _look(worker, people, _morning(today, number + 1), PURPOSES[number])
    knocker = _held(grid[0][0], today) if grid else None
    if knocker is not None:
        note_denial(knocker, "see_register", "demo", _morning(today, 1))
        noted += 1
    return noted


def _look(worker: Actor, people: list[UUID], at: datetime, purpose: str) -> int:
    with acting(worker):
        for minute, person in enumerate(people):
            access.note_opened(worker, person, at + timedelta(minutes=minute), "demo")
        unmasking.unmasked(worker, people[0], purpose, "", at + timedelta(minutes=9), "demo")
        if purpose == "contact":
            access.note_opened(worker, people[0], at.replace(hour=22, minute=40), "demo")
    return len(people) + 1


def _held(post: UUID, today: date) -> Actor | None:
    held = post_named(post, today)
    return actor_of(held, None) if held else None


def _morning(today: date, days_ago: int) -> datetime:
    return datetime(today.year, today.month, today.day, 9, 20, tzinfo=SHANGHAI) - timedelta(days=days_ago)
