"""What whoever is in charge says to the units of a call (批示, 催办), and more time for the main unit: asked for, decided by another."""

from __future__ import annotations

from uuid import UUID

from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.response.answering import looked_at_by, seated, standing_of
from guitu.response.fold import CALL
from guitu.response.raising import by_whom, refuse_nobody
from guitu.response.reading import course_of
from guitu.rules import call_directing as rules
from guitu.rules.call_steps import may_end
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write


@command
def give_instruction(act: Act, *, call_id: UUID, unit: str, words: str) -> Answer:
    """Say how a call is to be handled, to one unit or to all: everybody in it reads it, and that unit, else the main one, reports
    what it did. Refuses no words, a unit that is not in the call, and a call that is settled or over."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(rules.may_direct(course, unit))
    _refuse_wordless(words)
    return write(act, held, [new("instruction_given", act, act.on, unit=unit, by=by_whom(act))], note=words.strip())


@command
def urge_unit(act: Act, *, call_id: UUID, unit: str, words: str = "") -> Answer:
    """Ask a unit where its report is. One that is at work reports within the time of an answer, else the next ones are called.
    Refuses a unit that is not in the call, and a second time before that time is over. Policy: calls.levels"""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(rules.may_urge(course, unit))
    return write(act, held, [new("unit_urged", act, act.on, unit=unit, by=by_whom(act))], note=words.strip() or None)


@command
def ask_delay(act: Act, *, call_id: UUID, unit: str, hours: int, words: str) -> Answer:
    """The main unit asks for so many hours more than the last moment that holds, and says why. A post of the office or the town that
    had no hand in the call decides; until then nothing changes.

    Refuses any other unit, no words, a second request while one waits, and more than the pack allows. Policy: calls.delay_days,
    calls.most_delays
    """
    held, course, policy = seated(act, call_id, unit)
    Refused.unless(rules.may_ask_delay(course, unit, hours, policy))
    _refuse_wordless(words)
    until_at = rules.delayed_until(course, hours, act.at, policy, held.policy())
    asked = looked_at_by(standing_of(act, held, course), act, held, course)
    fact = new("delay_asked", act, act.on, unit=unit, until_at=until_at, by=by_whom(act), asked=asked)
    return {"asked": asked, **write(act, held, [fact], note=words.strip())}


@command
def decide_delay(act: Act, *, call_id: UUID, delay_answer: str, words: str = "") -> Answer:
    """Give the main unit the time that it asked for, or not, and then say why. Refuses whoever had a hand in the call, under
    whatever post, and where nothing is asked for. Policy: calls.most_delays"""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(rules.may_decide_delay(course, by_whom(act)))
    if delay_answer == "denied":
        _refuse_wordless(words)
    fact = new("delay_decided", act, act.on, delay=course.delay, delay_answer=delay_answer, by=by_whom(act))
    return write(act, held, [fact], note=words.strip() or None)


@command
def add_information(act: Act, *, call_id: UUID, words: str) -> Answer:
    """Say what became known since, as whoever raised the call or takes part in it: everybody in it reads it. Refuses no words, and a
    call that is over."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(may_end(course))
    _refuse_wordless(words)
    return write(act, held, [new("information_added", act, act.on, by=by_whom(act))], note=words.strip())


def _refuse_wordless(words: str) -> None:
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
