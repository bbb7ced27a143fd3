"""家庭成员: recorded by their own consent, forgotten when they take it back; family talks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.people import relatives
from guitu.rules import consents
from guitu.rules.facts import Fact
from guitu.rules.facts.teamwork import MemberLeft, MemberNamed
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES
from guitu.settling.record import new

RESTS_ON_CONSENT = frozenset({"progress", "results"})  # of what a family may be told


@command
def record_relative(
    act: Act, *, person_id: UUID, name: str, relation: str, phone: str = "", lives_with: bool = False, agreed: bool = False
) -> Answer:
    """Write a relative down as a record of its own: who, how related, telephone, whether they live together.

    Refuses without the relative's own consent, and a relation that is not on the list (personal_information.29).
    """
    held = case(act, person_id)
    plan_relative(act, held, name=name, relation=relation, agreed=agreed)
    known = relatives.Known(name.strip(), relation, phone.strip(), lives_with, act.on)
    return {"person": str(person_id), "relative": relatives.add(act, held, known), "facts": [], "followed": []}


@command
def forget_relative(act: Act, *, person_id: UUID, relative: str) -> Answer:
    """A relative takes the consent back: what is known of them is blanked at once, and they leave the team.

    Refuses one who is not on record (personal_information.15).
    """
    held = case(act, person_id)
    facts = plan_forgetting(act, held, relative=relative)
    if not relatives.forget(act, held, UUID(relative)):
        raise NotVisible
    return write(act, held, facts) if facts else {"person": str(person_id), "facts": [], "followed": []}


@command
def record_family_talk(
    act: Act, *, person_id: UUID, on: date, relative: str, told_of: list[str] | tuple[str, ...] = (), minutes: int = 30,
    note: str | None = None,
) -> Answer:
    """Record a talk with a relative: with whom, how long, and what the family was told.

    Results and progress are told only while the person's consent holds: refuses them else, and a relative whose own
    consent is gone (personal_information.15, personal_information.29).
    """
    held = case(act, person_id)
    facts = plan_talk(act, held, on=on, relative=relative, told_of=told_of, minutes=minutes)
    return write(act, held, facts, note=note)


def plan_relative(act: Act, held: Case, *, name: str, relation: str, agreed: bool = False, **_: Any) -> list[Fact]:
    if not name.strip():
        raise Refused(Reason("teams.relative_name"), field="name")
    if relation not in CODES["relation"]:
        raise Refused(Reason("not_in_list", {"field": "relation"}), field="relation")
    if not agreed:
        raise Refused(Reason("teams.relative_consent", {}, "personal_information.29"), field="agreed")
    return []


def plan_forgetting(act: Act, held: Case, *, relative: str, **_: Any) -> list[Fact]:
    stand = live(held.facts)
    gone = {fact.membership for fact in stand if isinstance(fact, MemberLeft)}
    on_team = [f for f in stand if isinstance(f, MemberNamed) and f.relative == relative and f.id not in gone]
    return [new("member_left", act, act.on, membership=fact.id) for fact in on_team]


def plan_talk(
    act: Act, held: Case, *, on: date, relative: str, told_of: list[str] | tuple[str, ...] = (), minutes: int = 30, **_: Any
) -> list[Fact]:
    if relative not in relatives.standing(relatives.of_person(held.id)):
        raise Refused(Reason("teams.relative_unknown"), field="relative")
    if not set(told_of) <= CODES["told_of"].keys():
        raise Refused(Reason("not_in_list", {"field": "told_of"}), field="told_of")
    if set(told_of) & RESTS_ON_CONSENT:
        Refused.unless(consents.may_rely(live(held.facts), "family_told", on), field="told_of")
    return [
        new("session_held", act, on, method="family_work", relative=relative, told_of=tuple(told_of), minutes=minutes)
    ]
