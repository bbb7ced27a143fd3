"""A group books without an account: asked outside of any post, where every table is empty, so that functions of the owner answer
(ADR 0065). The rule is the one of the clerk's page; the place is held while its slot is added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction

from guitu.kit.crypto import seal
from guitu.kit.database import Statement, row
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.prevention.sealed import sealed_words
from guitu.rules.places import VISITORS, PlacesPolicy, may_book
from guitu.rules.verdict import Reason

PHONE = "prevention_booking|phone"
_PLACE = Statement("SELECT id, county, path, name FROM prevention_open_place(%s)")
_BOOK = Statement("SELECT prevention_book(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)")
_BOOKED = Statement("SELECT id, county, path, name, day_on, slot, headcount, state FROM prevention_booked(%s)")
_CANCEL = Statement("SELECT prevention_cancel(%s, %s)")


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place that anybody may book."""

    id: UUID
    county_id: str
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking as its link shows it."""

    id: UUID
    county_id: str
    path: str
    name: str
    day_on: date
    slot: str
    headcount: int
    state: str


def place(place_id: UUID) -> OpenPlace | None:
    with transaction.atomic():
        found = row(_PLACE, [place_id])
    return OpenPlace(*found) if found else None


def policy_at(of: OpenPlace | Booked, on: date) -> PlacesPolicy:
    with transaction.atomic():
        policy: PlacesPolicy = timeline_of(of.county_id, of.path).on(on).places
    return policy


def book(
    of: OpenPlace, secret: str, at: datetime, on: date, *, day_on: date, slot: str, headcount: int, visitors: str, who: str, phone: str = ""
) -> str:
    """Put a group down; gives whether it is confirmed or waits. Sent twice it is one. Policy: places.*"""
    policy = policy_at(of, day_on)
    Refused.unless(may_book(day_on, slot, headcount, on, policy), "day_on")
    if visitors not in VISITORS:
        raise Refused(Reason("not_in_list", {"field": "visitors"}), field="visitors")
    if not who.strip():
        raise Refused(Reason("public.needs_who"), field="who")
    new = uuid4()
    sealed = [sealed_words("booking", new, {"who": who.strip()}), seal(PHONE, new, phone) if phone else None]
    with transaction.atomic():
        (said,) = row(_BOOK, [of.id, new, _digest(secret), day_on, slot, visitors, headcount, *sealed, policy.most_in_slot, at]) or ("none",)
    if said == "none":
        raise Refused(Reason("public.no_place"))
    return str(said)


def booked(secret: str) -> Booked | None:
    with transaction.atomic():
        found = row(_BOOKED, [_digest(secret)])
    return Booked(*found) if found else None


def cancel(of: Booked, secret: str) -> bool:
    """Cancelled by whoever has its link; those who wait come in as they fit, in the order asked."""
    policy = policy_at(of, of.day_on)
    with transaction.atomic():
        found = row(_CANCEL, [_digest(secret), policy.most_in_slot])
    return bool(found and found[0])


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
