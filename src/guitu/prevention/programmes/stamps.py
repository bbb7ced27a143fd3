"""A visitor collects stamps on a card without a name: asked outside of any post, so that functions of the owner answer
(ADR 0065). Whoever has the number of the card has the card."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from guitu.kit.database import Statement, dicts, row
from guitu.kit.errors import Refused
from guitu.matters.labels import label_in
from guitu.rules.programmes import may_give
from guitu.rules.verdict import Reason

_AT = Statement("SELECT title FROM prevention_programme_at(%s)")
_PUT = Statement("SELECT prevention_put_stamp(%s, %s, %s, %s, %s)")
_CARD = Statement('SELECT title, gift_from, gift_on, activity, label, "on" FROM prevention_card_of(%s)')
_GIVE = Statement("SELECT prevention_give_gift(%s, %s)")
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
LENGTH = 9


@dataclass(frozen=True, slots=True)
class Card:
    """A card as whoever has its number sees it: the programme, its stamps, and whether something was given for them."""

    title: str
    gift_from: int
    gift_on: date | None
    stamps: tuple[tuple[date, str], ...]


def programme_at(activity_id: UUID) -> str:
    """The programme in which an activity's visitors collect stamps; empty where they do not."""
    with transaction.atomic():
        found = row(_AT, [activity_id])
    return str(found[0]) if found else ""


def put(activity_id: UUID, gate: str, number: str, held_on: date, on: date) -> str:
    """Put a stamp on a card, or on a new one where no number is said; gives the number. The same activity twice is one stamp.
    Refuses another day, a wrong code, a number that is none."""
    said = number.strip().upper()
    card = said or "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    with transaction.atomic():
        (kept,) = row(_PUT, [activity_id, gate, _digest(card), not said, on]) or ("none",)
    if kept == "not_its_day":
        raise Refused(Reason("programmes.not_its_day", {"held_on": held_on}, "guitu.default"))
    if kept != "kept":
        raise Refused(Reason("programmes.no_card" if kept == "no_card" else "programmes.no_stamps"), field="number")
    return card


def card_of(number: str) -> Card | None:
    with transaction.atomic():
        found = dicts(_CARD, [_digest(number.strip().upper())])
    if not found:
        return None
    stamps = tuple((one["on"], label_in(one["activity"], one["label"])) for one in found)
    return Card(found[0]["title"], found[0]["gift_from"] or 0, found[0]["gift_on"], stamps)


def give(of: Card, number: str, on: date) -> None:
    """Note, before the eyes of who gives it, that something was given for the stamps: once. Refuses too few stamps."""
    Refused.unless(may_give(len(of.stamps), of.gift_from or None, of.gift_on))
    with transaction.atomic():
        row(_GIVE, [_digest(number.strip().upper()), on])


def _digest(number: str) -> bytes:
    return sha256(number.encode()).digest()
