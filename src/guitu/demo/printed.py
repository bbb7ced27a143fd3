"""A few papers of people in 恩城, printed the day before by those who issue them: one served, one issued anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from guitu.casework.paper import opened
from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING, key_id
from guitu.demo.stories import ENCHENG
from guitu.grid.access import actor_of, post_named
from guitu.kit.actor import Actor
from guitu.kit.database import acting, rows
from guitu.papers.commands import issue_paper, replace_paper, serve_paper
from guitu.papers.kinds import kinds_of

WORKER, POLICE = f"{ENCHENG}/town_centre/social_worker/1", f"{ENCHENG}/police_station/police_liaison/1"
# Whoever's own worker is 林婉, in the order of the ids: the same in every build.
_MINE = (
    "SELECT c.person_id FROM casework_current c JOIN people_person p ON p.id = c.person_id WHERE c.state = 'community_detox'"
    " AND p.sealed_at IS NULL ORDER BY c.person_id LIMIT 12"
)


def print_papers(today: date) -> int:
    """Agreements, a warning that was served, one that was issued anew, a release notice; gives how many papers."""
    at = datetime(today.year, today.month, today.day, 15, tzinfo=SHANGHAI) - timedelta(days=1)
    worker, police = (_actor(key, at.date()) for key in (WORKER, POLICE))
    with acting(worker):
        mine = [person for (person,) in rows(_MINE)]
    agreements = [paper for person in mine[:4] if (paper := _issue(worker, at, person, "agreement", {"具体措施": "每月走访一次。"}))]
    warnings = [paper for person in mine[4:8] if (paper := _issue(worker, at, person, "warning", {"告诫事由": "没有按约定到站。"}))]
    for paper in warnings[:1]:
        serve_paper(worker, at=at, door="demo", paper_id=paper, on=at.date(), how="in_person")
    for paper in warnings[1:2]:
        replace_paper(worker, at=at, door="demo", paper_id=paper, typed={"告诫事由": "没有按约定到站，也没有提前说明。"}, why="wrong_value")
    released = [paper for person in mine if (paper := _issue(police, at, person, "release_notice", {}))]
    return len(agreements) + len(warnings) + len(released)


def _issue(actor: Actor, at: datetime, person: UUID, code: str, typed: dict[str, str]) -> UUID | None:
    """The first paper of this kind that is offered of the person; None where none is. Addresses of demo people are few:
    what is not on file is typed as not registered."""
    kind = kinds_of(ENPING)[code]
    with acting(actor):
        dossier = opened(person, at.date())
        offers = dossier.offers({code: kind})
        if not offers:
            return None
        known = dossier.values(kind, offers[0].about)
    lacking = {name: "（未登记）" for name in kind.needed if not known.get(name)}
    answer = issue_paper(actor, at=at, door="demo", matter_id=person, kind=code, about=offers[0].about, typed={**lacking, **typed})
    return UUID(answer["paper"])


def _actor(key: str, on: date) -> Actor:
    held = post_named(key_id(key), on)
    if held is None:
        raise LookupError(f"nobody holds {key}")
    return actor_of(held, None)
