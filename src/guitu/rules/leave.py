"""请假: who may grant leave, when the person is back, and the test after a longer absence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, day_after, days_between, merged, without
from guitu.rules.deadlines import Days, due
from guitu.rules.facts import Fact, LeaveGranted
from guitu.rules.terms import Duty, DutyState
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "leave.ends_before_it_begins": "返回日期不能早于离开日期。请改正日期。",
    "leave.needs_writing": "离开所在县（市、区）{days} 天：{from_days} 日以上须书面报告。请补上书面材料。",
    "leave.needs_town": "离开 {days} 天：{from_days} 天以上由镇（街）批准。请转镇（街）办理。",
    "leave.asked_town": "离开 {days} 天，已转镇（街）批准，还没有准假。{by} 前没有决定的，请重新提出。",
    "leave.too_long": "离开 {days} 天，超过 {most} 天：请办理变更执行地或者双向管控。",
    "leave.return_by": "请假至 {until}，请按时销假。",
    "leave.not_back": "请假已于 {until} 到期，尚未销假，先核实原因。",
    "leave.return_test": "请假 {days} 天，返回后 {within} 日内检测一次，最迟 {by}。",
    "leave.measure_over": "措施已结束，不再要求。",
}


@dataclass(frozen=True, slots=True)
class LeavePolicy:
    """Days from which leave must be in writing (law), goes to the town, or is no leave any more (ours)."""

    written_from_days: int
    town_from_days: int
    longest_days: int
    return_test_from_days: int
    return_test_within_days: Days


def days_away(on: date, until: date) -> int:
    """Days of a leave; the day of leaving is not counted. Clause: admin_procedure.35."""
    return days_between(on, until)


def may_grant_leave(
    leave: LeaveGranted,
    timeline: Timeline,
) -> Verdict:
    """Whether this leave may be granted as asked: from three days outside the county it must be in
    writing, longer ones go to the town, and beyond the longest it is a change of place.
    Days; refuses a return before the departure. Clause: detox_regulation.19."""
    if leave.until < leave.on:
        return refused(Reason("leave.ends_before_it_begins"))
    policy: LeavePolicy = timeline.on(leave.on).leave
    days = days_away(leave.on, leave.until)
    if not leave.outside_county:
        return ALLOWED
    verdicts = []
    if days >= policy.written_from_days and not leave.written:
        values = {"days": days, "from_days": policy.written_from_days}
        verdicts.append(refused(Reason("leave.needs_writing", values, "detox_regulation.19")))
    if days > policy.longest_days:
        values = {"days": days, "most": policy.longest_days}
        verdicts.append(refused(Reason("leave.too_long", values, "guitu.default")))
    elif days >= policy.town_from_days and leave.approved_by == "worker":
        values = {"days": days, "from_days": policy.town_from_days}
        verdicts.append(refused(Reason("leave.needs_town", values, "guitu.default")))
    return all_of(*verdicts)


def taken(facts: Sequence[Fact]) -> list[tuple[LeaveGranted, date, date]]:
    """Each leave with the days it covers: from leaving to the planned return, or to coming back before that. Coming
    back late makes no leave longer. The end is exclusive. Clause: detox_regulation.19."""
    granted = [f for f in facts if isinstance(f, LeaveGranted)]
    back = returns(facts) if granted else {}
    answer = []
    for leave in granted:
        until, came = max(leave.until, day_after(leave.on)), back.get(leave.id)
        answer.append((leave, leave.on, until if came is None else max(leave.on, min(until, came.on))))
    return answer


def approved(facts: Sequence[Fact]) -> list[Interval]:
    """The days covered by granted leave: they never count against the person."""
    return merged((from_on, until_on) for _, from_on, until_on in taken(facts))


def overlapping(facts: Sequence[Fact], on: date, until: date | None) -> LeaveGranted | None:
    """A leave that shares a day with these, as far as it was taken; the days up to the return, the return not."""
    for leave, from_on, until_on in taken(facts):
        if (until is None or from_on < max(until, day_after(on))) and on < until_on:
            return leave
    return None


def may_leave(on: date, until: date, facts: Sequence[Fact]) -> Verdict:
    """Whether leave of these days can be granted beside the others: no day of them is on leave already.
    Clause: detox_regulation.19."""
    over = overlapping(facts, on, until)
    if over is None:
        return ALLOWED
    return refused(Reason("steps.leave_overlaps", {"on": over.on, "until": over.until}))


def may_be_absent(on: date, until: date | None, facts: Sequence[Fact]) -> Verdict:
    """Whether an absence can be confirmed: some day of it is on no leave, by the same days as it will be counted.
    Clauses: detox_regulation.19, 20."""
    days = [(on, max(until, day_after(on)) if until is not None else None)]
    over = overlapping(facts, on, until)
    if over is None or without(days, approved(facts)):
        return ALLOWED
    return refused(Reason("steps.leave_covers", {"on": over.on, "until": over.until}, "detox_regulation.19"))


def returns(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The return of each leave, by the leave it belongs to; the first one recorded counts."""
    answer: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind == "leave_returned":
            answer.setdefault(fact.leave, fact)  # type: ignore[attr-defined]
    return answer


def duties(
    facts: Sequence[Fact], timeline: Timeline, until: date, inside: Sequence[Interval] = ()
) -> list[Duty]:
    """What each leave brings: the return, a check when nobody returned, and the test afterwards, whose days
    stand still inside. The return is due on the planned day itself, day off or not.
    Clause: detox_regulation.19."""
    back = returns(facts)
    answer: list[Duty] = []
    for leave in facts:
        if isinstance(leave, LeaveGranted):
            answer += _of_leave(leave, back.get(leave.id), facts, timeline, inside)
    return [duty for duty in answer if duty.opens_on <= until]


def _of_leave(
    leave: LeaveGranted, back: Fact | None, facts: Sequence[Fact], timeline: Timeline, inside: Sequence[Interval]
) -> list[Duty]:
    version = timeline.version(leave.on)
    by = max(leave.until, leave.on)
    ended = _over(facts, leave.on) if back is None else None
    state: DutyState = "done" if back else "waived" if ended else "open"
    asked = Reason("leave.return_by", {"until": by}, "detox_regulation.19")
    closing = (back.id, back.on) if back else (None, None)
    answer = [
        Duty(
            f"return_from_leave:{leave.id}", "return_from_leave", leave.on, by, by, state, (asked,),
            None, closing[0], closing[1], version,
        )
    ]
    if back is None or back.on > by:
        answer.append(_not_back(leave, by, back, facts, version, ended is not None))
    if back is not None:
        test = _return_test(leave, back, facts, timeline, inside)
        if test is not None:
            answer.append(test)
    return answer


def _not_back(
    leave: LeaveGranted, by: date, back: Fact | None, facts: Sequence[Fact], version: str, over: bool
) -> Duty:
    found = back or next((f for f in facts if f.kind == "absence_confirmed" and f.on >= by), None)
    state: DutyState = "done" if found else "waived" if over else "open"
    closing = (found.id, found.on) if found else (None, None)
    late = day_after(by)
    return Duty(
        f"check_absence:leave:{leave.id}", "check_absence", late, late, late, state,
        (Reason("leave.not_back", {"until": by}, "detox_regulation.19"),), None, closing[0], closing[1],
        version,
    )


def _return_test(
    leave: LeaveGranted, back: Fact, facts: Sequence[Fact], timeline: Timeline, inside: Sequence[Interval]
) -> Duty | None:
    policy: LeavePolicy = timeline.on(back.on).leave
    days = days_away(leave.on, back.on)
    found = due(back.on, policy.return_test_within_days, timeline, inside)
    if days < policy.return_test_from_days or found is None:
        return None
    tested = next(
        (
            f
            for f in facts
            if f.kind == "urine_test"
            and f.on >= back.on
            and f.outcome in ("negative", "positive", "prescribed")  # type: ignore[attr-defined]
        ),
        None,
    )
    state: DutyState = "done" if tested else "waived" if _gone(facts, back.on) else "open"
    values = {"days": days, "within": policy.return_test_within_days.days, "by": found.by}
    reasons = (Reason("leave.return_test", values, "guitu.default"), *found.reasons)
    closing = (tested.id, tested.on) if tested else (None, None)
    return Duty(
        f"return_test:{leave.id}", "return_test", back.on, back.on, found.by, state, reasons,
        None, closing[0], closing[1], timeline.version(back.on),
    )


_OFF_THE_BOOK = ("died", "struck_off", "moved_out")


def _over(facts: Sequence[Fact], since: date) -> Fact | None:
    """What takes a return off the list: death, leaving the book, or custody."""
    return next((f for f in facts if f.kind in (*_OFF_THE_BOOK, "taken_into_custody") and f.on >= since), None)


def _gone(facts: Sequence[Fact], since: date) -> Fact | None:
    """What takes the test afterwards off the list; custody only makes its days stand still."""
    return next((f for f in facts if f.kind in _OFF_THE_BOOK and f.on >= since), None)
