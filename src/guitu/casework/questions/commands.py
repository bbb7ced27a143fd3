"""等级告知: told to the person, questioned by the person or the family, answered by somebody else than who set it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework import natural_persons
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import questions as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def tell_level(act: Act, *, person_id: UUID, on: date, told_how: str = "face_to_face", note: str | None = None) -> Answer:
    """Record that the person was told the level, what it rests on, and that it can be questioned.

    Refuses without a level, and one told already (personal_information.24).
    """
    held = case(act, person_id)
    return write(act, held, plan_telling(act, held, on=on, told_how=told_how), note=note)


@command
def question_level(act: Act, *, person_id: UUID, on: date, asked_by: str = "self", note: str | None = None) -> Answer:
    """Record that the person questions the level: who asks, and at which point (the note).

    Refuses without a word on what is questioned, and while an answer waits (personal_information.24).
    """
    held = case(act, person_id)
    return write(act, held, plan_question(act, held, on=on, asked_by=asked_by, note=note), note=note)


@command
def answer_question(
    act: Act, *, person_id: UUID, question: str, on: date, answered_as: str, note: str | None = None
) -> Answer:
    """Answer a question about the level: it stays, or is assessed anew, with the reasons in the note.

    Refuses who set the level, an answer without reasons, and what is answered already (personal_information.24).
    """
    held = case(act, person_id)
    return write(act, held, plan_answer(act, held, question=question, on=on, answered_as=answered_as, note=note), note=note)


def plan_telling(act: Act, held: Case, *, on: date, told_how: str = "face_to_face", **_: Any) -> list[Fact]:
    stand = live(held.facts)
    Refused.unless(rules.may_tell(stand), field="on")
    level = rules.latest(stand)
    assert level is not None
    if on < level.on:
        raise Refused(Reason("questions.before", {"on": level.on}), field="on")
    return [new("level_told", act, on, confirmed=level.id, told_how=told_how)]


def plan_question(act: Act, held: Case, *, on: date, asked_by: str = "self", note: str | None = None, **_: Any) -> list[Fact]:
    stand = live(held.facts)
    Refused.unless(rules.may_question(stand), field="on")
    if not (note or "").strip():
        raise Refused(Reason("questions.words"), field="note")
    level = rules.latest(stand)
    assert level is not None
    return [new("level_questioned", act, on, confirmed=level.id, asked_by=asked_by)]


def plan_answer(
    act: Act, held: Case, *, question: str, on: date, answered_as: str, note: str | None = None, **_: Any
) -> list[Fact]:
    stand = live(held.facts)
    asked = next((fact for fact in rules.open_questions(stand) if fact.id == question), None)
    level = next((fact for fact in stand if asked is not None and fact.id == asked.confirmed), None)
    by_same = level is not None and natural_persons.wrote(act.actor, natural_persons.versions(held, level))
    Refused.unless(rules.may_answer(question, stand, by_same=by_same), field="question")
    if not (note or "").strip():
        raise Refused(Reason("questions.answer_words", {}, "personal_information.24"), field="note")
    return [new("level_answered", act, on, question=question, answered_as=answered_as)]
