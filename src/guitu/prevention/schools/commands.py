"""What people do with a school: register it, put it right, close it; note what it did; enter its line of the contest."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.database import dicts, queue, row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.prevention.fold import COMPARTMENT
from guitu.rules.schools import LEVELS, Entered, may_enter, may_note
from guitu.rules.verdict import Reason

_SCHOOL = "INSERT INTO prevention_school (id, county_id, scope_path, name, level, pupils, post_id, since_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
_DEED = "INSERT INTO prevention_deed (id, county_id, scope_path, school_id, item, day_on, hours) VALUES (%s, %s, %s, %s, %s, %s, %s)"
_CONTEST = (
    "INSERT INTO prevention_contest (id, county_id, scope_path, school_id, year, pupils, took_part, passed, excellent, perfect, mean)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (county_id, school_id, year) DO UPDATE SET pupils = excluded.pupils,"
    " took_part = excluded.took_part, passed = excluded.passed, excellent = excluded.excellent, perfect = excluded.perfect, mean = excluded.mean,"
    " taken_back_on = NULL"
)


@command
def add_school(act: Act, *, path: str, name: str, level: str, pupils: int, since_on: date | None = None, post_id: UUID | None = None) -> Answer:
    """Put a school on the register with its pupils and the teacher's post that looks after it. Since today where no day is said.

    Refuses a place outside one's area, a name on file there, a post that is no teacher's.
    """
    _refuse_odd(act, path, name, level, pupils, post_id)
    if row("SELECT 1 FROM prevention_school WHERE scope_path = %s AND name = %s", [path, name.strip()]):
        raise Refused(Reason("schools.on_file"), field="name")
    school = uuid4()
    queue(_SCHOOL, [school, act.actor.county_id, path, name.strip(), level, pupils, post_id, since_on or act.on])
    changed(act, [Change("school", school, path, None, {"level": level, "pupils": pupils, "post": post_id}, COMPARTMENT)])
    return {"school": str(school)}


@command
def change_school(act: Act, *, school_id: UUID, level: str, pupils: int, post_id: UUID | None = None) -> Answer:
    """Put right what is on file of a school: its pupils, its kind, its teacher's post. Refuses a school that is closed."""
    found = _school(act, school_id)
    _refuse_odd(act, found["scope_path"], found["name"], level, pupils, post_id)
    run("UPDATE prevention_school SET level = %s, pupils = %s, post_id = %s WHERE id = %s", [level, pupils, post_id, school_id])
    changed(act, [Change("school", school_id, found["scope_path"], None, {"level": level, "pupils": pupils, "post": post_id}, COMPARTMENT)])
    return {"school": str(school_id)}


@command
def close_school(act: Act, *, school_id: UUID) -> Answer:
    """Take a school off the register from today; what it did stays. Refuses one that is closed."""
    found = _school(act, school_id)
    run("UPDATE prevention_school SET closed_on = %s WHERE id = %s", [act.on, school_id])
    changed(act, [Change("school", school_id, found["scope_path"], None, {"closed_on": act.on}, COMPARTMENT)])
    return {"school": str(school_id)}


@command
def note_deed(act: Act, *, school_id: UUID, item: str, day_on: date, hours: int = 0) -> Answer:
    """Note what a school did of 五个一 and of the items of 6·27, on a day; of a lesson its class hours. Refuses a day to come."""
    found = _school(act, school_id)
    Refused.unless(may_note(item, day_on, hours, act.on), "day_on")
    deed = uuid4()
    queue(_DEED, [deed, found["county_id"], found["scope_path"], school_id, item, day_on, hours])
    changed(act, [Change("school_deed", deed, found["scope_path"], None, {"item": item, "day_on": day_on, "hours": hours}, COMPARTMENT)])
    return {"school": str(school_id), "deed": str(deed)}


@command
def take_deed_back(act: Act, *, deed_id: UUID) -> Answer:
    """Strike what was noted of a school by mistake."""
    found = row("SELECT school_id, scope_path FROM prevention_deed WHERE id = %s AND taken_back_on IS NULL", [deed_id])
    if found is None:
        raise NotVisible
    run("UPDATE prevention_deed SET taken_back_on = %s WHERE id = %s", [act.on, deed_id])
    changed(act, [Change("school_deed", deed_id, found[1], None, {"taken_back_on": act.on}, COMPARTMENT)])
    return {"school": str(found[0])}


@command
def enter_contest(
    act: Act, *, school_id: UUID, year: int, pupils: int, took_part: int, passed: int, excellent: int, perfect: int, mean: int | None
) -> Answer:
    """Enter a school's line of the national contest of a year as the platform gave it out; entered again, it is put right.
    The mean in hundredths. Refuses numbers that cannot be of one school."""
    found = _school(act, school_id)
    line = Entered(pupils, took_part, passed, excellent, perfect, mean)
    Refused.unless(may_enter(line, year, act.on), "took_part")
    run(_CONTEST, [uuid4(), found["county_id"], found["scope_path"], school_id, year, pupils, took_part, passed, excellent, perfect, mean])
    detail = {"year": year, "pupils": pupils, "took_part": took_part, "passed": passed, "excellent": excellent, "perfect": perfect, "mean": mean}
    changed(act, [Change("contest", school_id, found["scope_path"], None, detail, COMPARTMENT)])
    (line_id,) = row("SELECT id FROM prevention_contest WHERE school_id = %s AND year = %s", [school_id, year]) or ("",)
    return {"contest": str(line_id), "school": str(school_id)}


@command
def take_contest_back(act: Act, *, contest_id: UUID) -> Answer:
    """Strike a line of the contest that a sheet brought, when the sheet is taken back: it is counted no more."""
    found = row("SELECT scope_path FROM prevention_contest WHERE id = %s AND taken_back_on IS NULL", [contest_id])
    if found is None:
        raise NotVisible
    run("UPDATE prevention_contest SET taken_back_on = %s WHERE id = %s", [act.on, contest_id])
    changed(act, [Change("contest", contest_id, found[0], None, {"taken_back_on": act.on}, COMPARTMENT)])
    return {"contest": str(contest_id)}


def _school(act: Act, school_id: UUID) -> dict[str, Any]:
    found = dicts("SELECT county_id, scope_path, name, closed_on FROM prevention_school WHERE id = %s", [school_id])
    if not found:
        raise NotVisible
    if found[0]["closed_on"] is not None:
        raise Refused(Reason("schools.is_closed"))
    return found[0]


def _refuse_odd(act: Act, path: str, name: str, level: str, pupils: int, post_id: UUID | None) -> None:
    if not name.strip():
        raise Refused(Reason("schools.needs_name"), field="name")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if level not in LEVELS:
        raise Refused(Reason("not_in_list", {"field": "level"}), field="level")
    if pupils < 1:
        raise Refused(Reason("schools.needs_pupils"), field="pupils")
    if post_id is not None and not row(
        "SELECT 1 FROM grid_post WHERE id = %s AND county_id = %s AND role = 'teacher' AND closed_on IS NULL", [post_id, act.actor.county_id]
    ):
        raise Refused(Reason("schools.not_a_teacher"), field="post_id")
