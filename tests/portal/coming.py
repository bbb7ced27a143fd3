"""Somebody with a card, for tests of their own pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.test import Client

from guitu.portal import entering
from guitu.portal.cards.commands import issue_card
from guitu.portal.door import COOKIE
from tests import make

CONTACT = "邑康家园 一楼，林老师，0750-0000000"
PIN = "274913"


def card(world: make.World, at: datetime, person: UUID, whose: str = "self", by: str = "encheng_worker") -> tuple[str, str]:
    """A card just given: what its square holds, and its first PIN."""
    made = issue_card(world.actor(by), at=at, person_id=person, whose=whose, contact=CONTACT)
    token, pin = made["once"]
    return token, pin


def come_in(token: str, pin: str) -> Client:
    """A telephone that has just come in with this card and PIN."""
    phone = make.Browser()
    made = phone.post(f"/me/c/{token}/", {"pin": pin})
    assert made.status_code == 302, made.content.decode()
    return phone


def at_home(world: make.World, at: datetime, person: UUID, whose: str = "self") -> Client:
    """A telephone that is in with a PIN of its own."""
    token, pin = card(world, at, person, whose)
    phone = come_in(token, pin)
    assert phone.post("/me/pin/", {"pin": PIN, "again": PIN}).status_code == 302
    return phone


def visit_of(phone: Client, at: datetime) -> entering.Visit:
    found = entering.entered(phone.cookies[COOKIE].value, at + timedelta(seconds=1))
    assert found is not None
    return found
