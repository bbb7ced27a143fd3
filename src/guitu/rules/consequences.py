"""What followed from each fact: for the timeline, and for the answer on the screen after saving."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from guitu.rules import maternity
from guitu.rules.facts import Fact
from guitu.rules.terms import (
    Consequence,
    Counter,
    Duty,
    MeasureCourse,
    OverlaySpan,
    PointsEntry,
    Proposal,
    SlotResult,
    Span,
)
from guitu.rules.verdict import Reason

SENTENCES = {
    "consequences.done": "完成：{duty}。",
    "consequences.done_late": "补上：{duty}，比应完成之日晚 {days} 天。",
    "consequences.missed": "记为未完成：{duty}。",
    "consequences.points": "积分 {points}。",
    "consequences.counted": "{counter}：第 {value} 次，共 {threshold} 次。",
    "consequences.counted_days": "{counter}：累计 {value} 日，超过 {threshold} 日为严重违反。",
    "consequences.pending": "{counter}：证据未齐，暂不计入。请补上通知书或者告诫书。",
    "consequences.proposed": "已提出建议，待确认：{what}。",
    "consequences.waiting": "初筛阳性不作数，等实验室和公安机关认定；积分、等级均未变动。",
    "consequences.overturned": "第二实验室：阴性。此前初筛阳性不作数，积分与等级均未变动。",
    "consequences.clean_again": "三年未复吸自 {on} 起重新计算。",
    "consequences.nothing": "已记录。",
}

Said = dict[str, list[Reason]]


def of(
    facts: Sequence[Fact],
    courses: Sequence[MeasureCourse],
    spans: Sequence[Span],
    duties: Sequence[Duty],
    counters: Sequence[Counter],
    entries: Sequence[PointsEntry],
    proposals: Sequence[Proposal],
    results: Sequence[SlotResult],
    overlays: Sequence[OverlaySpan] = (),
) -> tuple[Consequence, ...]:
    """For every fact what it closed, counted, earned, changed or proposed; facts without any are left out."""
    said: Said = {}
    _states(said, facts, courses, spans)
    for fact_id, reason in maternity.told(facts, courses, overlays).items():
        _add(said, fact_id, reason)
    _closed(said, duties)
    _brought(said, facts, duties)
    for result in results:
        if result.result == "WAITING" and result.fact_id is not None:
            _add(said, result.fact_id, Reason("consequences.waiting", {}, "test_procedure.4"))
    _counted(said, counters)
    for entry in entries:
        if entry.fact_id is not None:
            said.setdefault(entry.fact_id, []).append(_earned(entry.hundredths))
    _deducted(said, facts, entries)
    for proposal in proposals:
        for fact_id in proposal.evidence[-1:]:
            _add(said, fact_id, Reason("consequences.proposed", {"what": proposal.kind}))
    return tuple(Consequence(fact_id, tuple(reasons)) for fact_id, reasons in said.items())


def _states(
    said: Said, facts: Sequence[Fact], courses: Sequence[MeasureCourse], spans: Sequence[Span]
) -> None:
    changed_by: dict[date, str] = {}  # of several papers of one day the last one brought the state about
    for fact in facts:
        if fact.kind in _CHANGES:
            changed_by[fact.on] = fact.id
    for span in spans:
        if span.from_on in changed_by:
            _add(said, changed_by[span.from_on], *span.reasons)
    of_measure = {course.measure_id: course for course in courses}
    for fact in facts:
        if fact.kind in ("measure_decided", "reported_in"):
            course = of_measure.get(fact.measure)  # type: ignore[attr-defined]
            if course is not None and (fact.kind == "reported_in" or course.starts_on is None):
                _add(said, fact.id, *course.reasons)
        elif fact.kind == "use_confirmed":
            _add(said, fact.id, Reason("consequences.clean_again", {"on": fact.on}, "detox_regulation.7"))
        elif fact.kind == "laboratory_result" and fact.stage == "second" and fact.outcome == "negative":  # type: ignore[attr-defined]
            _add(said, fact.id, Reason("consequences.overturned", {}, "test_procedure.4"))


_CHANGES = frozenset(
    {
        "registered", "abstinence_confirmed", "use_confirmed", "died", "struck_off", "moved_out", "moved_in",
        "went_abroad", "came_back", "taken_into_custody", "released_from_custody", "measure_decided",
        "decision_served", "reported_in", "measure_ended",
    }
)


def _closed(said: Said, duties: Sequence[Duty]) -> None:
    for duty in duties:
        if duty.done_by is None:
            continue
        called = f"read_result.{duty.name.step}" if duty.kind == "read_result" else duty.kind
        if duty.state == "missed":
            reason = _said_of("consequences.missed", called)
        elif duty.done_on is not None and duty.done_on > duty.due_on:
            late = (duty.done_on - duty.due_on).days
            reason = Reason("consequences.done_late", {"duty": called, "days": late})
        else:
            reason = _said_of("consequences.done", called)
        lines = said.setdefault(duty.done_by, [])
        if reason not in lines:  # one visit may answer two tracks
            lines.append(reason)


def _brought(said: Said, facts: Sequence[Fact], duties: Sequence[Duty]) -> None:
    """What each paper asks for next: the return of a leave, the laboratory, the report-in, the agreement."""
    asks: dict[tuple[str, str], str] = {}
    for fact in facts:
        kind = _ASKS_FOR.get(fact.kind)
        if kind is not None:
            asks.setdefault((kind, fact.measure), fact.id)  # type: ignore[attr-defined]
    for duty in duties:
        if duty.kind in _OF_A_FACT:
            _add(said, duty.name.of, duty.reasons[0])
        elif duty.kind in ("report_in", "sign_agreement") and duty.measure_id is not None:
            asked_by = asks.get((duty.kind, duty.measure_id))
            if asked_by is not None and not duty.name.part:
                _add(said, asked_by, duty.reasons[0])


_ASKS_FOR = {"decision_served": "report_in", "reported_in": "sign_agreement"}
_OF_A_FACT = frozenset({"return_from_leave", "return_test", "read_result"})


@cache  # the same few sentences for thousands of facts
def _said_of(code: str, kind: str) -> Reason:
    return Reason(code, {"duty": kind})


@lru_cache(maxsize=4096)
def _earned(hundredths: int) -> Reason:
    return Reason("consequences.points", {"points": signed(hundredths)})


def _counted(said: Said, counters: Sequence[Counter]) -> None:
    for counter in counters:
        for number, fact_id in enumerate(counter.counted, start=1):
            days = counter.code == "days_away"
            values = {
                "counter": counter.code,
                "value": counter.value if days else number,
                "threshold": counter.threshold,
            }
            code = "consequences.counted_days" if days else "consequences.counted"
            _add(said, fact_id, Reason(code, values, counter.clause))
        for fact_id in counter.pending:
            _add(said, fact_id, Reason("consequences.pending", {"counter": counter.code}, counter.clause))
        for fact_id, missing in zip(counter.pending, counter.missing, strict=False):
            _add(said, fact_id, missing)


def _deducted(said: Said, facts: Sequence[Fact], entries: Sequence[PointsEntry]) -> None:
    """What was taken away by hand is taken by the confirmation."""
    for fact in facts:
        if fact.kind == "deduction_confirmed":
            grant: str = fact.grant  # type: ignore[attr-defined]
            for entry in entries:
                if entry.fact_id == grant:
                    _add(said, fact.id, _earned(entry.hundredths))


def _add(said: Said, fact_id: str, *reasons: Reason) -> None:
    said.setdefault(fact_id, []).extend(reasons)


def signed(hundredths: int) -> str:
    """−20, +3.5."""
    whole, part = divmod(abs(hundredths), 100)
    sign = "−" if hundredths < 0 else "+"
    return f"{sign}{whole}" + (f".{part:02d}".rstrip("0") if part else "")
