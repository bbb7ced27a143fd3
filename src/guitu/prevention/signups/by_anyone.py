"""Somebody signs up for an activity without an account, gives it up, or comes to the door: asked outside of any post, so that
functions of the owner answer (ADR 0065). The rule is the one of the desk; the activity is held while its places are added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from guitu.kit.crypto import seal
from guitu.kit.database import Statement, dicts, row
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.matters.labels import label_in
from guitu.prevention.sealed import words_in
from guitu.rules.signups import SignupsPolicy, may_sign_up
from guitu.rules.verdict import Reason

PHONE = "prevention_signup|phone"
_OPEN = Statement("SELECT id, county, path, label, about, held_on, places, taken FROM prevention_open_activity(%s)")
_SIGN_UP = Statement("SELECT prevention_sign_up(%s, %s, %s, %s, %s, %s)")
_SIGNED = Statement(
    "SELECT activity, county, path, label, about, held_on, stands, number, heads, state, before FROM prevention_signed_up(%s)"
)
_GIVE_UP = Statement("SELECT prevention_give_up(%s)")
_ARRIVE = Statement("SELECT prevention_arrive(%s, %s, %s, %s, %s)")
_SAID = {"none": "signups.code_is_wrong", "waiting": "signups.still_waiting", "cancelled": "signups.number_over"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """A published activity as anybody sees it: what, when, where, how many places and how many of them are taken."""

    id: UUID
    county_id: str
    path: str
    name: str
    where: str
    held_on: date
    places: int | None
    taken: int

    @property
    def left(self) -> int:
        return max((self.places or 0) - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-up as its link shows it. `stands`: where the activity itself stands; `before`: how many wait before it."""

    activity: UUID
    name: str
    where: str
    held_on: date
    stands: str
    number: int
    heads: int
    state: str
    before: int


def activity(activity_id: UUID) -> Invitation | None:
    with transaction.atomic():
        found = dicts(_OPEN, [activity_id])
    if not found:
        return None
    one = found[0]
    return Invitation(one["id"], one["county"], one["path"], *_words(one["id"], one), one["held_on"], one["places"], one["taken"])


def policy_at(of: Invitation, on: date) -> SignupsPolicy:
    with transaction.atomic():
        policy: SignupsPolicy = timeline_of(of.county_id, of.path).on(on).signups
    return policy


def sign_up(of: Invitation, secret: str, at: datetime, on: date, *, heads: int, phone: str = "") -> str:
    """Sign so many up; gives whether they are confirmed or wait. Sent twice it is one. Policy: signups.most_at_once"""
    Refused.unless(may_sign_up(of.places, of.held_on, heads, on, policy_at(of, on)), "heads")
    new = uuid4()
    with transaction.atomic():
        (said,) = row(_SIGN_UP, [of.id, new, _digest(secret), heads, seal(PHONE, new, phone) if phone else None, at]) or ("none",)
    if said == "none":
        raise Refused(Reason("signups.not_open"))
    return str(said)


def signed(secret: str) -> Signed | None:
    with transaction.atomic():
        found = dicts(_SIGNED, [_digest(secret)])
    if not found:
        return None
    one = found[0]
    return Signed(one["activity"], *_words(one["activity"], one), one["held_on"], one["stands"], one["number"], one["heads"], one["state"], one["before"])


def give_up(secret: str) -> None:
    """Cancelled by whoever has its link; those who wait come in as they fit."""
    with transaction.atomic():
        row(_GIVE_UP, [_digest(secret)])


def arrive(of: Invitation, gate: str, number: int, at: datetime, on: date) -> None:
    """Checked in at the door by the number of the sign-up and the code that stands there. Refuses another day, a code or number
    that is none, one that waits or is cancelled; who comes twice is in already."""
    with transaction.atomic():
        (said,) = row(_ARRIVE, [of.id, gate, number, on, at]) or ("none",)
    if said == "not_its_day":
        raise Refused(Reason("signups.not_its_day", {"held_on": of.held_on}, "guitu.default"))
    if said != "came":
        raise Refused(Reason(_SAID[said]))


def _words(id: UUID, one: dict[str, Any]) -> tuple[str, str]:
    return label_in(id, one["label"]), str(words_in("activity", id, one["about"]).get("where", ""))


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
