"""暂不: a reminder is put off, with a reason and a day on which it comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework.load import case
from guitu.casework.record import new, write
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.postponements import may_postpone
from guitu.rules.verdict import Reason


@command
def postpone_duty(
    act: Act, *, person_id: UUID, duty: str, until: date, why: str, note: str | None = None
) -> Answer:
    """Put a reminder off to a day, saying why. The deadline stays where it is.

    Refuses a duty that is no longer open, a day that is not ahead, and one further off than the pack allows
    for the reason (policy, our default).
    """
    held = case(act, person_id)
    if duty not in held.duties or held.duties[duty][2] != "open":
        raise Refused(Reason("postponements.no_duty"))
    verdict = may_postpone(why, until, act.on, held.policy())
    if not verdict:
        raise Refused(*verdict.reasons, field="until")
    return write(act, held, [new("duty_postponed", act, act.on, duty=duty, until=until, why=why)], note=note)


@command
def resume_duty(act: Act, *, person_id: UUID, postponement: UUID) -> Answer:
    """Take a "暂不" back: the reminder stands on the list again. Refuses what is not such a fact."""
    held = case(act, person_id)
    if held.fact(postponement).kind != "duty_postponed":
        raise NotVisible
    return write(act, held, [new("withdrawn", act, act.on, corrects=str(postponement), why="mistake")])
