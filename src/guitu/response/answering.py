"""What a unit does of a call: it acknowledges, reports, returns it, hands it over within the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.response.fold import CALL
from guitu.response.hearing import hear
from guitu.response.raising import by_whom, call_unit, refuse_nobody
from guitu.response.reading import course_of, take_part
from guitu.response.standing_by import StandingBy, standing_by
from guitu.rules import call_steps
from guitu.rules.call_clocks import CHINA
from guitu.rules.calls import CallCourse, CallsPolicy
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter
from guitu.settling.record import new, write


@command
def acknowledge_call(act: Act, *, call_id: UUID, unit: str, next_minutes: int) -> Answer:
    """Take the call on for one's unit and say within how many minutes it reports next; after that it lapses.

    Refuses a unit that is not called by this post, a call that is over, and a promise for more than a day.
    """
    held, course, _policy = seated(act, call_id, unit)
    next_by = act.at + timedelta(minutes=next_minutes)
    latest = (act.at + timedelta(minutes=call_steps.MOST_NEXT)).astimezone(CHINA)
    Refused.unless(call_steps.may_promise(next_by, act.at, latest, course.seats[unit], first=True))
    hear(act, "call")
    return write(act, held, [new("unit_acknowledged", act, act.on, unit=unit, post=_me(act), by=by_whom(act), next_by=next_by)])


@command
def report_call(
    act: Act, *, call_id: UUID, unit: str, words: str, next_minutes: int | None = None, seen: bool = False
) -> Answer:
    """Say what the unit did, and whether somebody of it has seen the person. The first report starts the work.

    Refuses no words, a unit that has not acknowledged, and, of the main unit, no moment for the next report.
    """
    held, course, _policy = seated(act, call_id, unit)
    seat = course.seats[unit]
    if seat.acknowledged_at is None:
        raise Refused(Reason("calls.acknowledge_first"))
    _refuse_wordless(words)
    next_by = act.at + timedelta(minutes=next_minutes) if next_minutes else None
    latest = (act.at + timedelta(minutes=call_steps.MOST_NEXT)).astimezone(CHINA)
    Refused.unless(call_steps.may_promise(next_by, act.at, latest, seat, first=False))
    answer = write(
        act, held, [new("unit_reported", act, act.on, unit=unit, post=_me(act), by=by_whom(act), next_by=next_by)], note=words.strip()
    )
    return write(act, held, [new("seen_again", act, act.on, unit=unit, by=by_whom(act))]) if seen else answer


@command
def return_call(act: Act, *, call_id: UUID, unit: str, ground: str, to_unit: str, words: str) -> Answer:
    """Say that the call is not for this unit, by which clause and whose it is: that unit is called at once, and no clock
    stops. A second return of a call goes to the office, which decides for good.

    Refuses no words, an unknown clause, the unit itself, and a third return.
    """
    held, course, policy = seated(act, call_id, unit)
    _refuse_wordless(words)
    Refused.unless(call_steps.may_return(course, unit, to_unit, ground, policy))
    standing = standing_of(act, held, course)
    asked = _desk(standing, act, held) if course.returns else None
    back = new("unit_returned", act, act.on, unit=unit, ground=ground, to_unit=to_unit, by=by_whom(act), asked=asked)
    answer = write(act, held, [back], note=words.strip())
    if asked:
        return answer
    return write(act, held, [call_unit(act, held, standing, to_unit, main=course.seats[unit].main, why="returned", steps=course.steps)])


@command
def hand_over_call(act: Act, *, call_id: UUID, unit: str, post_id: UUID, words: str = "") -> Answer:
    """Give the call to another post of the same unit, which answers anew. Refuses a post of another unit."""
    held, course, _policy = seated(act, call_id, unit)
    standing = standing_of(act, held, course)
    post = str(post_id)
    if post not in standing.of_unit(unit) or post == course.seats[unit].post:
        raise Refused(Reason("on_duty.not_of_unit"), field="post_id")
    take_part(act, held.id, held.scope_path, post, unit)
    return write(act, held, [new("unit_handed_over", act, act.on, unit=unit, post=post, by=by_whom(act))], note=words.strip() or None)


@command
def settle_call(act: Act, *, call_id: UUID, unit: str, outcome: str, help: Sequence[str], words: str) -> Answer:
    """The main unit says how it came out and which help follows; the call is closed when another has looked at it.

    Refuses any other unit, no words, no outcome, and no help unless it is said that none is needed. 找到 is not enough.
    """
    held, course, policy = seated(act, call_id, unit)
    Refused.unless(call_steps.may_settle(course, unit, outcome, help, words, policy))
    standing = standing_of(act, held, course)
    worker = standing.at("social_worker", act.at).post
    helper = call_steps.first_there("social_worker", act.at, worker, standing.step, _me(act))[0]
    asked = looked_at_by(standing, act, held, course)
    take_part(act, held.id, held.scope_path, helper, "help")
    fact = new("call_settled", act, act.on, outcome=outcome, help=tuple(help), helper=helper, asked=asked, by=by_whom(act))
    return write(act, held, [fact], note=words.strip())


def seated(act: Act, call_id: UUID, unit: str) -> tuple[Loaded, CallCourse, CallsPolicy]:
    """The call, locked, if this post answers for the unit."""
    refuse_nobody(act)
    held = matter(act, CALL, call_id)
    course, policy, _ = course_of(held)
    Refused.unless(call_steps.may_act(course, unit, _me(act), policy))
    return held, course, policy


def standing_of(act: Act, held: Loaded, course: CallCourse) -> StandingBy:
    return standing_by(held.county_id, held.scope_path, act.at, UUID(course.person) if course.person else None)


def _desk(standing: StandingBy, act: Act, held: Loaded) -> str:
    """The post of the office that decides, which takes part from now on."""
    post = standing.step("raising", "desk", act.at) or standing.step("raising", "director", act.at) or _me(act)
    take_part(act, held.id, held.scope_path, post, "office")
    return post


def looked_at_by(standing: StandingBy, act: Act, held: Loaded, course: CallCourse) -> str:
    """Who looks at the outcome: of the office or the town the first that had no hand in the call."""
    hands = {seat.post for seat in course.seats.values() if seat.acknowledged_at} | {_me(act)}
    found = (standing.step("raising", step, act.at) for step in ("desk", "head", "director"))
    post = next((one for one in found if one and one not in hands), None) or _desk(standing, act, held)
    take_part(act, held.id, held.scope_path, post, "office")
    return post


def _refuse_wordless(words: str) -> None:
    if not words.strip():
        raise Refused(Reason("calls.needs_words"), field="words")


def _me(act: Act) -> str:
    return str(act.actor.post_id)
