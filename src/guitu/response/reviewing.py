"""复盘: how a closed call went, question by question, and what is improved after it. It asks how things are done, never whose
fault it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.kit.actor import NOBODY
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.response.fold import CALL
from guitu.response.raising import by_whom, refuse_nobody
from guitu.response.reading import course_of, take_part
from guitu.rules import call_steps
from guitu.rules.calls import CallCourse
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter
from guitu.settling.record import new, write


@command
def review_call(act: Act, *, call_id: UUID, words: str, to_improve: Sequence[str] = ()) -> Answer:
    """Note how a closed call went: in which of the questions something is to be improved, and in words what went well.

    Refuses a call that was not closed with an outcome, a second review, an unknown question, and no words. Policy:
    calls.questions, calls.levels (guitu.default)
    """
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, policy, _ = course_of(held)
    Refused.unless(call_steps.may_review(course, to_improve, policy))
    _needs(words)
    return write(
        act,
        held,
        [new("call_reviewed", act, act.on, to_improve=tuple(to_improve), by=by_whom(act))],
        note=words.strip(),
    )


@command
def plan_improvement(act: Act, *, call_id: UUID, post_id: UUID, due_on: date, words: str) -> Answer:
    """Give one thing that the review asks for to a post of those that took part, by a day: it stands on that post's list
    until it is done. Refuses a call that was not reviewed, another post, a day that is not ahead, and no words."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_plan(course, due_on, act.on))
    _needs(words)
    post = str(post_id)
    if post not in taking_part(course):
        raise Refused(Reason("calls.unknown"), field="post_id")
    take_part(act, held.id, held.scope_path, post, "improves")
    fact = new("improvement_planned", act, act.on, post=post, due_on=due_on, by=by_whom(act))
    return write(act, held, [fact], note=words.strip())


@command
def note_improvement(act: Act, *, call_id: UUID, improvement: str, words: str) -> Answer:
    """Note that what a review asked for is done. Refuses what is not open, any other post than the one it was given to,
    and no words."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_improve(course, improvement, str(act.actor.post_id)))
    _needs(words)
    return write(
        act, held, [new("improvement_made", act, act.on, improvement=improvement, by=by_whom(act))], note=words.strip()
    )


def taking_part(course: CallCourse) -> list[str]:
    """The posts that a call reached, each once: those of its units, who raised it and who looked at its outcome."""
    seats = [post for seat in course.seats.values() for post in seat.asked]
    posts = (*seats, course.raised_post, course.checker, course.helper)
    return list(dict.fromkeys(post for post in posts if post and post != str(NOBODY)))


def planned(held: Loaded, improvement: str) -> date:
    """The last day of something that is to be improved."""
    day: date = next(fact for fact in held.facts if fact.id == improvement).due_on  # type: ignore[attr-defined]
    return day


def _needs(words: str) -> None:
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
