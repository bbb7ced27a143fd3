"""What waits to leave the house, and leaves: claimed, sent outside of any transaction, marked.

At least once: who is killed between sending and marking leaves a message that is sent again after some minutes under the
same key, and a receiver that looks at the key shows it once (ADR 0042).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils import translation

from guitu.grid.access import clock_actor
from guitu.grid.held import held
from guitu.kit.clock import SHANGHAI, local_day
from guitu.kit.crypto import readable
from guitu.kit.database import acting, dicts, row, rows, run
from guitu.kit.telling import filled
from guitu.ledger.packs import timeline_of
from guitu.notices import codes
from guitu.notices.channels.message import Message, NotDelivered
from guitu.notices.channels.sending import send
from guitu.rules.notices import (
    CODE_MINUTES,
    FOR_ONE,
    SAID,
    NoticesPolicy,
    after_quiet,
    after_throttle,
    bounds_of,
    next_try,
    outside_line,
)

log = logging.getLogger(__name__)
CONFIG, ADDRESS, SECRET = "notices_channel|config", "notices_setting|address", "notices_delivery|secret"
LOST_AFTER = timedelta(minutes=5)  # a message under way for longer has lost its worker
AT_ANY_HOUR = ("address_code", "trial", "call_urgent", "call_urged", codes.OWN_CODE)  # somebody waits for it, or is in danger
MOST_AT_ONCE = 200
LONGEST_RUN = timedelta(seconds=50)  # then the next minute's job goes on
_DUE = (
    "SELECT id, target_id, way, kind, n, secret, attempts FROM notices_delivery WHERE county_id = %s"
    " AND (state = 'waiting' AND next_at <= %s OR state = 'sending' AND claimed_at <= %s) ORDER BY next_at, id LIMIT 1"
    " FOR UPDATE SKIP LOCKED"
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message that is this worker's to send."""

    id: UUID
    target_id: UUID
    way: str
    kind: str
    n: int
    secret: bytes | None
    attempts: int  # this one included


Sender = Callable[[str, Mapping[str, str], str, Message, datetime], None]


def send_due(county_id: str, now: Callable[[], datetime], sender: Sender = send) -> int:
    """Send what may leave now, one after the other. Gives how many were taken by the other side."""
    done, until = 0, now() + LONGEST_RUN
    for _ in range(MOST_AT_ONCE):
        claimed = claim(county_id, now()) if now() < until else None
        if claimed is None:
            break
        done += _sent(county_id, claimed, now, sender)
    return done


def claim(county_id: str, at: datetime) -> Claimed | None:
    """The next message that may leave, marked as under way; what may not yet is put off. None: nothing is due."""
    for _ in range(MOST_AT_ONCE):
        with acting(clock_actor(county_id), durable=True):
            found = dicts(_DUE, [county_id, at, at - LOST_AFTER])
            if not found:
                return None
            due = Claimed(**found[0] | {"attempts": found[0]["attempts"] + 1})
            free = _free(due, policy_of(county_id, at), at)
            if free <= at:
                run(
                    "UPDATE notices_delivery SET state = 'sending', claimed_at = %s, attempts = %s WHERE id = %s",
                    [at, due.attempts, due.id],
                )
                return due
            run("UPDATE notices_delivery SET state = 'waiting', next_at = %s WHERE id = %s", [free, due.id])
    return None


def policy_of(county_id: str, at: datetime) -> NoticesPolicy:
    policy: NoticesPolicy = timeline_of(county_id, county_id).on(local_day(at)).notices
    return policy


def _free(due: Claimed, policy: NoticesPolicy, at: datetime) -> datetime:
    """When it may leave: not in the quiet hours, and not more often than the recipient is to be told. Who counts for a
    recipient counts alone. A code for one's own page is counted where it is asked for."""
    if due.kind == codes.OWN_CODE:
        return at
    row("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(due.target_id)])
    quiet = at if due.kind in AT_ANY_HOUR else after_quiet(at.astimezone(SHANGHAI), policy)
    gone = [
        moment
        for (moment,) in rows(
            "SELECT claimed_at FROM notices_delivery WHERE target_id = %s AND claimed_at > %s AND id <> %s",
            [due.target_id, at - timedelta(hours=3), due.id],
        )
    ]
    return max(quiet, after_throttle(at, gone, bounds_of(due.way, policy)))


def _sent(county_id: str, claimed: Claimed, now: Callable[[], datetime], sender: Sender) -> bool:
    try:
        config, address = _target(county_id, claimed, now())
        sender(claimed.way, config, address, _message(claimed), now())
    except NotDelivered as why:
        _failed(county_id, claimed, str(why), now())
        return False
    with acting(clock_actor(county_id), durable=True):
        run(
            "UPDATE notices_delivery SET state = 'sent', done_at = %s, trouble = '', secret = NULL WHERE id = %s AND state = 'sending'"
            " AND attempts = %s",
            [now(), claimed.id, claimed.attempts],
        )
    return True


def _failed(county_id: str, claimed: Claimed, why: str, at: datetime) -> None:
    """Tried again later, or given up; what has nobody to go to any more is given up at once."""
    again = None if why in ("left", "config_gone") else next_try(at, claimed.attempts, policy_of_now(county_id, at))
    state, done = ("waiting", None) if again else ("given_up", at)
    log.warning("a message by %s was not delivered: %s, try %d", claimed.way, why, claimed.attempts)
    with acting(clock_actor(county_id), durable=True):
        run(
            "UPDATE notices_delivery SET state = %s, next_at = %s, done_at = %s, trouble = %s,"
            " secret = CASE WHEN %s THEN secret END WHERE id = %s AND state = 'sending' AND attempts = %s",
            [state, again or at, done, why, again is not None, claimed.id, claimed.attempts],
        )


def policy_of_now(county_id: str, at: datetime) -> NoticesPolicy:
    with acting(clock_actor(county_id)):
        return policy_of(county_id, at)


def _target(county_id: str, claimed: Claimed, at: datetime) -> tuple[Mapping[str, str], str]:
    """How the way is configured, and the address: of somebody who still holds a post here."""
    with acting(clock_actor(county_id)):
        if claimed.way not in FOR_ONE:
            return _config("id = %s", [claimed.target_id]), ""
        config = _config("county_id = %s AND way = %s", [county_id, claimed.way])
        if claimed.kind == codes.OWN_CODE:
            if (told := codes.opened(claimed.id, claimed.secret)) is None:
                raise NotDelivered("left")
            return config, told[0]
        found = row(
            f"SELECT s.address, s.verified_at IS NOT NULL, EXISTS (SELECT FROM grid_holding h WHERE h.account_id = s.account_id AND {held('h')})"  # noqa: S608  ours
            " FROM notices_setting s WHERE s.id = %(id)s",
            {"id": claimed.target_id, "today": local_day(at)},
        )
        if found is None or not found[2] or not (found[1] or claimed.kind == "address_code"):
            raise NotDelivered("left")
        return config, readable(ADDRESS, claimed.target_id, found[0]) or ""


def _config(condition: str, params: list[Any]) -> dict[str, str]:
    found = row(f"SELECT id, config FROM notices_channel WHERE is_on AND {condition} LIMIT 1", params)  # noqa: S608  ours
    text = readable(CONFIG, found[0], found[1]) if found else None
    if not text:
        raise NotDelivered("config_gone")
    config: dict[str, str] = orjson.loads(text)
    return config


def _message(claimed: Claimed) -> Message:
    """The neutral line, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        if claimed.kind == codes.OWN_CODE:
            told = codes.opened(claimed.id, claimed.secret)
            text = filled(SAID["code"], {"code": told[1] if told else "", "minutes": CODE_MINUTES})
        elif claimed.kind == "address_code":
            code = readable(SECRET, claimed.id, claimed.secret) or ""
            text = filled(SAID["code"], {"code": code, "minutes": CODE_MINUTES})
        elif claimed.kind == "trial":
            text = filled(SAID["trial"], {})
        else:
            text = filled(outside_line(claimed.kind), {"n": claimed.n})
        return Message(claimed.id, claimed.kind, claimed.n, filled(SAID["subject"], {}), text)
