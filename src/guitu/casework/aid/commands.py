"""救助: applied for, answered, paid, declined; and suitable work that was not taken."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework import answers
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import aid as rules
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def apply_aid(act: Act, *, person_id: UUID, on: date, aid: str, category: str = "other", note: str | None = None) -> Answer:
    """Note that an aid was applied for. Refuses one that is not given on that day, one that waits for an answer, and one
    that is granted and runs. Policy: aid.catalogue"""
    held = case(act, person_id)
    Refused.unless(rules.may_apply(rules.applications(live(held.facts)), aid, on, held.policy().on(on).aid), "aid")
    fact = new("aid_applied", act, on, aid=aid, category=category)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def answer_aid(
    act: Act, *, person_id: UUID, on: date, application: str, aid_result: str, yuan: int = 0, review_on: date | None = None,
    note: str | None = None,
) -> Answer:
    """Note what the approving office answered, how much, and when it looks again. Refuses an application that has its
    answer, a day before it, an approval by the month without an amount, and more than the cap of the pack."""
    held = case(act, person_id)
    found = application_of(held, application)
    Refused.unless(rules.may_answer(found, on, aid_result, yuan, held.policy().on(on).aid), "application")
    assert found is not None
    if review_on is not None and review_on <= on:
        raise Refused(Reason("aid.before_application", {"on": on}), field="review_on")
    fact = new("aid_answered", act, on, aid=found.aid, application=application, aid_result=aid_result, yuan=yuan, review_on=review_on)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def pay_aid(
    act: Act, *, person_id: UUID, on: date, application: str, yuan: int, another_occasion: bool = False, note: str | None = None
) -> Answer:
    """Note that an aid was paid out. Refuses what was not approved, and the same aid a second time in one month unless it is
    said to be another one (guitu.default)."""
    held = case(act, person_id)
    found, made = application_of(held, application), rules.applications(live(held.facts))
    verdict = rules.may_pay(made, found, on, another=another_occasion)
    if not verdict:
        twice = verdict.reasons[0].code == "aid.paid_this_month"
        raise Refused(*verdict.reasons, field="another_occasion" if twice else "application")
    assert found is not None
    fact = new("aid_paid", act, on, aid=found.aid, application=application, yuan=yuan, another_occasion=another_occasion)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def note_aid(act: Act, *, person_id: UUID, on: date, aid: str, aid_proof: str = "told", note: str | None = None) -> Answer:
    """Note that somebody has an aid already for which nobody here applied, and how that is known: it is prompted no more. Refuses
    one that is not given on that day, and one that is on file as granted or applied for."""
    held = case(act, person_id)
    Refused.unless(rules.may_note(rules.applications(live(held.facts)), aid, on, held.policy().on(on).aid), "aid")
    return answers.with_next(act, held, write(act, held, [new("aid_received", act, on, aid=aid, aid_proof=aid_proof)], note=note), ())


@command
def decline_aid(act: Act, *, person_id: UUID, on: date, aid: str, note: str | None = None) -> Answer:
    """Note that the person was told of an aid and does not want to apply: no reminder for the months of the pack. Refuses an
    aid that is not given on that day."""
    held = case(act, person_id)
    if rules.known(aid, held.policy().on(on).aid, on) is None:
        raise Refused(Reason("aid.unknown"), field="aid")
    return answers.with_next(act, held, write(act, held, [new("aid_declined", act, on, aid=aid)], note=note), ())


@command
def refuse_work(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """Note that suitable work was offered and not taken; the answer says how often in a row (social_assistance.45). Nothing
    follows by itself. Refuses no words about why."""
    held = case(act, person_id)
    if not (note or "").strip():
        raise Refused(Reason("needs.needs_words"), field="note")
    return answers.with_next(act, held, write(act, held, [new("work_refused", act, on)], note=note), ())


def application_of(held: Case, application: str) -> rules.Application | None:
    return next((one for one in rules.applications(live(held.facts)) if one.id == application), None)
