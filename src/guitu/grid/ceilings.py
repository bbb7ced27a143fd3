"""What each post may grant and take away: roles of its list, inside its area, and never its own holder's.

The database asks the same once more, whoever writes (migration 0008); here a refusal gets its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.grid.models import NaturalPerson, Post
from guitu.grid.roles import GRANTS, ROLES
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.verdict import Reason


def grants(actor: Actor) -> frozenset[str]:
    return GRANTS.get(actor.role, frozenset())


def post_within(actor: Actor, post_id: UUID) -> Post:
    """A post of the acting post's area whose role it may grant."""
    post = Post.objects.filter(pk=post_id).first()
    if post is None or post.role not in ROLES or post.role == "system" or not actor.lo <= post.path < actor.hi:
        raise NotVisible
    if post.role not in grants(actor):
        raise Refused(Reason("above_ceiling"))
    return post


def unless_grants(actor: Actor, role: str, field: str = "") -> None:
    """A role that is none, or that the acting post gives nobody, is refused."""
    if role not in ROLES:
        raise Refused(Reason("posts.role_unknown"), field=field)
    if role not in grants(actor):
        raise Refused(Reason("above_ceiling"), field=field)


def unless_oneself(actor: Actor, natural_person_id: UUID | None) -> None:
    if natural_person_id is not None and natural_person_id == actor.natural_person_id:
        raise Refused(Reason("not_oneself"))


def unless_numbered(actor: Actor) -> None:
    """Who appoints is known by a number: else he could enter himself as somebody new. The founder is nobody."""
    if actor.natural_person_id and not NaturalPerson.objects.filter(
        pk=actor.natural_person_id, number__isnull=False
    ).exists():
        raise Refused(Reason("own_number_first"))


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account of the county, with the posts that it holds or is going to hold."""

    id: UUID
    natural_person_id: UUID
    login: str
    is_active: bool
    has_number: bool
    path: str  # of its first post; the acting post's where it holds none
    roles: frozenset[str]
    paths: frozenset[str]


def account_within(actor: Actor, account_id: UUID, on: date) -> KnownAccount:
    """An account that the acting post may look after: every post it holds is below the ceiling and in the area."""
    found = account(actor, account_id, on)
    if not found.roles <= grants(actor):
        raise Refused(Reason("above_ceiling"))
    unless_oneself(actor, found.natural_person_id)
    return found


def account(actor: Actor, account_id: UUID, on: date) -> KnownAccount:
    """The same without the ceiling, to be looked at. Row security leaves accounts alone; natural persons it guards."""
    found = dicts(
        "SELECT a.id, a.natural_person_id, a.login, a.is_active, n.number IS NOT NULL AS has_number, h.role, p.path"
        " FROM grid_account a JOIN grid_naturalperson n ON n.id = a.natural_person_id"
        " LEFT JOIN grid_holding h ON h.account_id = a.id AND (h.until_on IS NULL OR h.until_on > %s)"
        " AND (h.until_on IS NULL OR h.until_on > h.from_on)"
        " LEFT JOIN grid_post p ON p.id = h.post_id WHERE a.id = %s ORDER BY p.path",
        [on, account_id],
    )
    paths = frozenset(row["path"] for row in found if row["path"])
    if not found or not all(actor.lo <= path < actor.hi for path in paths):
        raise NotVisible
    one = found[0]
    return KnownAccount(
        id=one["id"], natural_person_id=one["natural_person_id"], login=one["login"], is_active=one["is_active"],
        has_number=one["has_number"], path=one["path"] or actor.path,
        roles=frozenset(row["role"] for row in found if row["role"]), paths=paths,
    )
