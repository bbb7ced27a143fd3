"""冲突与帮助: what happened with staff, until when two go together; and help that cannot wait."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import incidents as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def record_incident(act: Act, *, person_id: UUID, on: date, incident: str, note: str | None = None) -> Answer:
    """Record what happened between the person and staff: which kind, and in the note who was there and what helps next
    time. For some months two go together.

    Refuses without a note (policy, our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_incident(act, held, on=on, incident=incident, note=note), note=note)


@command
def lift_incident(act: Act, *, person_id: UUID, of_incident: str, on: date, note: str | None = None) -> Answer:
    """Look again, at the person's wish or the team's: from this day on one goes alone again.

    Refuses whoever wrote the incident down, and one that is over (policy, our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_lifting(act, held, of_incident=of_incident, on=on), note=note)


@command
def arrange_help(act: Act, *, person_id: UUID, raised: str, on: date, help_by: str, note: str | None = None) -> Answer:
    """Say how help that could not wait was arranged: a hospital, family beside, the police, the centre.

    Refuses what is arranged already (policy, our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_help(act, held, raised=raised, on=on, help_by=help_by), note=note)


def plan_incident(act: Act, held: Case, *, on: date, incident: str, note: str | None = None, **_: Any) -> list[Fact]:
    if not (note or "").strip():
        raise Refused(Reason("incidents.words"), field="note")
    return [new("incident_recorded", act, on, incident=incident, until=held.policy().on(on).incidents.until(on))]


def plan_lifting(act: Act, held: Case, *, of_incident: str, on: date, **_: Any) -> list[Fact]:
    stand = live(held.facts)
    found = next((fact for fact in stand if fact.id == of_incident), None)
    by_same = found is not None and natural_persons.wrote(act.actor, natural_persons.versions(held, found))
    Refused.unless(rules.may_lift(of_incident, stand, on, by_same=by_same), field="of_incident")
    return [new("incident_lifted", act, on, of_incident=of_incident)]


def plan_help(act: Act, held: Case, *, raised: str, on: date, help_by: str, **_: Any) -> list[Fact]:
    Refused.unless(rules.may_arrange(raised, live(held.facts)), field="raised")
    return [new("help_arranged", act, on, raised=raised, help_by=help_by)]
