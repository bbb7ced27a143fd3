"""双向管控 while it runs: the answer to the letter, where the person is, and tests asked of another place."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import two_way_control as rules
from guitu.rules.facts import Fact
from guitu.settling.record import new
from guitu.settling.settle import HORIZON


@command
def answer_two_way(
    act: Act, *, person_id: UUID, sent_letter: str, on: date, agrees: bool, answer_no: str = "", note: str | None = None
) -> Answer:
    """The place of residence answered the letter: it helps, or it does not.

    Refuses a letter that is answered, and a day before it went out (policy, our default).
    """
    held = case(act, person_id)
    facts = plan_answer(act, held, sent_letter=sent_letter, on=on, agrees=agrees)
    return write(act, held, facts, note=_with("回函", answer_no, note))


@command
def verify_whereabouts(
    act: Act, *, person_id: UUID, on: date, verified_by: str, certainty: str, stays: str, note: str | None = None
) -> Answer:
    """Where the person is, how that is known and how sure it is; it holds for some days.

    Refuses while no 双向管控 runs, and who saw the person and does not know where (policy, our default).
    """
    held = case(act, person_id)
    facts = plan_verification(act, held, on=on, verified_by=verified_by, certainty=certainty, stays=stays)
    return write(act, held, facts, note=note)


@command
def ask_elsewhere_test(
    act: Act, *, person_id: UUID, on: date, test_by: date, to_path: str | None = None, letter_no: str = "",
    note: str | None = None,
) -> Answer:
    """Ask the office of another place to take a test by a day; the result comes back as a test with its receipt.

    Refuses while another is waited for, and a last day that is over (policy, our default).
    """
    held = case(act, person_id)
    facts = plan_test(act, held, on=on, test_by=test_by, to_path=to_path)
    return write(act, held, facts, note=_with("异地尿检函", letter_no, note))


@command
def decline_elsewhere_test(act: Act, *, person_id: UUID, asked_for: str, on: date, note: str | None = None) -> Answer:
    """The test was not taken there: it is to be arranged anew. Refuses one that has its result (policy, our default)."""
    held = case(act, person_id)
    return write(act, held, plan_decline(act, held, asked_for=asked_for, on=on), note=note)


def plan_answer(act: Act, held: Case, *, sent_letter: str, on: date, agrees: bool, **_: Any) -> list[Fact]:
    verdict = rules.may_answer(sent_letter, on, live(held.facts))
    Refused.unless(verdict, rules.field_of(verdict, "sent_letter"))
    return [new("two_way_answered", act, on, sent_letter=sent_letter, agrees=agrees)]


def plan_verification(
    act: Act, held: Case, *, on: date, verified_by: str, certainty: str, stays: str, **_: Any
) -> list[Fact]:
    fact: Any = new("whereabouts_verified", act, on, verified_by=verified_by, certainty=certainty, stays=stays)
    Refused.unless(rules.may_verify(fact, held.course(act.on + HORIZON).overlays), "certainty")
    return [fact]


def plan_test(act: Act, held: Case, *, on: date, test_by: date, to_path: str | None = None, **_: Any) -> list[Fact]:
    Refused.unless(rules.may_ask_test(on, test_by, live(held.facts)), "test_by")
    return [new("elsewhere_test_asked", act, on, test_by=test_by, to_path=to_path or None)]


def plan_decline(act: Act, held: Case, *, asked_for: str, on: date, **_: Any) -> list[Fact]:
    verdict = rules.may_decline_test(asked_for, on, live(held.facts))
    Refused.unless(verdict, rules.field_of(verdict, "asked_for"))
    return [new("elsewhere_test_declined", act, on, asked_for=asked_for)]


def _with(what: str, number: str, note: str | None) -> str | None:
    paper = f"{what}：{number.strip()}" if number.strip() else ""
    return "\n".join(line for line in (paper, note or "") if line) or None
