"""What differs between two courses of a life, said in words."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import date
from typing import Any

from guitu.rules.terms import Course, Duty


def differences(before: Course, after: Course, same: dict[str, str] | None = None) -> Iterator[str]:
    """What is not the same: states, duties, counters, sums of points, levels, clean years. `same`: ids of facts
    that stand for others."""
    names = same or {}

    def of(course: Course) -> dict[str, Any]:
        return {
            "measure": {m.measure_id: (m.states, m.starts_on, m.ends_on) for m in course.measures},
            "number of measures": {"all": len(course.measures)},
            "state": {s.from_on: s.state for s in course.standing},
            "duty": duties_by_key(course, names),
            "counter": {(c.measure_id, c.code): (c.value, len(c.pending)) for c in course.counters},
            "points": {month: total for month, total in _months(course).items() if total},
            "level": dict(course.levels),
            "clean years": {"from": course.clean_from, "due": course.exit_due_on},
            "proposal": {named(p.key, names): (p.on, p.value) for p in course.proposals},
        }

    one, two = of(before), of(after)
    for what in one:
        yield from unlike(what, one[what], two[what])


def duties_by_key(course: Course, names: dict[str, str]) -> dict[str, tuple[Any, ...]]:
    """By their key. A copy of a paper may have lines of its own beside the first one's, as long as they are closed."""
    answer: dict[str, tuple[Any, ...]] = {}
    for duty in course.duties:
        is_of_copy = any(name in duty.key for name in names)
        key = named(duty.key, names)
        if not is_of_copy or key not in answer:
            answer[key] = shown(duty, names)
        elif duty.state == "open":
            answer[duty.key] = shown(duty, names)
    return answer


def _months(course: Course) -> Tally[str]:
    answer: Tally[str] = Tally()
    for entry in course.points:
        answer[f"{entry.on:%Y-%m}"] += entry.hundredths
    return answer


def named(key: str, names: dict[str, str]) -> str:
    for copy, original in names.items():
        key = key.replace(copy, original)
    return key


def shown(duty: Duty, names: dict[str, str] | None = None) -> tuple[Any, ...]:
    done = duty.done_by or ""
    return duty.opens_on, duty.planned_on, duty.due_on, duty.state, (names or {}).get(done, done)


def unlike(what: str, before: dict[Any, Any], after: dict[Any, Any]) -> Iterator[str]:
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield f"{what} {key}: {_said(before.get(key))} → {_said(after.get(key))}"


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(_said(part) for part in value)})"
    return value.isoformat() if isinstance(value, date) else str(value)
