"""The difference between what was derived before and what follows now, written in one statement per table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.database import FEW, insert_many, run, update_few
from guitu.rules.terms import Duty
from guitu.rules.verdict import Reason
from guitu.settling.composers import State
from guitu.settling.duty_rows import STORED, DutyRow
from guitu.settling.load import Loaded
from guitu.settling.summaries import sealed_course

Columns = tuple[tuple[str, str], ...]
_DUTY = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"),
    *((name, STORED.get(name, "text")) for name in DutyRow._fields), ("measure_id", "uuid"), ("policy", "text"),
)
_PUT_OFF = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("matter_id", "uuid"),
    ("post_id", "uuid"), ("key", "text"), ("until_on", "date"),
)
_SUMMARY = (
    ("matter_id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("compartment", "text"), ("course", "bytea"),
    ("folded_until", "date"), ("policy", "text"), ("closed", "text"), ("facts", "int"),
)
_STATE = (
    ("id", "uuid"), ("state", "text"), ("since_on", "date"), ("next_state", "text"), ("next_on", "date"),
    ("closed_at", "timestamptz"),
)


@dataclass(slots=True)
class Difference:
    """Collected over all matters of one settling, which are of one kind, then written. A context with derived rows of
    its own adds them in `derive` and `write`."""

    county_id: str
    at: datetime
    _duties: list[tuple[Any, ...]] = field(default_factory=list)
    _changed: list[tuple[Any, ...]] = field(default_factory=list)  # duties that were there before
    _dropped: list[tuple[UUID, str]] = field(default_factory=list)
    _summaries: list[tuple[Any, ...]] = field(default_factory=list)
    _first: list[tuple[Any, ...]] = field(default_factory=list)  # summaries of matters settled for the first time
    _resumed: list[UUID] = field(default_factory=list)  # matters whose put-off duties are written anew
    _put_off: list[tuple[Any, ...]] = field(default_factory=list)
    _states: list[tuple[Any, ...]] = field(default_factory=list)

    def derive(self, matter: Any, course: Any) -> None:
        """What a context derives of its own of one matter."""

    def drop_duty(self, matter: Loaded, key: str) -> None:
        self._dropped.append((matter.id, key))
        del matter.duties[key]

    def put_duty(self, matter: Loaded, duty: Duty, row: DutyRow) -> None:
        put = self._changed if row.key in matter.duties else self._duties
        matter.duties[row.key] = row
        written = row._replace(reasons=orjson.dumps(row.reasons).decode())  # type: ignore[arg-type]  # as a document
        put.append(
            (uuid4(), self.county_id, matter.scope_path, matter.composer.compartment, matter.id, *written,
             duty.measure_id, duty.policy)
        )

    def put_off(self, matter: Loaded, said: Mapping[tuple[str, str], date]) -> None:
        self._resumed.append(matter.id)
        for (post, key), until in said.items():
            self._put_off.append(
                (uuid4(), self.county_id, matter.scope_path, matter.composer.compartment, matter.id, post, key, until)
            )

    def state(self, matter: Loaded, now: State) -> None:
        closed = now.closed_at.isoformat() if now.closed_at else None
        derived = [now.state, now.since_on.isoformat(), now.next_state, now.next_on.isoformat() if now.next_on else None, closed]
        if _same_state(matter.current, derived):
            return  # most facts change nothing here
        matter.current = derived
        self._states.append((matter.id, now.state, now.since_on, now.next_state, now.next_on, now.closed_at))

    def summary(self, matter: Loaded, course: Any, until: date) -> None:
        document = sealed_course(matter.id, matter.composer.summary(course))
        put = self._first if matter.folded_with is None else self._summaries
        put.append(
            (matter.id, self.county_id, matter.scope_path, matter.composer.compartment, document, until,
             matter.policy().sha256, matter.closed.digest, len(matter.facts))
        )

    def write(self) -> None:
        """One statement per table that has anything to say."""
        if self._dropped:
            run(
                "DELETE FROM duties_duty d USING unnest(%s::uuid[], %s::text[]) AS gone(matter_id, key)"
                " WHERE d.matter_id = gone.matter_id AND d.key = gone.key",
                [[matter for matter, _ in self._dropped], [key for _, key in self._dropped]],
            )
        insert_many("duties_duty", _DUTY, self._duties)
        update("duties_duty", _DUTY, ("county_id", "matter_id", "key"), self._changed)
        if self._resumed:
            run("DELETE FROM duties_postponement WHERE matter_id = ANY(%s)", [self._resumed])
            insert_many("duties_postponement", _PUT_OFF, self._put_off)
        for start in range(0, len(self._states), FEW):  # a matter is opened by a function alone: its row is there
            update_few("matters_matter", _STATE, ("id",), self._states[start : start + FEW])
        insert_many("settling_summary", _SUMMARY, self._first, replace_by("matter_id", _SUMMARY))
        update("settling_summary", _SUMMARY, ("matter_id",), self._summaries)


def _same_state(held: list[Any] | None, derived: list[Any]) -> bool:
    if held is None or held[:4] != derived[:4]:
        return False
    closed, now = held[4], derived[4]
    return closed == now or (bool(closed and now) and datetime.fromisoformat(closed) == datetime.fromisoformat(now))


@cache
def replace_by(key: str, columns: Columns) -> str:
    """What an insert does where the row is there already."""
    names = [name for name, _ in columns if name != "id" and name not in key.split(", ")]
    return f"ON CONFLICT ({key}) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in names)


def update(table: str, columns: Columns, key: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    """Rows that are there: they were loaded with the matter, which is locked. Updating a few is half of what an insert
    that turns into one costs."""
    own = sum(name == "id" for name, _ in columns)  # the id of a row that is there stays
    if len(values) <= FEW:
        update_few(table, columns[own:], key, [row[own:] for row in values])
    else:
        insert_many(table, columns, values, replace_by(", ".join(key), columns))


def forget(matters: Sequence[Loaded]) -> None:
    """Throw away what was derived for these matters, which are of one kind; what was put off stays: no number of a pack
    says anything of it."""
    ids = [matter.id for matter in matters]
    matters[0].composer.forget(matters)
    for table in ("settling_summary", "duties_duty"):
        run(f"DELETE FROM {table} WHERE matter_id = ANY(%s)", [ids])  # noqa: S608  names are ours


def resume(matters: Sequence[Loaded]) -> None:
    """Forget what was put off; settling from nothing writes again what still is."""
    run("DELETE FROM duties_postponement WHERE matter_id = ANY(%s)", [[matter.id for matter in matters]])


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
