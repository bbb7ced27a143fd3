"""A visitor leaves a remark at a place without a name, and reads those that are shown: by functions of the owner (ADR 0065)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from guitu.kit.database import Statement, dicts, row
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.prevention.sealed import sealed_words, words_in
from guitu.rules.dates import first_of_month
from guitu.rules.remarks import RemarksPolicy, may_leave
from guitu.rules.verdict import Reason

_BOOK = Statement("SELECT id, county, path, name FROM prevention_book_of(%s)")
_LEAVE = Statement("SELECT prevention_leave_remark(%s, %s, %s, %s, %s)")
_SHOWN = Statement("SELECT id, left_on, words FROM prevention_remarks_of(%s)")


@dataclass(frozen=True, slots=True)
class Book:
    """The book of remarks of an open place."""

    id: UUID
    county_id: str
    path: str
    name: str


def book(place_id: UUID) -> Book | None:
    with transaction.atomic():
        found = row(_BOOK, [place_id])
    return Book(*found) if found else None


def policy_at(of: Book, on: date) -> RemarksPolicy:
    with transaction.atomic():
        policy: RemarksPolicy = timeline_of(of.county_id, of.path).on(on).remarks
    return policy


def leave(of: Book, secret: str, on: date, words: str) -> None:
    """Leave a remark; it waits until somebody of the office has read it. Sent twice it is one. Policy: remarks.most_signs"""
    Refused.unless(may_leave(words, policy_at(of, on)), "words")
    new = uuid4()
    with transaction.atomic():
        (kept,) = row(_LEAVE, [of.id, new, sha256(secret.encode()).digest(), sealed_words("remark", new, {"text": words.strip()}), on]) or (False,)
    if not kept:
        raise Refused(Reason("remarks.no_place"))


def shown(of: Book) -> list[dict[str, Any]]:
    """What others may read, the latest first; the month, not the day, nor who."""
    with transaction.atomic():
        found = dicts(_SHOWN, [of.id])
    return [{"month": first_of_month(one["left_on"]), "text": words_in("remark", one["id"], one["words"]).get("text", "")} for one in found]
