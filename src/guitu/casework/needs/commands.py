"""应帮尽帮: a need is given to a unit; the unit takes, returns or does it; the person's own word ends it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from guitu.casework.load import case
from guitu.casework.needs.fold import NEED, OFFICES
from guitu.casework.needs.reading import TOLD, code_of, need_row, open_since, post_of
from guitu.casework.record import write as write_of_person
from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.matters.opening import NewMatter, open_matters
from guitu.rules import needs as rules
from guitu.rules.neutral import unfit_word
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter, matters
from guitu.settling.record import new, write

_PART = (
    "INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


@command
def raise_need(
    act: Act, *, person_id: UUID, need: str, told: str, unit: str = "", urgent: bool = False, came_by: str = "visit"
) -> Answer:
    """Give what somebody needs to the unit that answers for it by the matrix, or to another that is named; with what the
    unit is told, and no word of why the person is on file. The person's file says that it was raised.

    Refuses no words or words that give the person away, a need or unit that is not of the matrix, a unit at which nobody
    is, and the same need while one is under way. Policy: needs.*
    """
    held = case(act, person_id)
    policy: rules.NeedsPolicy = held.policy().on(act.on).needs
    unit = unit or (policy.kinds[need].unit if need in policy.kinds else "")
    Refused.unless(rules.may_raise(need, unit, open_since(person_id, need), policy), "need")
    refuse_words(told, "told")
    post = _post(act, unit, held.scope_path, policy, "unit")
    file = uuid4()
    open_matters(act.actor.county_id, [NewMatter(file, held.scope_path, code_of(file), act.actor.post_id)], kind="need",
                 compartment=OFFICES, at=act.at, on=act.on, part="raised")
    run(
        "INSERT INTO casework_need (id, county_id, scope_path, person_id, need, told) VALUES (%s, %s, %s, %s, %s, %s)",
        [file, act.actor.county_id, held.scope_path, person_id, need, seal(TOLD, file, told.strip())],
    )
    _take_part(act, file, held.scope_path, post)
    due_at = (act.at + timedelta(hours=policy.urgent_hours)).isoformat() if urgent else ""
    raised = new("need_raised", act, act.on, turn=0, need=need, unit=unit, post=str(post), asked=str(act.actor.post_id), urgent=urgent,
                 came_by=came_by, due_at=due_at)
    write_of_person(act, held, [new("need_found", act, act.on, need=need, need_file=str(file))])
    write(act, matters(NEED, [file])[0], [raised])
    return {"need": str(file), "person": str(person_id), "tell": [str(post)]}


@command
def take_need(act: Act, *, need_id: UUID) -> Answer:
    """The unit takes a need on. Refuses any other post, and one that is not waiting to be taken."""
    return _step(act, need_id, "need_taken")


@command
def return_need(act: Act, *, need_id: UUID, refusal: str, words: str) -> Answer:
    """The unit gives a need back with the reason, of the list and in words: who raised it decides. Refuses no reason, no
    words, any other post, and a need that is done."""
    held, course = held_need(act, need_id)
    Refused.unless(rules.may_step("need_returned", course, str(act.actor.post_id)))
    if refusal not in held.policy().on(act.on).needs.refusals:
        raise Refused(Reason("needs.unknown"), field="refusal")
    refuse_words(words, "words")
    write(act, held, [new("need_returned", act, act.on, turn=len(held.facts), refusal=refusal, by=_by(act))], note=words.strip())
    return {"need": str(need_id), "tell": [course.asked]}


@command
def finish_need(act: Act, *, need_id: UUID, words: str) -> Answer:
    """The unit says what it did; the person is asked whether it arrived. Refuses no words, any other post, and a need that
    was not taken."""
    return _step(act, need_id, "need_done", words)


@command
def send_need(act: Act, *, need_id: UUID, unit: str) -> Answer:
    """Who raised it sends a returned need to another unit, or once more to the same. Refuses a unit that is not of the
    matrix or at which nobody is, and a need that was not returned."""
    held, course = held_need(act, need_id)
    Refused.unless(rules.may_step("need_sent", course, asker(act, course)))
    policy: rules.NeedsPolicy = held.policy().on(act.on).needs
    if unit not in policy.units:
        raise Refused(Reason("needs.unknown"), field="unit")
    post = _post(act, unit, held.scope_path, policy, "unit")
    _take_part(act, held.id, held.scope_path, post)
    write(act, held, [new("need_sent", act, act.on, turn=len(held.facts), unit=unit, post=str(post))])
    return {"need": str(need_id), "tell": [str(post)]}


@command
def answer_need(act: Act, *, need_id: UUID, need_end: str, words: str = "") -> Answer:
    """The person's own word on what was done, noted by who raised it, or said by the person: met ends it, not met gives it
    back to the unit, declined ends it unmet. Refuses a need that is not done, and of a returned one anything but declined;
    not met takes words."""
    held, course = held_need(act, need_id)
    is_person = act.actor.role == "person"
    Refused.unless(rules.may_answer(course, need_end, is_person=is_person, post=asker(act, course)), "need_end")
    if need_end != "met":
        refuse_words(words, "words")
    said_by = "person" if is_person else "worker"
    found = need_row(need_id)
    write(act, held, [new("need_answered", act, act.on, turn=len(held.facts), need_end=need_end, said_by=said_by)], note=words.strip() or None)
    if need_end != "not_met" and found["person_id"]:
        ended = new("need_ended", act, act.on, need=course.need, need_file=str(need_id), need_end=need_end, said_by=said_by)
        write_of_person(act, case(act, found["person_id"]), [ended])
    return {"need": str(need_id), "tell": [course.post] if need_end == "not_met" else []}


def _step(act: Act, need_id: UUID, kind: str, words: str | None = None) -> Answer:
    held, course = held_need(act, need_id)
    Refused.unless(rules.may_step(kind, course, str(act.actor.post_id)))
    if words is not None:
        refuse_words(words, "words")
    write(act, held, [new(kind, act, act.on, turn=len(held.facts), by=_by(act))], note=(words or "").strip() or None)
    return {"need": str(need_id), "tell": [course.asked] if kind == "need_done" else []}


def held_need(act: Act, need_id: UUID) -> tuple[Loaded, rules.NeedCourse]:
    held = matter(act, NEED, need_id)
    return held, held.course(act.on)


def asker(act: Act, course: rules.NeedCourse) -> str:
    """The post as who raised it: that one, or one that sees the offices of the place whole and is not the unit."""
    me = str(act.actor.post_id)
    return course.asked if OFFICES in act.actor.whole_of and me != course.post else me


def _post(act: Act, unit: str, path: str, policy: rules.NeedsPolicy, field: str) -> UUID:
    of = policy.units[unit]
    found = post_of(act.actor.county_id, path, of.roles, of.body, act.on)
    if found is None:
        raise Refused(Reason("needs.nobody_there", {"unit": of.name}), field=field)
    return found


def _take_part(act: Act, need: UUID, path: str, post: UUID) -> None:
    """The unit's post takes part in this one matter from now on; in the person's file it has none."""
    run(_PART, [uuid4(), act.actor.county_id, path, OFFICES, need, post, f"unit:{str(post)[:8]}", act.on, act.actor.post_id])


def refuse_words(words: str, field: str) -> None:
    if not words.strip():
        raise Refused(Reason("needs.needs_words"), field=field)
    if word := unfit_word(words):
        raise Refused(Reason("neutral.word", {"word": word}), field=field)


def _by(act: Act) -> str:
    return str(act.actor.natural_person_id or "")
