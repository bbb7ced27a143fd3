"""How long a login lasts: 15 minutes without a click, 8 hours in all; no longer than the rights it began
with, and in two places at once."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from datetime import datetime, timedelta
from typing import Any

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
AT_ONCE = 2  # logins of one account that are open beside each other
TOUCH = timedelta(seconds=60)  # a click within a minute of the last is not written down: pages stay one write cheaper

FRESH = timedelta(minutes=5)  # grave steps want the second factor to have been asked since

_BEGAN, _SEEN, _RIGHTS, _FACTOR = "began_at", "seen_at", "rights", "factor_at"


def begin(session: MutableMapping[str, Any], at: datetime, rights: int) -> None:
    """At login: the hours count from now, whatever an earlier session of this browser says."""
    session[_BEGAN] = session[_SEEN] = int(at.timestamp())
    session[_RIGHTS] = rights
    session.pop(_FACTOR, None)


def is_over(
    session: MutableMapping[str, Any], at: datetime, rights: int, *, is_click: bool = True, unattended: bool = False
) -> bool:
    """Idle too long, open too long, or begun under other rights of the account. Else, if somebody clicked, this is its last
    click so far. `unattended`: what is asked for may be looked at however long nobody has clicked."""
    if not is_open(session, at, rights, unattended=unattended):
        return True
    now = int(at.timestamp())
    if is_click and now - session[_SEEN] >= TOUCH.total_seconds():
        session[_SEEN] = now
    return False


def is_open(session: Mapping[str, Any], at: datetime, rights: int, *, unattended: bool = False) -> bool:
    now = int(at.timestamp())
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        return False
    lasts = (unattended or now - seen <= IDLE.total_seconds()) and now - began <= ABSOLUTE.total_seconds()
    return lasts and session.get(_RIGHTS) == rights


def left(session: Mapping[str, Any], at: datetime, rights: int) -> int:
    """The seconds until it ends by itself, if nobody clicks."""
    if not is_open(session, at, rights):
        return 0
    now = int(at.timestamp())
    ends = min(session[_SEEN] + int(IDLE.total_seconds()), session[_BEGAN] + int(ABSOLUTE.total_seconds()))
    return max(0, ends - now)


def began(session: Mapping[str, Any]) -> int:
    """The second of its login."""
    return int(session[_BEGAN])


def keep_rights(session: MutableMapping[str, Any], rights: int) -> None:
    """The session that changed the rights itself goes on: a password chosen at the first login."""
    session[_RIGHTS] = rights


def pass_factor(session: MutableMapping[str, Any], at: datetime) -> None:
    """The second factor was given."""
    session[_FACTOR] = int(at.timestamp())


def has_factor(session: Mapping[str, Any]) -> bool:
    return _FACTOR in session


def is_fresh(session: MutableMapping[str, Any], at: datetime, *, since_login: bool = False) -> bool:
    """Whether the second factor was given, or the login made, within the last minutes."""
    moment = session.get(_BEGAN if since_login else _FACTOR)
    return moment is not None and 0 <= int(at.timestamp()) - moment <= FRESH.total_seconds()
