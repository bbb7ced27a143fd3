"""From a strip positive to a finding: objection, laboratories, and what only the police can say."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import answers, lawful, natural_persons, same_day
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import corrections, findings, records, screenings
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new, note_of

NEXT = ("read_result", "urine_test")


@command
def tell_result(
    act: Act, *, person_id: UUID, test: str, on: date, signature: str, told_by: str | None = None,
    note: str | None = None,
) -> Answer:
    """Record that the person was told what the strip says, and signed the report or refused to sign it.

    Kept with the test, as a new version of it; the days for an objection run from the day of telling. A note
    is added to the test's own. Refuses a test that is not positive, one already told and signed, a day before
    the sample or ahead, and staff who held no post that day. Clause: test_procedure.recheck.
    """
    held = case(act, person_id)
    old = _any_test(held, test)
    Refused.unless(corrections.may_correct(old, held.facts))
    Refused.unless(screenings.may_tell(old, on))
    if signature not in ("signed", "refused"):
        raise Refused(Reason("not_in_list", {"field": "signature"}), field="signature")
    if on > act.on:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")
    lawful.known_staff(act, on, told_by=told_by)
    now = next(fact for fact in live(held.facts) if fact.id == old.id)  # naming the newest of what it rests on
    refused = signature == "refused"
    fact = records.make(
        "urine_test", id=old.id, on=old.on, known=act.at, corrects=old.id,
        body={**records.body_of(now), "told": True, "told_on": on.isoformat(), "told_by": told_by,
              "signed": not refused, "signature_refused": refused},
    )
    fact = same_day.in_place_of(fact, old, held.facts)
    kept = "\n".join(part for part in (note_of(old), note) if part) or None
    return answers.with_next(act, held, write(act, held, [fact], note=kept), NEXT)


@command
def object_to_test(act: Act, *, person_id: UUID, test: str, on: date, note: str | None = None) -> Answer:
    """Record that the person objects to a strip positive, or to what the first laboratory found.

    Refuses a test that is not positive, and an objection after the days allowed.
    Clause: test_procedure.recheck.
    """
    held = case(act, person_id)
    found = _test(held, test, on)
    Refused.unless(screenings.may_object(found, on, _results(held), held.policy()))
    fact = new("test_objected", act, on, test=test)
    return answers.with_next(act, held, write(act, held, [fact], note=note), NEXT)


@command
def record_laboratory_result(
    act: Act, *, person_id: UUID, test: str, stage: str, laboratory: str, outcome: str, on: date,
    report_no: str = "", checked_by: str | None = None, exception: str | None = None, note: str | None = None,
) -> Answer:
    """Record what a laboratory says about a strip positive, by the number of its report.

    Refuses a test that is not positive, a stage already recorded, a day before the sample, a report without a number;
    of the second laboratory also the one that gave the first result, one before the first result and an objection to
    it unless the exception is named, and one that no second person has read.
    Clauses: test_procedure.3, test_procedure.4, test_procedure.recheck.
    """
    held = case(act, person_id)
    facts = plan_laboratory(
        act, held, test=test, stage=stage, laboratory=laboratory, outcome=outcome, on=on, report_no=report_no,
        checked_by=checked_by, exception=exception,
    )
    return answers.with_next(act, held, write(act, held, facts, note=_with_number("检测报告", report_no, note)), NEXT)


def plan_laboratory(
    act: Act, held: Case, *, test: str, stage: str, laboratory: str, outcome: str, on: date, report_no: str = "",
    checked_by: str | None = None, exception: str | None = None, **_: Any,
) -> list[Fact]:
    fact: Any = new("laboratory_result", act, on, test=test, stage=stage, laboratory=laboratory, outcome=outcome,
                    checked_by=checked_by, exception=exception)
    lawful.check(held, fact)
    Refused.unless(findings.may_rest_on_document(report_no), "report_no")
    if stage == "second":
        natural_persons.refuse_alone(act, checked_by, "checked_by")
    return [fact]


@command
def confirm_use(
    act: Act, *, person_id: UUID, on: date, test: str | None = None, ground: str | None = None, document_no: str = "",
    note: str | None = None,
) -> Answer:
    """Record that the police found renewed use, on what ground and by which document: the only relapse there is. The
    clean years begin anew.

    Only for police posts and the county's clerk. Refuses a finding without its ground or its document number, one on
    the laboratory before that found the test positive or while an objection waits for the second laboratory, and a
    test that a laboratory found negative. Clauses: detox_regulation.7, addiction_finding.severe.
    """
    held = case(act, person_id)
    facts = plan_use(act, held, on=on, test=test, ground=ground, document_no=document_no)
    return answers.with_next(act, held, write(act, held, facts, note=_with_number("认定文书", document_no, note)), NEXT)


def plan_use(
    act: Act, held: Case, *, on: date, test: str | None = None, ground: str | None = None, document_no: str = "",
    **_: Any,
) -> list[Fact]:
    fact = new("use_confirmed", act, on, test=test, ground=ground)
    lawful.check(held, fact)
    Refused.unless(findings.may_rest_on_document(document_no), "document_no")
    return [fact]


def _with_number(what: str, number: str, note: str | None) -> str:
    """The number of the paper, kept encrypted with the words."""
    return "\n".join(part for part in (f"{what}：{number.strip()}", note) if part)


def _test(held: Case, test: str, on: date) -> Any:
    found = _any_test(held, test)
    if on < found.on:
        raise Refused(Reason("result_before_test", {"on": found.on}), field="on")
    return found


def _any_test(held: Case, test: str) -> Any:
    found = held.fact(test)
    if found.kind != "urine_test":
        raise Refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"), field="test")
    return found


def _results(held: Case) -> list[Any]:
    return [fact for fact in live(held.facts) if fact.kind == "laboratory_result"]
