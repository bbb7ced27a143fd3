"""志愿服务: somebody joins the team, leaves it, and has helped for so long on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.casework import answers
from guitu.casework.load import case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import volunteering as rules
from guitu.rules.neutral import unfit_word
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def join_volunteers(act: Act, *, person_id: UUID, on: date, guardian_agreed: bool = False, note: str | None = None) -> Answer:
    """Record that somebody wishes to help others and has joined the team, and by which name they want to be called there. Refuses
    who is in it already, a minor without the guardian, and words that give somebody away. Policy: volunteering"""
    held = case(act, person_id)
    policy = held.policy().on(on).volunteering
    Refused.unless(rules.may_join(live(held.facts), on, held.born_on, policy, guardian_agreed=guardian_agreed), "on")
    if note and (word := unfit_word(note)):
        raise Refused(Reason("neutral.word", {"word": word}), field="note")
    fact = new("volunteer_joined", act, on, guardian_agreed=guardian_agreed)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def leave_volunteers(act: Act, *, person_id: UUID, on: date, note: str | None = None) -> Answer:
    """Record that somebody is in the team no more, for whatever reason; the hours stay. Refuses who is not in it."""
    held = case(act, person_id)
    Refused.unless(rules.may_leave(live(held.facts), on), "on")
    return answers.with_next(act, held, write(act, held, [new("volunteer_left", act, on)], note=note), ())


@command
def record_hours(act: Act, *, person_id: UUID, on: date, helped_minutes: int, hours_proof: str = "by_hand", note: str | None = None) -> Answer:
    """Record how long somebody helped on a day, and how that is known; whole hours bring what the sheet of points says. Refuses
    a day outside the team, odd minutes, more than a day's most, and a day whose points were granted by hand. Policy: volunteering"""
    held = case(act, person_id)
    verdict = rules.may_record(live(held.facts), on, helped_minutes, held.policy().on(on).volunteering)
    if not verdict:
        of_day = verdict.reasons[0].code in ("volunteering.not_joined", "volunteering.points_on_file")
        raise Refused(*verdict.reasons, field="on" if of_day else "helped_minutes")
    fact = new("hours_volunteered", act, on, helped_minutes=helped_minutes, hours_proof=hours_proof)
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())
