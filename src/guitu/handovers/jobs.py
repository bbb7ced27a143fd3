"""By the clock: at the hour at which nobody was at the gate it is noted; report and first visit are taken from the file; and
once a night packets are emptied whose days are over."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.grid.access import clock_actor
from guitu.handovers.fold import HANDOVER
from guitu.handovers.following import empty_packets, take_from_file
from guitu.handovers.reading import course_of
from guitu.handovers.receiving import note_nobody_met
from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.kit.queue import RETRY
from guitu.rules.handovers import has_come
from guitu.settling.load import matters

log = logging.getLogger(__name__)
# What may be missed, and what is received and may stand in the person's file by now.
_OPEN = (
    "SELECT m.id, h.person_id IS NOT NULL AND m.state IN ('received', 'reported') FROM matters_matter m JOIN handovers_handover h ON h.id = m.id"
    " WHERE m.county_id = %s AND m.kind = 'handover' AND m.closed_at IS NULL AND (m.state IN ('announced', 'accepted') AND m.next_on <= %s"
    " OR h.person_id IS NOT NULL AND m.state IN ('received', 'reported')) ORDER BY m.id"
)


@app.task(name="watch_handovers", queue="settle", retry=RETRY)
def watch_handovers(county_id: str) -> None:
    """Whatever of a county has come by now."""
    watch(county_id, clock.now())


@app.task(name="empty_handover_packets", queue="settle", retry=RETRY)
def empty_handover_packets(county_id: str) -> None:
    empty_packets(clock_actor(county_id), at=clock.now(), door="clock")


def watch(county_id: str, at: datetime) -> int:
    """The same for a moment; gives how many handovers something was noted of. One that fails keeps no other waiting."""
    actor, done = clock_actor(county_id), 0
    with acting(actor):
        listed: list[tuple[UUID, bool]] = [(one, received) for one, received in rows(_OPEN, [county_id, clock.local_day(at)])]
        held = {one.id: one for one in matters(HANDOVER, [one for one, received in listed if not received], lock=False)}
    for handover, received in listed:
        command: Any = take_from_file if received else note_nobody_met
        if not received and not has_come(*course_of(held[handover]), at):
            continue
        try:
            command(actor, at=at, door="clock", handover_id=handover)
            done += 1
        except Refused:
            continue  # nothing new stands in the file, or somebody was quicker
        except Exception:
            log.exception("a handover could not be looked at")
    return done
