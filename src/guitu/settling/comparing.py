"""Derived rows of matters as plain values, to prove that incremental settling equals a rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any
from uuid import UUID

from guitu.kit.database import rows
from guitu.settling.composers import Composer
from guitu.settling.duty_rows import READ, DutyRow
from guitu.settling.summaries import course_in


@dataclass(frozen=True, slots=True)
class Part:
    """What of a derived table follows from facts: its columns, and by how many of the first a row is known again."""

    columns: tuple[str, ...]
    key: int
    sql: str  # the matter first; told `matters`
    unknown: tuple[str, ...] = ()  # columns that may be empty as long as nobody has asked


def part(columns: str, key: int, sql: str, unknown: str = "") -> Part:
    """One part, its columns by their names in one text."""
    return Part(tuple(columns.split()), key, sql, tuple(unknown.split()))


_STATE = part(
    "state since_on next_state next_on closed_at", 0,
    "SELECT id, state, since_on, next_state, next_on, closed_at FROM matters_matter WHERE id = ANY(%(matters)s)",
)
_DUTIES = part(
    " ".join((*DutyRow._fields, "measure_id", "policy")), 1,
    f"SELECT d.matter_id, {READ}, d.measure_id, d.policy FROM duties_duty d"  # noqa: S608  names are ours
    " WHERE d.matter_id = ANY(%(matters)s) ORDER BY 1, 2",
)
_PUT_OFF = part(
    "post_id key until_on", 2,
    "SELECT matter_id, post_id, key, until_on FROM duties_postponement WHERE matter_id = ANY(%(matters)s) ORDER BY 1, 2, 3",
)


def parts_of(composer: Composer[Any, Any]) -> dict[str, Part]:
    """All that is derived of one kind of matter. Of what runs no further the clock lays out nothing each night: it may be
    behind the day asked of the others."""
    summary = part(
        "course facts policy closed folded_until", 0,
        "SELECT s.matter_id, s.course, s.facts, s.policy, s.closed, CASE WHEN %(until)s::date IS NULL THEN NULL"  # noqa: S608
        f" WHEN NOT {composer.runs_on} THEN greatest(s.folded_until, %(until)s::date) ELSE s.folded_until END"
        " FROM settling_summary s WHERE s.matter_id = ANY(%(matters)s)",
        unknown="closed",
    )
    state = {"state": _STATE} if composer.keeps_state else {}
    kept = {"summary": summary} if composer.keeps_summary else {}
    return {**composer.parts, **state, "duties": _DUTIES, "postponements": _PUT_OFF, **kept}


Rows = list[tuple[Any, ...]]
Snapshot = dict[UUID, dict[str, Rows]]


def snapshot(composer: Composer[Any, Any], matters: Sequence[UUID], until: date | None = None) -> Snapshot:
    """Everything derived for these matters, without row ids: equal snapshots mean equal derivations. `until`: the day
    up to which each should be laid out by now; without it nobody asks how far any is."""
    answer: Snapshot = {matter: {} for matter in matters}
    for name, of in parts_of(composer).items():
        for matter, *found in rows(of.sql, {"matters": list(matters), "until": until}):
            if name == "summary":  # sealed anew it reads the same
                found[0] = course_in(matter, found[0])
            answer.setdefault(matter, {}).setdefault(name, []).append(tuple(found))
    return answer


def differing(composer: Composer[Any, Any], before: Mapping[str, Rows], after: Mapping[str, Rows]) -> set[str]:
    """Which columns of one matter's derived rows differ, as `duties.due_on`; a row that only one side has differs in
    what it is known by."""
    return {
        f"{name}.{of.columns[number]}"
        for name, of in parts_of(composer).items()
        if before.get(name) != after.get(name)
        for one, other in _pairs(of, before.get(name, []), after.get(name, []))
        for number in _columns(of, one, other)
    }


def _pairs(of: Part, before: Rows, after: Rows) -> Iterator[tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]]:
    if not of.key:
        yield from zip_longest(before, after)
        return
    left, right = ({line[: of.key]: line for line in lines} for lines in (before, after))
    for key in left.keys() | right.keys():
        yield left.get(key), right.get(key)


def _columns(of: Part, one: tuple[Any, ...] | None, other: tuple[Any, ...] | None) -> Iterable[int]:
    if one is None or other is None:
        return range(of.key or len(of.columns))
    asked = {number for number, name in enumerate(of.columns) if name not in of.unknown or one[number] != ""}
    return [number for number in sorted(asked) if one[number] != other[number]]
