"""呼应: what each kind of fact does to a call, and the fold that goes through them in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from guitu.rules import call_directing as directing
from guitu.rules.cadence import Timeline
from guitu.rules.call_clocks import moment_on
from guitu.rules.calls import (
    NO_HELP,
    RAISING,
    CallCourse,
    CallsPolicy,
    Seat,
    after,
    clock_of,
    close,
    lay,
    move,
    policy_of,
    put,
    said,
    stages,
    unit_name,
)
from guitu.rules.dates import days_after
from guitu.rules.facts import Fact
from guitu.rules.facts import calls as facts_of
from guitu.rules.records import effective
from guitu.rules.terms import Consequence
from guitu.rules.verdict import Reason

DEFAULT = "guitu.default"


def _raised(course: CallCourse, fact: facts_of.CallRaised, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    """Somebody has to rule out the innocent and to call: whoever raised it, or of a notice the town."""
    kind, code = ("call_take_up", "calls.take_up_by") if fact.notice else ("call_check", "calls.check_by")
    by = after(fact.known, clock_of(course, policy).call, course, policy, timeline)
    yield lay(course, f"{kind}:0", fact.asked, fact.known, by, Reason(code, {"by": said(by, fact.known)}, DEFAULT))
    course.seats[RAISING] = Seat(RAISING, fact.asked, False, fact.known, (fact.asked,), fact.known)


def _added(course: CallCourse, fact: facts_of.SignalsAdded, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    """More is known; whoever has the call goes on as before."""
    yield from ()


def _checked(
    course: CallCourse, fact: facts_of.InnocentChecked, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    course.causes[fact.cause] = fact.result
    yield from ()


def _called(course: CallCourse, fact: facts_of.UnitCalled, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    """The first call starts every clock. A unit that is called answers within minutes."""
    close(course, fact, "call_take_up", "call_check")
    if RAISING in course.seats:
        put(course, course.seats[RAISING], watch_from=None)
    if course.sent_at is None:
        course.sent_at, course.state, course.since_on = fact.known, "called", fact.on
    if fact.called_because == "decided":
        close(course, fact, "call_decide")
    if fact.main:
        for seat in [one for one in course.seats.values() if one.main and one.unit != fact.unit]:
            put(course, seat, main=False)
        close(course, fact, "call_settle", "call_delay")
    held = course.seats.get(fact.unit)
    number = held.round + 1 if held else 1
    seat = Seat(fact.unit, fact.post, fact.main, fact.known, (fact.post,), fact.known, round=number)
    if held and held.acknowledged_at and not held.is_out:  # it is at work already, and answers for the call from now on
        seat = put(course, held, main=fact.main, round=number)
        if seat.main:
            yield from _to_settle(course, seat, policy, timeline)
        return
    course.seats[fact.unit] = seat
    by = after(fact.known, clock_of(course, policy).acknowledge, course, policy, timeline)
    name = unit_name(fact.unit, policy)
    why = Reason("calls.acknowledge_by", {"unit": name, "by": said(by, fact.known)}, DEFAULT)
    yield lay(course, f"call_acknowledge:{fact.unit}:{number}:called", fact.post, fact.known, by, why, name)
    if fact.missing:
        yield Reason("calls.missing", {"steps": "、".join(fact.missing)}, DEFAULT)


def _escalated(
    course: CallCourse, fact: facts_of.UnitEscalated, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """One more post is asked; whoever was asked before still is."""
    seat = course.seats.get(fact.unit)
    if seat is None or seat.watch_from is None or seat.is_out or course.is_over:
        return  # somebody answered meanwhile
    seat = put(course, seat, asked=(*seat.asked, fact.post), step=course.steps.index(fact.step))
    name = unit_name(fact.unit, policy) if fact.unit != RAISING else ""
    by = after(fact.due_at, clock_of(course, policy).acknowledge, course, policy, timeline)
    why = Reason("calls.nobody_answered", {"unit": name, "at": said(fact.due_at, fact.known)}, DEFAULT)
    kind = "call_check" if fact.unit == RAISING else "call_acknowledge"
    yield lay(course, f"{kind}:{fact.unit}:{seat.round}:{fact.step}", fact.post, fact.due_at, by, why, name)


def _acknowledged(
    course: CallCourse, fact: facts_of.UnitAcknowledged, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """Nobody else is asked any more, until the moment that was promised has passed without a report."""
    seat = course.seats[fact.unit]
    close(course, fact, f"call_acknowledge:{fact.unit}:", f"call_report:{fact.unit}:", f"call_urge:{fact.unit}:")
    move(course, fact.post, f"call_settle:{fact.unit}:", f"call_instruction:{fact.unit}:")
    first = seat.acknowledged_at is None
    seat = put(course, seat, post=fact.post, asked=(fact.post,), watch_from=fact.next_by, step=-1, round=seat.round + 1,
               acknowledged_at=seat.acknowledged_at or fact.known, next_by=fact.next_by)
    course.acknowledged_at = course.acknowledged_at or fact.known
    course.handlers |= {fact.by}
    if course.state == "called":
        course.state, course.since_on = "under_way", fact.on
    yield _report_due(course, seat, fact, policy)
    if first and seat.main:
        yield from _to_settle(course, seat, policy, timeline)


def _report_due(course: CallCourse, seat: Seat, fact: Any, policy: CallsPolicy) -> Reason:
    name = unit_name(seat.unit, policy)
    why = Reason("calls.report_by", {"unit": name, "by": said(fact.next_by, fact.known)}, DEFAULT)
    return lay(course, f"call_report:{seat.unit}:{seat.round}", seat.post, fact.known, fact.next_by, why, name)


def _to_settle(course: CallCourse, seat: Seat, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    until = {stage.code: stage.by for stage in stages(course, policy, timeline)}
    since = seat.acknowledged_at or seat.called_at
    told: dict[str, object] = {code: said(until[code], since) for code in ("started", "seen", "settled") if code in until}
    why = Reason("calls.settle_by", {"by": told["settled"]}, DEFAULT)
    yield lay(
        course, f"call_settle:{seat.unit}:{seat.round}", seat.post, since, until["settled"], why, unit_name(seat.unit, policy)
    )
    yield Reason("calls.event_clock" if course.is_event else "calls.clock", told, DEFAULT)


def _reported(
    course: CallCourse, fact: facts_of.UnitReported, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """The first report starts the work. The main unit always says until when it reports next."""
    seat = course.seats[fact.unit]
    close(course, fact, *(f"{kind}:{fact.unit}:" for kind in ("call_report", "call_acknowledge", "call_urge", "call_instruction")))
    move(course, fact.post, f"call_settle:{fact.unit}:")
    course.started_at = course.started_at or fact.known
    course.handlers |= {fact.by}
    seat = put(course, seat, post=fact.post, asked=(fact.post,), watch_from=fact.next_by, step=-1, round=seat.round + 1,
               reported_at=seat.reported_at or fact.known, next_by=fact.next_by)
    if fact.next_by is not None:
        yield _report_due(course, seat, fact, policy)


def _seen(course: CallCourse, fact: facts_of.SeenAgain, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    course.seen_at = course.seen_at or fact.known
    course.handlers |= {fact.by}
    if course.state in ("called", "under_way"):
        course.state, course.since_on = "seen", fact.on
    yield from ()


def _returned(
    course: CallCourse, fact: facts_of.UnitReturned, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """The unit is out; the next holder is called by a fact beside. A second return waits for the office, and nothing stops."""
    seat = course.seats[fact.unit]
    out = ["call_acknowledge", "call_report", "call_settle", "call_urge", "call_instruction"]
    close(course, fact, *(f"{kind}:{fact.unit}:" for kind in out), *(["call_delay:"] if seat.main else []))
    put(course, seat, is_out=True, watch_from=None)
    course.returns += 1
    if fact.asked:
        by = after(fact.known, clock_of(course, policy).acknowledge, course, policy, timeline)
        yield lay(
            course, f"call_decide:{course.returns}", fact.asked, fact.known, by, Reason("calls.decide", {}, DEFAULT)
        )


def _handed_over(
    course: CallCourse, fact: facts_of.UnitHandedOver, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """Another post of the unit has it from now on: it answers anew, what is due goes along."""
    seat = course.seats[fact.unit]
    close(course, fact, f"call_acknowledge:{fact.unit}:", f"call_report:{fact.unit}:", f"call_urge:{fact.unit}:")
    move(course, fact.post, f"call_settle:{fact.unit}:", f"call_instruction:{fact.unit}:")
    seat = put(course, seat, post=fact.post, asked=(fact.post,), watch_from=fact.known, step=-1, round=seat.round + 1)
    name = unit_name(fact.unit, policy)
    by = after(fact.known, clock_of(course, policy).acknowledge, course, policy, timeline)
    why = Reason("calls.acknowledge_by", {"unit": name, "by": said(by, fact.known)}, DEFAULT)
    yield lay(course, f"call_acknowledge:{fact.unit}:{seat.round}:handed", fact.post, fact.known, by, why, name)


def _settled(
    course: CallCourse, fact: facts_of.CallSettled, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """Nothing is closed yet: somebody else looks at the outcome and the help plan."""
    close(course, fact, "call_")
    for seat in list(course.seats.values()):
        put(course, seat, watch_from=None)
    course.settled_at, course.state, course.since_on = fact.known, "settled", fact.on
    course.outcome, course.help, course.helper, course.checker = fact.outcome, fact.help, fact.helper, fact.asked
    course.handlers |= {fact.by}
    by = after(fact.known, clock_of(course, policy).started, course, policy, timeline)
    why = Reason("calls.check_settlement", {}, DEFAULT)
    yield lay(course, f"call_confirm:{fact.id}", fact.asked, fact.known, by, why)


def _looked_at(
    course: CallCourse, fact: facts_of.SettlementChecked, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    """Closed, with the help that is left to give; or back to the main unit, whose clocks never stopped."""
    close(course, fact, "call_confirm")
    course.since_on = fact.on
    if fact.result == "closed":
        course.state, course.over_at = "closed", fact.known
        given, due_on = [one for one in course.help if one != NO_HELP], days_after(fact.on, policy.help_days)
        for one in given:
            why = Reason("calls.help_by", {"help": policy.help[one].name, "by": due_on}, DEFAULT)
            yield lay(
                course, f"call_help:{one}", course.helper, fact.known, moment_on(due_on, policy.office_hours[-1]), why
            )
        if days := clock_of(course, policy).review:
            last = timeline.calendar.working_days_after(fact.on, days)
            why = Reason("calls.review_by", {"by": last}, DEFAULT)
            yield lay(course, "call_review", course.checker, fact.known, moment_on(last, policy.office_hours[-1]), why)
        course.ended_at = None if course.open else fact.known
        return
    course.state = "seen" if course.seen_at else "under_way"
    course.settled_at, main = None, course.main
    if main is not None:
        seat = put(course, main, watch_from=fact.known, asked=(main.post,), step=-1, round=main.round + 1)
        name = unit_name(seat.unit, policy)
        by = after(fact.known, clock_of(course, policy).acknowledge, course, policy, timeline)
        why = Reason("calls.acknowledge_by", {"unit": name, "by": said(by, fact.known)}, DEFAULT)
        yield lay(course, f"call_acknowledge:{seat.unit}:{seat.round}:back", seat.post, fact.known, by, why, name)
        yield from _to_settle(course, seat, policy, timeline)


def _helped(course: CallCourse, fact: facts_of.HelpGiven, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    _done_after(course, fact, f"call_help:{fact.help}")
    yield from ()


def _reviewed(
    course: CallCourse, fact: facts_of.CallReviewed, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    _done_after(course, fact, "call_review")
    course.reviewed_at = fact.known
    yield from ()


def _planned(
    course: CallCourse, fact: facts_of.ImprovementPlanned, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    why = Reason("calls.improve_by", {"by": fact.due_on}, DEFAULT)
    course.ended_at = None
    yield lay(
        course, f"call_improve:{fact.id}", fact.post, fact.known, moment_on(fact.due_on, policy.office_hours[-1]), why
    )


def _improved(
    course: CallCourse, fact: facts_of.ImprovementMade, policy: CallsPolicy, timeline: Timeline
) -> Iterator[Reason]:
    _done_after(course, fact, f"call_improve:{fact.improvement}")
    yield from ()


def _done_after(course: CallCourse, fact: Fact, prefix: str) -> None:
    """Of a closed call one thing less is due; with the last of them it has ended."""
    close(course, fact, prefix)
    if course.state == "closed" and not course.open:
        course.ended_at = fact.known


def _ended(course: CallCourse, fact: facts_of.CallEnded, policy: CallsPolicy, timeline: Timeline) -> Iterator[Reason]:
    close(course, fact, "call_")
    course.state, course.since_on, course.into = fact.ended_as, fact.on, fact.into
    course.over_at = course.ended_at = fact.known
    yield from ()


# In this order where several are of one moment.
FOLLOWS: Mapping[str, Callable[[CallCourse, Any, CallsPolicy, Timeline], Iterator[Reason]]] = {
    "call_raised": _raised, "signals_added": _added, "innocent_checked": _checked, "unit_called": _called, "unit_escalated": _escalated,
    "instruction_given": directing.instructed, "unit_urged": directing.urged, "unit_acknowledged": _acknowledged, "unit_handed_over": _handed_over, "unit_reported": _reported, "seen_again": _seen,
    "unit_returned": _returned, "delay_asked": directing.delay_asked,
    "delay_decided": directing.delay_decided, "call_joined": directing.told_more, "information_added": directing.told_more, "call_settled": _settled, "settlement_checked": _looked_at, "help_given": _helped,
    "call_reviewed": _reviewed, "improvement_planned": _planned, "improvement_made": _improved, "call_ended": _ended,
}


_ORDER = list(FOLLOWS)


def in_turn(fact: Fact) -> tuple[datetime, int, str]:
    """The order in which facts of a call follow each other."""
    return fact.known, _ORDER.index(fact.kind), fact.id


def fold(facts: Sequence[Fact], timeline: Timeline) -> CallCourse:
    """What follows from the facts of a call, in the order in which they were known. Policy: calls.*"""
    stand = sorted(effective(facts), key=in_turn)
    policy = policy_of(stand, timeline)
    first = stand[0]
    if not isinstance(first, facts_of.CallRaised):
        raise ValueError("a call begins with its raising")
    course = CallCourse(
        first.template, first.level, "noticed" if first.notice else "checking", first.on, first.known, first.by, first.post,
        first.asked, first.person,
    )
    for fact in stand:
        reasons = tuple(FOLLOWS[fact.kind](course, fact, policy, timeline)) if fact.kind in FOLLOWS else ()
        if reasons:
            course.brought.append(Consequence(fact.id, reasons))
    return course
