"""What each step on a measure would write, or why it is refused: for the check page and the command."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.casework.load import Case, live
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act
from guitu.rules import custody, findings, steps
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Known, MeasureCourse
from guitu.rules.verdict import Reason, Verdict
from guitu.settling.record import new
from guitu.settling.settle import HORIZON


def open_measure(
    act: Act, held: Case, *, kind: str, on: date, measure: str | None = None, years: int = 3,
    served_on: date | None = None, served_days_deducted: int = 0, exception: str = "", **_: Any,
) -> list[Fact]:
    course = held.course(act.on + HORIZON)
    excepted = kind == "compulsory_isolation" and bool(exception.strip())
    courses = course.measures
    verdict = steps.may_open(
        kind, courses, on, maternity=course.overlays, excepted=excepted, years=_years(held, kind, on, years),
        deducted=served_days_deducted, held=custody.spans(live(held.facts)),
    )
    _unless(verdict, "exception" if kind == "compulsory_isolation" else "kind")
    measure = measure or "00000000-0000-0000-0000-000000000000"  # named by the command when it is written
    decided = new(
        "measure_decided", act, on, measure=measure, measure_kind=kind, years=years,
        served_days_deducted=served_days_deducted, excepted=excepted,
    )
    if served_on is None:
        return [decided]
    if served_on < on:
        raise Refused(Reason("steps.not_decided_yet"), field="served_on")
    return [decided, new("decision_served", act, served_on, measure=measure)]


def _years(held: Case, kind: str, on: date, years: int) -> int:
    return held.policy().on(on).measures.community_detox_years if kind == "community_detox" else years


def serve_decision(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    _course, course = measured(act, held, measure)
    _unless(steps.may_take("serve_decision", course, on), "on")
    return [new("decision_served", act, on, measure=measure)]


def report_in(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    _course, course = measured(act, held, measure)
    _unless(steps.may_take("report_in", course, on), "on")
    return [new("reported_in", act, on, measure=measure)]


def sign_agreement(
    act: Act, held: Case, *, measure: str, on: date, guardian_signed: bool = False, **_: Any
) -> list[Fact]:
    whole, course = measured(act, held, measure)
    subject = Known(born_on=held.born_on)
    _unless(steps.may_sign(course, whole.duties, on, subject, guardian_signed), "guardian_signed")
    return [new("agreement_signed", act, on, measure=measure, guardian_signed=guardian_signed)]


def refuse_report(
    act: Act, held: Case, *, measure: str, on: date, warning_letter: bool = False, certificate: bool = False,
    document_no: str = "", **_: Any,
) -> list[Fact]:
    _course, course = measured(act, held, measure)
    _unless(steps.may_refuse_report(course, on, warning_letter, certificate), "warning_letter")
    _unless(findings.may_rest_on_document(document_no), "document_no")
    return [new("report_refused", act, on, measure=measure)]


def transfer_measure(act: Act, held: Case, *, measure: str, on: date, to_path: str, **_: Any) -> list[Fact]:
    _course, course = measured(act, held, measure)
    _unless(steps.may_transfer(course, held.scope_path, to_path, on), "to_path")
    return [new("measure_transferred", act, on, measure=measure, to_path=to_path, leaves_county=to_path[:6] != held.county_id)]


def arrive_at_transfer(act: Act, held: Case, *, measure: str, on: date, **_: Any) -> list[Fact]:
    _course, course = measured(act, held, measure)
    _unless(steps.may_take("arrive_at_transfer", course, on), "on")
    return [new("transfer_arrived", act, on, measure=measure)]


def extend_measure(act: Act, held: Case, *, measure: str, on: date, months: int, **_: Any) -> list[Fact]:
    _course, course = measured(act, held, measure)
    most = held.policy().on(on).measures.extension_max_months
    _unless(steps.may_extend(course, months, most, on), "months")
    return [new("measure_extended", act, on, measure=measure, months=months)]


def end_measure(act: Act, held: Case, *, measure: str, on: date, how: str = "released", **_: Any) -> list[Fact]:
    _course, course = measured(act, held, measure)
    least = held.policy().on(on).measures.isolation_least_months
    _unless(steps.may_end(course, how, on, least_months=least), "how")
    return [new("measure_ended", act, on, measure=measure, how=how)]


def measured(act: Act, held: Case, measure: str) -> tuple[Course, MeasureCourse]:
    """The whole course and the one measure in it; a measure of somebody else does not exist."""
    whole = held.course(act.on + HORIZON)
    found = next((course for course in whole.measures if course.measure_id == str(measure)), None)
    if found is None:
        raise NotVisible
    return whole, found


def _unless(verdict: Verdict, field: str) -> None:
    if not verdict:
        raise Refused(*verdict.reasons, field=field)
