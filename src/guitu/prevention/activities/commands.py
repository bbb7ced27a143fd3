"""What people do with an activity: plan it, publish it, ask the police, record what became of it, call it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.activities.writing import Plan, Tags, keep_record, opened, refuse_odd_tags
from guitu.prevention.fold import ACTIVITY, COMPARTMENT
from guitu.prevention.sealed import words_in
from guitu.rules.activities import (
    ActivityCourse,
    Heads,
    may_ask_permit,
    may_call_off,
    may_publish,
    may_record,
)
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter
from guitu.settling.record import new, write

_ABOUT = "SELECT about FROM prevention_activity WHERE id = %s"
_PARENT = "SELECT held_on, parent_id, scope_path FROM prevention_activity WHERE id = %s"


@command
def plan_activity(
    act: Act, *, path: str, name: str, kind: str, held_on: date, tags: Tags, expected: int = 0, by_government: bool = False,
    brand_id: UUID | None = None, place_id: UUID | None = None, programme_id: UUID | None = None, words: Mapping[str, Any] | None = None,
) -> Answer:
    """Put an activity into the plan. What follows says whether the police must be asked, by when and which.

    Refuses a place outside one's area, no name, none of the six, words that are not on the lists, a day outside its programme. Clauses: large_events.2, .12, .13
    """
    plan = Plan(path, name, kind, held_on, expected, by_government, tags, brand_id, place_id, None, programme_id, words or {})
    held, planned = opened(act, plan)
    return write(act, held, [planned])


@command
def add_stall(act: Act, *, activity_id: UUID, name: str, kind: str, words: Mapping[str, Any] | None = None) -> Answer:
    """Put a stall under a fair: an activity of its own in its own words, on the day of the fair, that is counted in no total.

    Refuses a stall of a stall, a fair that is called off, no name.
    """
    fair = matter(act, ACTIVITY, activity_id)
    found = row(_PARENT, [activity_id])
    if found is None or found[1] is not None:
        raise Refused(Reason("activities.inside_itself"))
    Refused.unless(may_call_off(_course(act, fair)))
    held, planned = opened(act, Plan(found[2], name, kind, found[0], parent_id=activity_id, words=words or {}))
    return write(act, held, [planned])


@command
def publish_activity(act: Act, *, activity_id: UUID) -> Answer:
    """Let everybody who looks after prevention know of it. Refuses one that is published, held or called off."""
    held = matter(act, ACTIVITY, activity_id)
    Refused.unless(may_publish(_course(act, held)))
    return write(act, held, [new("activity_published", act, act.on)])


@command
def note_permit(act: Act, *, activity_id: UUID, on: date) -> Answer:
    """Note on which day the police were asked for a permit. Refuses where none is needed, and a day to come.
    Clause: large_events.13."""
    held = matter(act, ACTIVITY, activity_id)
    Refused.unless(may_ask_permit(_course(act, held)))
    return write(act, held, [new("permit_asked", act, on)])


@command
def call_off_activity(act: Act, *, activity_id: UUID, note: str) -> Answer:
    """Note that it is not held, and why. Refuses no words, and one that was held."""
    if not note.strip():
        raise Refused(Reason("activities.needs_words"), field="note")
    held = matter(act, ACTIVITY, activity_id)
    Refused.unless(may_call_off(_course(act, held)))
    return write(act, held, [new("activity_called_off", act, act.on)], note=note)


@command
def record_activity(
    act: Act, *, activity_id: UUID, heads: Heads, leaders: Sequence[str] = (), cost: int | None = None,
    words: Mapping[str, Any] | None = None,
) -> Answer:
    """Record what became of an activity: heads by count, by signature, by estimate, each in its own; leaders by level; cost in
    fen. Recorded again, it is put right. Refuses a day to come, no number, a name of a leader below the county."""
    held = matter(act, ACTIVITY, activity_id)
    course, more = _course(act, held), dict(words or {})
    refuse_odd_tags({"leader": leaders})
    Refused.unless(may_record(course, heads, act.on, leaders, bool(more.get("leaders"))))
    found = row(_ABOUT, [activity_id])
    if found is None:
        raise NotVisible
    kept = words_in("activity", activity_id, found[0]) | more
    keep_record(act, held, heads, leaders, cost, kept, anew=course.state == "held")
    if course.state == "held":
        detail = {"counted": heads.counted, "signed": heads.signed, "estimated": heads.estimated, "leaders": list(leaders)}
        changed(act, [Change("activity", held.id, held.scope_path, held.id, detail, COMPARTMENT)])
        return {"matter": str(held.id), "followed": []}
    return write(act, held, [new("activity_held", act, course.held_on)])


@command
def note_activity(
    act: Act, *, path: str, name: str, kind: str, held_on: date, tags: Tags, heads: Heads, leaders: Sequence[str] = (),
    cost: int | None = None, brand_id: UUID | None = None, place_id: UUID | None = None, programme_id: UUID | None = None,
    words: Mapping[str, Any] | None = None,
) -> Answer:
    """Record an activity that was in no plan, with what became of it, in one. Refuses what planning and recording refuse."""
    more = dict(words or {})
    refuse_odd_tags({"leader": leaders})
    held, planned = opened(act, Plan(path, name, kind, held_on, 0, False, tags, brand_id, place_id, None, programme_id, more))
    course = ActivityCourse("planned", held_on, held_on, 0, (), ())
    Refused.unless(may_record(course, heads, act.on, leaders, bool(more.get("leaders"))))
    keep_record(act, held, heads, leaders, cost, more)
    return write(act, held, [planned, new("activity_held", act, held_on)])


@command
def take_activity_back(act: Act, *, activity_id: UUID) -> Answer:
    """Call off what a sheet had brought, when the sheet is taken back: it is counted no more."""
    held = matter(act, ACTIVITY, activity_id)
    return write(act, held, [new("activity_called_off", act, act.on)])


def _course(act: Act, held: Loaded) -> ActivityCourse:
    course: ActivityCourse = held.course(act.on)
    return course
