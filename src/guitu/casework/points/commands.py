"""积分: a confirmed event that no other record shows, and what another person confirms when it takes something away."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import answers, natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import deductions, points, volunteering
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def grant_points(
    act: Act, *, person_id: UUID, on: date, item: str, quantity: int = 1, proof: bool = True,
    another_occasion: bool = False, note: str | None = None,
) -> Answer:
    """Record a confirmed event that the sheet of points pays for; how much follows from the sheet.

    What takes points away needs words, and counts when another person confirmed it. Refuses items that follow from
    tests, reports or findings by themselves, an odd quantity, an event without proof, and the same event of one day
    a second time unless it says that it is another. An incentive only, never a ground to refuse what a person is
    entitled to.
    """
    held = case(act, person_id)
    Refused.unless(points.may_grant(item, held.policy().on(on).points))
    Refused.unless(points.may_count(quantity), "quantity")
    if volunteering.paid_by_hours(live(held.facts), item, on):
        raise Refused(Reason("points.hours_on_file"), field="item")
    if not proof:
        raise Refused(Reason("points_need_proof"), field="proof")
    fact = new("points_granted", act, on, item=item, quantity=quantity, another_occasion=another_occasion)
    if deductions.is_deduction(fact, held.policy()) and not (note or "").strip():
        raise Refused(Reason("points.deduction_needs_words"), field="note")
    return answers.with_next(act, held, write(act, held, [fact], note=note), ("confirm_deduction",))


@command
def confirm_deduction(act: Act, *, person_id: UUID, grant: str, on: date, note: str | None = None) -> Answer:
    """Confirm that points are taken away, as another person typed it: from now on it counts. Can be taken back.

    Refuses whoever typed it, from whichever post; what is no deduction; and the same one twice (guitu.default).
    """
    held = case(act, person_id)
    facts = plan_confirmation(act, held, grant=grant, on=on)
    return write(act, held, facts, note=note)


def plan_confirmation(act: Act, held: Case, *, grant: str, on: date, **_: Any) -> list[Fact]:
    typed = next((fact for fact in live(held.facts) if fact.id == str(grant)), None)
    if typed is None:
        raise Refused(Reason("points.not_a_deduction"), field="grant")
    confirmed = [fact for fact in live(held.facts) if fact.kind == "deduction_confirmed"]
    same = act.batch is None and natural_persons.wrote(act.actor, [typed.id])
    verdict = deductions.may_confirm(typed, on, confirmed, held.policy(), typed_by_same=same)
    Refused.unless(verdict, field="grant")
    return [new("deduction_confirmed", act, on, grant=typed.id)]


def waiting(held: Case) -> list[Any]:
    """Points taken away by hand that nobody has confirmed."""
    stand = live(held.facts)
    answered = {fact.grant for fact in stand if fact.kind == "deduction_confirmed"}  # type: ignore[attr-defined]
    typed: list[Any] = [fact for fact in stand if fact.kind == "points_granted" and fact.id not in answered]
    return [fact for fact in typed if deductions.is_deduction(fact, held.policy())]
