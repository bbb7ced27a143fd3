"""培训: a course on the register, who was there on a day, certificates; and a free medical check without its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from guitu.casework import answers
from guitu.casework.courses.reading import NAME, course_of
from guitu.casework.load import case, live
from guitu.casework.record import write
from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.rules import courses as rules
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def add_course(act: Act, *, path: str, topic: str, name: str, from_on: date, last_on: date) -> Answer:
    """Put a course on the register, from its first day to its last. Refuses a place outside one's area, a topic that is not
    of the pack, no name, and an end before the beginning. Policy: courses.topics"""
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if not name.strip():
        raise Refused(Reason("courses.needs_name"), field="name")
    Refused.unless(rules.may_hold(topic, from_on, last_on, timeline_of(act.actor.county_id, path).on(from_on).courses), "last_on")
    course = uuid4()
    run(
        "INSERT INTO casework_courseheld (id, county_id, scope_path, topic, name, from_on, last_on) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [course, act.actor.county_id, path, topic, seal(NAME, course, name.strip()), from_on, last_on],
    )
    changed(act, [Change("course", course, path, None, {"topic": topic, "from_on": from_on, "last_on": last_on}, "people")])
    return {"course": str(course)}


@command
def record_attendance(act: Act, *, course_id: UUID, on: date, people: Sequence[UUID]) -> Answer:
    """Record who was at a course on one of its days: one person-time each. Who is recorded already for that day is left as
    it is. Refuses a day that is none of the course, a day to come, and nobody."""
    of = course_of(course_id)
    if not people:
        raise Refused(Reason("courses.nobody"), field="people")
    if on > act.on:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")
    Refused.unless(rules.may_attend(of["from_on"], of["last_on"], on), "on")
    written = 0
    for person in sorted(set(people), key=str):  # locked in one order
        held = case(act, person)
        if rules.was_there(live(held.facts), str(course_id), on):
            continue
        write(act, held, [new("course_attended", act, on, course=str(course_id), topic=of["topic"])])
        written += 1
    return {"course": str(course_id), "written": written}


@command
def give_certificate(act: Act, *, person_id: UUID, on: date, course: UUID, note: str | None = None) -> Answer:
    """Note that somebody has the certificate of a course. Refuses who was never there, and the same one twice."""
    held, of = case(act, person_id), course_of(course)
    Refused.unless(rules.may_certify(live(held.facts), str(course)), "course")
    fact = new("certificate_given", act, on, course=str(course), topic=of["topic"])
    return answers.with_next(act, held, write(act, held, [fact], note=note), ())


@command
def record_check_up(act: Act, *, person_id: UUID, on: date, another_occasion: bool = False) -> Answer:
    """Note that somebody was at a free medical check; no result, no word of it. Refuses a second one of a day unless it is
    said to be another."""
    held = case(act, person_id)
    fact = new("check_up_attended", act, on, another_occasion=another_occasion)
    return answers.with_next(act, held, write(act, held, [fact]), ())
