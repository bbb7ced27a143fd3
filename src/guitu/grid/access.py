"""Who acts: from an account and a post to an Actor; a post's answer comes from one definer function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.models import Account
from guitu.grid.roles import ROLES
from guitu.kit.actor import COMPARTMENTS, NOBODY, Actor
from guitu.kit.database import dicts, rows


@dataclass(frozen=True, slots=True)
class HeldPost:
    """One post that an account holds today."""

    post_id: UUID
    county_id: str
    role: str
    title: str
    path: str
    body: str
    holder: str
    natural_person_id: UUID | None = None

    @property
    def label(self) -> str:
        return f"{self.body} · {ROLES[self.role].word}"


def posts_of(account_id: UUID, on: date) -> list[HeldPost]:
    """The posts an account holds on a day, the first it should act from first."""
    return [HeldPost(**row) for row in dicts("SELECT * FROM grid_posts_of(%s, %s)", [account_id, on])]


def post_named(post_id: UUID, on: date) -> HeldPost | None:
    """A post by its id, for the command line: whoever runs it has the server's files anyway."""
    found = dicts("SELECT * FROM grid_post_named(%s, %s)", [post_id, on])
    return HeldPost(**found[0]) if found else None


def held_by(post_id: UUID, account_id: UUID, on: date) -> HeldPost | None:
    """The post, if this account holds it on that day and is in use: what a job asks before it goes on for somebody."""
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        return None
    return next((post for post in posts_of(account_id, on) if post.post_id == post_id), None)


def asker(post_id: str, account_id: str | None, natural_person_id: str | None, action: str, on: date) -> Actor | None:
    """Whoever asked for a job, as of today: the account is in use and holds the post, it is the same person's, and the
    post may still do it."""
    if account_id is None:
        return None
    held = held_by(UUID(post_id), UUID(account_id), on)
    actor = actor_of(held, UUID(account_id)) if held else None
    if actor is None or action not in actor.may:
        return None
    return None if natural_person_id and str(actor.natural_person_id) != natural_person_id else actor


def actor_of(post: HeldPost, account_id: UUID | None) -> Actor:
    """The actor of a held post: its range, its actions and the classes it reads."""
    role = ROLES[post.role]
    return Actor(
        post_id=post.post_id,
        account_id=account_id,
        role=post.role,
        county_id=post.county_id,
        path=post.path,
        whole=role.whole,
        whole_of=role.whole_of,
        may=role.may,
        classes=role.classes,
        title=post.title,
        body=post.body,
        holder=post.holder,
        natural_person_id=post.natural_person_id,
    )


def clock_actor(county_id: str, *, may: frozenset[str] | None = None) -> Actor:
    """The clock itself over one county: settles what follows, moves the horizon. Never a person."""
    role = ROLES["clock"]
    return Actor(
        post_id=NOBODY, account_id=None, role="clock", county_id=county_id, path=county_id, whole=True, whole_of=frozenset(COMPARTMENTS),
        may=role.may if may is None else may, classes=role.classes, title="系统", body="归途", holder="系统",
    )


def who_acted(facts: Iterable[UUID]) -> dict[UUID, UUID]:
    """Which natural person wrote each of these facts, whichever account or post it was; from the ledger's lines."""
    found = rows(
        "SELECT e.object_id, a.natural_person_id FROM ledger_entry e JOIN grid_account a ON a.id = e.account_id"
        " WHERE e.object_id = ANY(%s)",
        [list(facts)],
    )
    return dict(found)


def demo_posts(on: date) -> list[dict[str, Any]]:
    """Posts the demo's login page offers to enter as; the function answers in a demo database only."""
    return dicts("SELECT * FROM grid_demo_posts(%s)", [on])
