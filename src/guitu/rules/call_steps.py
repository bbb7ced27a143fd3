"""呼应: what may be done of a call now, by whom; and who is called next while nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guitu.rules.cadence import Timeline
from guitu.rules.calls import NO_HELP, RAISING, STEPS, CallCourse, CallsPolicy, Seat, after, clock_of, watched
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "calls.unknown": "没有这个选项。请重新选。",
    "calls.needs_words": "请写明。",
    "calls.over": "这件呼应已经结束（{state}）。要再发起的，请新建一件。",
    "calls.not_sent": "这件呼应还没有呼叫各单位。",
    "calls.sent_already": "各单位已经呼叫，不用再呼叫。",
    "calls.not_checked": "还有没核过的：{left}。核过的勾上，再呼叫。",
    "calls.not_asked": "这件呼应没有呼叫这个岗位。请由{unit}办理。",
    "calls.acknowledge_first": "请先签收，再报进展。",
    "calls.next_by": "下次报进展的时刻要在现在以后、{latest} 以前。",
    "calls.main_says_next": "主办单位请写明下次几时报进展。",
    "calls.main_only": "结果由主办单位写。这个岗位请报进展。",
    "calls.not_to_itself": "请选另一个单位。",
    "calls.decided_by_office": "已经退回两次，由禁毒办定主办单位，不能再退。",
    "calls.needs_help": "请选帮扶安排；确实不需要的，选“不需要帮扶”，写明理由。",
    "calls.help_or_none": "选了“不需要帮扶”，就不要再选别的。",
    "calls.another_person": "办过这件呼应的人不能自己核对，换一个岗位或账号也不行。请由另一位有权的同事核对。",
    "calls.not_settled": "主办单位还没有写结果。",
    "calls.not_open_help": "没有这一项，或者已经落实。",
    "calls.not_closed": "这件呼应没有办结，不用复盘。",
    "calls.reviewed": "已经复盘过。要再改进的，请另定一项。",
    "calls.review_first": "请先复盘，再定改进。",
    "calls.due_ahead": "请选今天以后的日子。",
    "calls.no_notice": "只有报来待核的，才能写明为什么不受理。",
    "calls.no_event": "请选一种网格事件。",
    "calls.number_taken": "这个编号已经收过：{code}。不用再收。",
    "calls.nobody_there": "镇（街）、县都没有人在岗，送不到。请先安排岗位。",
    "calls.nobody": "这个岗位的账号没有登记工号，不能办呼应。",
    "calls.same_call": "同一件事已经在办：{code}，{at} 发起。确实是另一件的，请勾选“另一件事”。",
    "calls.elsewhere": "这个地方不在您的辖区。请重新选。",
    "calls.nowhere_to": "没有这件呼应，或者已经结束。",
}
MOST_NEXT = 24 * 60  # minutes: nobody promises a report for the day after tomorrow
Resolve = Callable[[str, str, datetime], str | None]  # unit, step, moment: the post, if somebody is there


@dataclass(frozen=True, slots=True)
class Escalation:
    """One more post is called: at which step, as of which moment, and which steps had nobody."""

    unit: str
    step: str
    post: str
    due_at: datetime
    missing: tuple[str, ...] = ()


def escalations(
    course: CallCourse, policy: CallsPolicy, timeline: Timeline, at: datetime, resolve: Resolve
) -> Iterator[Escalation]:
    """Who is called as well by a moment, because nobody answered: each step once, in its order, as of its own moment
    however late it is looked at. A step at which nobody is, or only who is asked already, is passed over at once.
    Policy: calls.levels"""
    for seat in watched(course):
        yield from _of_seat(seat, course, policy, timeline, at, resolve)


def _of_seat(
    seat: Seat, course: CallCourse, policy: CallsPolicy, timeline: Timeline, at: datetime, resolve: Resolve
) -> Iterator[Escalation]:
    asked, step = list(seat.asked), seat.step
    while (due_at := _due(seat, step + 1, course, policy, timeline)) is not None and due_at <= at:
        missing: list[str] = []
        for number in range(step + 1, len(course.steps)):
            post = resolve(seat.unit, course.steps[number], due_at)
            if post is not None and post not in asked:
                yield Escalation(seat.unit, course.steps[number], post, due_at, tuple(missing))
                asked.append(post)
                step = number
                break
            if post is None:
                missing.append(course.steps[number])
        else:
            return  # nobody is left above: whoever was asked stays asked


def next_look(course: CallCourse, policy: CallsPolicy, timeline: Timeline) -> datetime | None:
    """The first moment at which somebody else would be called; None: nothing waits for an answer."""
    moments = (_due(seat, seat.step + 1, course, policy, timeline) for seat in watched(course))
    return min((moment for moment in moments if moment is not None), default=None)


def _due(seat: Seat, step: int, course: CallCourse, policy: CallsPolicy, timeline: Timeline) -> datetime | None:
    clock = clock_of(course, policy)
    if seat.watch_from is None or step >= len(course.steps):
        return None
    minutes = clock.call if seat.unit == RAISING and step == 0 else clock.steps[step]
    return after(seat.watch_from, minutes, course, policy, timeline)


def first_there(
    unit: str, at: datetime, on_duty: str | None, resolve: Resolve, last: str, steps: Sequence[str] = STEPS
) -> tuple[str, tuple[str, ...]]:
    """The post that a unit is called by, and the steps at which nobody was: who is on duty, else at once the next step
    where somebody is, else the post that calls. Nobody on call is never silence."""
    if on_duty is not None:
        return on_duty, ()
    missing = ["on_duty"]
    for step in steps:
        if (post := resolve(unit, step, at)) is not None:
            return post, tuple(missing)
        missing.append(step)
    return last, tuple(missing)


def may_send(course: CallCourse, policy: CallsPolicy) -> Verdict:
    """Whether the units may be called: not yet called, and every innocent reason ruled out; of the gravest level they
    are called at once and the reasons looked at meanwhile, and an event has none. Our default (guitu.default)."""
    if course.is_over:
        return _over(course)
    if course.sent_at is not None:
        return refused(Reason("calls.sent_already"))
    left = [named.name for code, named in policy.causes.items() if code not in course.causes]
    if left and not course.is_event and course.level != min(policy.levels):
        return refused(Reason("calls.not_checked", {"left": "、".join(left)}, "guitu.default"))
    return ALLOWED


def may_act(course: CallCourse, unit: str, post: str, policy: CallsPolicy) -> Verdict:
    """Whether a post may answer for a unit: the call was sent and is open, and the unit's call reached this post."""
    if course.is_over:
        return _over(course)
    seat = course.seats.get(unit)
    if course.sent_at is None or unit == RAISING:
        return refused(Reason("calls.not_sent"))
    if seat is None or seat.is_out or (post not in seat.asked and post != seat.post):
        name = policy.units[unit].name if unit in policy.units else ""
        return refused(Reason("calls.not_asked", {"unit": name}))
    return ALLOWED


def may_promise(next_by: datetime | None, at: datetime, latest: datetime, seat: Seat, *, first: bool) -> Verdict:
    """Whether the next report may be promised for that moment: ahead, within a day; the main unit always names one."""
    if next_by is None:
        return refused(Reason("calls.main_says_next")) if first or seat.main else ALLOWED
    if at < next_by <= latest:
        return ALLOWED
    return refused(Reason("calls.next_by", {"latest": latest.strftime("%m-%d %H:%M")}))


def may_return(course: CallCourse, unit: str, to_unit: str, ground: str, policy: CallsPolicy) -> Verdict:
    """Whether a unit may return a call: with a clause and the unit it is for; twice in one call and no more, since the
    second return is decided by the office."""
    if ground not in policy.grounds or to_unit not in policy.units:
        return refused(Reason("calls.unknown"))
    if to_unit == unit:
        return refused(Reason("calls.not_to_itself"))
    return refused(Reason("calls.decided_by_office")) if course.returns >= 2 else ALLOWED


def may_settle(
    course: CallCourse, unit: str, outcome: str, help: Sequence[str], words: str, policy: CallsPolicy
) -> Verdict:
    """Whether the main unit may say how it came out: with an outcome, and help, or that none is needed and why. 找到 is
    not enough."""
    seat = course.main
    if seat is None or seat.unit != unit:
        return refused(Reason("calls.main_only"))
    if seat.acknowledged_at is None:
        return refused(Reason("calls.acknowledge_first"))
    if outcome not in policy.outcomes or not set(help) <= set(policy.help):
        return refused(Reason("calls.unknown"))
    if not help:
        return refused(Reason("calls.needs_help"))
    if NO_HELP in help and len(help) > 1:
        return refused(Reason("calls.help_or_none"))
    return ALLOWED if words.strip() else refused(Reason("calls.needs_words"))


def may_check(course: CallCourse, by: str) -> Verdict:
    """Whether somebody may look at the settlement: there is one, and who had a hand in the call never does, under
    whatever post. Our default (guitu.default)."""
    if course.is_over:
        return _over(course)
    if course.state != "settled":
        return refused(Reason("calls.not_settled"))
    return refused(Reason("calls.another_person")) if not by or by in course.handlers else ALLOWED


def may_end(course: CallCourse) -> Verdict:
    """Whether a call may end without a settlement: it is open."""
    return _over(course) if course.is_over else ALLOWED


def may_decline(course: CallCourse, post: str) -> Verdict:
    """Whether a post may say why a notice is not taken: it is one, and this post was asked to look at it."""
    if course.is_over:
        return _over(course)
    if course.state != "noticed":
        return refused(Reason("calls.no_notice"))
    return ALLOWED if post in course.seats[RAISING].asked else refused(Reason("calls.not_asked", {"unit": ""}))


def may_help(course: CallCourse, help: str) -> Verdict:
    """Whether help may be noted as given: it is of the plan, and open."""
    return ALLOWED if f"call_help:{help}" in course.open else refused(Reason("calls.not_open_help"))


def may_review(course: CallCourse, to_improve: Collection[str], policy: CallsPolicy) -> Verdict:
    """Whether a call may be reviewed: it was closed with an outcome, and nobody has yet. Our default (guitu.default)."""
    if course.state != "closed":
        return refused(Reason("calls.not_closed"))
    if course.reviewed_at is not None:
        return refused(Reason("calls.reviewed"))
    return ALLOWED if set(to_improve) <= set(policy.questions) else refused(Reason("calls.unknown"))


def may_plan(course: CallCourse, due_on: date, on: date) -> Verdict:
    """Whether something may be planned of it: it was reviewed, and the day is ahead."""
    if course.reviewed_at is None:
        return refused(Reason("calls.review_first"))
    return ALLOWED if due_on > on else refused(Reason("calls.due_ahead"))


def may_improve(course: CallCourse, improvement: str, post: str) -> Verdict:
    """Whether a post may say that what was planned is done: it is open, and its own."""
    duty = course.open.get(f"call_improve:{improvement}")
    if duty is None:
        return refused(Reason("calls.not_open_help"))
    return ALLOWED if duty.whose and duty.whose[0] == post else refused(Reason("calls.not_asked", {"unit": ""}))


def improvements_of(course: CallCourse, post: str) -> list[str]:
    """What a post has still to improve, by the facts that planned it."""
    return [
        key.partition(":")[2]
        for key, duty in course.open.items()
        if key.startswith("call_improve:") and duty.whose and duty.whose[0] == post
    ]


def units_of(course: CallCourse, post: str) -> list[str]:
    """For which units a post may answer now."""
    return [
        seat.unit
        for seat in course.seats.values()
        if seat.unit != RAISING and not seat.is_out and (post in seat.asked or post == seat.post)
    ]


def called_at_first(template_units: Collection[str], main: str) -> list[str]:
    """The units in the order in which they are called: the main one first."""
    return [main, *(unit for unit in template_units if unit != main)]


def _over(course: CallCourse) -> Verdict:
    return refused(Reason("calls.over", {"state": f"call.{course.state}"}))
