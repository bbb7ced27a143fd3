"""报到: reporting in after the decision, the agreement, and regular reports while the measure runs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from guitu.rules.cadence import Timeline, is_waived, windows
from guitu.rules.dates import DAY, deadline
from guitu.rules.facts import Fact
from guitu.rules.measure_states import IN_EXECUTION, OVER
from guitu.rules.terms import CustodySpan, Duty, DutyKind, DutyState, MeasureCourse
from guitu.rules.verdict import Reason

SENTENCES = {
    "reporting.report_in": "收到决定书之日（{served_on}）起 {days} 日内报到，最迟 {by}。",
    "reporting.from_release": "送达时在押，报到期限自释放之日 {released_on} 起算。",
    "reporting.custody_not_counted": "期间羁押 {days} 天，不计入报到期限。",
    "reporting.shifted": "最后一日遇节假日，顺延至 {by}。",
    "reporting.transfer": "变更执行地后 {days} 日内到新执行地报到，最迟 {by}。",
    "reporting.sign_agreement": "报到后应及时签订协议（我们的约定：{days} 日内）。",
    "reporting.new_agreement": "变更执行地后须与新执行地签订协议（我们的约定：{days} 日内）。",
    "reporting.periodic": "执行期间每 {months} 个月定期报到一次，本期最迟 {by}。",
    "reporting.late": "本期最迟 {by}，{on} 才到，计为迟到。",
    "reporting.paused": "本期开始时在押，本期不再要求。",
    "reporting.overtaken": "本期未到，之后已恢复报到。",
    "reporting.overdue": "逾期未报到，先核实原因；无正当理由的，视为拒绝接受。",
    "reporting.measure_over": "措施已结束，不再要求。",
}

_OVERTAKEN = Reason("reporting.overtaken")


@dataclass(frozen=True, slots=True)
class ReportingPolicy:
    """Days for reporting in (law) and for the agreement (ours); months between regular reports."""

    report_in_days: int
    transfer_report_days: int
    clock_waits_for_release: bool
    agreement_days: int
    periodic_months: int
    late_days: int  # a report so many days after its window closes it late, if nobody came in time


def report_by(
    served: Fact, custody: Sequence[CustodySpan], timeline: Timeline
) -> tuple[date | None, tuple[Reason, ...]]:
    """The last day to report in: 15 days after service, that day not counted, moved over days off. In
    custody the days stand still: who is inside when served has them from release on; None while there
    is no end to it.
    Clauses: detox_regulation.14, admin_procedure.35."""
    policy: ReportingPolicy = timeline.on(served.on).reporting
    from_on, last, held = served.on, served.on + timedelta(days=policy.report_in_days), 0
    for span in custody if policy.clock_waits_for_release else ():
        if span.from_on > last or (span.until_on is not None and span.until_on <= from_on):
            continue
        if span.until_on is None:
            return None, ()
        if span.from_on <= from_on:
            last += span.until_on - from_on
            from_on = span.until_on
        else:
            last += span.until_on - span.from_on
            held += (span.until_on - span.from_on).days
    by = timeline.calendar.shift(last)
    values = {"served_on": served.on, "days": policy.report_in_days, "by": by}
    reasons = [Reason("reporting.report_in", values, "detox_regulation.14")]
    if from_on != served.on:
        reasons.append(Reason("reporting.from_release", {"released_on": from_on}, "guitu.default"))
    if held:
        reasons.append(Reason("reporting.custody_not_counted", {"days": held}, "guitu.default"))
    if by != last:
        reasons.append(Reason("reporting.shifted", {"by": by}, "admin_procedure.35"))
    return by, tuple(reasons)


def deadlines(
    facts: Sequence[Fact], custody: Sequence[CustodySpan], timeline: Timeline
) -> dict[str, date | None]:
    """The last day to report in for each measure whose decision has been served."""
    answer: dict[str, date | None] = {}
    for fact in facts:
        if fact.kind == "decision_served":
            measure: str = fact.measure  # type: ignore[attr-defined]
            if measure not in answer:
                answer[measure] = report_by(fact, custody, timeline)[0]
    return answer


def duties(
    course: MeasureCourse,
    facts: Sequence[Fact],
    custody: Sequence[CustodySpan],
    timeline: Timeline,
    until: date,
) -> list[Duty]:
    """What is due around one community measure: reporting in, the agreement, the same after a change of
    place, and the regular reports. Clauses: detox_regulation.14, 16, 19, 22."""
    papers: dict[str, list[Any]] = {}
    for fact in facts:
        if getattr(fact, "measure", course.measure_id) == course.measure_id:
            papers.setdefault(fact.kind, []).append(fact)
    answer = [*_report_in(course, papers, custody, timeline), *_agreement(course, papers, timeline)]
    answer += _transfers(course, papers, timeline)
    answer += _periodic(course, papers.get("periodic_report", ()), timeline, until)
    return [duty for duty in answer if duty.opens_on <= until]


def _report_in(
    course: MeasureCourse, papers: dict[str, list[Any]], custody: Sequence[CustodySpan], timeline: Timeline
) -> list[Duty]:
    served = papers.get("decision_served")
    if not served:
        return []
    by, reasons = report_by(served[0], custody, timeline)
    if by is None:
        return []
    came = _earliest(papers, "reported_in", "agreement_signed")
    refused = papers.get("report_refused")
    opens_on = served[0].on
    state, closing = _closed(course, came, refused[0] if refused else None, by)
    version = timeline.version(opens_on)
    key = f"report_in:{course.measure_id}"
    answer = [_duty(key, "report_in", opens_on, opens_on, by, state, reasons, course, closing, version)]
    late = by + DAY
    if came is None or came.on > by:
        checked = closing if state != "waived" else None
        check = Reason("reporting.overdue", {"by": by}, "detox_regulation.14")
        settled: DutyState = "done" if checked else "open" if state == "open" else "waived"
        key = f"check_absence:report_in:{course.measure_id}"
        answer.append(
            _duty(key, "check_absence", late, late, late, settled, (check,), course, checked, version)
        )
    return answer


def _closed(
    course: MeasureCourse, came: Any | None, refused: Any | None, by: date
) -> tuple[DutyState, Any | None]:
    """Done by coming, however late; missed once handed to the police, and when it was overdue as the measure
    ended; waived when the measure ended first."""
    if came is not None:
        return "done", came
    if refused is not None:
        return "missed", refused
    over_on = course.first_day_in(OVER)
    if over_on is not None:
        return ("missed" if by < over_on else "waived"), None
    return "open", None


def _agreement(course: MeasureCourse, papers: dict[str, list[Any]], timeline: Timeline) -> list[Duty]:
    came = papers.get("reported_in")
    signed = papers.get("agreement_signed", [])
    if not came:
        return []
    return [_to_sign(course, came[0].on, signed[0] if signed else None, "", timeline)]


def _to_sign(
    course: MeasureCourse, from_on: date, signed: Any | None, suffix: str, timeline: Timeline
) -> Duty:
    days = timeline.on(from_on).reporting.agreement_days
    due_on = deadline(from_on, days, timeline.calendar)
    code = "reporting.new_agreement" if suffix else "reporting.sign_agreement"
    reasons = (Reason(code, {"days": days, "by": due_on}, f"detox_regulation.{'22' if suffix else '16'}"),)
    state, closing = _closed(course, signed, None, due_on)
    key = f"sign_agreement:{course.measure_id}{suffix}"
    version = timeline.version(from_on)
    return _duty(key, "sign_agreement", from_on, from_on, due_on, state, reasons, course, closing, version)


def _transfers(course: MeasureCourse, papers: dict[str, list[Any]], timeline: Timeline) -> list[Duty]:
    answer: list[Duty] = []
    moves = papers.get("measure_transferred", [])
    arrivals = papers.get("transfer_arrived", [])
    signed = papers.get("agreement_signed", [])
    for number, move in enumerate(moves, start=1):
        next_on = moves[number].on if number < len(moves) else date.max
        arrived = next((a for a in arrivals if move.on <= a.on <= next_on), None)
        days = timeline.on(move.on).reporting.transfer_report_days
        by = deadline(move.on, days, timeline.calendar)
        reason = Reason("reporting.transfer", {"days": days, "by": by}, "detox_regulation.22")
        state, closing = _closed(course, arrived, None, by)
        key = f"report_in:{course.measure_id}:{number}"
        version = timeline.version(move.on)
        answer.append(
            _duty(key, "report_in", move.on, move.on, by, state, (reason,), course, closing, version)
        )
        if arrived is not None:
            again = next((s for s in signed if arrived.on <= s.on < next_on and s.on > move.on), None)
            answer.append(_to_sign(course, arrived.on, again, f":{number}", timeline))
    return answer


def _periodic(course: MeasureCourse, reports: Sequence[Any], timeline: Timeline, until: date) -> list[Duty]:
    """One report in each window of months, from the day of reporting in, due by its last day. A report
    soon after closes the window late; a window that begins in custody is waived; one that nobody came to
    is missed once a later one is done. At most one is open: the next is asked for when that is settled."""
    start = course.starts_on
    if start is None:
        return []
    policy: ReportingPolicy = timeline.on(start).reporting
    months = policy.periodic_months
    if months <= 0:
        return []
    stop = next((day for day, state in course.states if day >= start and state not in IN_EXECUTION), None)
    days, grace = [report.on for report in reports], timedelta(days=policy.late_days)
    at, last_on = bisect_left(days, start), days[-1] if days else date.min
    answer: list[Duty] = []
    same_day = timeline.on(start).measures.last_day == "same_day"
    for number, opens, closes in windows(start, months, until, stop, with_same_day=same_day):
        while at < len(days) and days[at] < opens:
            at += 1
        due_on = closes - DAY
        paused = bool(course.paused) and is_waived(opens, closes, course.paused)
        last = closes if paused else closes + grace
        met = reports[at] if at < len(days) and days[at] < last else None
        at += met is not None
        state, reasons = _of_window(months, due_on, met, paused, last_on)
        key = f"periodic_report:{course.measure_id}:{number}"
        version = timeline.version(opens)
        answer.append(
            _duty(key, "periodic_report", opens, opens, due_on, state, reasons, course, met, version)
        )
        if state == "open":
            break
    return answer


def _of_window(
    months: int, due_on: date, met: Any | None, paused: bool, last_on: date
) -> tuple[DutyState, tuple[Reason, ...]]:
    reason = Reason("reporting.periodic", {"months": months, "by": due_on}, "guitu.default")
    if met is not None and met.on > due_on:
        return "done", (reason, Reason("reporting.late", {"by": due_on, "on": met.on}, "guitu.default"))
    if met is not None:
        return "done", (reason,)
    if paused:
        return "waived", (Reason("reporting.paused", {}, "detox_regulation.24"), reason)
    if last_on > due_on:
        return "missed", (reason, _OVERTAKEN)
    return "open", (reason,)


def _earliest(papers: dict[str, list[Any]], *kinds: str) -> Any | None:
    return min((p for kind in kinds for p in papers.get(kind, ())), key=lambda p: p.on, default=None)


def _duty(
    key: str, kind: DutyKind, opens_on: date, planned_on: date, due_on: date, state: DutyState,
    reasons: tuple[Reason, ...], course: MeasureCourse, closing: Any | None, version: str,
) -> Duty:  # fmt: skip
    done_by, done_on = (None, None) if closing is None else (closing.id, closing.on)
    return Duty(
        key, kind, opens_on, planned_on, due_on, state, reasons, course.measure_id, done_by, done_on, None,
        version,
    )  # fmt: skip
