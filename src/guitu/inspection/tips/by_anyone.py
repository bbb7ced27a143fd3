"""A tip is sent, and asked after by its receipt number: outside of any post, where every table is empty, so that functions of
the owner answer (ADR 0065). Who sent it is kept nowhere."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction

from guitu.grid.areas import TOWN, units_inside
from guitu.inspection.tips.reading import ANSWER, Said, sealed_name, sealed_words
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.kit.database import Statement, row
from guitu.kit.errors import Refused
from guitu.ledger.packs import timeline_of
from guitu.rules.tips import ABOUT, Look, TipCourse, TipsPolicy, may_send, stand
from guitu.rules.verdict import Reason

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another
_NUMBER = re.compile(f"[{SIGNS}]{{16}}")
_TAKE = Statement("SELECT inspection_take_tip(%s, %s, %s, %s, %s, %s, %s, %s)")
_TIP = Statement(
    "SELECT tip, county, path, about, received_at, outcome, decided_on, claimed_on, answer, looks FROM inspection_tip_of(%s)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a receipt number answers: where the tip stands, and what was written to whoever has it."""

    about: str
    received_on: date
    course: TipCourse
    answer: str
    policy: TipsPolicy


def new_number() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(16))


def number_in(text: str) -> str:
    """A receipt number as somebody types it off a slip of paper; empty for whatever is none."""
    found = text.upper().replace("-", "").replace(" ", "")
    return found if _NUMBER.fullmatch(found) else ""


def places(county: str) -> list[tuple[str, str]]:
    """The county and its towns, to choose from; nothing of what is no county."""
    if not re.fullmatch(r"\d{6}", county):
        return []
    with transaction.atomic():
        return units_inside(county, len(county), TOWN)


def send(county: str, number: str, at: datetime, *, path: str, about: str, what: str, where: str = "", whom: str = "") -> None:
    """Take a tip; sent twice with one number it is one. Refuses no words, a number of a person among them, an odd place."""
    Refused.unless(may_send(what, where), "what")
    if about not in ABOUT:
        raise Refused(Reason("not_in_list", {"field": "tip_about"}), field="about")
    new = uuid4()
    words = sealed_words(new, Said(what.strip(), where.strip()))
    name = sealed_name(new, whom.strip()) if whom.strip() else None
    with transaction.atomic():
        taken = row(_TAKE, [county, path, new, _digest(number), about, words, name, at])
    if not (taken and taken[0]):
        raise Refused(Reason("tips.no_such_place"), field="path")


def asked(number: str) -> Told | None:
    with transaction.atomic():
        found = row(_TIP, [_digest(number)])
        if found is None:
            return None
        tip, county, path, about, received_at, outcome, decided_on, claimed_on, answer, looks = found
        timeline = timeline_of(county, path)
    on = local_day(received_at)
    said = [Look(str(place), look) for place, look in enumerate(looks)]  # each row is of another human being
    course = stand(on, said, outcome, decided_on, claimed_on, timeline)
    return Told(about, on, course, shown(ANSWER, UUID(str(tip)), answer) if answer else "", timeline.on(decided_on or on).tips)


def _digest(number: str) -> bytes:
    return sha256(f"tip|{number}".encode()).digest()
