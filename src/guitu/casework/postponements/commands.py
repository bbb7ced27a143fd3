"""暂不: a reminder is put off, with a reason and a day on which it comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework.load import case
from guitu.casework.record import write
from guitu.duties import gate
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.facts import DutyPostponed
from guitu.rules.postponements import may_postpone
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def postpone_duty(
    act: Act, *, person_id: UUID, duty: str, until: date, why: str, note: str | None = None
) -> Answer:
    """Put a reminder off to a day, for the acting post alone, saying why. Deadline and counts stay where they are.

    Refuses a duty that is no longer open or not the post's to do, a day that is not ahead, one further off than the
    pack allows for the reason, and "other" without words (policy, our default).
    """
    held = case(act, person_id)
    found = held.duties.get(duty)
    if found is not None and not gate.may_do(act.actor.may, act.actor.classes, found.kind, duty):
        raise NotVisible
    if found is None or found.state != "open":
        raise Refused(Reason("postponements.no_duty"))
    words = (note or "").strip()
    verdict = may_postpone(why, until, act.on, held.policy(), has_words=bool(words))
    if not verdict:
        is_wordless = verdict.reasons[0].code == "postponements.words_needed"
        raise Refused(*verdict.reasons, field="note" if is_wordless else "until")
    by = str(act.actor.post_id)
    fact = new("duty_postponed", act, act.on, duty=duty, until=until, why=why, by=by)
    return write(act, held, [fact], note=words or None)


@command
def resume_duty(act: Act, *, person_id: UUID, postponement: UUID) -> Answer:
    """Take a "暂不" of one's own back: the reminder stands on the list again. Refuses what is not such a fact."""
    held = case(act, person_id)
    fact = held.fact(postponement)
    if not isinstance(fact, DutyPostponed) or fact.by != str(act.actor.post_id):
        raise NotVisible
    return write(act, held, [new("withdrawn", act, act.on, corrects=str(postponement), why="mistake")])
