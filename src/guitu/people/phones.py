"""One purpose opens names and telephones of one's own people in their list for some minutes; each is a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import rows
from guitu.people import access
from guitu.people.forms import PURPOSES

MINUTES = 10  # guitu.default
FOR = tuple(code for code, _word in PURPOSES if code != "other")  # what needs words is asked for one person at a time
_KEY = "phones"
# Of the people in the acting post's charge alone, whatever else the list shows.
_MINE = (
    "SELECT i.person_id, i.name, i.phone FROM people_identity i JOIN people_person p ON p.id = i.person_id AND p.sealed_at IS NULL"
    " WHERE i.person_id = ANY(%s) AND i.person_id = ANY(ARRAY(SELECT s.matter_id FROM matters_part s WHERE s.post_id = %s"
    " AND s.until_on IS NULL AND NOT s.beyond))"
)


class Called(NamedTuple):
    """How somebody is called and rung."""

    name: str
    phone: str


def may_open(actor: Actor) -> bool:
    """A post with people of its own that reads telephones; over an area each person is opened alone."""
    return not actor.whole and "CONTACT" in actor.classes and "unmask_person" in actor.may


def open_for(session: Any, actor: Actor, purpose: str, at: datetime) -> None:
    """From now on for some minutes, at this post."""
    until = at + timedelta(minutes=MINUTES)
    session[_KEY] = {"purpose": purpose, "post": str(actor.post_id), "until": until.isoformat()}


def close(session: Any) -> None:
    session.pop(_KEY, None)


def open_now(session: Any, actor: Actor, at: datetime) -> tuple[str, int]:
    """For which purpose they are open, and for how many seconds yet; nothing and none when they are not."""
    held = session.get(_KEY)
    if not held or held["post"] != str(actor.post_id) or not may_open(actor):
        return "", 0
    left = int((datetime.fromisoformat(held["until"]) - at).total_seconds())
    return (held["purpose"], left) if 0 < left <= MINUTES * 60 else ("", 0)


def called(actor: Actor, people: Sequence[UUID], purpose: str, at: datetime, request_id: str) -> dict[str, Called]:
    """Those of a page who are in one's charge; a line each, written with the page."""
    found = rows(_MINE, [list(people), actor.post_id])
    if found:
        access.note_phones(actor, [person for person, _name, _phone in found], at, purpose=purpose, request_id=request_id)
    return {
        str(person): Called(shown("people_identity|name", person, name), shown("people_identity|phone", person, phone) if phone else "")
        for person, name, phone in found
    }
