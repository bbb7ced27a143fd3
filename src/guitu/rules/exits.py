"""三年未复吸: from which day the clean years count, and when to propose to the police that they are full.

The platform proposes; the police confirm. The end of a measure is not the end of dynamic control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guitu.rules.cadence import Timeline
from guitu.rules.dates import add_years, clipped
from guitu.rules.facts import Fact, Registered
from guitu.rules.measure_states import FINISHED, OVER
from guitu.rules.terms import CustodySpan, Duty, DutyState, MeasureCourse, Proposal
from guitu.rules.verdict import Reason

SENTENCES = {
    "exits.from_first_found": "未认定成瘾，自首次查获之日 {on} 起计算。",
    "exits.from_execution": "自社区戒毒（康复）开始执行之日 {on} 起计算。",
    "exits.from_release": "自解除强制隔离戒毒之日 {on} 起计算。",
    "exits.from_use": "自最近一次认定吸毒之日 {on} 起重新计算。",
    "exits.from_register": "没有措施记录，自 {on} 起计算。",
    "exits.custody_not_counted": "其间羁押 {days} 天不计入。",
    "exits.full": "自 {from_on} 起三年未发现复吸，至 {on} 届满，提请公安机关确认。",
    "exits.excluded_refused": "曾拒绝接受社区戒毒（康复），不按三年未复吸提出。",
    "exits.excluded_violated": "曾严重违反协议，不按三年未复吸提出。",
}

_GONE = ("died", "struck_off")


@dataclass(frozen=True, slots=True)
class ExitsPolicy:
    """Clean years of the law, and how our default reads what the law leaves open."""

    clean_years: int
    count_custody_time: bool
    refusal_excludes: bool
    confirm_days: int


@dataclass(frozen=True, slots=True)
class CleanYears:
    """The clean years as they stand: the first day, the day they are full, and why."""

    from_on: date | None = None
    due_on: date | None = None
    reasons: tuple[Reason, ...] = ()
    confirmed: Fact | None = None


def clean_years(
    facts: Sequence[Fact],
    courses: Sequence[MeasureCourse],
    custody: Sequence[CustodySpan],
    timeline: Timeline,
) -> CleanYears:
    """From which day the three years without relapse count, by class, and when they are full.

    Found but not addicted: from the day found; 社戒 or 社康: from the start of execution; after 强戒:
    from release. Any confirmed use begins anew; custody does not count; who refused or seriously
    violated a measure is left out. Clauses: detox_regulation.7, exit_start.shanghai by default.
    """
    registered = next((f for f in facts if isinstance(f, Registered)), None)
    if registered is None or any(f.kind in _GONE for f in facts):
        return CleanYears()
    from_on, why = _start(registered, facts, courses)
    if from_on is None:
        return CleanYears(None, None, why)
    confirmed = next((f for f in facts if f.kind == "abstinence_confirmed" and f.on >= from_on), None)
    policy: ExitsPolicy = timeline.on(from_on).exits
    if confirmed is not None:
        return CleanYears(from_on, None, why, confirmed)
    excluded = _excluded(from_on, facts, courses) if policy.refusal_excludes else None
    if excluded is not None:
        return CleanYears(from_on, None, (*why, excluded))
    due_on: date | None = add_years(from_on, policy.clean_years)
    if not policy.count_custody_time:
        due_on, more = _without_custody(from_on, custody, policy)
        why += more
    return CleanYears(from_on, due_on, why)


def outcome(clean: CleanYears, timeline: Timeline, until: date) -> tuple[list[Duty], list[Proposal]]:
    """The proposal on the day the clean years are full, and the duty to have it confirmed."""
    on, from_on = clean.due_on, clean.from_on
    if from_on is None or on is None or on > until:
        return [], []
    full = Reason("exits.full", {"from_on": from_on, "on": on}, "detox_regulation.7")
    reasons = (full, *clean.reasons)
    days = timeline.on(on).exits.confirm_days
    key = from_on.isoformat()
    state: DutyState = "open"
    duty = Duty(
        f"confirm_exit:{key}", "confirm_exit", on, on, on + timedelta(days=days), state, reasons,
        policy=timeline.version(on),
    )  # fmt: skip
    return [duty], [Proposal(f"exit:{key}", "exit", on, "abstinent", reasons, ())]


def _start(
    registered: Registered, facts: Sequence[Fact], courses: Sequence[MeasureCourse]
) -> tuple[date | None, tuple[Reason, ...]]:
    """The day from which to count: the first that applies after the last confirmed use."""
    used_on = max((f.on for f in facts if f.kind == "use_confirmed"), default=None)
    since = used_on or date.min
    released: list[date] = []
    for course in courses:
        if course.kind == "compulsory_isolation":
            end = _released(course)
            if end is None:
                if course.states[-1][1] not in OVER:
                    return None, ()  # inside, with no known end
                continue
            if end > since:
                released.append(end)
    if released:
        on = max(released)
        return on, (Reason("exits.from_release", {"on": on}, "exit_start.shanghai"),)
    started = [
        course.starts_on
        for course in courses
        if course.kind in ("community_detox", "community_rehabilitation")
        and course.starts_on is not None
        and course.starts_on >= since
    ]
    if started:
        on = min(started)
        return on, (Reason("exits.from_execution", {"on": on}, "exit_start.shanghai"),)
    if used_on is not None:
        return used_on, (Reason("exits.from_use", {"on": used_on}, "guitu.default"),)
    on = registered.first_found_on or registered.on
    code = "exits.from_register" if registered.addicted else "exits.from_first_found"
    clause = "guitu.default" if registered.addicted else "exit_start.shanghai"
    return on, (Reason(code, {"on": on}, clause),)


def _released(course: MeasureCourse) -> date | None:
    """The day out of 强戒: as recorded, else the planned end."""
    return course.first_day_in(FINISHED)


def _excluded(from_on: date, facts: Sequence[Fact], courses: Sequence[MeasureCourse]) -> Reason | None:
    for fact in facts:
        if fact.on < from_on:
            continue
        if fact.kind == "report_refused":
            return Reason("exits.excluded_refused", {"on": fact.on}, "exit_start.shanghai")
        if fact.kind == "violation_reported":
            return Reason("exits.excluded_violated", {"on": fact.on}, "exit_start.shanghai")
    return None


def _without_custody(
    from_on: date, custody: Sequence[CustodySpan], policy: ExitsPolicy
) -> tuple[date | None, tuple[Reason, ...]]:
    """The full day moved on by every day in custody before it; None while custody has no known end."""
    due_on = add_years(from_on, policy.clean_years)
    lost = 0
    for span in custody:
        part = clipped((span.from_on, span.until_on), (from_on, None))
        if part is None or part[0] >= due_on:
            continue
        if part[1] is None:
            return None, (Reason("exits.custody_not_counted", {"days": lost}, "guitu.default"),)
        days = (part[1] - part[0]).days
        due_on += timedelta(days=days)
        lost += days
    if not lost:
        return due_on, ()
    return due_on, (Reason("exits.custody_not_counted", {"days": lost}, "guitu.default"),)
