"""A county begins: its bodies, posts and first holders. And a holder comes or goes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from guitu.grid.models import Account, Holding, NaturalPerson, Post
from guitu.grid.roles import ROLES
from guitu.kit.database import insert_many, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class NewBody:
    id: UUID
    kind: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class NewPost:
    id: UUID
    body_id: UUID
    role: str
    title: str
    path: str
    holder: str | None = None
    sex: str | None = None


@command
def establish_posts(act: Act, *, bodies: Sequence[NewBody], posts: Sequence[NewPost], from_on: date) -> Answer:
    """Set up many bodies and posts with their holders at once; a post without a holder is vacant.

    Accounts made here cannot log in by password: that needs a one-time code (appoint_holder).
    """
    county = act.actor.county_id
    insert_many(
        "grid_body",
        (("id", "uuid"), ("county_id", "text"), ("path", "text"), ("kind", "text"), ("name", "text")),
        [(b.id, county, b.path, b.kind, b.name) for b in bodies],
    )
    insert_many(
        "grid_post",
        (
            ("id", "uuid"),
            ("county_id", "text"),
            ("body_id", "uuid"),
            ("role", "text"),
            ("title", "text"),
            ("path", "text"),
        ),
        [(p.id, county, p.body_id, p.role, p.title, p.path) for p in posts],
    )
    held = [(p, uuid4(), uuid4()) for p in posts if p.holder]
    insert_many(
        "grid_naturalperson", (("id", "uuid"), ("county_id", "text")), [(person, county) for _, _, person in held]
    )
    unusable = make_password(None)
    insert_many(
        "grid_account",
        (("id", "uuid"), ("natural_person_id", "uuid"), ("login", "text"), ("password", "text"), ("is_active", "bool"),
         ("date_joined", "timestamptz"), ("must_change", "bool"), ("perm_version", "int")),
        [(account, person, f"u-{account.hex[:10]}", unusable, True, act.at, False, 0) for _, account, person in held],
    )  # fmt: skip
    insert_many(
        "grid_holding",
        (("id", "uuid"), ("county_id", "text"), ("post_id", "uuid"), ("account_id", "uuid"), ("name", "text"),
         ("sex", "text"), ("from_on", "date")),
        [(uuid4(), county, p.id, account, p.holder, p.sex, from_on) for p, account, _ in held],
    )  # fmt: skip
    changed(act, [Change("body", b.id, b.path, None, {"kind": b.kind}) for b in bodies])
    changed(act, [Change("post", p.id, p.path, None, {"role": p.role, "held": bool(p.holder)}) for p in posts])
    return {"bodies": len(bodies), "posts": len(posts), "held": len(held)}


@command
def appoint_holder(act: Act, *, post_id: UUID, name: str, sex: str | None, from_on: date, login: str) -> Answer:
    """Somebody takes a post: an account with a one-time code, which must be changed at the first login.

    Refuses a post that is held on that day, a login already taken, and appointing oneself.
    """
    post = Post.objects.filter(pk=post_id).first()
    if post is None or post.role not in ROLES:
        raise NotVisible
    if post_id == act.actor.post_id:
        raise Refused(Reason("not_oneself", {}))
    code = secrets.token_urlsafe(9)
    try:
        with transaction.atomic():
            person = NaturalPerson.objects.create(county_id=post.county_id)
            account = Account.objects.create(
                natural_person=person, login=login, password=make_password(code), must_change=True
            )
    except IntegrityError:
        raise Refused(Reason("login_taken", {"login": login}), field="login") from None
    try:
        with transaction.atomic():
            Holding.objects.create(
                county_id=post.county_id, post=post, account=account, name=name, sex=sex, from_on=from_on
            )
    except IntegrityError:
        raise Refused(Reason("post_is_held", {"on": from_on}), field="from_on") from None
    changed(act, [Change("holding", post.id, post.path, None, {"from_on": from_on.isoformat()})])
    return {"post": str(post.id), "login": login, "once": code}


@command
def end_holding(act: Act, *, post_id: UUID, until_on: date) -> Answer:
    """The holder leaves the post: from that day the account no longer acts from it; the post is vacant."""
    ended = run(
        "UPDATE grid_holding SET until_on = %s WHERE post_id = %s AND from_on < %s AND until_on IS NULL",
        [until_on, post_id, until_on],
    )
    if not ended:
        raise Refused(Reason("post_is_vacant", {}))
    post = Post.objects.get(pk=post_id)
    run(
        "UPDATE grid_account SET perm_version = perm_version + 1 WHERE id IN"
        " (SELECT account_id FROM grid_holding WHERE post_id = %s)",
        [post_id],
    )
    changed(act, [Change("holding", post.id, post.path, None, {"until_on": until_on.isoformat()})])
    return {"post": str(post_id)}
