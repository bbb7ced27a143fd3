"""What people do with a quiz: open it, end it early; a school puts down its classes."""

from __future__ import annotations

import secrets
from datetime import date
from uuid import UUID, uuid4

from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.quizzes.bank import of_level
from guitu.rules.dates import days_after
from guitu.rules.quizzes import AUDIENCES, LEVELS, QuizzesPolicy, may_open
from guitu.rules.verdict import Reason

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_QUIZ = (
    "INSERT INTO prevention_quiz (id, county_id, scope_path, title, level, audience, questions, minutes, opens_on, closes_on, code)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_CLASS = (
    "INSERT INTO prevention_quizclass (id, county_id, scope_path, quiz_id, school_id, name, pupils, code) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


def new_code() -> str:
    """For a poster: short enough to type, too many to try."""
    return "".join(secrets.choice(SIGNS) for _ in range(10))


@command
def open_quiz(
    act: Act, *, path: str, title: str, level: str, audience: str, opens_on: date, last_on: date, questions: int | None = None, minutes: int | None = None
) -> Answer:
    """Open a quiz from a day to another, for anybody who has its code or for classes alone. Questions and minutes are those of
    the policy where none are said.

    Refuses a place outside one's area, no title, more questions than the bank has of the level. Policy: quizzes.*
    """
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if level not in LEVELS or audience not in AUDIENCES:
        raise Refused(Reason("not_in_list", {"field": "level"}), field="level")
    policy: QuizzesPolicy = timeline_of(act.actor.county_id, path).on(opens_on).quizzes
    asked, lasting = questions or policy.questions, minutes or policy.minutes
    Refused.unless(may_open(title, asked, len(of_level(level)), opens_on, last_on), "questions")
    quiz, code = uuid4(), new_code()
    run(_QUIZ, [quiz, act.actor.county_id, path, title.strip(), level, audience, asked, lasting, opens_on, days_after(last_on, 1), code])
    detail = {"level": level, "audience": audience, "opens_on": opens_on, "closes_on": days_after(last_on, 1), "questions": asked}
    changed(act, [Change("quiz", quiz, path, None, detail, COMPARTMENT)])
    return {"quiz": str(quiz)}


@command
def end_quiz(act: Act, *, quiz_id: UUID) -> Answer:
    """End a quiz today: nobody begins any more, who is at it goes on until his time is up. Refuses one that is over."""
    found = row("SELECT scope_path, closes_on FROM prevention_quiz WHERE id = %s", [quiz_id])
    if found is None or not str(found[0]).startswith(act.actor.path):
        raise NotVisible
    if found[1] <= act.on:
        raise Refused(Reason("quizzes.ended_already"))
    run("UPDATE prevention_quiz SET closes_on = %s WHERE id = %s", [act.on, quiz_id])
    changed(act, [Change("quiz", quiz_id, found[0], None, {"closes_on": act.on}, COMPARTMENT)])
    return {"quiz": str(quiz_id)}


@command
def add_quiz_class(act: Act, *, quiz_id: UUID, school_id: UUID, name: str, pupils: int) -> Answer:
    """Put down a class for a quiz; it gets a code of its own, by which its pupils sit with their seat, without a name.

    Refuses a quiz that is over, a class on file, a school that is not one's own.
    """
    quiz = row("SELECT closes_on FROM prevention_quiz WHERE id = %s", [quiz_id])
    school = row("SELECT scope_path FROM prevention_school WHERE id = %s AND closed_on IS NULL", [school_id])
    if quiz is None or school is None:
        raise NotVisible
    if quiz[0] <= act.on:
        raise Refused(Reason("quizzes.is_over"))
    if not name.strip() or not 1 <= pupils <= 99:
        raise Refused(Reason("quizzes.needs_class"), field="name")
    if row("SELECT 1 FROM prevention_quizclass WHERE quiz_id = %s AND school_id = %s AND name = %s", [quiz_id, school_id, name.strip()]):
        raise Refused(Reason("quizzes.class_on_file"), field="name")
    new = uuid4()
    run(_CLASS, [new, act.actor.county_id, school[0], quiz_id, school_id, name.strip(), pupils, new_code()])
    changed(act, [Change("quiz_class", new, school[0], None, {"pupils": pupils}, COMPARTMENT)])
    return {"class": str(new)}
