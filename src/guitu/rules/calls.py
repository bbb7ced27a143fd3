"""呼应: one call, many units. Where a call stands, whose it is at every moment, and what is due of it, by its dated facts.

All clocks run from the moment the first unit is called. A call's numbers are those of the day on which it was raised:
what is changed later does not touch it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from guitu.rules.cadence import Timeline
from guitu.rules.call_clocks import CHINA, local_day, minutes_after
from guitu.rules.facts import Fact
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import Reason

SENTENCES = {
    "calls.take_up_by": "网格员报来的情况，{by} 前核一下：发起呼应，或者写明不是。",
    "calls.check_by": "先排除八种没事的原因，{by} 前呼叫各单位。",
    "calls.acknowledge_by": "{unit}：请在 {by} 前签收。",
    "calls.nobody_answered": "{unit}还没有签收，{at} 起也请您接。",
    "calls.report_by": "{unit}：答应 {by} 前报进展。",
    "calls.settle_by": "主办单位：{by} 前化解，写明结果和帮扶安排。",
    "calls.decide": "第二次退回，请定由哪个单位主办。",
    "calls.check_settlement": "请另一个人核对结果和帮扶安排，再办结。",
    "calls.help_by": "{help}，{by} 前落实。",
    "calls.review_by": "办结了，{by} 前复盘：哪里办得好，哪里要改。",
    "calls.improve_by": "复盘定下的改进，{by} 前办好。",
    "calls.instructed": "{unit}：有批示，{by} 前报怎么办的。",
    "calls.urged": "{unit}：催办，请在 {by} 前报进展。",
    "calls.decide_delay": "主办单位请求延到 {until}，请定同意不同意；没有定以前，原来的时限不变。",
    "calls.delayed": "同意延期：{until} 前化解。",
    "calls.missing": "这一级没有人，已跳过：{steps}。",
    "calls.event_clock": "从派出起计时：{started} 前展开，{settled} 前办好。",
    "calls.clock": "从呼叫起计时：{started} 前展开，{seen} 前见到人，{settled} 前化解。",
}
STEPS = ("backup", "head", "desk", "director")  # who is called as well while nobody answers, in this order
EVENT = "level_grid"  # of what a grid worker sees: no call, and the same machine
EVENT_STEPS = ("village", "head", "desk", "director")  # of an event: group, village, town, county
RAISING = "raising"  # before any unit is called: whoever has to call them
NO_HELP = "none_needed"
OVER = ("closed", "innocent", "false_alarm", "merged", "not_taken")


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of call: where it begins, who is called, which of them answers for it, which help is offered first."""

    name: str
    level: str
    units: tuple[str, ...]
    main: str
    help: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is called: posts of which roles, over which area, of a body with which word in its name; its head."""

    name: str
    roles: tuple[str, ...]
    reach: Literal["county", "town", "village", "group"]
    body: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes of a level: to the first answer, the first action, seeing the person, settling; then who else is called."""

    name: str
    call: int
    acknowledge: int
    started: int
    seen: int
    settled: int
    again: int
    steps: tuple[int, ...]
    office_hours: bool
    review: int  # working days after the close; 0: none is asked for


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True)
class CallsPolicy:
    """The calls of a place: kinds, units, clocks, and the words to choose from."""

    templates: Mapping[str, Template]
    units: Mapping[str, Unit]
    levels: Mapping[str, Clock]
    causes: Mapping[str, Named]  # the innocent reasons
    grounds: Mapping[str, Named]  # by which clause a unit returns a call
    outcomes: Mapping[str, Named]
    help: Mapping[str, Named]
    questions: Mapping[str, Named]  # of the review
    office_hours: tuple[int, ...]
    same_hours: int
    help_days: int
    shown_days: int
    drill_minutes: int
    tested_days: int
    delay_days: int
    most_delays: int


@dataclass(frozen=True, slots=True)
class Seat:
    """One unit in a call: the posts that are asked to answer, since when nobody has, and the last step that was taken."""

    unit: str
    post: str
    main: bool
    called_at: datetime
    asked: tuple[str, ...]
    watch_from: datetime | None
    step: int = -1
    round: int = 1
    acknowledged_at: datetime | None = None
    reported_at: datetime | None = None
    next_by: datetime | None = None
    is_out: bool = False  # returned, or a decision gave it to another


@dataclass(slots=True)
class CallCourse:
    """Where a call stands and what is due of it."""

    template: str
    level: str
    state: str
    since_on: date
    raised_at: datetime
    raised_by: str
    raised_post: str
    asked: str
    person: str | None
    seats: dict[str, Seat] = field(default_factory=dict)
    open: dict[str, Duty] = field(default_factory=dict)
    done: list[Duty] = field(default_factory=list)
    causes: dict[str, str] = field(default_factory=dict)
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    started_at: datetime | None = None
    seen_at: datetime | None = None
    settled_at: datetime | None = None
    over_at: datetime | None = None
    ended_at: datetime | None = None
    returns: int = 0
    asked_delays: dict[str, datetime] = field(default_factory=dict)  # by the fact that asked: until when
    settle_by: datetime | None = None  # by a delay that was granted
    delays: int = 0
    handlers: frozenset[str] = frozenset()
    reviewed_at: datetime | None = None
    outcome: str = ""
    help: tuple[str, ...] = ()
    helper: str = ""
    checker: str = ""  # the post that looks at the settlement, and reviews
    into: str | None = None
    brought: list[Consequence] = field(default_factory=list)

    @property
    def duties(self) -> tuple[Duty, ...]:
        return (*self.done, *self.open.values())

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        return tuple(self.brought)

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_event(self) -> bool:
        return self.level == EVENT

    @property
    def steps(self) -> tuple[str, ...]:
        """Who is called as well while nobody answers, in this order."""
        return EVENT_STEPS if self.is_event else STEPS

    @property
    def delay(self) -> str | None:
        """The delay that waits for an answer, by the fact that asked for it."""
        return next((key.partition(":")[2] for key in self.open if key.startswith("call_delay:")), None)

    @property
    def main(self) -> Seat | None:
        return next((seat for seat in self.seats.values() if seat.main and not seat.is_out), None)

    @property
    def on_lists(self) -> tuple[str, ...]:
        """The posts on whose list the call is now."""
        return tuple(duty.whose[0] for duty in self.open.values() if duty.whose)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a call: until when, and when it was. `at_first`: until when before a delay was granted."""

    code: str
    by: datetime
    at: datetime | None
    at_first: datetime | None = None


def policy_of(facts: Sequence[Fact], timeline: Timeline) -> CallsPolicy:
    """The numbers of the day on which the call was raised."""
    policy: CallsPolicy = timeline.on(min(fact.on for fact in facts)).calls
    return policy


def clock_of(course: CallCourse, policy: CallsPolicy) -> Clock:
    return policy.levels[course.level]


def after(start: datetime, minutes: int, course: CallCourse, policy: CallsPolicy, timeline: Timeline) -> datetime:
    """So many minutes later, as the level of the call counts them. Policy: calls.levels, calls.office_hours."""
    hours = policy.office_hours if clock_of(course, policy).office_hours else ()
    return minutes_after(start, minutes, hours, timeline.calendar)


def stages(course: CallCourse, policy: CallsPolicy, timeline: Timeline) -> list[Stage]:
    """The stages of a call that was sent, each with its last moment. All run from the first call; of an event nobody is seen."""
    if course.sent_at is None:
        return []
    clock, sent = clock_of(course, policy), course.sent_at
    listed = (
        ("acknowledged", clock.acknowledge, course.acknowledged_at), ("started", clock.started, course.started_at),
        ("seen", clock.seen, course.seen_at), ("settled", clock.settled, course.settled_at),
    )
    found = [
        Stage(code, after(sent, minutes, course, policy, timeline), at)
        for code, minutes, at in listed
        if code != "seen" or not course.is_event
    ]
    if course.settle_by is not None:
        found[-1] = Stage("settled", course.settle_by, course.settled_at, found[-1].by)
    return found


def said(at: datetime, seen_from: datetime) -> str:
    """A moment as a sentence says it: the time of day, with its day where that is another."""
    local = at.astimezone(CHINA)
    return local.strftime("%H:%M" if local_day(at) == local_day(seen_from) else "%m-%d %H:%M")


def lay(
    course: CallCourse, key: str, post: str, since: datetime, due_at: datetime, why: Reason, beside: str = ""
) -> Reason:
    """Something falls due of a post within minutes."""
    day = local_day(due_at)
    opens = min(local_day(since), day)
    course.open[key] = Duty(
        key, key.partition(":")[0], opens, day, day, "open", (why,), due_at=due_at, whose=(post, beside)
    )
    return why


def close(course: CallCourse, fact: Fact, *prefixes: str) -> None:
    """What was due is done by a fact: all duties whose key begins so."""
    for key in [key for key in course.open if key.startswith(prefixes)]:
        duty = course.open.pop(key)
        course.done.append(
            Duty(duty.key, duty.kind, duty.opens_on, duty.planned_on, duty.due_on, "done", duty.reasons, done_by=fact.id,
                 done_on=max(fact.on, duty.opens_on), due_at=duty.due_at, whose=duty.whose)
        )


def move(course: CallCourse, post: str, *prefixes: str) -> None:
    """What is due goes along to another post: all duties whose key begins so."""
    for key in [key for key in course.open if key.startswith(prefixes)]:
        duty = course.open[key]
        course.open[key] = replace(duty, whose=(post, duty.whose[1] if duty.whose else ""))


def watched(course: CallCourse) -> Iterator[Seat]:
    """The seats at which nobody answers, each since when: whoever has to call them, and the units called."""
    if course.is_over:
        return
    yield from (seat for seat in course.seats.values() if seat.watch_from is not None and not seat.is_out)


def unit_name(unit: str, policy: CallsPolicy) -> str:
    return policy.units[unit].name if unit in policy.units else unit


def put(course: CallCourse, seat: Seat, **changed: object) -> Seat:
    """The seat as it is from now on."""
    course.seats[seat.unit] = new = replace(seat, **changed)  # type: ignore[arg-type]
    return new
