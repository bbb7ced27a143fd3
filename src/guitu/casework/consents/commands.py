"""同意: given to somebody for something until a day, and taken back; whatever rests on one asks the ledger each time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import consents as rules
from guitu.rules.facts import Fact
from guitu.settling.record import new

_FIELDS = {
    "consents.to_whom": "note", "consents.until_ahead": "until", "consents.too_long": "until", "consents.guardian": "given_by",
    "consents.given_already": "consent_for",
}


@command
def give_consent(
    act: Act, *, person_id: UUID, on: date, consent_for: str, until: date, given_by: str = "self", taken_as: str = "written",
    note: str | None = None,
) -> Answer:
    """Write down what the person agreed to: for what, to whom (the note), until which last day, by signature or witness.

    Refuses nobody named, a day not ahead or too far, a child's own word under the age of the law, and what is agreed
    to already (personal_information.29, personal_information.31).
    """
    held = case(act, person_id)
    facts = plan_consent(
        act, held, on=on, consent_for=consent_for, until=until, given_by=given_by, taken_as=taken_as, note=note
    )
    return write(act, held, facts, note=note)


@command
def withdraw_consent(act: Act, *, person_id: UUID, consent: str, on: date, note: str | None = None) -> Answer:
    """Write down that the person takes a consent back. Whatever rests on it stops at the next click; nothing that the
    law asks for is lessened, no points move.

    Refuses one that is over already (personal_information.15).
    """
    held = case(act, person_id)
    return write(act, held, plan_withdrawal(act, held, consent=consent, on=on), note=note)


def plan_consent(
    act: Act, held: Case, *, on: date, consent_for: str, until: date, given_by: str = "self", taken_as: str = "written",
    note: str | None = None, **_: Any,
) -> list[Fact]:
    fact: Any = new("consent_given", act, on, consent_for=consent_for, until=until, given_by=given_by, taken_as=taken_as)
    policy = held.policy().on(on).consents
    verdict = rules.may_give(fact, live(held.facts), policy, born_on=held.born_on, to_whom=note or "")
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELDS[verdict.reasons[0].code])
    return [fact]


def plan_withdrawal(act: Act, held: Case, *, consent: str, on: date, **_: Any) -> list[Fact]:
    Refused.unless(rules.may_withdraw(consent, live(held.facts), on), field="consent")
    return [new("consent_withdrawn", act, on, consent=consent)]
