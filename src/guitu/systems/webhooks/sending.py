"""Sends what waits in the outbox: each event claimed, sent, and then noted; one that did not arrive comes again ever later."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import orjson

from guitu.grid.access import clock_actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import Unreadable, open_sealed
from guitu.kit.database import acting, dicts, run
from guitu.kit.errors import Refused
from guitu.systems.webhooks import letters
from guitu.systems.webhooks.addresses import NotAllowed, Where, checked
from guitu.systems.webhooks.commands import ADDRESS, SECRET
from guitu.systems.webhooks.events import EVENTS

Send = Callable[[Where, bytes, str, int], None]
BUDGET = 40.0  # seconds of one run in one county
_MANY = 100
_CLAIMED = timedelta(minutes=2)  # longer than one letter takes
LATER = tuple(timedelta(minutes=n) for n in (1, 5, 30, 120, 360, 1440, 1440, 2880))  # then it is given up: a week
# Claimed: whoever sends beside us passes it by; if we die it comes again.
_CLAIM = """
UPDATE systems_event e SET next_at = %(until)s FROM systems_subscription s JOIN systems_systemkey k ON k.id = s.key_id
WHERE e.id = (SELECT w.id FROM systems_event w WHERE w.county_id = %(county)s AND w.sent_at IS NULL AND w.given_up_at IS NULL
    AND w.next_at <= %(at)s AND NOT w.subscription_id = ANY(%(resting)s) ORDER BY w.next_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
  AND s.id = e.subscription_id
RETURNING e.id, e.kind, e.object_id, e.matter_id, e.at, e.tries, s.id AS subscription, s.address, s.secret,
  s.ended_at IS NULL AND k.withdrawn_at IS NULL AND k.expires_on > %(today)s AS is_open, k.classes
"""


def send_due(county_id: str, at: datetime, send: Send = letters.send) -> int:
    """Everything of a county whose time has come, up to a budget; gives how many arrived."""
    actor, arrived = clock_actor(county_id, may=frozenset()), 0
    resting: list[Any] = []
    until = time.monotonic() + BUDGET
    for _ in range(_MANY):
        with acting(actor, durable=True):
            asked = {"county": county_id, "at": at, "until": at + _CLAIMED, "today": local_day(at), "resting": resting}
            found = dicts(_CLAIM, asked)
        if not found or time.monotonic() > until:
            break
        event = found[0]
        is_sent = event["is_open"] and EVENTS.get(event["kind"]) in event["classes"] and _sent(event, at, send)
        with acting(actor, durable=True):
            _note(event, at, is_sent)
        arrived += is_sent
        if not is_sent:
            resting.append(event["subscription"])  # who does not answer is not asked again at once
    return arrived


def _sent(event: dict[str, Any], at: datetime, send: Send) -> bool:
    body = orjson.dumps(
        {"id": event["id"], "kind": event["kind"], "object": event["object_id"], "about": event["matter_id"], "at": event["at"]}
    )
    try:
        where = checked(open_sealed(ADDRESS, event["subscription"], event["address"]) or "")
        send(where, body, open_sealed(SECRET, event["subscription"], event["secret"]) or "", int(at.timestamp()))
    except (letters.NotDelivered, NotAllowed, Refused, Unreadable):
        return False
    return True


def _note(event: dict[str, Any], at: datetime, is_sent: bool) -> None:
    tries = event["tries"] + 1
    if is_sent:
        run("UPDATE systems_event SET sent_at = %s, tries = %s WHERE id = %s", [at, tries, event["id"]])
    elif not event["is_open"] or tries > len(LATER):
        run("UPDATE systems_event SET given_up_at = %s, tries = %s WHERE id = %s", [at, tries, event["id"]])
    else:
        run("UPDATE systems_event SET next_at = %s, tries = %s WHERE id = %s", [at + LATER[tries - 1], tries, event["id"]])
