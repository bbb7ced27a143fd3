"""How long a login lasts: 15 minutes without a click, 8 hours in all; and no longer than the rights it began with."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
TOUCH = timedelta(seconds=60)  # a click within a minute of the last is not written down: pages stay one write cheaper

FRESH = timedelta(minutes=5)  # grave steps want the second factor to have been asked since

_BEGAN, _SEEN, _RIGHTS, _FACTOR = "began_at", "seen_at", "rights", "factor_at"


def begin(session: MutableMapping[str, Any], at: datetime, rights: int) -> None:
    """At login: the hours count from now, whatever an earlier session of this browser says."""
    session[_BEGAN] = session[_SEEN] = int(at.timestamp())
    session[_RIGHTS] = rights
    session.pop(_FACTOR, None)


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


def pass_factor(session: MutableMapping[str, Any], at: datetime) -> None:
    """The second factor was given."""
    session[_FACTOR] = int(at.timestamp())


def has_factor(session: MutableMapping[str, Any]) -> bool:
    return _FACTOR in session


def is_fresh(session: MutableMapping[str, Any], at: datetime, *, since_login: bool = False) -> bool:
    """Whether the second factor was given, or the login made, within the last minutes."""
    moment = session.get(_BEGAN if since_login else _FACTOR)
    return moment is not None and 0 <= int(at.timestamp()) - moment <= FRESH.total_seconds()
