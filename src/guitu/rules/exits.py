"""三年未复吸: from which day the clean years count, and when to propose to the police that they are full.

The platform proposes; the police confirm. The end of a measure is not the end of dynamic control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules import abstinence
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, clipped, days_after, days_between, period_end
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact, Registered
from guitu.rules.measure_states import FINISHED, IN_EXECUTION, PENDING
from guitu.rules.terms import OFF_THE_BOOK, ORDERED, CustodySpan, Duty, MeasureCourse, Proposal, Span
from guitu.rules.verdict import Reason

SENTENCES = {
    "exits.from_first_found": "未认定成瘾，自首次查获之日 {on} 起计算。",
    "exits.from_execution": "自社区戒毒（康复）开始执行之日 {on} 起计算。",
    "exits.from_release": "自解除强制隔离戒毒之日 {on} 起计算。",
    "exits.from_use": "自最近一次认定吸毒之日 {on} 起重新计算。",
    "exits.from_register": "没有措施记录，自 {on} 起计算。",
    "exits.custody_not_counted": "其间羁押 {days} 天不计入。",
    "exits.full": "自 {from_on} 起三年未发现复吸，至 {on} 届满，提请公安机关确认。",
    "exits.from_decision": "自社区戒毒决定之日 {on} 起计算。",
    "exits.excluded_refused": "曾拒绝接受社区戒毒（康复），不按三年未复吸提出。",
    "exits.excluded_violated": "曾严重违反协议，不按三年未复吸提出。",
    "exits.excluded_reported": "{on} 报告的严重违反，公安机关还没有答复，暂不提出。",
    "exits.held_measure": "{kind}自 {on} 起尚未结束，此间不能确认三年未复吸。",
    "exits.held_use": "{on} 起不再是未复吸（认定吸毒、社区戒毒或者强制隔离戒毒决定），到这一天还不满三年。",
}


@dataclass(frozen=True, slots=True)
class ExitsPolicy:
    """Clean years of the law, and how our default reads what the law leaves open."""

    clean_years: int
    count_custody_time: bool
    refusal_excludes: bool
    confirm_days: Days


@dataclass(frozen=True, slots=True)
class CleanYears:
    """The clean years as they stand: the first day, the day they are full, and why; None: not to be foreseen."""

    from_on: date | None = None
    due_on: date | None = None
    reasons: tuple[Reason, ...] = ()
    confirmed: date | None = None


def clean_years(
    facts: Sequence[Fact],
    courses: Sequence[MeasureCourse],
    custody: Sequence[CustodySpan],
    timeline: Timeline,
) -> CleanYears:
    """From which day the three years without relapse count, and when they are full: the latest of the start of
    a 社戒, the release from 强戒 and the use that the police confirmed; a 社康 begins no clock of its own after
    强戒; before any of these, the day found. Confirmed with the number of the police's paper they are not asked
    about any more; as a roster says without it, they are full that day, and wait for the paper. Custody does not count; who refused a measure, or violated it
    seriously, is left out until a later start. Clauses: detox_regulation.7, exit_start.shanghai by default.
    """
    registered = next((f for f in facts if isinstance(f, Registered)), None)
    if registered is None or _is_off_the_book(facts):
        return CleanYears()
    from_on, why = _start(registered, facts, courses)
    if from_on is None:
        return CleanYears(None, None, why)
    hold = [day for day, end in abstinence.confirmed(facts, timeline) if end is None]
    policy: ExitsPolicy = timeline.on(from_on).exits
    if hold and hold[0] >= from_on:
        papers = [f for f in facts if f.kind == "abstinence_confirmed" and f.on in hold]
        return CleanYears(from_on, None if abstinence.is_numbered(papers) else hold[0], why, hold[0])
    excluded = _excluded(facts, courses) if policy.refusal_excludes else None
    if excluded is not None:
        return CleanYears(from_on, None, (*why, excluded))
    due_on: date | None = period_end(from_on, 12 * policy.clean_years)
    if not policy.count_custody_time:
        due_on, more = _without_custody(from_on, custody, policy)
        why += more
    return CleanYears(from_on, due_on, why)


def held_by(courses: Sequence[MeasureCourse]) -> list[Interval]:
    """When a 社戒, 社康 or 强戒 is decided or runs: meanwhile no exit is proposed. One that expired holds
    nothing. Clauses: detox_regulation.7, 23."""
    return [part for course in courses if course.kind in ORDERED for part in course.stretches(PENDING)]


def outcome(
    clean: CleanYears,
    timeline: Timeline,
    until: date,
    held: Sequence[Interval] = (),
    standing: Sequence[Span] = (),
) -> tuple[list[Duty], list[Proposal]]:
    """The proposal on the day the clean years are full and nothing holds it, and the duty to have it confirmed.
    Somebody off the book is proposed on the day of the return."""
    full_on, from_on = clean.due_on, clean.from_on
    if from_on is None or full_on is None or full_on > until or clean.confirmed is not None:
        return [], []
    on = full_on
    for _, end in held:
        if end is None:
            return [], []
        on = max(on, end)
    for span in standing:
        if span.state in OFF_THE_BOOK and (span.until_on is None or span.from_on <= on < span.until_on):
            on = span.until_on or date.max
    if on > until:
        return [], []
    full = Reason("exits.full", {"from_on": from_on, "on": full_on}, "detox_regulation.7")
    reasons = (full, *clean.reasons)
    due_on, moved_by = due_of_office(on, timeline.on(on).exits.confirm_days, timeline)
    key = from_on.isoformat()
    duty = Duty(
        f"confirm_exit:{key}", "confirm_exit", on, on, due_on, "open", (*reasons, *moved_by),
        policy=timeline.version(on),
    )
    return [duty], [Proposal(f"exit:{key}", "exit", on, "abstinent", reasons, ())]


def as_confirmed(spans: Sequence[Span], due_on: date | None) -> Sequence[Span]:
    """The states that a confirmation meets: three clean years that a roster alone tells of can still be confirmed.
    `due_on` as of `clean_years`. Clause: detox_regulation.7."""
    return spans if due_on is None else [span for span in spans if span.state != "abstinent"]


def against(
    facts: Sequence[Fact], courses: Sequence[MeasureCourse], timeline: Timeline, day: date
) -> Reason | None:
    """What speaks against a confirmation on that day whatever the paper says: a measure in execution, or what
    ended being clean less than three years before. Clause: detox_regulation.7."""
    for course in courses:
        if course.kind in ORDERED and course.state_on(day) in IN_EXECUTION:
            values = {"kind": course.kind, "on": course.starts_on or course.states[0][0]}
            return Reason("exits.held_measure", values, "detox_regulation.7")
    spoiled = abstinence.spoiled_by(abstinence.endings(facts), day, timeline)
    return None if spoiled is None else Reason("exits.held_use", {"on": spoiled}, "detox_regulation.7")


def _is_off_the_book(facts: Sequence[Fact]) -> bool:
    """Dead, or struck off and not registered again."""
    off = False
    for fact in facts:
        if fact.kind == "died":
            return True
        if fact.kind in ("struck_off", "registered"):
            off = fact.kind == "struck_off"
    return off


def _start(
    registered: Registered, facts: Sequence[Fact], courses: Sequence[MeasureCourse]
) -> tuple[date | None, tuple[Reason, ...]]:
    """The day from which to count, and why; of several reasons of one day, the start of the measure."""
    void = abstinence.revoked(facts)
    found = [(f.on, 0, "exits.from_use", "guitu.default") for f in facts if f.kind == "use_confirmed"]
    ordered = [course for course in courses if course.kind in ORDERED and course.measure_id not in void]
    for course in ordered:
        if course.kind == "compulsory_isolation":
            released = course.first_day_in(FINISHED)
            if released is None:
                return None, ()  # inside, with no known end
            found.append((released, 1, "exits.from_release", "exit_start.shanghai"))
        elif course.starts_on is not None and not _follows_isolation(course, ordered):
            found.append((course.starts_on, 2, "exits.from_execution", "exit_start.shanghai"))
        elif course.kind == "community_detox" and course.first_day_in(FINISHED) is not None:
            found.append((course.states[0][0], 0, "exits.from_decision", "guitu.default"))
    if found:
        on, _, code, clause = max(found)
        return on, (Reason(code, {"on": on}, clause),)
    on = registered.first_found_on or registered.on
    code = "exits.from_register" if registered.addicted else "exits.from_first_found"
    clause = "guitu.default" if registered.addicted else "exit_start.shanghai"
    return on, (Reason(code, {"on": on}, clause),)


def _follows_isolation(course: MeasureCourse, ordered: Sequence[MeasureCourse]) -> bool:
    """Whether a 社康 goes on after the release from a 强戒 on file, with no other start between."""
    if course.kind != "community_rehabilitation" or course.starts_on is None:
        return False
    before: list[tuple[date, str]] = []
    for other in ordered:
        if other.kind == "compulsory_isolation":
            before.append((other.states[0][0], other.kind))
        elif other.kind == "community_detox" and other.starts_on is not None:
            before.append((other.starts_on, other.kind))
    last = max((kind for kind in before if kind[0] <= course.starts_on), default=None)
    return last is not None and last[1] == "compulsory_isolation"


def _starts(courses: Sequence[MeasureCourse]) -> list[date]:
    """The days on which a measure began to be executed, or somebody was released from 强戒, in order."""
    days = [
        course.first_day_in(FINISHED) if course.kind == "compulsory_isolation" else course.starts_on
        for course in courses
        if course.kind in ORDERED
    ]
    return sorted(day for day in days if day is not None)


def _after(day: date, began: Sequence[date]) -> date | None:
    return next((on for on in began if on > day), None)


def _excluded(facts: Sequence[Fact], courses: Sequence[MeasureCourse]) -> Reason | None:
    """Who refused a measure or violated it seriously, and since then has begun none. A report of use excludes
    nothing beyond that use."""
    void, began = abstinence.revoked(facts), _starts(courses)
    answers = {(f.measure, f.ground): f for f in facts if f.kind == "violation_answered"}  # type: ignore[attr-defined]
    for fact in facts:
        if fact.kind not in ("report_refused", "violation_reported") or _after(fact.on, began) is not None:
            continue
        if fact.measure in void:  # type: ignore[attr-defined]
            continue
        if fact.kind == "report_refused":
            return Reason("exits.excluded_refused", {"on": fact.on}, "exit_start.shanghai")
        ground = (fact.measure, fact.ground)  # type: ignore[attr-defined]
        if ground[1] == "use":
            continue
        if ground not in answers:
            return Reason("exits.excluded_reported", {"on": fact.on}, "exit_start.shanghai")
        if answers[ground].upheld:  # type: ignore[attr-defined]
            return Reason("exits.excluded_violated", {"on": fact.on}, "exit_start.shanghai")
    return None


def _without_custody(
    from_on: date, custody: Sequence[CustodySpan], policy: ExitsPolicy
) -> tuple[date | None, tuple[Reason, ...]]:
    """The full day moved on by every day in custody before it; None while custody has no known end."""
    due_on = period_end(from_on, 12 * policy.clean_years)
    lost = 0
    for span in custody:
        part = clipped((span.from_on, span.until_on), (from_on, None))
        if part is None or part[0] >= due_on:
            continue
        if part[1] is None:
            return None, (Reason("exits.custody_not_counted", {"days": lost}, "guitu.default"),)
        days = days_between(part[0], part[1])
        due_on = days_after(due_on, days)
        lost += days
    if not lost:
        return due_on, ()
    return due_on, (Reason("exits.custody_not_counted", {"days": lost}, "guitu.default"),)
