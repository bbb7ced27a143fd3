"""Who may take a sample or approve: posts of the person's town and village, with who holds them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.database import dicts

TESTERS = ("social_worker", "police_liaison", "village_worker", "town_head", "clinic_staff")


@dataclass(frozen=True, slots=True)
class Colleague:
    """The holder of a post on a day."""

    post_id: UUID
    role: str
    body: str
    name: str
    sex: str | None
    account_id: UUID | None
    natural_person_id: UUID | None = None


_HELD = (
    "SELECT p.id AS post_id, p.role, b.name AS body, h.name, h.sex, h.account_id, h.natural_person_id"
    " FROM grid_post p JOIN grid_body b ON b.id = p.body_id JOIN grid_holding h ON h.post_id = p.id"
    " WHERE p.county_id = %s AND h.from_on <= %s AND (h.until_on IS NULL OR h.until_on > %s)"
)


def colleagues(actor: Actor, scope_path: str, on: date) -> list[Colleague]:
    """The holders of the posts of a person's town and village, oneself first."""
    places = list({scope_path[:9], scope_path[:12], actor.path})
    found = dicts(
        _HELD + " AND p.path = ANY(%s) AND p.role = ANY(%s) ORDER BY p.path, p.role, h.name",
        [actor.county_id, on, on, places, list(TESTERS)],
    )
    return sorted((Colleague(**row) for row in found), key=lambda one: one.post_id != actor.post_id)


_known: OrderedDict[tuple[UUID, date], Colleague] = OrderedDict()
_MOST = 4096


def holders_of(actor: Actor, posts: Iterable[str | None], on: date) -> dict[str, Colleague]:
    """Who held these posts of this county on that day. Kept in memory: the past does not change, and
    recording many tests must not ask the same question for each."""
    wanted = {post: (UUID(post), on) for post in posts if post and _is_id(post)}
    missing = [key[0] for key in wanted.values() if key not in _known]
    if missing:
        for row in dicts(_HELD + " AND p.id = ANY(%s)", [actor.county_id, on, on, missing]):
            _known[row["post_id"], on] = Colleague(**row)
    answer = {post: _known[key] for post, key in wanted.items() if key in _known}
    while len(_known) > _MOST:
        _known.popitem(last=False)
    return answer


def is_same_person(actor: Actor, post_id: UUID, on: date) -> bool:
    """Whether the acting human being held this post on that day, or acts from it now: another account or another post
    makes nobody a second person. Asked of the database each time: a holder may have come today."""
    if post_id == actor.post_id:
        return True
    if actor.natural_person_id is None:
        return False
    found = dicts(_HELD + " AND p.id = %s", [actor.county_id, on, on, post_id])
    return any(row["natural_person_id"] == actor.natural_person_id for row in found)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
