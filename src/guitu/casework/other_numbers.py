"""What would change for people if other numbers were in force: each is folded with both, and what differs is counted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from guitu.casework.load import Case, cases
from guitu.kit import clock
from guitu.kit.database import row, rows
from guitu.policy import Timeline
from guitu.rulepacks.effects import Effect
from guitu.rules.person import fold
from guitu.rules.terms import Course
from guitu.settling.settle import AHEAD

MOST = 200  # people looked at in one click; their ids are random, so the first of them are a fair sample
_COUNT = "SELECT count(*) FROM people_person WHERE county_id = %s AND starts_with(scope_path, %s) AND sealed_at IS NULL"
_SAMPLE = (
    "SELECT id FROM people_person WHERE county_id = %s AND starts_with(scope_path, %s) AND sealed_at IS NULL ORDER BY id LIMIT %s"
)


def foretold(county_id: str, path: str, timeline: Timeline) -> Effect:
    """How many people of a place would have another state, level, points or other duties. It writes nothing."""
    (people,) = row(_COUNT, [county_id, path]) or (0,)
    chosen: list[UUID] = [person for (person,) in rows(_SAMPLE, [county_id, path, MOST])]
    found = cases(chosen, lock=False)
    on = clock.today()
    changes: Counter[str] = Counter()
    otherwise = 0
    for case in found:
        differs = _differs(case, timeline, on)
        changes.update(differs)
        otherwise += bool(differs)
    return Effect(people, len(found), otherwise, dict(changes))


def _differs(case: Case, timeline: Timeline, on: date) -> set[str]:
    """What of one person would be otherwise: `state`, `points`, and each kind of duty."""
    now = case.course(on, on + AHEAD)
    then = fold(case.facts, timeline, case.known_of(), until=on, ahead=on + AHEAD)
    differs = {f"duty_kind.{kind}" for kind in _kinds(now, then)}
    if _states(now) != _states(then):
        differs.add("rulepack_effect.state")
    if _points(now) != _points(then):
        differs.add("rulepack_effect.points")
    return differs


def _kinds(now: Course, then: Course) -> set[str]:
    """The kinds of which an open duty comes, goes or moves."""
    before, after = ({(d.key, d.kind, d.due_on) for d in course.further if d.state == "open"} for course in (now, then))
    return {kind for _key, kind, _due in before ^ after}


def _states(course: Course) -> list[tuple[object, ...]]:
    return [(one.state, one.from_on, one.until_on) for one in course.standing]


def _points(course: Course) -> int:
    return sum(entry.hundredths for entry in course.points)
