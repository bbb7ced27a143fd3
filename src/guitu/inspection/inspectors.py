"""Who inspects: human beings, by the posts they hold; with whom somebody may go, and who was out on a day of a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from guitu.grid.held import held
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.database import insert_many, rows
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, asked_once
from guitu.rules.verdict import Reason

# Of one's own area, and of the places above it: a joint visit has people of the town and of the county.
_POSTS = (
    "SELECT p.id, h.natural_person_id, h.name, b.name, p.role, p.title, p.path FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608
    f" JOIN grid_holding h ON h.post_id = p.id AND {held('h')} WHERE p.county_id = %(county)s AND p.closed_on IS NULL"
    " AND h.natural_person_id IS NOT NULL AND p.role = ANY(%(roles)s)"
    " AND (p.path >= %(lo)s AND p.path < %(hi)s OR starts_with(%(lo)s, p.path)){which} ORDER BY p.path DESC, b.name, p.title, p.id LIMIT 60"
)
_DEPLOYED = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("campaign_id", "uuid"), ("on_day", "date"),
    ("natural_person_id", "uuid"), ("force", "text"),
)


FEW = 8  # so many colleagues are chosen from at a glance


@dataclass(frozen=True, slots=True)
class Inspector:
    post_id: UUID
    person: str  # the natural person
    name: str
    body: str
    role: str
    title: str
    path: str

    @property
    def called(self) -> str:
        return " · ".join(part for part in (self.body, ROLES[self.role].called(self.title), self.name) if part)


def to_choose(actor: Actor, on: date) -> list[Inspector]:
    """With whom this post may go."""
    return _found(actor, on, "", [])


def beside(actor: Actor, listed: Sequence[Inspector]) -> list[str]:
    """Posts of one's own town, or of the county's own level: whom somebody mostly goes with. All, where they are few or none is."""
    town = actor.path[:9]
    own = [str(one.post_id) for one in listed if (one.path[:9] == town if len(town) == 9 else one.path == town)]
    return own if own and len(listed) > FEW else [str(one.post_id) for one in listed]


def team(act: Act, others: Sequence[UUID], on: date) -> list[Inspector]:
    """Who was there: whoever records it first, then the others; each must be a post that may inspect."""
    if act.actor.natural_person_id is None:
        raise Refused(Reason("tasks.nobody"))
    asked = [act.actor.post_id, *(one for one in others if one != act.actor.post_id)]
    listed = asked_once(act, ("team", *asked, on), lambda: _found(act.actor, on, " AND p.id = ANY(%(posts)s)", asked))
    found = {one.post_id: one for one in listed}
    if found.keys() != set(asked):
        raise Refused(Reason("venues.nobody_there"), field="others")
    return [found[one] for one in asked]


def _found(actor: Actor, on: date, which: str, posts: list[UUID]) -> list[Inspector]:
    able = [code for code, role in ROLES.items() if "record_check" in role.may]
    values = {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "today": on, "roles": able, "posts": posts}
    return [Inspector(post, str(person), *told) for post, person, *told in rows(_POSTS.format(which=which), values)]


def deployed(act: Act, campaign: UUID, path: str, on: date, there: Sequence[Inspector]) -> None:
    """One person-time for each human being and day of a campaign, however many places they went to."""
    insert_many(
        "inspection_deployment", _DEPLOYED,
        [(uuid4(), act.actor.county_id, path, campaign, on, one.person, one.role) for one in there],
        "ON CONFLICT (county_id, campaign_id, on_day, natural_person_id) DO NOTHING",
    )
