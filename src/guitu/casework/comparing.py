"""Derived rows of people as plain values, to prove that incremental settling equals a rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any
from uuid import UUID

from guitu.casework.duty_rows import READ, DutyRow
from guitu.casework.settle import NOT_LAID_OUT
from guitu.casework.summaries import course_in
from guitu.kit.database import rows


@dataclass(frozen=True, slots=True)
class Part:
    """What of a derived table follows from facts: its columns, and by how many of the first a row is known again."""

    columns: tuple[str, ...]
    key: int
    sql: str
    unknown: tuple[str, ...] = ()  # columns that may be empty as long as nobody has asked


def _part(columns: str, key: int, sql: str, unknown: str = "") -> Part:
    return Part(tuple(columns.split()), key, sql, tuple(unknown.split()))


_PARTS = {
    "standing": _part(
        "path state from_on until_on known_at known_until", 0,
        "SELECT p.id, s.path, s.state, s.from_on, s.until_on, s.known_at, s.known_until FROM casework_standing s"
        " JOIN people_person p ON p.standing_no = s.standing_no WHERE p.id = ANY(%(people)s) ORDER BY 1, 6, 4, 3",
    ),
    "current": _part(
        "state since_on next_state next_on scope_path home_path", 0,
        "SELECT person_id, state, since_on, next_state, next_on, scope_path, home_path FROM casework_current"
        " WHERE person_id = ANY(%(people)s)",
    ),
    "duties": _part(
        " ".join((*DutyRow._fields, "measure_id", "policy")), 1,
        f"SELECT d.matter_id, {READ}, d.measure_id, d.policy FROM duties_duty d"  # noqa: S608  names are ours
        " WHERE d.matter_id = ANY(%(people)s) ORDER BY 1, 2",
    ),
    "postponements": _part(
        "post_id key until_on", 2,
        "SELECT matter_id, post_id, key, until_on FROM duties_postponement WHERE matter_id = ANY(%(people)s) ORDER BY 1, 2, 3",
    ),
    "points": _part(
        "source hundredths", 1,
        "SELECT person_id, source, sum(hundredths) FROM casework_pointstransfer WHERE person_id = ANY(%(people)s)"
        " GROUP BY 1, 2 HAVING sum(hundredths) <> 0 ORDER BY 1, 2",
    ),
    # Whoever's course is over is not laid out further each night: they may be behind the day asked of the others.
    "summary": _part(
        "course facts policy closed folded_until", 0,
        "SELECT s.matter_id, s.course, s.facts, s.policy, s.closed, CASE WHEN %(until)s::date IS NULL THEN NULL"  # noqa: S608
        f" WHEN c.state IS NULL OR c.state IN {NOT_LAID_OUT} THEN greatest(s.folded_until, %(until)s::date)"
        " ELSE s.folded_until END"
        " FROM settling_summary s LEFT JOIN casework_current c ON c.person_id = s.matter_id WHERE s.matter_id = ANY(%(people)s)",
        unknown="closed",
    ),
}  # fmt: skip

Rows = list[tuple[Any, ...]]
Snapshot = dict[UUID, dict[str, Rows]]


def snapshot(people: Sequence[UUID], until: date | None = None) -> Snapshot:
    """Everything derived for these people, without row ids: equal snapshots mean equal derivations. `until`: the day
    up to which everybody should be laid out by now; without it nobody asks how far anybody is."""
    answer: Snapshot = {person: {} for person in people}
    for name, part in _PARTS.items():
        for person, *found in rows(part.sql, {"people": list(people), "until": until}):
            if name == "summary":  # sealed anew it reads the same
                found[0] = course_in(person, found[0])
            answer.setdefault(person, {}).setdefault(name, []).append(tuple(found))
    return answer


def differing(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> set[str]:
    """Which columns of one person's derived rows differ, as `duties.due_on`; a row that only one side has differs in
    what it is known by."""
    return {
        f"{name}.{part.columns[number]}"
        for name, part in _PARTS.items()
        if before.get(name) != after.get(name)
        for one, other in _pairs(part, before.get(name, []), after.get(name, []))
        for number in _columns(part, one, other)
    }


def _pairs(part: Part, before: Rows, after: Rows) -> Iterator[tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]]:
    if not part.key:
        yield from zip_longest(before, after)
        return
    left, right = ({line[: part.key]: line for line in lines} for lines in (before, after))
    for key in left.keys() | right.keys():
        yield left.get(key), right.get(key)


def _columns(part: Part, one: tuple[Any, ...] | None, other: tuple[Any, ...] | None) -> Iterable[int]:
    if one is None or other is None:
        return range(part.key or len(part.columns))
    asked = {number for number, name in enumerate(part.columns) if name not in part.unknown or one[number] != ""}
    return [number for number in sorted(asked) if one[number] != other[number]]
