"""需要: what somebody needs goes to the unit that answers for it, with a clock; at the end the person's own word counts.

Which unit answers for what is a matrix of the pack. Returned without a reason is not returned; met is what the person says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.call_clocks import local_day
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "needs.take_by": "请在 {by} 前接办，不能办的写明原因退回。",
    "needs.take_at": "紧急，请在 {at} 前接办，不能办的写明原因退回。",
    "needs.do_by": "{by} 前办结，写明办了什么。",
    "needs.decide_by": "对方退回，{by} 前决定转给哪个单位，或者告诉本人办不了。",
    "needs.ask_by": "对方已办，{by} 前问本人收到没有。",
    "needs.not_now": "这件现在是“{state}”，不能这样办。请刷新页面。",
    "needs.not_the_unit": "这件不是转给这个岗位的。",
    "needs.not_the_asker": "由转出的岗位办理，这个岗位不能办。",
    "needs.needs_words": "请写明。",
    "needs.unknown": "没有这一项，请重新选。",
    "needs.nobody_there": "{unit}现在没有人在岗，转了没有人接。请另选一个单位。",
    "needs.open_already": "{on} 已经转出同一项，还没有办结。",
}
# Which step is possible in which state, and where it leads.
STEPS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "need_taken": (("sent",), "taken"), "need_returned": (("sent", "taken"), "returned"), "need_done": (("taken",), "done"),
    "need_sent": (("returned",), "sent"), "need_answered": (("done", "returned"), "met"),
}
OF_UNIT = ("need_taken", "need_returned", "need_done")
OVER = ("met", "declined")


@dataclass(frozen=True, slots=True)
class NeedUnit:
    """A unit that answers: the holder of such a post of a body with that word in its name."""

    name: str
    roles: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A need and the unit that answers for it."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One part of a place's scheme of help (123+N): in which row it stands, and the page that does it; none: done elsewhere."""

    name: str
    tier: Literal["office", "mode", "mechanism", "more"]
    page: str = ""


@dataclass(frozen=True)
class NeedsPolicy:
    """The matrix, the reasons for which a unit may return, the days; and the scheme as a place configures it."""

    kinds: Mapping[str, NeedKind]
    units: Mapping[str, NeedUnit]
    refusals: Mapping[str, Refusal]
    take_working_days: int
    urgent_hours: int
    do_days: Days
    office_days: Days
    heard_days: int
    scheme: Mapping[str, Scheme]


@dataclass(slots=True)
class NeedCourse:
    """Where a need stands, whose it is, and what is due of it."""

    need: str
    unit: str
    post: str
    asked: str
    came_by: str
    urgent: bool
    state: str
    since_on: date
    raised_on: date
    closed_at: datetime | None = None
    duties: list[Duty] = field(default_factory=list)
    consequences: tuple[Consequence, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in OVER


def fold(facts: Sequence[Fact], timeline: Timeline) -> NeedCourse:
    """What follows from the steps of a need, in their order. Numbers of the day of each step; days are policy (needs.*)."""
    listed: list[Any] = sorted(facts, key=_by_turn)
    first = listed[0]
    course = NeedCourse(
        first.need, first.unit, first.post, first.asked, first.came_by, first.urgent, "sent", first.on, first.on
    )
    for number, fact in enumerate(listed):
        if course.duties and course.duties[-1].state == "open":
            course.duties[-1] = replace(course.duties[-1], state="done", done_by=fact.id, done_on=fact.on)
        _take(course, fact)
        if (due := _due(course, fact, number, timeline)) is not None:
            course.duties.append(due)
    return course


def _by_turn(fact: Any) -> int:
    return int(fact.turn)


def _take(course: NeedCourse, fact: Any) -> None:
    if fact.kind in STEPS:
        course.state, course.since_on = STEPS[fact.kind][1], fact.on
    if fact.kind == "need_sent":
        course.unit, course.post = fact.unit, fact.post
    elif fact.kind == "need_answered":
        course.state = {"met": "met", "not_met": "taken", "declined": "declined"}[fact.need_end]
    if course.is_over:
        course.closed_at = fact.known


def _due(course: NeedCourse, fact: Any, number: int, timeline: Timeline) -> Duty | None:
    """The one thing that is due in a state, and of whom."""
    policy: NeedsPolicy = timeline.on(fact.on).needs
    if course.state == "sent":
        urgent = fact.due_at if fact.kind == "need_raised" else ""
        if urgent:
            at = datetime.fromisoformat(urgent)
            return _duty("need_take", number, course.post, fact.on, local_day(at), Reason("needs.take_at", {"at": urgent}), timeline, "urgent_hours", at)
        by = timeline.calendar.working_days_after(fact.on, policy.take_working_days)
        return _duty("need_take", number, course.post, fact.on, by, Reason("needs.take_by", {"by": by}), timeline, "take_working_days")
    if course.state == "taken":
        by = due_of_office(fact.on, policy.do_days, timeline).by
        return _duty("need_do", number, course.post, fact.on, by, Reason("needs.do_by", {"by": by}), timeline, "do_days")
    if course.state in ("returned", "done"):
        by = due_of_office(fact.on, policy.office_days, timeline).by
        kind, code = ("need_decide", "needs.decide_by") if course.state == "returned" else ("need_ask", "needs.ask_by")
        return _duty(kind, number, course.asked, fact.on, by, Reason(code, {"by": by}), timeline, "office_days")
    return None


def _duty(
    kind: str, number: int, post: str, on: date, by: date, why: Reason, timeline: Timeline, name: str, at: datetime | None = None
) -> Duty:
    why = replace(why, clause=timeline.clause(f"needs.{name}", on))
    return Duty(
        key=f"{kind}:{number}", kind=kind, opens_on=on, planned_on=by, due_on=by, state="open", reasons=(why,),
        policy=timeline.version(on), due_at=at, whose=(post, ""),
    )


def may_step(kind: str, course: NeedCourse, post: str) -> Verdict:
    """Whether a post may take this step of a need now: the unit takes, returns and does; who raised it sends it on and
    asks the person. A need that was returned may also be ended by the person's word, never as met (guitu.default)."""
    states, _next = STEPS[kind]
    possible = ALLOWED if course.state in states else refused(Reason("needs.not_now", {"state": f"need_state.{course.state}"}))
    of_unit = kind in OF_UNIT
    mine = course.post if of_unit else course.asked
    whose = ALLOWED if post == mine else refused(Reason("needs.not_the_unit" if of_unit else "needs.not_the_asker"))
    return all_of(possible, whose)


def may_answer(course: NeedCourse, end: str, *, is_person: bool, post: str) -> Verdict:
    """Whether the outcome may be noted: by the post that raised it as the person's word, or by the person. What a unit
    returned is not met (guitu.default)."""
    possible = ALLOWED if course.state in STEPS["need_answered"][0] else refused(Reason("needs.not_now", {"state": f"need_state.{course.state}"}))
    whose = ALLOWED if is_person or post == course.asked else refused(Reason("needs.not_the_asker"))
    told = refused(Reason("needs.not_now", {"state": "need_state.returned"})) if course.state == "returned" and end != "declined" else ALLOWED
    return all_of(possible, whose, told)


def may_raise(need: str, unit: str, open_since: date | None, policy: NeedsPolicy) -> Verdict:
    """Whether a need may be raised: need and unit stand in the matrix, and the same one is not under way."""
    if need not in policy.kinds or unit not in policy.units:
        return refused(Reason("needs.unknown"))
    return refused(Reason("needs.open_already", {"on": open_since})) if open_since else ALLOWED
