"""The difference between what was derived before and what follows now, written in one statement per table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.casework.duty_rows import STORED, DutyRow
from guitu.casework.load import Case
from guitu.casework.summaries import sealed_course
from guitu.kit.database import FEW, insert_many, run, update_few
from guitu.rules.terms import Course, Duty, PointsEntry, Span
from guitu.rules.verdict import Reason

PEOPLE = "people"  # the compartment of every matter of casework

_STANDING = (
    ("id", "uuid"), ("county_id", "text"), ("path", "text"), ("standing_no", "uuid"), ("state", "text"),
    ("from_on", "date"), ("until_on", "date"), ("known_at", "timestamptz"), ("known_until", "timestamptz"),
)  # fmt: skip
_DUTY = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"),
    *((name, STORED.get(name, "text")) for name in DutyRow._fields), ("measure_id", "uuid"), ("policy", "text"),
)  # fmt: skip
_CURRENT = (
    ("person_id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("home_path", "text"), ("state", "text"),
    ("since_on", "date"), ("next_state", "text"), ("next_on", "date"), ("settled_at", "timestamptz"),
)  # fmt: skip
_PUT_OFF = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"),
    ("post_id", "uuid"), ("key", "text"), ("until_on", "date"),
)  # fmt: skip
_SUMMARY = (
    ("matter_id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("course", "bytea"),
    ("folded_until", "date"), ("policy", "text"), ("closed", "text"), ("facts", "int"),
)  # fmt: skip
_POINTS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("person_id", "uuid"), ("source", "text"),
    ("item", "text"), ("earned_on", "date"), ("posted_at", "timestamptz"), ("hundredths", "int"), ("fact_id", "uuid"),
)  # fmt: skip


@cache
def _replace(key: str, columns: tuple[tuple[str, str], ...]) -> str:
    names = [name for name, _ in columns if name != "id" and name not in key.split(", ")]
    return f"ON CONFLICT ({key}) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in names)


def reasons(found: Iterable[Reason]) -> list[list[Any]]:
    """Reasons as they come back from where they are stored: [code, values, clause], days as ISO text."""
    return [
        [reason.code, {name: _plain(value) for name, value in reason.values.items()}, reason.clause] for reason in found
    ]


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    return value.isoformat() if kind is date else orjson.loads(orjson.dumps(value, default=str))


def _said(found: Iterable[Reason]) -> list[list[Any]]:
    """Reasons on their way into a document, which writes days itself."""
    return [[reason.code, reason.values, reason.clause] for reason in found]


@dataclass(slots=True)
class Difference:
    """Collected over all people of one settling, then written."""

    county_id: str
    at: datetime
    _closed: list[UUID] = field(default_factory=list)
    _void: list[UUID] = field(default_factory=list)
    _forgotten: list[UUID] = field(default_factory=list)
    _standing: list[tuple[Any, ...]] = field(default_factory=list)
    _current: list[tuple[Any, ...]] = field(default_factory=list)
    _duties: list[tuple[Any, ...]] = field(default_factory=list)
    _changed: list[tuple[Any, ...]] = field(default_factory=list)  # duties that were there before
    _dropped: list[tuple[UUID, str]] = field(default_factory=list)
    _posted: list[tuple[Any, ...]] = field(default_factory=list)
    _summaries: list[tuple[Any, ...]] = field(default_factory=list)
    _first: list[tuple[Any, ...]] = field(default_factory=list)  # summaries of people settled for the first time
    _gone: list[UUID] = field(default_factory=list)
    _resumed: list[UUID] = field(default_factory=list)  # people whose put-off duties are written anew
    _put_off: list[tuple[Any, ...]] = field(default_factory=list)

    def close_standing(self, row: UUID, known_at: datetime) -> None:
        (self._void if known_at >= self.at else self._closed).append(row)

    def forget_standing(self, case: Case) -> None:
        # What was believed before all of it was withdrawn is closed and not read, but it is there.
        if case.standing or "withdrawn" in case.kinds():
            self._forgotten.append(case.standing_no)

    def add_standing(
        self, case: Case, path: str, state: str, from_on: date, until_on: date | None, known_at: datetime,
        known_until: datetime | None,
    ) -> None:  # fmt: skip
        self._standing.append(
            (uuid4(), self.county_id, path, case.standing_no, state, from_on, until_on, known_at, known_until)
        )

    def current(self, case: Case, now: Span, following: Span | None) -> None:
        day = following.from_on.isoformat() if following else None
        state = following.state if following else None
        derived = [now.state, now.from_on.isoformat(), state, day, case.scope_path, case.home_path]
        if case.current == derived:
            return  # most facts change nothing here
        case.current = derived
        self._current.append(
            (case.id, self.county_id, case.scope_path, case.home_path, now.state, now.from_on,
             following.state if following else None, following.from_on if following else None, self.at)
        )  # fmt: skip

    def gone(self, case: Case) -> None:
        self._gone.append(case.id)

    def drop_duty(self, case: Case, key: str) -> None:
        self._dropped.append((case.id, key))
        del case.duties[key]

    def put_duty(self, case: Case, duty: Duty, row: DutyRow) -> None:
        put = self._changed if row.key in case.duties else self._duties
        case.duties[row.key] = row
        written = row._replace(reasons=orjson.dumps(row.reasons).decode())  # type: ignore[arg-type]  # as a document
        put.append(
            (uuid4(), self.county_id, case.scope_path, PEOPLE, case.id, *written, duty.measure_id, duty.policy)
        )

    def put_off(self, case: Case, said: Mapping[tuple[str, str], date]) -> None:
        self._resumed.append(case.id)
        for (post, key), until in said.items():
            self._put_off.append((uuid4(), self.county_id, case.scope_path, PEOPLE, case.id, post, key, until))

    def post(
        self, case: Case, key: str, entry: PointsEntry | None, hundredths: int, posted_at: datetime, on: date
    ) -> None:
        self._posted.append(
            (uuid4(), self.county_id, case.scope_path, case.id, key, entry.item if entry else "taken_back",
             entry.on if entry else on, posted_at, hundredths, entry.fact_id if entry else None)
        )  # fmt: skip

    def summary(self, case: Case, course: Course, until: date) -> None:
        document = sealed_course(case.id, summary_of(course))
        put = self._summaries if case.standing else self._first
        put.append(
            (case.id, self.county_id, case.scope_path, document, until, case.policy().sha256, case.closed.digest,
             len(case.facts))
        )

    def write(self) -> None:
        """One statement per table that has anything to say."""
        if self._forgotten:
            run("DELETE FROM casework_standing WHERE standing_no = ANY(%s)", [self._forgotten])
        if self._void:
            run("DELETE FROM casework_standing WHERE id = ANY(%s)", [self._void])
        if self._closed:
            run("UPDATE casework_standing SET known_until = %s WHERE id = ANY(%s)", [self.at, self._closed])
        if self._dropped:
            run(
                "DELETE FROM duties_duty d USING unnest(%s::uuid[], %s::text[]) AS gone(matter_id, key)"
                " WHERE d.matter_id = gone.matter_id AND d.key = gone.key",
                [[person for person, _ in self._dropped], [key for _, key in self._dropped]],
            )
        if self._gone:
            run("DELETE FROM casework_current WHERE person_id = ANY(%s)", [self._gone])
        insert_many("casework_standing", _STANDING, self._standing)
        insert_many("casework_current", _CURRENT, self._current, _replace("person_id", _CURRENT))
        insert_many("duties_duty", _DUTY, self._duties)
        _update("duties_duty", _DUTY, ("county_id", "matter_id", "key"), self._changed)
        if self._resumed:
            run("DELETE FROM duties_postponement WHERE matter_id = ANY(%s)", [self._resumed])
            insert_many("duties_postponement", _PUT_OFF, self._put_off)
        insert_many("casework_pointstransfer", _POINTS, self._posted)
        insert_many("settling_summary", _SUMMARY, self._first, _replace("matter_id", _SUMMARY))
        _update("settling_summary", _SUMMARY, ("matter_id",), self._summaries)


def _update(
    table: str, columns: tuple[tuple[str, str], ...], key: Sequence[str], values: Sequence[tuple[Any, ...]]
) -> None:
    """Rows that are there: they were loaded with the person, who is locked. Updating a few is half of what an insert
    that turns into one costs."""
    own = sum(name == "id" for name, _ in columns)  # the id of a row that is there stays
    if len(values) <= FEW:
        update_few(table, columns[own:], key, [row[own:] for row in values])
    else:
        insert_many(table, columns, values, _replace(", ".join(key), columns))


def forget(cases: Sequence[Case]) -> None:
    """Throw away what was derived for these people; points posted stay, they are facts, and so does what was put
    off: no number of a pack says anything of it."""
    ids, numbers = [case.id for case in cases], [case.standing_no for case in cases]
    run("DELETE FROM casework_standing WHERE standing_no = ANY(%s)", [numbers])
    for table, key in (("casework_current", "person_id"), ("settling_summary", "matter_id"), ("duties_duty", "matter_id")):
        run(f"DELETE FROM {table} WHERE {key} = ANY(%s)", [ids])  # noqa: S608  names are ours


def resume(cases: Sequence[Case]) -> None:
    """Forget what was put off; settling from nothing writes again what still is."""
    run("DELETE FROM duties_postponement WHERE matter_id = ANY(%s)", [[case.id for case in cases]])


def summary_of(course: Course) -> dict[str, Any]:
    """The course as the person's page reads it; duties and standing have tables of their own."""
    return {
        "measures": [
            {"id": m.measure_id, "kind": m.kind, "states": list(m.states), "starts_on": m.starts_on,
             "ends_on": m.ends_on, "paused": list(m.paused), "years": m.years, "reasons": _said(m.reasons)}
            for m in course.measures
        ],
        "overlays": [[o.overlay, o.from_on, o.until_on, o.fact_id] for o in course.overlays],
        "counters": [
            {"code": c.code, "measure": c.measure_id, "value": c.value, "threshold": c.threshold,
             "counted": list(c.counted), "pending": list(c.pending), "clause": c.clause}
            for c in course.counters
        ],
        "levels": list(course.levels),
        "proposals": [
            {"key": p.key, "kind": p.kind, "on": p.on, "value": p.value, "reasons": _said(p.reasons),
             "evidence": list(p.evidence)}
            for p in course.proposals
        ],
        "consequences": {c.fact_id: _said(c.reasons) for c in course.consequences},
        "standing": [[s.state, s.from_on, s.until_on, _said(s.reasons)] for s in course.standing],
        "clean_from": course.clean_from,
        "exit_due_on": course.exit_due_on,
    }  # fmt: skip
