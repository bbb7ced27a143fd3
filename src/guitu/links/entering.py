"""Somebody without an account knocks: with the link and the code, and then with what the opened page holds.

Asked outside of any post, where every table is empty: three functions of the database answer (ADR 0041). Once opened,
the link acts by its own part in the one matter and nowhere else.
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
from guitu.kit.crypto import blind, shown
from guitu.kit.database import Statement, row

SHOWN = "links_link|shown"
NOWHERE = "-"  # no area path begins so: the range of a link is empty
_ENTER = Statement("SELECT * FROM links_enter(%s, %s, %s, %s, %s)")
_ENTERED = Statement("SELECT * FROM links_entered(%s, %s)")


@dataclass(frozen=True, slots=True)
class Entered:
    """A link that is open to whoever has just given its code."""

    link: UUID
    county_id: str
    matter_id: UUID
    scope_path: str
    compartment: str
    kind: str
    made_post: UUID
    made_person: UUID
    expires_at: datetime
    sealed: bytes

    @property
    def words(self) -> str:
        """What whoever made the link wrote for this reader."""
        return shown(SHOWN, self.link, self.sealed)


def digest_of(secret: str) -> bytes:
    """What the database keeps of a long random text: it cannot be guessed, so a plain digest is enough."""
    return sha256(secret.encode()).digest()


def code_digest(token: str, code: str) -> bytes:
    """Of six digits a plain digest would be found in a second: keyed, and bound to the link."""
    return blind("request", f"link|{digest_of(token).hex()}|{code.strip()}")


def net_digest(address: str) -> bytes:
    return blind("request", f"link-net|{guessing.net_of(address)}")[:16]


def wait(token: str, address: str, at: datetime) -> timedelta:
    """How long until a try at this link from there is looked at; counted whether there is such a link or not."""
    return guessing.claim([("link", digest_of(token).hex()), ("link_net", guessing.net_of(address))], at)


def enter(token: str, code: str, address: str, at: datetime) -> tuple[Entered, str] | None:
    """The link with a secret to answer with, when both belong together and it is open; the same None for all else."""
    secret = secrets.token_urlsafe(24)
    asked = [digest_of(token), code_digest(token, code), net_digest(address), digest_of(secret), at]
    with transaction.atomic():
        found = row(_ENTER, asked)
    if found is None:
        return None
    guessing.forgive([("link", digest_of(token).hex()), ("link_net", guessing.net_of(address))], at)
    return Entered(*found), secret


def entered(secret: str, at: datetime) -> Entered | None:
    """The link that was opened with this secret, while the visit lasts and the link is neither spent nor withdrawn."""
    with transaction.atomic():
        found = row(_ENTERED, [digest_of(secret), at])
    return Entered(*found) if found else None


def spend(secret: str, at: datetime) -> bool:
    """Inside the command that takes the answer: the link is used up by it. False: it is open no more."""
    found = row("SELECT links_spend(%s, %s)", [digest_of(secret), at])
    return bool(found and found[0])


def actor_of(of: Entered, on: date) -> Actor:
    """The link as it acts: its part in one matter, no area, no account; the human being is whoever made it, since he
    knows both the link and the code."""
    role = ROLES["link"]
    return Actor(
        post_id=of.link, account_id=None, role="link", county_id=of.county_id, path=NOWHERE, whole=False, may=role.may,
        classes=role.classes, title=role.label, on=on, natural_person_id=of.made_person,
    )
