"""The cards of one person as the station sees them: which are in use, since when, when last used."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.crypto import shown
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.people.basics import spread
from guitu.portal.cards.commands import CONTACT

Row = dict[str, Any]
_PERSON = f"SELECT p.id, p.scope_path, p.basics, {place_sql('p.scope_path')} AS place FROM people_person p WHERE p.id = %s AND p.sealed_at IS NULL"  # noqa: S608  a name of ours
_CARDS = (
    "SELECT c.id, c.whose, c.is_own_pin, c.contact, c.made_at, c.until_on, c.by_phone, c.lost >= c.tries AS locked,"
    " (SELECT max(v.began_at) FROM portal_visit v WHERE v.card_id = c.id) AS used_at"
    " FROM portal_card c WHERE c.matter_id = %s AND c.withdrawn_at IS NULL ORDER BY c.whose DESC"
)


def person(person_id: UUID, lo: str, hi: str) -> Row:
    """Of whom the page speaks; NotVisible outside one's grid, and to the side of the household register."""
    found = dicts(_PERSON, [person_id])
    if not found or not lo <= found[0]["scope_path"] < hi:
        raise NotVisible
    return spread(found[0])


def cards(person_id: UUID, on: date) -> list[Row]:
    return [{**one, "contact": shown(CONTACT, one["id"], one["contact"]), "state": _state(one, on)} for one in dicts(_CARDS, [person_id])]


def _state(card: Row, on: date) -> str:
    if card["locked"]:
        return "locked"
    if card["until_on"] <= on:
        return "expired"
    used: datetime | None = card["used_at"]
    return "open" if card["is_own_pin"] else "begun" if used else "given"
