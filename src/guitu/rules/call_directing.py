"""呼应: what whoever is in charge does of a call that is under way: 批示, 催办, a delay that is asked for and decided, two that
are one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from guitu.rules.cadence import Timeline
from guitu.rules.calls import (
    CallCourse,
    CallsPolicy,
    after,
    clock_of,
    close,
    lay,
    put,
    said,
    stages,
    unit_name,
)
from guitu.rules.facts import calls as facts_of
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "calls.not_under_way": "这件呼应不在处置中，不用催办、批示、延期。",
    "calls.not_called": "这件呼应没有呼叫这个单位，或者它已经退回。请重新选。",
    "calls.urged_already": "已经催过，{by} 前还不用再催。",
    "calls.delay_waits": "已经请求过延期，还在等答复。",
    "calls.delay_spent": "这件呼应已经延期 {most} 次，不能再延。",
    "calls.delay_too_long": "一次最多延 {most} 天。",
    "calls.delay_by_another": "办过这件呼应的人不能定它的延期，换一个岗位或账号也不行。请由另一位有权的同事定。",
    "calls.no_delay": "没有等答复的延期。",
}
DEFAULT = "guitu.default"


def instructed(
    course: CallCourse, fact: facts_of.InstructionGiven, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """Everybody in the call reads it. The unit that is named, else the main one, reports what it did of it."""
    seat = course.seats.get(fact.unit) if fact.unit else course.main
    if seat is None or seat.is_out:
        return
    by = after(fact.known, clock_of(course, policy).again, course, policy, timeline)
    name = unit_name(seat.unit, policy)
    why = Reason("calls.instructed", {"unit": name, "by": said(by, fact.known)}, DEFAULT)
    yield lay(course, f"call_instruction:{seat.unit}:{fact.id}", seat.post, fact.known, by, why, name)


def urged(course: CallCourse, fact: facts_of.UnitUrged, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    """A unit that is at work reports anew, and if it does not, the next ones are called as if it had never answered. One that
    has not answered yet is being called already."""
    seat = course.seats[fact.unit]
    if seat.acknowledged_at is None:
        return
    since = fact.known if seat.watch_from is None else min(seat.watch_from, fact.known)
    if seat.watch_from is None or seat.watch_from > fact.known:
        seat = put(course, seat, watch_from=since, step=-1, round=seat.round + 1)
    by = after(fact.known, clock_of(course, policy).acknowledge, course, policy, timeline)
    name = unit_name(seat.unit, policy)
    why = Reason("calls.urged", {"unit": name, "by": said(by, fact.known)}, DEFAULT)
    yield lay(course, f"call_urge:{seat.unit}:{fact.id}", seat.post, fact.known, by, why, name)


def delay_asked(
    course: CallCourse, fact: facts_of.DelayAsked, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """A post decides; until it has, the last moment is the one that it was."""
    course.asked_delays[fact.id] = fact.until_at
    course.handlers |= {fact.by}
    by = after(fact.known, clock_of(course, policy).started, course, policy, timeline)
    why = Reason("calls.decide_delay", {"until": said(fact.until_at, fact.known)}, DEFAULT)
    yield lay(course, f"call_delay:{fact.id}", fact.asked, fact.known, by, why, unit_name(fact.unit, policy))


def delay_decided(
    course: CallCourse, fact: facts_of.DelayDecided, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """Granted, what is due of the main unit is due then. All clocks still run from the first call, and figures count so."""
    close(course, fact, f"call_delay:{fact.delay}")
    if fact.delay_answer != "granted":
        return
    course.settle_by, course.delays = course.asked_delays[fact.delay], course.delays + 1
    why = Reason("calls.delayed", {"until": said(course.settle_by, fact.known)}, DEFAULT)
    for key in [key for key in course.open if key.startswith("call_settle:")]:
        was = course.open.pop(key)
        post, name = was.whose or ("", "")
        lay(course, key, post, fact.known, course.settle_by, why, name)
    yield why


def told_more(
    course: CallCourse, fact: facts_of.CallJoined | facts_of.InformationAdded, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """More is known; whoever has the call goes on as before."""
    yield from ()


def may_direct(course: CallCourse, unit: str) -> Verdict:
    """Whether something may be said to a unit about a call, or to all: it was sent, nobody has settled it, and the unit is in
    it. Our default (guitu.default)."""
    if course.is_over or course.sent_at is None or course.state == "settled":
        return refused(Reason("calls.not_under_way"))
    seat = course.seats.get(unit)
    if unit and (seat is None or seat.is_out or unit not in units_in(course)):
        return refused(Reason("calls.not_called"))
    return ALLOWED


def may_urge(course: CallCourse, unit: str) -> Verdict:
    """Whether a unit may be asked where its report is: it is in the call, and was not asked a moment ago. Our default
    (guitu.default)."""
    verdict = may_direct(course, unit) if unit else refused(Reason("calls.not_called"))
    if not verdict:
        return verdict
    waiting = [duty for key, duty in course.open.items() if key.startswith(f"call_urge:{unit}:") and duty.due_at]
    if waiting and waiting[0].due_at:
        return refused(Reason("calls.urged_already", {"by": said(waiting[0].due_at, waiting[0].due_at)}))
    return ALLOWED


def delayed_until(course: CallCourse, hours: int, at: datetime, policy: CallsPolicy, timeline: Timeline) -> datetime:
    """Until when a delay of so many hours gives time: from the last moment that holds now, or from now where that has passed."""
    until = {stage.code: stage.by for stage in stages(course, policy, timeline)}["settled"]
    return max(until, at) + timedelta(hours=hours)


def may_ask_delay(course: CallCourse, unit: str, hours: int, policy: CallsPolicy) -> Verdict:
    """Whether the main unit may ask for more time: it has acknowledged, none of its requests waits, and there were not too many.
    Policy: calls.delay_days, calls.most_delays"""
    verdict = may_direct(course, unit)
    if not verdict:
        return verdict
    if course.main is None or course.main.unit != unit:
        return refused(Reason("calls.main_only"))
    if course.main.acknowledged_at is None:
        return refused(Reason("calls.acknowledge_first"))
    if course.delay is not None:
        return refused(Reason("calls.delay_waits"))
    if course.delays >= policy.most_delays:
        return refused(Reason("calls.delay_spent", {"most": policy.most_delays}, DEFAULT))
    if not 0 < hours <= 24 * policy.delay_days:
        return refused(Reason("calls.delay_too_long", {"most": policy.delay_days}, DEFAULT))
    return ALLOWED


def may_decide_delay(course: CallCourse, by: str) -> Verdict:
    """Whether somebody may decide on more time: it is asked for, and who had a hand in the call never does. Our default
    (guitu.default)."""
    if course.delay is None:
        return refused(Reason("calls.no_delay"))
    return refused(Reason("calls.delay_by_another")) if not by or by in course.handlers else ALLOWED


def units_in(course: CallCourse) -> list[str]:
    """The units that a call has, without those that returned it: the main one first."""
    seats = [seat for seat in course.seats.values() if seat.unit != "raising" and not seat.is_out]
    return [seat.unit for seat in sorted(seats, key=lambda seat: not seat.main)]
