"""报到: reporting in after the decision, the agreement, and regular reports while the measure runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline, is_waived, windows
from guitu.rules.dates import Interval, covers, day_after, day_before, days_after, standing_still
from guitu.rules.deadlines import Days, due
from guitu.rules.facts import Fact
from guitu.rules.measure_states import FINISHED, NOT_BEGUN, OVER, own_days
from guitu.rules.terms import Duty, DutyKind, DutyState, MeasureCourse
from guitu.rules.verdict import Reason

SENTENCES = {
    "reporting.report_in": "收到决定书之日（{served_on}）起 {days} 日内报到，最迟 {by}。",
    "reporting.transfer": "变更执行地后 {days} 日内到新执行地报到，最迟 {by}。",
    "reporting.sign_agreement": "报到后应及时签订协议（我们的约定：{days} 日内）。",
    "reporting.new_agreement": "变更执行地后须与新执行地签订协议（我们的约定：{days} 日内）。",
    "reporting.periodic": "执行期间每 {months} 个月定期报到一次，本期最迟 {by}。",
    "reporting.late": "本期最迟 {by}，{on} 才到，计为迟到。",
    "reporting.paused": "本期开始时在押，本期不再要求。",
    "reporting.lapsed": "应于 {by} 前报到，到措施结束也没有来。",
    "reporting.moved_on": "{on} 又变更执行地，原执行地的这一项不再要求。",
    "reporting.away": "{on} 起不在本地，期间到期的不要求。",
    "reporting.overtaken": "本期未到，之后已恢复报到。",
    "reporting.overdue": "逾期未报到，先核实原因；无正当理由的，视为拒绝接受。",
    "reporting.measure_over": "措施已结束，不再要求。",
}

_OVERTAKEN = Reason("reporting.overtaken")


@dataclass(frozen=True, slots=True)
class ReportingPolicy:
    """Days for reporting in (law) and for the agreement (ours); months between regular reports."""

    report_in_days: Days
    transfer_report_days: Days
    clock_waits_for_release: bool
    agreement_days: Days
    periodic_months: int
    late_days: Days  # a report so many days after its window closes it late, if nobody came in time


def report_by(
    served: Fact, inside: Sequence[Interval], timeline: Timeline
) -> tuple[date | None, tuple[Reason, ...]]:
    """The last day to report in: 15 days after service, that day not counted, moved over days off. In
    custody and in 强戒 the days stand still: who is inside when served has them from release on; None while
    there is no end to it. Clauses: detox_regulation.14, admin_procedure.35."""
    number: Days = timeline.on(served.on).reporting.report_in_days
    found = due(served.on, number, timeline, inside)
    if found is None:
        return None, ()
    values = {"served_on": served.on, "days": number.days, "by": found.by}
    return found.by, (Reason("reporting.report_in", values, "detox_regulation.14"), *found.reasons)


def deadlines(facts: Sequence[Fact], inside: Sequence[Interval], timeline: Timeline) -> dict[str, date | None]:
    """The last day to report in for each measure whose decision has been served."""
    answer: dict[str, date | None] = {}
    for fact in facts:
        if fact.kind == "decision_served":
            measure: str = fact.measure  # type: ignore[attr-defined]
            if measure not in answer:
                answer[measure] = report_by(fact, inside, timeline)[0]
    return answer


def duties(
    course: MeasureCourse,
    facts: Sequence[Fact],
    inside: Sequence[Interval],
    timeline: Timeline,
    until: date,
    beside: Sequence[Interval] = (),
    away: Sequence[Interval] = (),
) -> list[Duty]:
    """What is due around one community measure: reporting in, the agreement, the same after a change of
    place, and the regular reports but those that fall due while the person is `away`. Only papers of its own
    days close any of it. While an earlier measure runs `beside`, its reports are all that is asked for. The
    person's own acts wait for those who are inside. Clauses: detox_regulation.14, 16, 19, 22."""
    _, over_on = own_days(course)
    papers: dict[str, list[Any]] = {}
    for fact in facts:
        if getattr(fact, "measure", course.measure_id) != course.measure_id:
            continue
        if over_on is None or fact.on < over_on:
            papers.setdefault(fact.kind, []).append(fact)
    answer = [*_report_in(course, papers, inside, timeline), *_agreement(course, papers, inside, timeline)]
    answer += _transfers(course, papers, inside, timeline)
    answer += _periodic(course, papers.get("periodic_report", ()), timeline, until, beside, away)
    return [duty for duty in answer if duty.opens_on <= until]


def _report_in(
    course: MeasureCourse, papers: dict[str, list[Any]], inside: Sequence[Interval], timeline: Timeline
) -> list[Duty]:
    served = papers.get("decision_served")
    if not served:
        return []
    by, reasons = report_by(served[0], inside, timeline)
    if by is None:
        return []
    came = _earliest(papers, "reported_in", "agreement_signed")
    refused = papers.get("report_refused")
    opens_on = served[0].on
    state, closing = _closed(course, came, refused[0] if refused else None, by)
    version = timeline.version(opens_on)
    key = f"report_in:{course.measure_id}"
    answer = [_duty(key, "report_in", opens_on, opens_on, by, state, reasons, course, closing, version)]
    late = day_after(by)
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


def _agreement(
    course: MeasureCourse, papers: dict[str, list[Any]], inside: Sequence[Interval], timeline: Timeline
) -> list[Duty]:
    came = papers.get("reported_in")
    if not came:
        return []
    moved_on = next((move.on for move in papers.get("measure_transferred", ()) if move.on >= came[0].on), None)
    signed = _first_between(list(papers.get("agreement_signed", ())), date.min, moved_on)
    return _to_sign(course, came[0].on, signed, "", inside, timeline, moved_on)


def _to_sign(
    course: MeasureCourse, from_on: date, signed: Any | None, suffix: str, inside: Sequence[Interval],
    timeline: Timeline, moved_on: date | None,
) -> list[Duty]:
    number: Days = timeline.on(from_on).reporting.agreement_days
    found = due(from_on, number, timeline, inside)
    if found is None:
        return []
    code = "reporting.new_agreement" if suffix else "reporting.sign_agreement"
    clause = f"detox_regulation.{'22' if suffix else '16'}"
    reasons = (Reason(code, {"days": number.days, "by": found.by}, clause), *found.reasons)
    state, closing = _closed(course, signed, None, found.by)
    state, reasons = _at_an_earlier_place(state, reasons, found.by, moved_on)
    key = f"sign_agreement:{course.measure_id}{suffix}"
    version = timeline.version(from_on)
    return [
        _duty(key, "sign_agreement", from_on, from_on, found.by, state, reasons, course, closing, version)
    ]


def _at_an_earlier_place(
    state: DutyState, reasons: tuple[Reason, ...], by: date, moved_on: date | None
) -> tuple[DutyState, tuple[Reason, ...]]:
    """What was to be done at a place is not asked for once the measure has gone to the next one; it was missed
    where its last day had passed."""
    if state != "open" or moved_on is None:
        return state, reasons
    moved = Reason("reporting.moved_on", {"on": moved_on}, "detox_regulation.22")
    return ("missed" if by < moved_on else "waived"), (*reasons, moved)


def _transfers(
    course: MeasureCourse, papers: dict[str, list[Any]], inside: Sequence[Interval], timeline: Timeline
) -> list[Duty]:
    answer: list[Duty] = []
    moves = [m for m in papers.get("measure_transferred", ()) if course.state_on(m.on) not in (None, *NOT_BEGUN)]
    arrivals = list(papers.get("transfer_arrived", ()))
    signed = list(papers.get("agreement_signed", ()))
    _first_between(signed, date.min, moves[0].on if moves else None)  # that of the first place, if it was signed there
    for number, move in enumerate(moves, start=1):
        moved_on = moves[number].on if number < len(moves) else None
        arrived = _first_between(arrivals, move.on, moved_on)
        days: Days = timeline.on(move.on).reporting.transfer_report_days
        found = due(move.on, days, timeline, inside)
        if found is not None:
            reason = Reason("reporting.transfer", {"days": days.days, "by": found.by}, "detox_regulation.22")
            state, closing = _closed(course, arrived, None, found.by)
            state, reasons = _at_an_earlier_place(state, (reason, *found.reasons), found.by, moved_on)
            key = f"report_in:{course.measure_id}:{number}"
            version = timeline.version(move.on)
            answer.append(
                _duty(key, "report_in", move.on, move.on, found.by, state, reasons, course, closing, version)
            )
        if arrived is not None:
            again = _first_between(signed, arrived.on, moved_on)
            answer += _to_sign(course, arrived.on, again, f":{number}", inside, timeline, moved_on)
    return answer


def _first_between(papers: list[Any], from_on: date, to_on: date | None) -> Any | None:
    """Takes out the first paper between two days, both counted: it is that of the earlier place, and of no other."""
    for paper in papers:
        if from_on <= paper.on and (to_on is None or paper.on <= to_on):
            papers.remove(paper)
            return paper
    return None


def _periodic(
    course: MeasureCourse, reports: Sequence[Any], timeline: Timeline, until: date, beside: Sequence[Interval],
    away: Sequence[Interval],
) -> list[Duty]:
    """One report in each window of months, from the day of reporting in, due by its last day; the time in
    custody is not counted. A report soon after closes the window late; a window that begins in custody, or falls
    due `away`, is waived; one that nobody came to is missed once a later one is done, or the measure has ended.
    At most one is open: the next is asked for when that is settled. `reports` are those of the measure's own
    days."""
    start = course.starts_on
    if start is None:
        return []
    reports = [report for report in reports if report.on >= start]
    end, over_on = course.first_day_in(FINISHED), course.first_day_in(OVER)
    expires = None if end == over_on else end
    same_day = timeline.on(start).measures.last_day == "same_day"
    at, last_on = 0, reports[-1].on if reports else date.min
    answer: list[Duty] = []

    def months_on(day: date) -> int:
        months: int = timeline.on(day).reporting.periodic_months
        return months

    for number, opens, closes in windows(start, months_on, until, end, with_same_day=same_day):
        if covers(beside, opens):
            continue
        policy: ReportingPolicy = timeline.on(opens).reporting
        while at < len(reports) and reports[at].on < opens:
            at += 1
        due_on, late_on, paused = _last_days(opens, closes, course.paused, policy, timeline)
        if expires is not None:
            due_on = min(due_on, day_before(expires))
        met = reports[at] if at < len(reports) and reports[at].on <= late_on else None
        at += met is not None
        left = next((gone for gone in away if covers((gone,), due_on)), None) if met is None else None
        if left is not None and left[0] <= opens:
            continue
        state, reasons = _of_window(months_on(opens), due_on, met, paused, last_on, over_on)
        if left is not None:
            state, reasons = "waived", (*reasons, Reason("reporting.away", {"on": left[0]}))
        by = due_on if met is not None or over_on is None else min(due_on, day_before(over_on))
        key = f"periodic_report:{course.measure_id}:{number}"
        version = timeline.version(opens)
        answer.append(_duty(key, "periodic_report", opens, opens, by, state, reasons, course, met, version))
        if met is None and not paused and left is None and last_on <= due_on:
            break  # the next one was never asked for
    return answer


def asked(
    course: MeasureCourse, timeline: Timeline, until: date, beside: Sequence[Interval] = (), away: Sequence[Interval] = ()
) -> list[date]:
    """The last days of the windows of one community measure that open by a day, whether or not anybody came to those before:
    none that begins in custody, falls due `away`, or lies in an earlier measure that runs `beside`. Months; policy."""
    if course.starts_on is None:
        return []
    end = course.first_day_in(FINISHED)
    same_day = timeline.on(course.starts_on).measures.last_day == "same_day"
    answer: list[date] = []
    for _, opens, closes in windows(
        course.starts_on, lambda day: timeline.on(day).reporting.periodic_months, until, end, with_same_day=same_day
    ):
        due_on, _late_on, paused = _last_days(opens, closes, course.paused, timeline.on(opens).reporting, timeline)
        due_on = due_on if end is None else min(due_on, day_before(end))
        if not paused and not covers(beside, opens) and not covers(away, due_on):
            answer.append(due_on)
    return answer


def _last_days(
    opens: date, closes: date, pauses: Sequence[Interval], policy: ReportingPolicy, timeline: Timeline
) -> tuple[date, date, bool]:
    """The last day of a window and the last on which a report still closes it late, both moved on by the time in
    custody; and whether nobody is to report in it, for it began in custody, or custody has no known end."""
    last, late = day_before(closes), policy.late_days
    if not pauses:
        return last, days_after(last, late.days), False
    if is_waived(opens, closes, pauses):
        return last, last, True
    waits = pauses if late.waits_inside and policy.clock_waits_for_release else ()
    still = standing_still(opens, last, waits)
    if still is None:
        return last, last, True
    longest = due(still.last, late, timeline, pauses)
    return still.last, still.last if longest is None else longest.by, False


def _of_window(
    months: int, due_on: date, met: Any | None, paused: bool, last_on: date, over_on: date | None
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
    if over_on is not None and due_on < over_on:
        return "missed", (reason, Reason("reporting.lapsed", {"by": due_on}))
    if over_on is not None:
        return "waived", (reason, Reason("reporting.measure_over"))
    return "open", (reason,)


def _earliest(papers: dict[str, list[Any]], *kinds: str) -> Any | None:
    return min((p for kind in kinds for p in papers.get(kind, ())), key=lambda p: p.on, default=None)


def _duty(
    key: str, kind: DutyKind, opens_on: date, planned_on: date, due_on: date, state: DutyState,
    reasons: tuple[Reason, ...], course: MeasureCourse, closing: Any | None, version: str,
) -> Duty:
    done_by, done_on = (None, None) if closing is None else (closing.id, closing.on)
    return Duty(
        key, kind, opens_on, planned_on, due_on, state, reasons, course.measure_id, done_by, done_on,
        version,
    )
