"""How long a login lasts: 15 minutes without a click, 8 hours in all; and no longer than the rights it began with."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
TOUCH = timedelta(seconds=60)  # a click within a minute of the last is not written down: pages stay one write cheaper

_BEGAN, _SEEN, _RIGHTS = "began_at", "seen_at", "rights"


def begin(session: MutableMapping[str, Any], at: datetime, rights: int) -> None:
    """At login: the hours count from now, whatever an earlier session of this browser says."""
    session[_BEGAN] = session[_SEEN] = int(at.timestamp())
    session[_RIGHTS] = rights


def is_over(session: MutableMapping[str, Any], at: datetime, rights: int) -> bool:
    """Idle too long, open too long, or begun under other rights of the account."""
    now = int(at.timestamp())
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        return True
    if now - seen > IDLE.total_seconds() or now - began > ABSOLUTE.total_seconds():
        return True
    if session.get(_RIGHTS) != rights:
        return True
    if now - seen >= TOUCH.total_seconds():
        session[_SEEN] = now
    return False


def keep_rights(session: MutableMapping[str, Any], rights: int) -> None:
    """The session that changed the rights itself goes on: a password chosen at the first login."""
    session[_RIGHTS] = rights
