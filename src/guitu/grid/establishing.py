"""A county begins: its bodies, posts and first holders. And a holder comes or goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F

from guitu.grid import ceilings, natural_persons
from guitu.grid.letters import write_code
from guitu.grid.models import Account, Holding, NaturalPerson
from guitu.kit.actor import NOBODY
from guitu.kit.database import constraint_of, insert_many
from guitu.kit.errors import Refused
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
    number: str | None = None  # by which the office knows the holder


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
        "grid_naturalperson",
        (("id", "uuid"), ("county_id", "text"), ("number", "bytea")),
        [(person, county, natural_persons.index_of(p.number) if p.number else None) for p, _, person in held],
    )
    unusable = make_password(None)
    insert_many(
        "grid_account",
        (("id", "uuid"), ("natural_person_id", "uuid"), ("login", "text"), ("password", "text"), ("is_active", "bool"),
         ("date_joined", "timestamptz"), ("must_change", "bool"), ("perm_version", "int")),
        [(account, person, f"u-{account.hex[:10]}", unusable, True, act.at, False, 0) for _, account, person in held],
    )
    insert_many(
        "grid_holding",
        (("id", "uuid"), ("county_id", "text"), ("post_id", "uuid"), ("account_id", "uuid"), ("name", "text"),
         ("sex", "text"), ("from_on", "date")),
        [(uuid4(), county, p.id, account, p.holder, p.sex, from_on) for p, account, _ in held],
    )
    changed(act, [Change("body", b.id, b.path, None, {"kind": b.kind}) for b in bodies])
    changed(act, [Change("post", p.id, p.path, None, {"role": p.role, "held": bool(p.holder)}) for p in posts])
    return {"bodies": len(bodies), "posts": len(posts), "held": len(held)}


@command
def appoint_holder(
    act: Act, *, post_id: UUID, name: str, sex: str | None, from_on: date, login: str, number: str
) -> Answer:
    """Somebody takes a post: a known colleague with the account there is, a new one with a one-time code in two halves.

    `number` is the identity or staff number by which the office knows the human being; only its blind index is kept.
    Refuses a role above the ceiling of the acting post, appointing oneself under whatever login or post, a post that
    is held on that day, a login already taken, and one human being in two of the three administrators' posts.
    """
    post = ceilings.post_within(act.actor, post_id)
    if post.from_on is not None and from_on < post.from_on:
        raise Refused(Reason("posts.begins_later", {"on": post.from_on}), field="from_on")
    ceilings.unless_numbered(act.actor)
    if number or act.actor.natural_person_id:
        person = natural_persons.numbered(post.county_id, natural_persons.checked(number))
    else:  # the first administrator may enter the number afterwards, and appoints nobody before
        person = NaturalPerson.objects.create(county_id=post.county_id)
    ceilings.unless_oneself(act.actor, person.pk)
    account = Account.objects.filter(natural_person=person).order_by("-is_active", "date_joined").first()
    answer: Answer = {}
    if account is None:
        account = _new_account(person, login.strip())
        answer = write_code(act, account.pk, post.path)
    elif login.strip() not in ("", account.login):
        raise Refused(Reason("has_account", {"login": account.login}), field="login")
    try:
        with transaction.atomic():
            holding = Holding.objects.create(
                county_id=post.county_id, post=post, account=account, name=name, sex=sex, from_on=from_on
            )
    except IntegrityError as clash:
        if constraint_of(clash) == "administrators_are_different_people":
            raise Refused(Reason("administrators_differ"), field="number") from None
        raise Refused(Reason("post_is_held", {"on": from_on}), field="from_on") from None
    Account.objects.filter(pk=account.pk).update(perm_version=F("perm_version") + 1)
    detail = {"from_on": from_on.isoformat(), "account": str(account.pk), "holding": str(holding.pk)}
    changed(act, [Change("holding", post.id, post.path, None, detail)])
    return {"post": str(post.id), "login": account.login, **answer}


def _new_account(person: NaturalPerson, login: str) -> Account:
    if not login:
        raise Refused(Reason("login_needed"), field="login")
    try:
        with transaction.atomic():
            return Account.objects.create(natural_person=person, login=login, password=make_password(None))
    except IntegrityError:
        raise Refused(Reason("login_taken", {"login": login}), field="login") from None


@command
def end_holding(act: Act, *, post_id: UUID, until_on: date) -> Answer:
    """The holder leaves the post: from that day the account no longer acts from it; the post is vacant.

    One who has not begun by then never held it. Refuses a role above the ceiling, and ending one's own.
    """
    post = ceilings.post_within(act.actor, post_id)
    holding = Holding.objects.filter(post=post, until_on=None).order_by("-from_on").first()
    if holding is None:
        raise Refused(Reason("post_is_vacant"))
    ceilings.unless_oneself(act.actor, holding.natural_person_id)
    ended = max(until_on, holding.from_on)
    Holding.objects.filter(pk=holding.pk).update(until_on=ended)
    Account.objects.filter(pk=holding.account_id or NOBODY).update(perm_version=F("perm_version") + 1)
    changed(act, [Change("holding", post.id, post.path, None, {"until_on": ended.isoformat(), "holding": str(holding.pk)})])
    return {"post": str(post_id)}
