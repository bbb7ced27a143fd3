"""Lines of the ledger and rows of facts, written together; each line carries a digest under a key, for the seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import keyed, open_sealed
from guitu.kit.database import insert_many
from guitu.ledger.commands import Act
from guitu.ledger.sealed import NOTE, sealed_body
from guitu.rules.records import counted_of


@dataclass(slots=True)
class FactLine:
    """A fact on its way into the table of facts."""

    id: UUID
    matter_id: UUID
    scope_path: str
    happened_path: str
    kind: str
    on: date
    body: dict[str, Any]
    at: datetime
    happened_at: datetime | None = None
    corrects: UUID | None = None
    note: bytes | None = None
    batch_id: UUID | None = None
    compartment: str = "people"  # of the matter


_FACT_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("happened_path", "text"), ("kind", "text"),
    ("happened_on", "date"), ("happened_at", "timestamptz"), ("recorded_at", "timestamptz"), ("corrects", "uuid"),
    ("body", "bytea"), ("counted", "jsonb"), ("note", "bytea"), ("post_id", "uuid"), ("policy", "text"), ("matter_id", "uuid"),
    ("batch_id", "uuid"), ("compartment", "text"),
)

_ENTRY_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("at", "timestamptz"), ("post_id", "uuid"),
    ("account_id", "uuid"), ("door", "text"), ("command", "text"), ("request_id", "text"), ("object_kind", "text"),
    ("object_id", "uuid"), ("matter_id", "uuid"), ("corrects", "uuid"), ("policy", "text"), ("detail", "jsonb"),
    ("digest", "bytea"), ("compartment", "text"),
)


@dataclass(slots=True)
class Change:
    """A register change on its way into the ledger: codes and days, never a name."""

    object_kind: str
    object_id: UUID
    scope_path: str
    matter_id: UUID | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    compartment: str = "people"  # of the matter


def record(act: Act, lines: Sequence[FactLine]) -> None:
    """Write the facts of one command with their ledger lines: two statements however many there are."""
    record_all([(act, lines)])


def record_all(pending: Sequence[tuple[Act, Sequence[FactLine]]]) -> None:
    """The same for many commands of one batch, each with its own time, door and request."""
    pairs = [(act, f) for act, lines in pending for f in lines]
    if not pairs:
        return
    insert_many(
        _FACT_TABLE,
        _FACT_COLUMNS,
        [
            (f.id, act.actor.county_id, f.scope_path, f.happened_path, f.kind, f.on, f.happened_at, f.at, f.corrects,
             sealed_body(f.id, f.body), orjson.dumps(counted_of(f.kind, f.body)).decode(), f.note, act.actor.post_id, act.policy, f.matter_id, f.batch_id, f.compartment)
            for act, f in pairs
        ],
    )
    insert_many(_ENTRY_TABLE, _ENTRY_COLUMNS, [_entry_of_fact(act, f) for act, f in pairs])


def changed(act: Act, changes: Sequence[Change]) -> None:
    """A ledger line per register change."""
    insert_many(_ENTRY_TABLE, _ENTRY_COLUMNS, [_entry_of_change(act, c) for c in changes])


_FACT_TABLE, _ENTRY_TABLE = "ledger_fact", "ledger_entry"


def _entry_of_fact(act: Act, f: FactLine) -> tuple[Any, ...]:
    said = [f.id, act.actor.county_id, f.matter_id, f.compartment, f.happened_path, f.kind, f.on, moment(f.happened_at),
            moment(f.at), f.corrects, counted_of(f.kind, f.body), act.actor.post_id, act.policy, f.batch_id,
            orjson.dumps(f.body).decode(), open_sealed(NOTE, f.id, f.note)]
    return _entry(act, f.scope_path, f.at, f"fact.{f.kind}", f.id, f.matter_id, f.corrects, {}, said, f.compartment)


def _entry_of_change(act: Act, c: Change) -> tuple[Any, ...]:
    return _entry(act, c.scope_path, act.at, c.object_kind, c.object_id, c.matter_id, None, c.detail, None, c.compartment)


def _entry(
    act: Act, path: str, at: datetime, kind: str, object_id: UUID, matter: UUID | None, corrects: UUID | None,
    detail: dict[str, Any], fact: list[Any] | None, compartment: str,
) -> tuple[Any, ...]:
    who, line = act.actor, uuid4()
    said = [line, who.county_id, moment(at), who.post_id, who.account_id, act.door, act.command, act.request_id,
            kind, object_id, matter, compartment, corrects, act.policy, detail]
    return (line, who.county_id, path, at, who.post_id, who.account_id, act.door, act.command, act.request_id,
            kind, object_id, matter, corrects, act.policy, orjson.dumps(detail, default=str).decode(),
            digest([*said, fact]), compartment)


KEYED = b"\x02"  # what a digest under a key begins with; before, it was a plain hash and one byte shorter


def digest(said: Sequence[Any]) -> bytes:
    """Who wrote this line had the key: every column but the place, which may move, and all of the fact. The same list comes
    back from the database when lines are sealed into a block (`guitu/blocks/lines.py`)."""
    return KEYED + keyed("line", orjson.dumps(said, default=str, option=orjson.OPT_SORT_KEYS))


_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def moment(at: datetime | None) -> int | None:
    """A moment as the database counts it: microseconds, in no zone."""
    return None if at is None else (at - _EPOCH) // _MICROSECOND
