"""Somebody comes in to their own file: with what the card's square holds and a PIN, and then with what the browser holds.

Asked outside of any actor, where every table is empty: functions of the database answer (ADR 0063). From then on the
actor is the person, to whom row security shows one file.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from guitu.grid import guessing
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.crypto import blind
from guitu.kit.database import Statement, row, run

NOWHERE = "-"  # no area path begins so: the range of a person is empty
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # that nobody mistakes for another
_LENGTH = 16  # of them: 80 bits, and short enough to be typed from the card
_ENTER = Statement("SELECT * FROM portal_enter(%s, %s, %s, %s)")
_ENTERED = Statement("SELECT * FROM portal_entered(%s, %s)")


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is open: by which card, to whose file."""

    kind: str  # file | sealed: the rows are put away, only the card is left
    card: UUID
    county_id: str
    person_id: UUID
    scope_path: str
    whose: str
    is_own_pin: bool
    is_sealed: bool
    began_at: datetime

    @property
    def is_guardian(self) -> bool:
        return self.whose == "guardian"


def new_token() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(_LENGTH))


def spelled(token: str) -> str:
    """As it stands on the card: 7K2M-…"""
    return "-".join(token[i : i + 4] for i in range(0, len(token), 4))


def read(typed: str) -> str:
    """As it is kept, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign in SIGNS)[:_LENGTH]


def digest_of(secret: str) -> bytes:
    """What the database keeps of a long random text: it cannot be guessed, so a plain digest is enough."""
    return sha256(secret.encode()).digest()


def pin_digest(token_digest: bytes, pin: str) -> bytes:
    """Of six digits a plain digest would be found in a second: keyed, and bound to the card."""
    return blind("request", f"card|{token_digest.hex()}|{pin.strip()}")


def wait(token: str, address: str, at: datetime) -> timedelta:
    """How long until a try with this card from there is looked at; counted whether there is such a card or not."""
    return guessing.claim(_keys(token, address), at)


def enter(token: str, pin: str, address: str, at: datetime) -> tuple[Visit, str] | None:
    """The visit with the secret for the browser, when both belong together; the same None for all else."""
    digest = digest_of(token)
    with transaction.atomic():
        found = enter_by(digest, pin_digest(digest, pin), at)
    if found is not None:
        guessing.forgive(_keys(token, address), at)
    return found


def enter_by(token: bytes, pin: bytes, at: datetime) -> tuple[Visit, str] | None:
    """The visit with the secret for the browser, of what is kept of card and PIN."""
    secret = secrets.token_urlsafe(32)
    found = row(_ENTER, [token, pin, digest_of(secret), at])
    return (Visit(*found), secret) if found else None


def entered(secret: str, at: datetime) -> Visit | None:
    """The visit that this browser has open: neither left, nor idle, nor its card withdrawn."""
    with transaction.atomic():
        found = row(_ENTERED, [digest_of(secret), at])
    return Visit(*found) if found else None


def leave(secret: str, at: datetime) -> None:
    with transaction.atomic():
        run("SELECT portal_leave(%s, %s)", [digest_of(secret), at])


def actor_of(visit: Visit, on: date) -> Actor:
    """The person as they act: no post, no area, no county; of their own file the policies say what is seen."""
    role = ROLES["guardian" if visit.is_guardian else "person"]
    return Actor(
        post_id=visit.person_id, account_id=None, role=role.code, county_id=visit.county_id, path=NOWHERE, whole=False, may=role.may,
        classes=role.classes, title=role.label, on=on, natural_person_id=visit.person_id, me=visit.person_id,
        is_guardian=visit.is_guardian,
    )


def _keys(token: str, address: str) -> list[guessing.Key]:
    return [("card", digest_of(token).hex()), ("card_net", guessing.net_of(address))]
