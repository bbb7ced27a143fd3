"""试算: what other numbers would ask for, and what they would make otherwise, told of one person by two courses of the
same facts. Compares, decides nothing.

A visit counts from the last one, so that history holds as many windows as visits were made, however many were asked for.
Work is therefore counted as asked for: each visit, each report and each test outside a measure is taken as made on its last
day. Slots of a measure stand in the course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from guitu.rules import measures, reporting, urine_tests_outside, visits
from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_before, first_of_month, full_months, months_before, period_end
from guitu.rules.facts import RiskAssessed
from guitu.rules.later_states import times_off_the_list
from guitu.rules.levels import LevelsPolicy, proposed_level
from guitu.rules.terms import Counter, Course, Duty
from guitu.rules.verdict import Reason

SENTENCES = {
    "trials.state": "{state}，自 {on} 起。",
    "trials.ends": "措施的最后一天：{on}。",
    "trials.asked": "今后 {months} 个月要 {n} 次。",
    "trials.counter": "{counter}：累计 {value} 次，达到 {threshold} 次为严重违反。",
    "trials.counter_days": "{counter}：累计 {value} 日，超过 {threshold} 日为严重违反。",
    "trials.points": "一共 {points} 分。",
    "trials.exit": "{on} 三年未复吸期满。",
    "trials.level": "照 {assessed} 的评估，建议：{level}。",
    "trials.running": "这个地方有一次试算正在进行，等它算完，或者先停止。",
    "trials.over": "这次试算已经结束，不用再停止。",
}
WORK = ("visits", "tests", "reports")
Law = Literal["", "newly", "released"]
Months = tuple[list[int], list[int], list[int]]  # of each of WORK, by month


@dataclass(frozen=True)
class TrialsPolicy:
    """Over how many past years, and how many to come, other numbers are tried."""

    years_back: int
    years_ahead: int


class Window(NamedTuple):
    """Whole months: the past ones, and from `ahead_on`, the first of this month, those to come. The end is exclusive."""

    first: date
    ahead_on: date
    until: date

    @property
    def months(self) -> list[date]:
        """The first day of each."""
        return [period_end(self.first, n) for n in range(self.place(self.until))]

    def place(self, day: date) -> int:
        """In which of its months a day lies, counted from none."""
        return full_months(self.first, day)

    @property
    def ahead(self) -> int:
        """How many of them are to come, this one counted."""
        return self.place(self.until) - self.place(self.ahead_on)

    @property
    def last(self) -> date:
        return day_before(self.until)


class Difference(NamedTuple):
    """One thing that would be otherwise: by the numbers in force, and by the others; empty where there is none."""

    what: str
    before: tuple[Reason, ...]
    after: tuple[Reason, ...]


def window(on: date, policy: TrialsPolicy) -> Window:
    """The months over which numbers are tried on a day. Policy: trials.*"""
    this = first_of_month(on)
    return Window(months_before(this, 12 * policy.years_back), this, period_end(this, 12 * policy.years_ahead))


def work(course: Course, timeline: Timeline, within: Window) -> Months:
    """How many visits, tests and regular reports are asked for in each month: what counts from the last time as if each had
    been made on its last day, slots of a measure as the course lays them out, without those that were waived."""
    asked = visits.asked(course.standing, course.levels, timeline, within.first, within.until)
    outside = urine_tests_outside.asked(course.standing, course.levels, timeline, within.first, within.until)
    slots = (d.due_on for d in course.duties if d.state != "waived" and _is_slot(d))
    away = times_off_the_list(course.standing)
    reports = (
        due_on
        for one in course.measures
        if one.kind in measures.COMMUNITY_KINDS
        for due_on in reporting.asked(one, timeline, within.last, measures.beside(one, course.measures), away)
    )
    return _by_month(asked, within), _by_month([*slots, *outside], within), _by_month(reports, within)


def _is_slot(duty: Duty) -> bool:
    """A test that is laid out whoever comes: a slot of a measure, or the one after a leave."""
    return duty.kind == "return_test" or (duty.kind == "urine_test" and duty.measure_id is not None)


def _by_month(days: Iterable[date], within: Window) -> list[int]:
    answer = [0] * within.place(within.until)
    for day in days:
        if within.first <= day < within.until:
            answer[within.place(day)] += 1
    return answer


def state_on(course: Course, on: date) -> str:
    """The state on a day; empty before the first."""
    return next((span.state for span in reversed(course.standing) if span.from_on <= on), "")


def differences(before: Course, after: Course, on: date) -> list[Difference]:
    """What of one person would be otherwise: state, end of the measure, what is due next, counters, points, the clean years,
    what is proposed by then. The same courses give none. Both are laid out to the end of the time tried."""
    pairs = [Difference(what, of(before, on), of(after, on)) for what, of in _SINGLE.items()]
    for of_many in _SEVERAL:
        old, new = of_many(before, on), of_many(after, on)
        pairs += [Difference(what, old.get(what, ()), new.get(what, ())) for what in sorted(old.keys() | new.keys())]
    return [one for one in pairs if _facts_of(one.before) != _facts_of(one.after)]


def asked_ahead(before: Months, after: Months, within: Window) -> list[Difference]:
    """Where the work of the time ahead is another."""
    since, ahead = within.place(within.ahead_on), within.ahead
    sums = [(what, sum(old[since:]), sum(new[since:])) for what, old, new in zip(WORK, before, after, strict=True)]
    return [Difference(f"asked_{what}", _times(old, ahead), _times(new, ahead)) for what, old, new in sums if old != new]


def level_proposed(assessment: Any, levels: Sequence[tuple[date, str]], old: LevelsPolicy, new: LevelsPolicy) -> list[Difference]:
    """What the last assessment would propose by another sheet, its answers taken over: an answer is known by its points on
    the old one. Only where the level is another."""
    answers = replace(assessment, scores=tuple((factor, _points_of(factor, points, old, new)) for factor, points in assessment.scores))
    before, after = (_proposal(one, levels, by) for one, by in ((assessment, old), (answers, new)))
    return [] if before[0].values["level"] == after[0].values["level"] else [Difference("level", before, after)]


def last_assessment(stand: Sequence[Any]) -> RiskAssessed | None:
    """The last sheet that was filled in, of facts that stand."""
    found = [fact for fact in stand if isinstance(fact, RiskAssessed)]
    return max(found, key=lambda one: (one.on, one.id), default=None)


def law(before: Course, after: Course) -> Law:
    """Whether a counter of the law would be reached that is not, or no longer be; what is newly reached is said first."""
    then, now = ({(c.code, c.measure_id) for c in course.counters if is_reached(c)} for course in (before, after))
    return "newly" if now - then else "released" if then - now else ""


def is_reached(counter: Counter) -> bool:
    """Days away are reached above their number of days, occasions at their number. Clause: detox_regulation.20."""
    return counter.value > counter.threshold if counter.code == "days_away" else counter.value >= counter.threshold


def _facts_of(reasons: Sequence[Reason]) -> list[tuple[str, dict[str, object]]]:
    """What is compared: the same said on another clause is no change for the person."""
    return [(reason.code, dict(reason.values)) for reason in reasons]


def _state(course: Course, on: date) -> tuple[Reason, ...]:
    for span in reversed(course.standing):
        if span.from_on <= on:
            return (Reason("trials.state", {"state": f"standing.{span.state}", "on": span.from_on}), *span.reasons)
    return ()


def _ends(course: Course, on: date) -> tuple[Reason, ...]:
    return tuple(
        reason
        for one in course.measures
        if one.ends_on is not None
        for reason in (Reason("trials.ends", {"on": day_before(one.ends_on)}), *one.reasons)
    )


def _points(course: Course, on: date) -> tuple[Reason, ...]:
    hundredths = sum(entry.hundredths for entry in course.points)
    return (Reason("trials.points", {"points": f"{hundredths / 100:g}"}),) if hundredths else ()


def _exit(course: Course, on: date) -> tuple[Reason, ...]:
    return (Reason("trials.exit", {"on": course.exit_due_on}, "detox_regulation.7"),) if course.exit_due_on else ()


_SINGLE: Mapping[str, Callable[[Course, date], tuple[Reason, ...]]] = {
    "state": _state, "ends": _ends, "points": _points, "exit": _exit,
}


def _due_next(course: Course, on: date) -> dict[str, tuple[Reason, ...]]:
    """Of each kind of duty the next that is open, with why."""
    answer: dict[str, tuple[Reason, ...]] = {}
    for duty in course.duties:  # in the order of their last day
        if duty.state == "open":
            answer.setdefault(f"duty_kind.{duty.kind}", duty.reasons)
    return answer


def _counted(course: Course, on: date) -> dict[str, tuple[Reason, ...]]:
    answer: dict[str, tuple[Reason, ...]] = {}
    for one in sorted(course.counters, key=lambda one: (one.code, one.measure_id)):
        code = "trials.counter_days" if one.code == "days_away" else "trials.counter"
        said = Reason(code, {"counter": one.code, "value": one.value, "threshold": one.threshold}, one.clause)
        answer["counter"] = (*answer.get("counter", ()), said)
    return answer


def _proposed(course: Course, on: date) -> dict[str, tuple[Reason, ...]]:
    answer: dict[str, tuple[Reason, ...]] = {}
    for proposal in sorted(course.proposals, key=lambda one: one.key):
        if proposal.kind != "level" and proposal.on <= on:  # a level is told by `level_proposed`
            answer[f"proposed_{proposal.kind}"] = (*answer.get(f"proposed_{proposal.kind}", ()), *proposal.reasons)
    return answer


_SEVERAL = (_due_next, _counted, _proposed)


def _times(n: int, months: int) -> tuple[Reason, ...]:
    return (Reason("trials.asked", {"n": n, "months": months}),) if n else ()


def _points_of(factor: str, points: int, old: LevelsPolicy, new: LevelsPolicy) -> int:
    choice = next((code for code, worth in old.factors.get(factor, {}).items() if worth == points), None)
    return new.factors.get(factor, {}).get(choice, points) if choice else points


def _proposal(assessment: Any, levels: Sequence[tuple[date, str]], policy: LevelsPolicy) -> tuple[Reason, ...]:
    level, reasons = proposed_level(assessment, levels, policy)
    return (Reason("trials.level", {"assessed": assessment.on, "level": level}), *reasons)
