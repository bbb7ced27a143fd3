"""By the minute: who is called next where nobody answered. The timer is the open duty with its moment; it is looked at
again when it fires, so a restart or a day's outage neither loses nor doubles a step."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.queue import RETRY
from guitu.response.closing import escalate_call
from guitu.response.fold import CALL
from guitu.response.leaving import leave_calls
from guitu.response.reading import course_of
from guitu.response.signals.commands import raise_by_rule
from guitu.response.signals.queries import to_raise
from guitu.response.standing_by import standing_of_each
from guitu.rules.call_steps import escalations, next_look
from guitu.settling.load import Loaded, matters

log = logging.getLogger(__name__)
# What waits for an answer has a duty whose moment has come; a step above it never comes before that.
_DUE = (
    "SELECT DISTINCT d.matter_id FROM duties_duty d WHERE d.county_id = %s AND d.state = 'open'"
    " AND d.kind IN ('call_take_up', 'call_check', 'call_acknowledge', 'call_report', 'call_urge') AND d.due_at <= %s"
)


@app.task(name="escalate_calls", queue="calls", retry=RETRY)
def escalate_calls(county_id: str) -> None:
    """Whatever of a county has come due by now."""
    escalate_due(county_id, clock.now())


@app.task(name="raise_by_rules", queue="calls", retry=RETRY)
def raise_by_rules(county_id: str) -> None:
    """Whatever the rules that are on take together by now."""
    raise_found(county_id, clock.now())


@app.task(name="leave_calls", queue="settle", retry=RETRY)
def leave_closed_calls(county_id: str) -> None:
    """Once a night: who took part in what is long over sees it no more."""
    leave_calls(clock_actor(county_id), at=clock.now(), door="clock")


def escalate_due(county_id: str, at: datetime) -> int:
    """The same for a moment; gives how many more posts were called. One call that fails keeps no other waiting."""
    actor, done = clock_actor(county_id), 0
    with acting(actor):
        found = matters(CALL, [one for (one,) in rows(_DUE, [county_id, at])], lock=False)
        due = _with_a_step(county_id, found, at)
    for call_id in due:
        try:
            done += len(escalate_call(actor, at=at, door="clock", call_id=call_id)["posts"])
        except Exception:
            log.exception("a call could not be looked at")
    return done


def raise_found(county_id: str, at: datetime) -> int:
    """The same for a moment; gives how many calls were raised or added to. One match that fails keeps no other waiting."""
    actor, done = clock_actor(county_id), 0
    with acting(actor):
        found = list(to_raise(county_id, at))
    for one in found:
        try:
            done += raise_by_rule(actor, at=at, door="clock", **one.what)["call"] is not None
        except Exception:
            log.exception("what a rule found could not be raised")
    return done


def _with_a_step(county_id: str, found: Sequence[Loaded], at: datetime) -> list[UUID]:
    """Those of which a step has come at which somebody is who was not called. Most of what is late waits for a later step, or has
    been called up to the top, and is not locked every minute for nothing."""
    come = [(one, *course_of(one)) for one in found]
    come = [one for one in come if (next_at := next_look(*one[1:])) is not None and next_at <= at]
    standing = standing_of_each(county_id, {held.id: (held.scope_path, course.person) for held, course, _policy, _timeline in come}, at)
    return [
        held.id
        for held, course, policy, timeline in come
        if any(True for _step in escalations(course, policy, timeline, at, standing[held.id].step))
    ]
