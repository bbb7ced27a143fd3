"""严重违反: the three counters of the law over one measure, and what they lead to.

A refusal or a departure counts only with its evidence; approved leave never counts. The platform
proposes a report, the police decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from guitu.rules import evidence, maternity
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, age_on, days_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import AbsenceConfirmed, Fact, ViolationAnswered, ViolationReported
from guitu.rules.measure_states import own_days
from guitu.rules.overlays import lying_over
from guitu.rules.terms import Counter, Duty, DutyState, Known, MeasureCourse, Proposal
from guitu.rules.verdict import Reason

SENTENCES = {
    "violations.reached_test_refusals": "执行期间拒绝、逃避检测累计 {value} 次，达到 {threshold} 次。",
    "violations.reached_departures": "执行期间擅自离开累计 {value} 次，达到 {threshold} 次。",
    "violations.reached_days_away": "执行期间擅自离开累计 {value} 日，超过 {threshold} 日。",
    "violations.used": "执行期间经公安机关认定再次吸毒（{on}）。",
    "violations.report": "属于严重违反协议，应及时报告公安机关（约定 {days} 日内），由其决定。",
    "violations.may_lead_to_compulsory": "出现上述情形的，公安机关可以决定强制隔离戒毒。",
    "violations.rehabilitation_and_use": "严重违反社区康复协议（或者拒绝接受）并再次吸毒，由公安机关决定强制隔离戒毒，不得提前解除。",
    "violations.disputed_by_38": "是否转强制隔离戒毒有争议。一种理解：还须再次吸毒，才由公安机关决定强制隔离戒毒。",
    "violations.disputed_by_48": "另一种理解：社区康复参照社区戒毒执行，严重违反即可决定强制隔离戒毒。报告后由公安机关认定。",
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
) -> list[Tally]:
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
    )
    reached = passed[threshold - 1] if len(passed) >= threshold > 0 else None
    return Tally(counter, reached, tuple(pending), frozenset(weighed.seen))


def _days(
    course: MeasureCourse, absences: Sequence[AbsenceConfirmed], excused: Sequence[Interval], window: Interval,
    policy: ViolationsPolicy,
) -> Tally:
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
    )
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
    """From the day a threshold was passed to the day the police answered; what they answered before it was no answer to it.
    Clause: detox_regulation.21."""
    answers = [(f.ground, f.on) for f in facts if isinstance(f, ViolationAnswered) and f.measure == course.measure_id]
    return [
        (since, min((on for ground, on in answers if ground == tally.counter.code and on >= since), default=None))
        for tally in tallied
        if (since := tally.reached_on) is not None
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
    subject: Known, until: date,
) -> tuple[list[Duty], list[Proposal]]:
    """What passing a threshold, or use during the measure, leads to: a report to the police as a duty
    and a proposal, by kind of measure and by person.
    Clauses: detox_regulation.20, 21, 38; drug_law.38, 39."""
    reports = {
        f.ground: f for f in facts if isinstance(f, ViolationReported) and f.measure == course.measure_id
    }
    duties: list[Duty] = []
    proposals: list[Proposal] = []
    used = _uses(course, facts)
    reached = [tally for tally in tallied if tally.reached_on is not None and tally.reached_on <= until]
    is_grave = bool(used) and (bool(reached) or _refused_on(course, facts) is not None)
    for tally in tallied:
        if tally.reached_on is None or tally.reached_on > until:
            continue
        on, counter = tally.reached_on, tally.counter
        least = counter.threshold + (counter.code == "days_away")  # an absence that lasts is foreseen
        values = {"value": max(counter.value, least), "threshold": counter.threshold}
        why = Reason(f"violations.reached_{counter.code}", values, counter.clause)
        then = consequences_of(course, counter.code, facts, subject, on, is_grave=is_grave)
        report = reports.get(counter.code)
        duties.append(_to_report(course, counter.code, on, why, report, timeline))
        if report is None:
            proposals.append(_proposal(course, counter.code, on, (why, *then), counter.counted))
    proposals += _renewed_use(course, used, facts, subject, is_grave=is_grave)
    return duties, proposals


def consequences_of(
    course: MeasureCourse, ground: str, facts: Sequence[Fact], subject: Known, on: date, *, is_grave: bool = False
) -> tuple[Reason, ...]:
    """What the police may decide on this ground: for 社戒 compulsory isolation; for 社康 the same where somebody
    who refused or seriously violated it also used again (`is_grave`), and then it may not end early; without use
    it is disputed; never for the pregnant and the nursing, and children under sixteen may be spared.
    Clauses: drug_law.38, 39, 48; detox_regulation.38."""
    reasons: list[Reason] = []
    if course.kind == "community_rehabilitation" and is_grave:
        reasons.append(Reason("violations.rehabilitation_and_use", {}, "detox_regulation.38"))
    elif course.kind == "community_rehabilitation" and ground != "use":
        reasons.append(Reason("violations.disputed_by_38", {}, "detox_regulation.38"))
        reasons.append(Reason("violations.disputed_by_48", {}, "drug_law.48"))
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
    ]


def _refused_on(course: MeasureCourse, facts: Sequence[Fact]) -> date | None:
    """The day on which it was handed to the police that the person does not accept the measure."""
    days = (f.on for f in facts if f.kind == "report_refused" and f.measure == course.measure_id)  # type: ignore[attr-defined]
    return next(days, None)


def _uses(course: MeasureCourse, facts: Sequence[Fact]) -> list[Fact]:
    """Use that the police confirmed while the measure ran, or after it was refused."""
    start = course.starts_on or _refused_on(course, facts)
    if start is None:
        return []
    window = (start, own_days(course)[1])
    return [f for f in facts if f.kind == "use_confirmed" and _inside(f.on, window)]


def _renewed_use(
    course: MeasureCourse, used: Sequence[Fact], facts: Sequence[Fact], subject: Known, *, is_grave: bool
) -> list[Proposal]:
    """Each use that has not been reported since; the first that waits has the key of the ground."""
    reported = [
        f.on
        for f in facts
        if isinstance(f, ViolationReported) and (f.measure, f.ground) == (course.measure_id, "use")
    ]
    answer: list[Proposal] = []
    for use in used:
        if any(day >= use.on for day in reported):
            continue
        why = Reason("violations.used", {"on": use.on}, "drug_law.38")
        then = consequences_of(course, "use", facts, subject, use.on, is_grave=is_grave)
        ground = "use" if not answer else f"use:{len(answer) + 1}"
        proposal = _proposal(course, ground, use.on, (why, *then), (use.id,))
        answer.append(replace(proposal, value="use"))
    return answer


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
        due_on, state, (why, ask, *moved_by), course.measure_id, closing[0], closing[1],
        timeline.version(on),
    )


def _proposal(
    course: MeasureCourse, ground: str, on: date, reasons: tuple[Reason, ...], evidence: tuple[str, ...]
) -> Proposal:
    key = f"violation:{course.measure_id}:{ground}"
    return Proposal(key, "violation", on, ground, reasons, evidence)


def _inside(day: date, window: Interval) -> bool:
    return window[0] <= day and (window[1] is None or day < window[1])
