"""What the office does of a call: it decides whose it is, looks at the outcome, ends what was no call; help is given."""

from __future__ import annotations

from uuid import UUID

from guitu.kit.actor import NOBODY
from guitu.kit.database import row
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.response.fold import CALL
from guitu.response.raising import by_whom, call_unit, refuse_nobody
from guitu.response.reading import call_of, course_of, take_part
from guitu.response.standing_by import standing_by
from guitu.rules import call_steps
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import new, write

_OTHER = (
    "SELECT c.id FROM response_call c JOIN matters_matter m ON m.id = c.id WHERE m.closed_at IS NULL AND c.id <> %s"
    " AND starts_with(c.id::text, %s) ORDER BY c.raised_at DESC LIMIT 1"
)


@command
def decide_call(act: Act, *, call_id: UUID, unit: str, words: str) -> Answer:
    """The office says which unit answers for a call, and that holds. Refuses no words, an unknown unit, a call that is
    not under way."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, policy, _ = course_of(held)
    Refused.unless(call_steps.may_end(course))
    if course.sent_at is None or course.state == "settled":
        raise Refused(Reason("calls.not_sent"))
    if unit not in policy.units:
        raise Refused(Reason("calls.unknown"), field="unit")
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
    standing = standing_by(held.county_id, held.scope_path, act.at, UUID(course.person) if course.person else None)
    return write(act, held, [call_unit(act, held, standing, unit, main=True, why="decided", steps=course.steps)], note=words.strip())


@command
def check_settlement(act: Act, *, call_id: UUID, result: str, words: str = "") -> Answer:
    """Another than who handled it looks at the outcome and the help plan: the call is closed and the help is due, or it
    goes back to the main unit, with what is missing.

    Refuses whoever had a hand in the call, under whatever post (guitu.default), and a call that is not settled.
    """
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_check(course, by_whom(act)))
    if result == "back" and not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
    return write(act, held, [new("settlement_checked", act, act.on, result=result, by=by_whom(act))], note=words.strip() or None)


@command
def end_call(act: Act, *, call_id: UUID, how: str, words: str, into: str = "") -> Answer:
    """End what is no call of its own: a false alarm, or the same as another that goes on, which then
    tells what was known here. Refuses no words, and another that is not there or is over."""
    refuse_nobody(act)
    if how not in ("false_alarm", "merged"):
        raise Refused(Reason("calls.unknown"), field="how")
    other = _other(call_id, into) if how == "merged" else None
    if other:
        matters(CALL, [call_id, other])  # both at once, in one order: two who join them the other way round never wait for each other
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_end(course))
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
    if other:
        _join(act, held, matter(act, CALL, other))
    ended = new("call_ended", act, act.on, ended_as=how, into=str(other) if other else None, by=by_whom(act))
    return write(act, held, [ended], note=words.strip())


def _other(call_id: UUID, into: str) -> UUID:
    """The call that goes on, by its number."""
    found = row(_OTHER, [call_id, into.strip().lower() or "-"])
    if found is None:
        raise Refused(Reason("calls.nowhere_to"), field="into")
    return UUID(str(found[0]))


def _join(act: Act, held: Loaded, other: Loaded) -> None:
    """What was known of the one stands in the other, and whoever raised it takes part there."""
    course, _policy, _ = course_of(other)
    Refused.unless(call_steps.may_end(course))
    words = call_of(held.id).words
    told = "；".join(part for part in (words.whom, words.spot, words.known) if part)
    raiser = course_of(held)[0].raised_post
    if raiser != str(NOBODY):
        take_part(act, other.id, other.scope_path, raiser, "joined")
    write(act, other, [new("call_joined", act, act.on, from_call=str(held.id), by=by_whom(act))], note=told)


@command
def decline_call(act: Act, *, call_id: UUID, words: str) -> Answer:
    """Say why what was reported is not taken: whoever reported it reads the reason. Refuses a call that is no notice, any other
    post than the one that was asked, and no words. Our default (guitu.default)"""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_decline(course, str(act.actor.post_id)))
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
    return write(act, held, [new("call_ended", act, act.on, ended_as="not_taken", by=by_whom(act))], note=words.strip())


@command
def give_help(act: Act, *, call_id: UUID, help: str, words: str) -> Answer:
    """Note that one kind of help of the plan was given. Refuses what is not of the plan, any other post than the one it
    was given to, and no words."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, _policy, _ = course_of(held)
    Refused.unless(call_steps.may_help(course, help))
    if str(act.actor.post_id) != course.helper:
        raise Refused(Reason("calls.not_asked", {"unit": ""}))
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")
    return write(act, held, [new("help_given", act, act.on, help=help, by=by_whom(act))], note=words.strip())


@command
def escalate_call(act: Act, *, call_id: UUID) -> Answer:
    """By the clock: call whoever is next where nobody answered in time, each step once and as of its own moment. Does
    nothing where nothing has come due. Policy: calls.levels"""
    held = matter(act, CALL, call_id)
    course, policy, timeline = course_of(held)
    standing = standing_by(held.county_id, held.scope_path, act.at, UUID(course.person) if course.person else None)
    found = list(call_steps.escalations(course, policy, timeline, act.at, standing.step))
    for one in found:
        take_part(act, held.id, held.scope_path, one.post, one.unit)
    facts = [
        new("unit_escalated", act, act.on, unit=one.unit, step=one.step, post=one.post, due_at=one.due_at, missing=one.missing)
        for one in found
    ]
    return {"posts": [one.post for one in found], **(write(act, held, facts) if facts else {"matter": str(call_id)})}
