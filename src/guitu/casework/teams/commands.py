"""帮教小组: members without a post come and go; posts come by being given a part."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.people import relatives
from guitu.rules import teams as rules
from guitu.rules.facts import Fact
from guitu.settling.record import new

_FIELDS = {"teams.no_relative": "relative", "teams.twice": "relative", "teams.who": "note", "teams.until_ahead": "until"}


@command
def name_member(
    act: Act, *, person_id: UUID, on: date, member: str, relative: str | None = None, until: date | None = None,
    note: str | None = None,
) -> Answer:
    """Put somebody without a post on the team: family on record, a volunteer, the committee, the party branch, the head
    of the building. Who it is and how to reach them lies in the note.

    Refuses family that is not on record, nobody named, and a neighbour without the person's consent
    (detox_regulation.17, personal_information.29).
    """
    held = case(act, person_id)
    facts = plan_member(act, held, on=on, member=member, relative=relative, until=until, note=note)
    return write(act, held, facts, note=note)


@command
def release_member(act: Act, *, person_id: UUID, membership: str, on: date, note: str | None = None) -> Answer:
    """A member without a post leaves the team. Refuses one who is not on it (policy, our default)."""
    held = case(act, person_id)
    return write(act, held, plan_release(act, held, membership=membership, on=on), note=note)


def plan_member(
    act: Act, held: Case, *, on: date, member: str, relative: str | None = None, until: date | None = None,
    note: str | None = None, **_: Any,
) -> list[Fact]:
    fact: Any = new("member_named", act, on, member=member, relative=relative if member == "family" else None, until=until)
    known = relatives.standing(relatives.of_person(held.id))
    verdict = rules.may_name(fact, live(held.facts), known.keys(), held.policy().on(on).teams, who=note or "")
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELDS.get(verdict.reasons[0].code, "member"))
    return [fact]


def plan_release(act: Act, held: Case, *, membership: str, on: date, **_: Any) -> list[Fact]:
    Refused.unless(rules.may_leave(membership, live(held.facts), on), field="membership")
    return [new("member_left", act, on, membership=membership)]
