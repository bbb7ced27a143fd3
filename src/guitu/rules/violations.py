"""严重违反: the three counters of the law over one measure, and what they lead to.

A refusal or a departure counts only with its evidence; approved leave never counts. The platform
proposes a report, the police decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from guitu.rules import evidence, maternity
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, age_on, days_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import AbsenceConfirmed, Fact, ViolationAnswered, ViolationReported
from guitu.rules.measure_states import own_days
from guitu.rules.overlays import lying_over
from guitu.rules.terms import Counter, Duty, DutyState, MeasureCourse, Proposal, Subject
from guitu.rules.verdict import Reason

SENTENCES = {
    "violations.reached_test_refusals": "执行期间拒绝、逃避检测累计 {value} 次，达到 {threshold} 次。",
    "violations.reached_departures": "执行期间擅自离开累计 {value} 次，达到 {threshold} 次。",
    "violations.reached_days_away": "执行期间擅自离开累计 {value} 日，超过 {threshold} 日。",
    "violations.used": "执行期间经公安机关认定再次吸毒（{on}）。",
    "violations.report": "属于严重违反协议，应及时报告公安机关（约定 {days} 日内），由其决定。",
    "violations.may_lead_to_compulsory": "社区戒毒期间出现上述情形，公安机关可以决定强制隔离戒毒。",
    "violations.rehabilitation_needs_renewed_use": "社区康复仅此不转强制隔离戒毒；再次吸毒由公安决定。",
    "violations.not_compulsory_pregnant": "怀孕或者正在哺乳不满一周岁婴儿，不适用强制隔离戒毒。",
    "violations.may_spare_under_16": "不满十六周岁，可以不适用强制隔离戒毒。",
    "violations.positive_confirmed": "复检仍为阳性，请将材料报公安机关认定。",
}

Code = Literal["test_refusals", "departures", "days_away"]


@dataclass(frozen=True, slots=True)
class ViolationsPolicy:
    """The thresholds of the law over the whole measure, and days within which we ask for the report."""

    test_refusals: int  # reached at so many
    departures: int  # reached at so many
    days_away_over: int  # reached above so many days in all
    report_days: Days


@dataclass(frozen=True, slots=True)
class Tally:
    """One counter with the day on which the threshold was passed, if it was, and what waits for its papers."""

    counter: Counter
    reached_on: date | None
    pending: tuple[tuple[Fact, Reason], ...] = ()
    seen: frozenset[str] = frozenset()  # all records that were weighed for it


def tallies(
    course: MeasureCourse, facts: Sequence[Fact], approved: Sequence[Interval], timeline: Timeline,
    slots: Sequence[Duty] = (),
) -> list[Tally]:  # fmt: skip
    """The counters of one community measure, cumulative from report-in to its end, never per year:
    refused or evaded tests, departures, days away in all. Each occasion once; what lacks evidence is pending.
    Clause: detox_regulation.20."""
    start = course.starts_on
    if start is None:
        return []
    policy: ViolationsPolicy = timeline.on(start).violations
    window = own_days(course)
    refused, notices, absences = [], [], []
    for fact in facts:
        if fact.kind == "test_notice_served":
            notices.append(fact)
        elif isinstance(fact, AbsenceConfirmed):
            if _inside(fact.on, window):
                absences.append(fact)
        elif evidence.is_refusal(fact) and _inside(fact.on, window):
            refused.append(fact)
    excused = [*approved, *course.paused]
    weighed = evidence.refusals(refused, notices, evidence.Slots(slots))
    left, away = evidence.departures(absences, excused)
    passed = [fact.on for fact in weighed.counted]
    return [
        _tally("test_refusals", course, weighed, passed, policy.test_refusals),
        _tally("departures", course, away, [one.from_on for one in left], policy.departures),
        _days(course, absences, excused, window, policy),
    ]


def _tally(
    code: Code, course: MeasureCourse, weighed: evidence.Weighed, passed: Sequence[date], threshold: int
) -> Tally:
    counted, pending = weighed.counted, weighed.pending
    counter = Counter(
        code, course.measure_id, len(counted), threshold, tuple(f.id for f in counted),
        tuple(f.id for f, _ in pending), "detox_regulation.20", tuple(reason for _, reason in pending),
    )  # fmt: skip
    reached = passed[threshold - 1] if len(passed) >= threshold > 0 else None
    return Tally(counter, reached, tuple(pending), frozenset(weighed.seen))


def _days(
    course: MeasureCourse, absences: Sequence[AbsenceConfirmed], excused: Sequence[Interval], window: Interval,
    policy: ViolationsPolicy,
) -> Tally:  # fmt: skip
    """Days in all, the first day of each absence not counted and no day twice. An absence that still
    lasts adds nothing yet; the day on which it would pass the threshold is foreseen."""
    told = [f for f in absences if not f.unprovable]
    proved = [f for f in told if f.warning_letter]
    over = [f for f in proved if f.until is not None]
    parts = evidence.days(over, excused, window)
    total = sum((end - start).days for start, end in parts if end)
    reached = _passed_on(evidence.days(proved, excused, window), policy.days_away_over + 1)
    counter = Counter(
        "days_away", course.measure_id, total, policy.days_away_over,
        tuple(f.id for f in over),
        tuple(f.id for f in told if f.until is None or not f.warning_letter),
        "detox_regulation.20",
    )  # fmt: skip
    return Tally(counter, reached)


def _passed_on(parts: Sequence[Interval], days: int) -> date | None:
    """The day on which so many days are full, an absence that lasts taken to go on."""
    left = days
    for start, end in parts:
        if end is None or (end - start).days >= left:
            return days_after(start, left)
        left -= (end - start).days
    return None


def unanswered(
    course: MeasureCourse, facts: Sequence[Fact], tallied: Sequence[Tally]
) -> list[Interval]:
    """From the day a threshold was passed to the day the police answered. Clause: detox_regulation.21."""
    answers = {
        f.ground: f.on for f in facts if isinstance(f, ViolationAnswered) and f.measure == course.measure_id
    }
    return [
        (tally.reached_on, answers.get(tally.counter.code)) for tally in tallied if tally.reached_on is not None
    ]


def is_approaching(counter: Counter) -> bool:
    """Whether one more refusal or departure, or a third of the days, would pass the threshold: 2/3."""
    if counter.code == "days_away":
        return 3 * counter.value >= 2 * counter.threshold and counter.value <= counter.threshold
    return counter.value == counter.threshold - 1


def is_reached(counter: Counter) -> bool:
    """Whether the law calls it a serious violation: three times, or more than thirty days in all."""
    if counter.code == "days_away":
        return counter.value > counter.threshold
    return counter.value >= counter.threshold


def outcome(
    course: MeasureCourse, facts: Sequence[Fact], tallied: Sequence[Tally], timeline: Timeline,
    subject: Subject, until: date,
) -> tuple[list[Duty], list[Proposal]]:  # fmt: skip
    """What passing a threshold, or use during the measure, leads to: a report to the police as a duty
    and a proposal, by kind of measure and by person.
    Clauses: detox_regulation.20, 21, 38; drug_law.38, 39."""
    reports = {
        f.ground: f for f in facts if isinstance(f, ViolationReported) and f.measure == course.measure_id
    }
    duties: list[Duty] = []
    proposals: list[Proposal] = []
    for tally in tallied:
        if tally.reached_on is None or tally.reached_on > until:
            continue
        on, counter = tally.reached_on, tally.counter
        least = counter.threshold + (counter.code == "days_away")  # an absence that lasts is foreseen
        values = {"value": max(counter.value, least), "threshold": counter.threshold}
        why = Reason(f"violations.reached_{counter.code}", values, counter.clause)
        then = consequences_of(course, counter.code, facts, subject, on)
        report = reports.get(counter.code)
        duties.append(_to_report(course, counter.code, on, why, report, timeline))
        if report is None:
            proposals.append(_proposal(course, counter.code, on, (why, *then), counter.counted))
    proposals += _renewed_use(course, facts, reports, subject)
    return duties, proposals


def consequences_of(
    course: MeasureCourse, ground: str, facts: Sequence[Fact], subject: Subject, on: date
) -> tuple[Reason, ...]:
    """What the police may decide on this ground: for 社戒 compulsory isolation, for 社康 only with renewed
    use, never for the pregnant and the nursing, and children under sixteen may be spared."""
    reasons: list[Reason] = []
    if course.kind == "community_rehabilitation" and ground != "use":
        reasons.append(Reason("violations.rehabilitation_needs_renewed_use", {}, "detox_regulation.38"))
    else:
        reasons.append(Reason("violations.may_lead_to_compulsory", {}, "drug_law.38"))
    if lying_over(maternity.spans(facts, subject), on, *maternity.OVERLAYS):
        reasons.append(Reason("violations.not_compulsory_pregnant", {}, "drug_law.39"))
    if subject.born_on is not None and age_on(subject.born_on, on) < 16:
        reasons.append(Reason("violations.may_spare_under_16", {}, "drug_law.39"))
    return tuple(reasons)


def relapse_reports(facts: Sequence[Fact], until: date) -> list[Proposal]:
    """A strip positive that the second laboratory upholds goes to the police, who alone find a relapse. One that was
    corrected or taken back is no evidence."""
    named: Sequence[Any] = facts
    upheld = [f for f in named if f.kind == "laboratory_result" and f.stage == "second" and f.outcome == "positive"]
    if not upheld:
        return []
    found = {f.test for f in named if f.kind == "use_confirmed"}
    strips = {f.id for f in named if f.kind == "urine_test" and f.outcome == "positive"}
    return [
        Proposal(
            f"relapse_report:{f.test}", "relapse_report", f.on, "use",
            (Reason("violations.positive_confirmed", {"on": f.on}, "test_procedure.4"),), (f.test, f.id),
        )
        for f in upheld
        if f.test in strips and f.test not in found and f.on <= until
    ]  # fmt: skip


def _renewed_use(
    course: MeasureCourse, facts: Sequence[Fact], reports: dict[Any, Any], subject: Subject
) -> list[Proposal]:
    if course.starts_on is None or "use" in reports:
        return []
    window = own_days(course)
    used = next((f for f in facts if f.kind == "use_confirmed" and _inside(f.on, window)), None)
    if used is None:
        return []
    why = Reason("violations.used", {"on": used.on}, "drug_law.38")
    then = consequences_of(course, "use", facts, subject, used.on)
    return [_proposal(course, "use", used.on, (why, *then), (used.id,))]


def _to_report(
    course: MeasureCourse, code: Code, on: date, why: Reason, report: Fact | None, timeline: Timeline
) -> Duty:
    number: Days = timeline.on(on).violations.report_days
    due_on, moved_by = due_of_office(on, number, timeline)
    state: DutyState = "done" if report else "open"
    closing = (report.id, report.on) if report else (None, None)
    ask = Reason("violations.report", {"days": number.days}, "detox_regulation.21")
    return Duty(
        f"report_violation:{course.measure_id}:{code}", "report_violation", on, on,
        due_on, state, (why, ask, *moved_by), course.measure_id, closing[0], closing[1], None,
        timeline.version(on),
    )  # fmt: skip


def _proposal(
    course: MeasureCourse, ground: str, on: date, reasons: tuple[Reason, ...], evidence: tuple[str, ...]
) -> Proposal:
    key = f"violation:{course.measure_id}:{ground}"
    return Proposal(key, "violation", on, ground, reasons, evidence)


def _inside(day: date, window: Interval) -> bool:
    return window[0] <= day and (window[1] is None or day < window[1])
