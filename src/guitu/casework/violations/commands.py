"""严重违反: the report to the police with its evidence. Whether it is one, the police decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import findings
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Proposal
from guitu.rules.verdict import Reason
from guitu.settling.record import new
from guitu.settling.settle import HORIZON


@command
def report_violation(
    act: Act, *, person_id: UUID, measure: str, ground: str, on: date, receipt_no: str = "",
    note: str | None = None,
) -> Answer:
    """Report a serious violation, or use during the measure, to the police with the evidence counted.

    Nothing changes by it but that the report is made. Refuses a ground that is not reached, the same ground twice,
    and a report without the number of its document (detox_regulation.20, 21).
    """
    held = case(act, person_id)
    facts = plan_report(act, held, measure=measure, ground=ground, on=on, receipt_no=receipt_no)
    receipt = f"移交文书：{receipt_no.strip()}"
    return write(act, held, facts, note="\n".join(line for line in (receipt, note or "") if line))


@command
def record_police_answer(
    act: Act, *, person_id: UUID, measure: str, ground: str, on: date, upheld: bool, document_no: str = "",
    note: str | None = None,
) -> Answer:
    """The police answered a violation reported to them: upheld, or not.

    Until then no exit is proposed; upheld, none before a later measure begins. Refuses a ground that was not
    reported or is answered already, a day before the report, and an answer without its number
    (detox_regulation.20, 21).
    """
    held = case(act, person_id)
    facts = plan_answer(act, held, measure=measure, ground=ground, on=on, upheld=upheld, document_no=document_no)
    paper = f"公安机关文书：{document_no}"
    return write(act, held, facts, note="\n".join(line for line in (paper, note or "") if line))


def unanswered(facts: Sequence[Fact]) -> list[Any]:
    """The reports of violations that the police have not answered, in order of day."""
    answered = {(f.measure, f.ground) for f in facts if f.kind == "violation_answered"}  # type: ignore[attr-defined]
    return [f for f in facts if f.kind == "violation_reported" and (f.measure, f.ground) not in answered]  # type: ignore[attr-defined]


def plan_answer(
    act: Act, held: Case, *, measure: str, ground: str, on: date, upheld: bool, document_no: str = "", **_: Any
) -> list[Fact]:
    report = next((f for f in unanswered(live(held.facts)) if (f.measure, f.ground) == (measure, ground)), None)
    if report is None:
        raise Refused(Reason("steps.nothing_to_answer", {}, "detox_regulation.21"), field="which")
    if on < report.on:
        raise Refused(Reason("steps.answer_before_report", {"on": report.on}), field="on")
    if not document_no.strip():
        raise Refused(Reason("steps.answer_number", {}, "detox_regulation.21"), field="document_no")
    return [new("violation_answered", act, on, measure=measure, ground=ground, upheld=upheld)]


def proposed(course: Course, on: date) -> list[Proposal]:
    """The reports that the counters of the law ask for by that day."""
    return [p for p in course.proposals if p.kind == "violation" and p.on <= on]


def plan_report(
    act: Act, held: Case, *, measure: str, ground: str, on: date, receipt_no: str = "", **_: Any
) -> list[Fact]:
    course = held.course(act.on + HORIZON)
    if all(found.measure_id != measure for found in course.measures):
        raise NotVisible
    if all(p.key != f"violation:{measure}:{ground}" for p in proposed(course, on)):
        made = any(
            f.kind == "violation_reported" and (f.measure, f.ground) == (measure, ground)  # type: ignore[attr-defined]
            for f in held.facts
        )
        code = "steps.reported_already" if made else "steps.no_ground"
        raise Refused(Reason(code, {}, "detox_regulation.20"), field="which")
    Refused.unless(findings.may_rest_on_document(receipt_no), "receipt_no")
    return [new("violation_reported", act, on, measure=measure, ground=ground)]
