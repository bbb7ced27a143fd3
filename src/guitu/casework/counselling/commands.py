"""心理咨询: notes and scales, the counsellor's alone; what cannot wait is raised without a word of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.counselling import records
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import consents, scales
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def write_confided(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """Write down what was confided. No other post ever reads it, nor any figure.

    Refuses without the person's consent to counselling, and an empty one (personal_information.15,
    personal_information.29).
    """
    held = _counselled(act, person_id)
    plan_confided(act, held, on=on, note=note)
    records.keep(act, held, on, {"words": note})
    return {"person": str(person_id), "facts": [], "followed": []}


@command
def take_scale(act: Act, *, person_id: UUID, on: date, scale: str, answers: Sequence[int]) -> Answer:
    """Keep a filled-in scale. An answer that speaks of self-harm, or a result from the band of the pack on, raises help
    at once: the team is told that it cannot wait, and nothing of the scale.

    Refuses without consent, an item left out or outside its range (personal_information.29; scoring as published).
    """
    held = _counselled(act, person_id)
    facts = plan_scale(act, held, on=on, scale=scale, answers=answers)
    records.keep(act, held, on, {"scale": scale, "answers": list(answers)})
    return write(act, held, facts) if facts else {"person": str(person_id), "facts": [], "followed": []}


@command
def raise_help(act: Act, *, person_id: UUID, on: date, sign: str) -> Answer:
    """Say that help cannot wait, whatever showed it: the team has it to do today. No consent is asked for: it is for the
    person's life (policy, our default)."""
    held = _counselled(act, person_id)
    return write(act, held, plan_raising(act, held, on=on, sign=sign))


def _counselled(act: Act, person_id: UUID) -> Case:
    held = case(act, person_id)
    if not records.is_counsellor(act.actor.post_id, held.id):
        raise NotVisible
    return held


def _refuse_day(act: Act, on: date) -> None:
    if on > act.on:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")


def plan_confided(act: Act, held: Case, *, on: date, note: str | None = None, **_: Any) -> list[Fact]:
    _refuse_day(act, on)
    Refused.unless(consents.may_rely(live(held.facts), "counselling", on))
    if not (note or "").strip():
        raise Refused(Reason("scales.words"), field="note")
    return []


def plan_scale(act: Act, held: Case, *, on: date, scale: str, answers: Sequence[int], **_: Any) -> list[Fact]:
    _refuse_day(act, on)
    Refused.unless(consents.may_rely(live(held.facts), "counselling", on))
    policy = held.policy().on(on).scales
    if scale not in policy.scale:
        raise Refused(Reason("scales.unknown"), field="scale")
    Refused.unless(scales.may_score(answers, policy.scale[scale]), field="answers")
    sign = scales.scored(answers, policy.scale[scale], policy.raise_from).sign
    return [new("help_raised", act, on, sign=sign)] if sign else []


def plan_raising(act: Act, held: Case, *, on: date, sign: str, **_: Any) -> list[Fact]:
    return [new("help_raised", act, on, sign=sign)]
