"""What people do with a programme: plan it, change its days, lay out its weeks, put an activity into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import dicts, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.activities.writing import Plan, Tags, opened
from guitu.prevention.fold import ACTIVITY, COMPARTMENT
from guitu.rules.activities import ActivityCourse
from guitu.rules.dates import days_after
from guitu.rules.programmes import KINDS, may_belong, may_plan, weeks_of
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import keep

_ONE = "SELECT id, county_id, scope_path, since_on, until_on FROM prevention_programme WHERE id = %s"


@command
def plan_programme(act: Act, *, path: str, kind: str, title: str, since_on: date, last_on: date, gift_from: int | None = None) -> Answer:
    """Plan a campaign or a series from a day to another, the last with it; with a number of stamps, visitors collect them.

    Refuses a place outside one's area, no title, days in the wrong order or longer than a year, a title of the same days.
    """
    Refused.unless(may_plan(title, since_on, last_on), "last_on" if title.strip() else "title")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if kind not in KINDS:
        raise Refused(Reason("not_in_list", {"field": "kind"}), field="kind")
    where = [act.actor.county_id, path, title.strip(), since_on]
    if row("SELECT 1 FROM prevention_programme WHERE county_id = %s AND scope_path = %s AND title = %s AND since_on = %s", where):
        raise Refused(Reason("programmes.on_file"), field="title")
    programme = uuid4()
    run(
        "INSERT INTO prevention_programme (id, county_id, scope_path, kind, title, since_on, until_on, gift_from) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [programme, act.actor.county_id, path, kind, title.strip(), since_on, days_after(last_on, 1), gift_from],
    )
    _line(act, programme, path, {"kind": kind, "since_on": since_on, "last_on": last_on})
    return {"programme": str(programme)}


@command
def change_programme(act: Act, *, programme_id: UUID, since_on: date, last_on: date, gift_from: int | None = None) -> Answer:
    """Change the days of a programme and from how many stamps something is given; what is in it stays in it. Refuses one of
    elsewhere or above, and days in the wrong order."""
    found = _mine(act, programme_id)
    Refused.unless(may_plan("-", since_on, last_on), "last_on")
    run(
        "UPDATE prevention_programme SET since_on = %s, until_on = %s, gift_from = %s WHERE id = %s",
        [since_on, days_after(last_on, 1), gift_from, programme_id],
    )
    _line(act, programme_id, found["scope_path"], {"since_on": since_on, "last_on": last_on})
    return {"programme": str(programme_id)}


@command
def lay_out_weeks(
    act: Act, *, programme_id: UUID, path: str, name: str, kind: str, weekdays: Sequence[int], tags: Tags, expected: int = 0
) -> Answer:
    """Put an activity into the plan for each of these weekdays from today to the end of the programme, all in one: a year's
    Saturdays are laid out once. Each is published, held and recorded by itself, and called off where it falls out.

    Refuses a programme that has no such day left, and what planning one activity refuses.
    """
    found = _seen(programme_id)
    days = weeks_of(found["since_on"], found["until_on"], weekdays, act.on)
    if not days:
        raise Refused(Reason("programmes.no_weeks", {"until": days_after(found["until_on"], -1)}), field="weekdays")
    for day in days:
        held, planned = opened(act, Plan(path, name, kind, day, expected, tags=tags, programme_id=programme_id))
        keep(act, held, [planned])
    _line(act, programme_id, path, {"step": "laid_out", "n": len(days)})
    return {"programme": str(programme_id), "n": len(days)}


@command
def put_into_programme(act: Act, *, activity_id: UUID, programme_id: UUID | None) -> Answer:
    """Say to which programme an activity belongs, or to none. Refuses a day outside those of the programme."""
    held = matter(act, ACTIVITY, activity_id)
    course: ActivityCourse = held.course(act.on)
    if programme_id is not None:
        found = _seen(programme_id)
        Refused.unless(may_belong(course.held_on, found["since_on"], found["until_on"]), "programme_id")
    run("UPDATE prevention_activity SET programme_id = %s WHERE id = %s", [programme_id, activity_id])
    changed(act, [Change("activity", held.id, held.scope_path, held.id, {"programme": str(programme_id or "")}, COMPARTMENT)])
    return {"matter": str(held.id), "followed": []}


def _seen(programme_id: UUID) -> dict[str, Any]:
    """A programme of the county: towns hold their activities under the county's campaign."""
    found = dicts(_ONE, [programme_id])
    if not found:
        raise NotVisible
    return found[0]


def _mine(act: Act, programme_id: UUID) -> dict[str, Any]:
    found = dicts(f"{_ONE} FOR UPDATE", [programme_id])
    if not found or not str(found[0]["scope_path"]).startswith(act.actor.path):
        raise NotVisible
    return found[0]


def _line(act: Act, programme: UUID, path: str, detail: dict[str, Any]) -> None:
    changed(act, [Change("programme", programme, path, None, detail, COMPARTMENT)])
