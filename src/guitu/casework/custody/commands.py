"""羁押: taken into custody and released. What it does to a measure follows from the kind of custody."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import custody as rules
from guitu.rules import steps
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def record_custody(
    act: Act, *, person_id: UUID, custody: str, on: date, planned_until: date | None = None,
    note: str | None = None,
) -> Answer:
    """Detained or arrested: a running 社戒 or 社康 is suspended. In prison or corrective education: it ends.

    Refuses the same custody twice for one day, and an end before the beginning (detox_regulation.24).
    """
    held = case(act, person_id)
    facts = plan_custody(act, held, custody=custody, on=on, planned_until=planned_until)
    return write(act, held, facts, note=note)


@command
def release_from_custody(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """Let out of custody: a suspended measure goes on with what is left of it.

    Refuses someone who is not in custody, and a day before it began (detox_regulation.24).
    """
    held = case(act, person_id)
    return write(act, held, plan_release(act, held, on=on), note=note)


def plan_custody(
    act: Act, held: Case, *, custody: str, on: date, planned_until: date | None = None, **_: Any
) -> list[Fact]:
    verdict = steps.may_take_into_custody(rules.spans(live(held.facts)), custody, on)
    if not verdict:
        raise Refused(*verdict.reasons, field="on")
    if planned_until is not None and planned_until <= on:
        raise Refused(Reason("steps.release_before"), field="planned_until")
    return [new("taken_into_custody", act, on, custody=custody, planned_until=planned_until)]


def plan_release(act: Act, held: Case, *, on: date, **_: Any) -> list[Fact]:
    verdict = steps.may_release(rules.spans(live(held.facts)), on)
    if not verdict:
        raise Refused(*verdict.reasons, field="on")
    return [new("released_from_custody", act, on)]
