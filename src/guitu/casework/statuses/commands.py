"""在册状态: out of contact and found, and what takes a person off the book or back onto it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import steps
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new
from guitu.settling.settle import HORIZON

STATUSES = ("died", "struck_off", "moved_out", "moved_in", "went_abroad", "came_back")


@command
def record_lost_contact(
    act: Act, *, person_id: UUID, on: date, attempts: int, channels: int, note: str | None = None
) -> Answer:
    """Out of contact, after enough attempts over enough ways to reach the person.

    Refuses too few attempts or ways, and someone out of contact already (numbers are our default).
    """
    held = case(act, person_id)
    return write(act, held, plan_lost(act, held, on=on, attempts=attempts, channels=channels), note=note)


@command
def record_found(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """Found again. Refuses someone who was not out of contact, and the day of being lost itself."""
    held = case(act, person_id)
    return write(act, held, plan_found(act, held, on=on), note=note)


@command
def record_status(
    act: Act, *, person_id: UUID, status: str, on: date, to_path: str | None = None, note: str | None = None
) -> Answer:
    """Died, struck off, moved out or back in, went abroad or came back: on paper that is at hand.

    Refuses who comes back without having gone, the same twice, and anything after death.
    """
    held = case(act, person_id)
    return write(act, held, plan_status(act, held, status=status, on=on, to_path=to_path), note=note)


def plan_lost(act: Act, held: Case, *, on: date, attempts: int, channels: int, **_: Any) -> list[Fact]:
    policy = held.policy().on(on).standing
    lost = steps.lost_contact(held.course(act.on + HORIZON).overlays, on) is not None
    verdict = steps.may_lose_contact(
        (attempts, channels), (policy.lost_contact_attempts, policy.lost_contact_channels), is_lost=lost
    )
    if not verdict:
        raise Refused(*verdict.reasons)
    return [new("lost_contact", act, on, attempts=attempts, channels=channels)]


def plan_found(act: Act, held: Case, *, on: date, **_: Any) -> list[Fact]:
    verdict = steps.may_be_found(held.course(act.on + HORIZON).overlays, on)
    if not verdict:
        raise Refused(*verdict.reasons, field="on")
    return [new("found_again", act, on)]


def plan_status(act: Act, held: Case, *, status: str, on: date, to_path: str | None = None, **_: Any) -> list[Fact]:
    if status not in STATUSES:
        raise Refused(Reason("not_in_list", {"field": "status"}), field="status")
    verdict = steps.may_change_status(status, held.course(act.on + HORIZON).standing, on)
    if not verdict:
        raise Refused(*verdict.reasons, field="status")
    if status == "moved_out":
        return [new("moved_out", act, on, to_path=to_path)]
    return [new(status, act, on)]
