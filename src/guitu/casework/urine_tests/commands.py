"""尿检: a test with its chain of custody, its notice, and why somebody did not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import answers, kit_stock, lawful, same_day, samplings
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import leave, urine_tests
from guitu.rules.dates import covers
from guitu.rules.terms import Duty
from guitu.rules.verdict import Reason
from guitu.settling.record import new

NEXT = ("urine_test", "return_test", "read_result")


@command
def record_urine_test(
    act: Act, *, person_id: UUID, on: date, outcome: str, purpose: str = "scheduled",
    substances: Sequence[str] = (), tester_1: str | None = None, tester_2: str | None = None,
    collector_sex: str | None = None, notice: str | None = None, sample_a: str | None = None,
    sample_b: str | None = None, told: bool = True, signed: bool = True, signature_refused: bool = False,
    elsewhere: bool = False, receipt_no: str | None = None, forced_by: str | None = None, warning_letter: bool = False, slot: str | None = None,
    kit_lot: str | None = None, kit_until: date | None = None, sample: str | None = None, medicines: Sequence[str] = (),
    another_occasion: bool = False, taken_at: str | None = None, taken_where: str | None = None, explanation: str | None = None,
    note: str | None = None,
) -> Answer:
    """Record a test on the strip: who took it, what it says, what was done with a positive sample.

    The first tester collects. Refuses fewer than two staff, a woman's sample taken by a man, a forced test
    without the police's approver, a positive without two sealed bottles or without its substances, a kit past its date, a lot that the
    centre's stock does not give, staff who held no post that day, a slot that is not open, a notice served later, a test elsewhere without two testers or the
    other office's receipt, and a second one like it on one day unless it says that it is another. Asks about what hardly goes
    together with other samples, and takes words for an answer (`explanation`). A positive is a screening result, nothing more.
    Clauses: test_procedure.8, drug_law.32, test_procedure.3.
    """
    held = case(act, person_id)
    if collector_sex is None or act.batch is None:
        collector_sex = lawful.sex_of_collector(act, tester_1, tester_2, on) or collector_sex
    if slot is not None:
        _open_slot(act, held, slot, on)
    if outcome != "refused" and not elsewhere and sample != "hair":
        kit_until = kit_stock.use(act, kit_stock.town_of(act.actor, held.scope_path), kit_lot, substances, on) or kit_until
    fact: Any = new(
        "urine_test", act, on, outcome=outcome, purpose=purpose, substances=tuple(substances),
        tester_1=tester_1, tester_2=tester_2, collector_sex=collector_sex, notice=notice,
        sample_a=sample_a, sample_b=sample_b, told=told, signed=signed, signature_refused=signature_refused,
        elsewhere=elsewhere, receipt=bool((receipt_no or "").strip()), forced_by=forced_by, kit_lot=kit_lot, kit_until=kit_until,
        warning_letter=warning_letter, slot=slot, sample=sample, medicines=tuple(medicines), another_occasion=another_occasion,
        taken_at=taken_at, taken_where=taken_where,
    )
    lawful.check(held, fact)
    samplings.time_of(act, fact)
    fact = same_day.behind(fact, held.facts)
    fact = replace(fact, doubts=samplings.asked(act, held, fact, explanation))
    said = f"说明：{explanation.strip()}" if fact.doubts and explanation else ""
    paper = f"异地尿检回执：{receipt_no.strip()}" if receipt_no and receipt_no.strip() else ""
    kept = "\n".join(part for part in (paper, said, note) if part) or None
    return answers.with_next(act, held, write(act, held, [fact], note=kept), NEXT)


def _open_slot(act: Act, held: Case, slot: str, on: date) -> Duty:
    """The duty of a slot named "2:3", in the measure that runs that day."""
    for duty in held.course(max(act.on, on)).duties:
        mine = duty.kind == "urine_test" and duty.measure_id is not None and duty.key.endswith(f":{slot}")
        if mine and duty.state in ("open", "missed") and duty.opens_on <= on:
            return duty
    raise Refused(Reason("slot_not_open"), field="slot")


@command
def serve_test_notice(
    act: Act, *, person_id: UUID, on: date, test_on: date, number: str = "", another_occasion: bool = False,
    note: str | None = None,
) -> Answer:
    """Record that a test notice was handed over, and the day it asks the person to come.

    Its number is kept with the encrypted note. Refuses a test day before the day of service.
    """
    held = case(act, person_id)
    fact = new("test_notice_served", act, on, test_on=test_on, another_occasion=another_occasion)
    lawful.check(held, fact)
    kept = "\n".join(part for part in (number, note) if part) or None
    return answers.with_next(act, held, write(act, held, [fact], note=kept), NEXT)


@command
def record_missed_test(
    act: Act, *, person_id: UUID, on: date, slot: str, reason: str, notice_served: bool = False,
    warning_letter: bool = False, another_occasion: bool = False, note: str | None = None,
) -> Answer:
    """Record that somebody did not come to a test, after finding out why.

    An accepted reason waives the slot; leave excuses the day, and the test is still to be done. Refusing or evading counts against the person only with the notice
    and the warning letter; without them it waits. Refuses a slot that is not open, one whose last day has
    not passed and for which no notice named a day (but for an accepted reason), and approved leave that
    nobody approved. Clauses: detox_regulation.20.
    """
    held = case(act, person_id)
    duty = _open_slot(act, held, slot, on)
    excused = reason in held.policy().on(on).urine_tests.accepted_reasons
    Refused.unless(urine_tests.may_miss(duty, on, excused=excused))
    if reason == urine_tests.ON_LEAVE and not _on_leave(held, on):
        raise Refused(Reason("no_leave_on_file", {"on": on}), field="reason")
    fact = new(
        "test_missed", act, on, slot=slot, reason=reason, notice_served=notice_served, warning_letter=warning_letter,
        another_occasion=another_occasion,
    )
    lawful.check(held, fact)
    return answers.with_next(act, held, write(act, held, [fact], note=note), NEXT)


def _on_leave(held: Case, on: date) -> bool:
    """Whether that day lies in a leave that was granted; the day of return does not."""
    return covers(leave.approved(live(held.facts)), on)


@command
def waive_tests(
    act: Act,
    *,
    person_id: UUID,
    on: date,
    until: date,
    why: str,
    proof: bool = False,
    note: str | None = None,
) -> Answer:
    """Record that somebody cannot come to tests for a stretch of time: pregnancy, nursing, hospital, with proof.

    `until` is the first day without. A test of which too few days are left is waived, another one is due when the
    stretch is over. Refuses a stretch without a day, and one without proof.
    """
    held = case(act, person_id)
    fact = new("tests_waived", act, on, until=until, why=why, proof=proof)
    lawful.check(held, fact)
    return answers.with_next(act, held, write(act, held, [fact], note=note), NEXT)
