"""邀请外单位参与: a post from outside the team takes part in one file until a day, and stops at the next click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.invitations.queries import asked_post
from guitu.casework.load import Case, case
from guitu.grid.roles import ROLES
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.matters.parts import NewPart, Place, end_part, give_part
from guitu.rules import participation
from guitu.rules.facts import Fact
from guitu.rules.words import CODES

_FIELDS = {"participation.must_be_ahead": "until", "participation.not_of_role": "also"}


@command
def invite_unit(
    act: Act, *, person_id: UUID, post_id: UUID, part: str, until: date, purpose: str, also: Sequence[str] = ()
) -> Answer:
    """Invite a post from outside the team to take part in a person's file until a day. It is shown the masked name and
    what is named besides, as far as its role reads it, and records nothing.

    Refuses a post that is closed, sees the file anyway or is invited already, a day that is not ahead, and what the
    role of that post does not read (policy, our default).
    """
    held = case(act, person_id)
    plan_invitation(act, held, post_id=post_id, part=part, until=until, purpose=purpose, also=also)
    classes = {participation.ALWAYS, *also}
    given = give_part(act, _place(held), NewPart(post_id, part, classes, purpose, until))
    return {"person": str(person_id), "part": str(given), "facts": [], "followed": []}


def plan_invitation(
    act: Act, held: Case, *, post_id: UUID, part: str, until: date, purpose: str, also: Sequence[str] = (), **_: Any
) -> list[Fact]:
    """No fact, only the question whether the post may."""
    _kept_here(act, held)
    found = asked_post(held.county_id, held.id, held.scope_path, post_id, act.on)
    is_known = found is not None and part in CODES["unit_part"] and purpose in CODES["invited_for"]
    verdict = participation.may_invite(
        is_known=is_known, sees_already=found is not None and found.sees_already, until=until,
        invited_until=found.invited_until if found else None, asked=also,
        of_role=ROLES[found.role].classes if found else frozenset(), on=act.on,
    )
    if not verdict:
        raise Refused(*verdict.reasons, field=_FIELDS.get(verdict.reasons[0].code, "post_id"))
    return []


@command
def end_invitation(act: Act, *, person_id: UUID, part_id: UUID) -> Answer:
    """Withdraw an invitation: from the next click on the post finds nothing there. Refuses what is not an open one."""
    held = case(act, person_id)
    _kept_here(act, held)
    if not end_part(act, _place(held), part_id):
        raise NotVisible
    return {"person": str(person_id), "facts": [], "followed": []}


def _place(held: Case) -> Place:
    return Place(held.id, held.county_id, held.scope_path, "people")


def _kept_here(act: Act, held: Case) -> None:
    """The side of the household register sees that the person is there, and gives nobody a part."""
    if not act.actor.lo <= held.scope_path < act.actor.hi:
        raise NotVisible
