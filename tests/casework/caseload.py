"""One person in 社区戒毒 and the pages about them, for the tests of recording."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from guitu.casework.load import case
from guitu.casework.record import write
from guitu.casework.registrations.commands import add_person
from guitu.kit.database import acting
from guitu.ledger.commands import Act
from guitu.people.intake import NewPerson
from guitu.settling.record import new
from tests import make

START = date(2026, 1, 16)  # two months before the tests' day: slot 1:3 opens on it


def someone(**what: Any) -> NewPerson:
    base = {"name": "王小明", "sex": "male", "scope_path": make.ENCHENG + "001", "post_id": None,
            "id_number": "440799199203070011", "born_on": date(1992, 3, 7)}
    return NewPerson(**{**base, **what})


def detox(
    world: make.World, at: datetime, *, start: date = START, post: str = "encheng_worker", **who: Any
) -> UUID:
    """A person in 社区戒毒 since `start`, agreement signed."""
    actor = world.actor(post)
    person = UUID(add_person(actor, at=at, person=someone(**who), on=start)["person"])
    measure = str(uuid4())
    with acting(actor, durable=True):
        act = Act(actor, at, "test", make.request_id(), "open_measure")
        held = case(act, person)
        write(act, held, [
            new("measure_decided", act, start, measure=measure, measure_kind="community_detox"),
            new("decision_served", act, start, measure=measure),
            new("reported_in", act, start, measure=measure),
            new("agreement_signed", act, start, measure=measure),
        ])
    return person


def page(name: str, person: UUID, **query: str) -> str:
    return reverse(name, args=[person], query=query or None)


def text(response: Any) -> str:
    return str(response.content.decode())


def own(captured: Any) -> list[str]:
    """The page's own queries: without the frame's three, and without BEGIN and COMMIT."""
    frame = (
        "BEGIN",
        "COMMIT",
        "SELECT s.session_data",
        'SELECT "grid_account"',
        "SELECT * FROM grid_posts_of",
    )
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(frame)]
