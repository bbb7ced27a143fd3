"""措施: the course of each measure, from decision to release, and what moves its end.

社区戒毒 and 社区康复 run from the day of reporting in; 强制隔离戒毒 from the decision; 自愿戒毒 and
维持治疗 from enrolment, without an end fixed by law.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, clipped, day_after, days_after, merged, moved, period_end
from guitu.rules.deadlines import Days
from guitu.rules.facts import Fact, MeasureDecided
from guitu.rules.machine import COMMUNITY, ENDS, OTHER, PAPERS, Event, event, run
from guitu.rules.measure_states import COMMUNITY_KINDS, FINISHED
from guitu.rules.terms import CustodySpan, MeasureCourse, MeasureKind
from guitu.rules.verdict import Reason

SENTENCES = {
    "measures.runs": "{kind}自 {starts_on} 起执行，{years} 年，至 {ends_on} 期满（{ends_on} 当日不计）。",
    "measures.open_ended": "{kind}自 {starts_on} 起，没有法定期限。",
    "measures.not_started": "{kind}已决定，自报到之日起计算期限。",
    "measures.runs_from_decision": "{kind}自决定之日 {starts_on} 起计算，至 {ends_on} 期满。",
    "measures.suspended": "自 {from_on} 起被羁押，执行中止；释放后继续执行余下时间。",
    "measures.end_moved": "中止 {days} 天，期满日顺延至 {ends_on}。",
    "measures.escaped": "{kind}自 {starts_on} 起；自 {from_on} 起脱逃，期满日待追回后计算。",
    "measures.escape_not_counted": "脱逃 {days} 天不计入期限，期满日顺延至 {ends_on}。",
    "measures.deducted": "已执行的强制隔离戒毒 {days} 天予以折抵。",
    "measures.extended": "期限变动 {months} 个月，期满日为 {ends_on}。",
    "measures.terminated_by_prison": "自 {on} 起收监服刑或者接受强制性教育，措施终止。",
}

TREATMENT: tuple[MeasureKind, ...] = ("voluntary", "maintenance")


@dataclass(frozen=True, slots=True)
class MeasuresPolicy:
    """Lengths of measures: years of the law, and our reading where it is silent."""

    community_detox_years: int
    community_rehabilitation_max_years: int
    compulsory_isolation_years: int
    extension_max_months: int
    last_day: Literal["day_before", "same_day"]
    suspension_moves_end: bool
    release_notice_days: Days
    isolation_least_months: int


def courses(
    facts: Sequence[Fact],
    custody: Sequence[CustodySpan],
    report_by: Mapping[str, date | None],
    timeline: Timeline,
) -> list[MeasureCourse]:
    """The course of every measure decided, in order of decision: its state on each day and its end.

    `report_by` is the last day to report in, per measure. Papers for a measure that was never decided
    are left aside. Clauses: drug_law.33, detox_regulation.14–40.
    """
    papers: dict[str, list[Any]] = {}
    died_on: date | None = None
    decisions: list[MeasureDecided] = []
    for fact in facts:
        if fact.kind == "died":
            died_on = fact.on if died_on is None else min(died_on, fact.on)
        elif isinstance(fact, MeasureDecided):
            decisions.append(fact)
        elif (measure := getattr(fact, "measure", None)) is not None:
            papers.setdefault(measure, []).append(fact)
    answer = []
    isolated_on = [d.on for d in decisions if d.measure_kind == "compulsory_isolation" and not _is_void(d, papers)]
    changed_on = [d.on for d in decisions if d.measure_kind == "community_detox" and d.served_days_deducted > 0]
    for decision in decisions:
        own = papers.get(decision.measure, [])
        if decision.measure_kind in COMMUNITY_KINDS:
            by = report_by.get(decision.measure)
            course = _community(decision, own, custody, died_on, by, isolated_on, timeline)
        else:
            course = _other(decision, own, died_on, changed_on, timeline)
        answer.append(course)
    return answer


def _is_void(decision: MeasureDecided, papers: Mapping[str, Sequence[Any]]) -> bool:
    """A 强戒 that was revoked, or does not apply, took the place of nothing. Clause: drug_law.39."""
    ends = (paper.how for paper in papers.get(decision.measure, ()) if paper.kind == "measure_ended")
    return any(how in ("withdrawn", "not_applicable") for how in ends)


def _takes_over(days: Sequence[date], decision: MeasureDecided, ends_on: date | None) -> date | None:
    """The first of these decisions that meets the measure still bound by its own."""
    return next(
        (
            day
            for day in days
            if decision.on <= day
            and (ends_on is None or day < ends_on)
            and not (day == decision.on and decision.served_days_deducted)
        ),
        None,
    )


def beside(course: MeasureCourse, courses: Sequence[MeasureCourse]) -> list[Interval]:
    """When a 社戒 or 社康 that began before this one, or on its day and was decided first, still runs. The law knows
    no two at once; files do. Clause: drug_law.33."""
    begun = [(c.starts_on, number, c) for number, c in enumerate(courses) if c.starts_on and c.kind in COMMUNITY_KINDS]
    begun.sort(key=lambda one: one[:2])
    before = itertools.takewhile(lambda one: one[2] is not course, begun)
    return [(starts_on, other.first_day_in(FINISHED)) for starts_on, _, other in before]


def _events(
    decision: MeasureDecided,
    papers: Sequence[Any],
    custody: Sequence[CustodySpan],
    died_on: date | None,
    report_by: date | None,
) -> list[Event]:
    """What the papers, prison, death and the days for reporting in do to a 社戒 or 社康."""
    again = _moved_again(papers)
    events = [
        event(paper.on, paper.kind, before="measure_transferred" if paper.id in again else None)
        for paper in papers
        if paper.kind in PAPERS
    ]
    events += _endings(papers, died_on)
    events += [
        event(span.from_on, "imprisoned")
        for span in custody
        if span.custody in ("imprisoned", "corrective_education") and span.from_on >= decision.on
    ]
    if report_by is not None:
        events.append(event(day_after(report_by), "deadline_passed"))
    return events


def _community(
    decision: MeasureDecided,
    papers: Sequence[Any],
    custody: Sequence[CustodySpan],
    died_on: date | None,
    report_by: date | None,
    isolated_on: Sequence[date],
    timeline: Timeline,
) -> MeasureCourse:
    """社戒 or 社康: from the decision through report-in and agreement to its end. A 强戒 decided meanwhile takes
    its place, whichever of the two came to be known first. Clauses: drug_law.33, 38, 48."""
    events = _events(decision, papers, custody, died_on, report_by)
    came_on = _first(papers, "reported_in") or _first(papers, "agreement_signed")
    starts_on = None if came_on is None else max(came_on, decision.on)  # nobody reports before the decision
    void = any(paper.kind == "measure_ended" and paper.how == "withdrawn" for paper in papers)
    if starts_on is None:
        if (taken_on := _takes_over(isolated_on, decision, None)) is not None:
            events.append(event(taken_on, "converted"))
        reason = Reason("measures.not_started", {"kind": decision.measure_kind}, "drug_law.33")
        states = run(COMMUNITY, decision.on, events)
        return MeasureCourse(
            decision.measure, decision.measure_kind, states, None, None, (), 0, (reason,), is_revoked=void
        )

    policy = timeline.on(starts_on).measures
    years = _years(decision, policy)
    last = min((day for day, _, what in events if what in ENDS), default=None)
    planned = days_after(planned_end(starts_on, 12 * years, policy), -decision.served_days_deducted)
    planned = max(planned, starts_on)  # never more than the term is deducted

    def laid_out(last: date | None) -> tuple[list[Interval], date | None]:
        paused = _pauses(custody, (starts_on, last))
        return paused, moved(planned, paused) if policy.suspension_moves_end else planned

    paused, ends_on = laid_out(last)
    if (taken_on := _takes_over(isolated_on, decision, ends_on)) is not None:
        events.append(event(taken_on, "converted"))
        paused, ends_on = laid_out(taken_on if last is None else min(last, taken_on))
    for pause_from, pause_until in paused:
        events.append(event(pause_from, "suspended"))
        if pause_until is not None:
            events.append(event(pause_until, "resumed"))
    if ends_on is not None:
        events.append(event(ends_on, "measure_expired"))
    states = run(COMMUNITY, decision.on, events)
    reasons = _why(decision, starts_on, planned, ends_on, years, paused)
    return MeasureCourse(
        decision.measure, decision.measure_kind, states, starts_on, ends_on, tuple(paused), years, reasons,
        is_revoked=void,
    )


def _other(
    decision: MeasureDecided,
    papers: Sequence[Any],
    died_on: date | None,
    changed_on: Sequence[date],
    timeline: Timeline,
) -> MeasureCourse:
    """强制隔离戒毒 from the day of decision, through custody, escapes left out, never under a year nor over three;
    a 社戒 from which its days are deducted ends it. Treatment without end. Clauses: drug_law.47,
    detox_regulation.31, 32."""
    events = _endings(papers, died_on)
    kind, day = decision.measure_kind, decision.on
    if kind in TREATMENT:
        reason = Reason("measures.open_ended", {"kind": kind, "starts_on": day})
        return MeasureCourse(decision.measure, kind, run(OTHER, day, events), day, None, (), 0, (reason,))
    policy = timeline.on(day).measures
    years = policy.compulsory_isolation_years
    months = _changed_months(papers, policy)
    changed = next((on for on in changed_on if on > day), None)
    if changed is not None:
        events.append(event(changed, "converted"))
    last = min((at for at, _, _ in events), default=None)
    away = [part for gap in _paired(papers, "escaped", "recaptured") if (part := clipped(gap, (day, last)))]
    ends_on = moved(planned_end(day, 12 * years + months, policy), away)
    if ends_on is not None:
        events.append(event(ends_on, "measure_expired"))
    reasons = _why_inside(decision, months, ends_on, away)
    states = run(OTHER, day, events)
    void = any(paper.kind == "measure_ended" and paper.how == "withdrawn" for paper in papers)
    return MeasureCourse(decision.measure, kind, states, day, ends_on, tuple(away), years, reasons, is_revoked=void)


def _changed_months(papers: Sequence[Any], policy: MeasuresPolicy) -> int:
    """By how many months the papers together move the end: at most so many later, and never under the least; none
    shorten after an escape. Clauses: drug_law.47, detox_regulation.32."""
    total, escaped = 0, False
    for paper in papers:
        escaped = escaped or paper.kind == "escaped"
        if paper.kind == "measure_extended" and (paper.months > 0 or not escaped):
            total += paper.months
    least = policy.isolation_least_months - 12 * policy.compulsory_isolation_years
    return max(least, min(total, policy.extension_max_months))


def _moved_again(papers: Sequence[Any]) -> set[str]:
    """The arrivals of a day on which the measure went on to another place: they end the move of before."""
    answer: set[str] = set()
    under_way, again_on = False, None
    for paper in papers:
        if paper.kind == "measure_transferred":
            under_way, again_on = True, paper.on if under_way else None
        elif paper.kind == "transfer_arrived":
            if paper.on == again_on:
                answer.add(paper.id)
            else:
                under_way = False
            again_on = None
    return answer


def _first(papers: Sequence[Any], kind: str) -> date | None:
    return min((paper.on for paper in papers if paper.kind == kind), default=None)


def _endings(papers: Sequence[Any], died_on: date | None) -> list[Event]:
    ends = [event(paper.on, paper.how) for paper in papers if paper.kind == "measure_ended"]
    return ends if died_on is None else [*ends, event(died_on, "died")]


def _years(decision: MeasureDecided, policy: MeasuresPolicy) -> int:
    if decision.measure_kind == "community_detox":
        return policy.community_detox_years
    most = policy.community_rehabilitation_max_years
    return min(decision.years, most) if decision.years > 0 else most


def planned_end(starts_on: date, months: int, policy: MeasuresPolicy) -> date:
    """The day after the last of a measure of so many months, before anything moves it; never moved over days off.
    Months; whether the same day of the last month is still in it is policy. Clauses: drug_law.33, 47, 48."""
    return period_end(starts_on, months, with_same_day=policy.last_day == "same_day")


def _pauses(custody: Sequence[CustodySpan], window: Interval) -> list[Interval]:
    """Detention and arrest inside the measure. Prison ends it instead. Clause: detox_regulation.24."""
    held = ((s.from_on, s.until_on) for s in custody if s.custody in ("detained", "arrested"))
    return merged(part for span in held if (part := clipped(span, window)))


def _paired(papers: Sequence[Any], opening: str, closing: str) -> list[Interval]:
    gaps: list[Interval] = []
    since: date | None = None
    for paper in papers:
        if paper.kind == opening and since is None:
            since = paper.on
        elif paper.kind == closing and since is not None:
            gaps.append((since, paper.on))
            since = None
    return merged(gaps if since is None else [*gaps, (since, None)])


def _why(
    decision: MeasureDecided, starts_on: date, planned: date, ends_on: date | None, years: int,
    paused: Sequence[Interval],
) -> tuple[Reason, ...]:
    reasons = []
    if ends_on is not None:
        clause = "drug_law.33" if decision.measure_kind == "community_detox" else "drug_law.48"
        values = {"kind": decision.measure_kind, "starts_on": starts_on, "ends_on": ends_on, "years": years}
        reasons.append(Reason("measures.runs", values, clause))
    if decision.served_days_deducted:
        reasons.append(
            Reason("measures.deducted", {"days": decision.served_days_deducted}, "detox_regulation.31")
        )
    if ends_on is not None and ends_on != planned:
        moved = {"days": (ends_on - planned).days, "ends_on": ends_on}
        reasons.append(Reason("measures.end_moved", moved, "detox_regulation.24"))
    elif ends_on is None and paused:
        reasons.append(Reason("measures.suspended", {"from_on": paused[-1][0]}, "detox_regulation.24"))
    return tuple(reasons)


def _why_inside(
    decision: MeasureDecided, months: int, ends_on: date | None, away: Sequence[Interval]
) -> tuple[Reason, ...]:
    values = {"kind": decision.measure_kind, "starts_on": decision.on, "ends_on": ends_on}
    if ends_on is None:
        return (Reason("measures.escaped", {"from_on": away[-1][0], **values}, "detox_regulation.32"),)
    reasons = [Reason("measures.runs_from_decision", values, "detox_regulation.27")]
    if months:
        more = {"months": months, "ends_on": ends_on}
        reasons.append(Reason("measures.extended", more, "drug_law.47"))
    if away:
        lost = {"days": sum((end - start).days for start, end in away if end), "ends_on": ends_on}
        reasons.append(Reason("measures.escape_not_counted", lost, "detox_regulation.32"))
    return tuple(reasons)


def following(course: MeasureCourse, courses: Sequence[MeasureCourse]) -> date | None:
    """The first day of the 社戒 or 社康 that began next."""
    since = course.starts_on
    later = (one.starts_on for one in courses if one.kind in COMMUNITY_KINDS and one.starts_on)
    return min((day for day in later if since is not None and day > since), default=None)
