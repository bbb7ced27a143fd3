"""Derived rows of people as plain values, to prove that incremental settling equals a rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from guitu.kit.database import rows

_PARTS = {
    "standing": (
        "SELECT p.id, s.path, s.state, s.from_on, s.until_on, s.known_at, s.known_until FROM casework_standing s"
        " JOIN people_person p ON p.subject = s.subject WHERE p.id = ANY(%s) ORDER BY 1, 6, 4, 3"
    ),
    "current": (
        "SELECT person_id, state, since_on, next_state, next_on, scope_path, home_path FROM casework_current"
        " WHERE person_id = ANY(%s)"
    ),
    "duties": (
        "SELECT person_id, key, kind, state, opens_on, planned_on, due_on, done_by, done_on, post_id,"
        " measure_id, label, place, policy, reasons::text FROM duties_duty WHERE person_id = ANY(%s) ORDER BY 1, 2"
    ),
    "postponements": (
        "SELECT person_id, post_id, key, until_on FROM duties_postponement WHERE person_id = ANY(%s) ORDER BY 1, 2, 3"
    ),
    "points": (
        "SELECT person_id, source, sum(hundredths) FROM casework_pointstransfer WHERE person_id = ANY(%s)"
        " GROUP BY 1, 2 HAVING sum(hundredths) <> 0 ORDER BY 1, 2"
    ),
    "summary": "SELECT person_id, course, facts FROM casework_summary WHERE person_id = ANY(%s)",
}


def snapshot(people: Sequence[UUID]) -> dict[UUID, dict[str, list[tuple[Any, ...]]]]:
    """Everything derived for these people, without row ids: equal snapshots mean equal derivations."""
    answer: dict[UUID, dict[str, list[tuple[Any, ...]]]] = {person: {} for person in people}
    for part, sql in _PARTS.items():
        for person, *values in rows(sql, [list(people)]):
            answer.setdefault(person, {}).setdefault(part, []).append(tuple(values))
    return answer
