"""积分账: lines of people's accounts and the other sides of their transfers, written together; the database keeps balances and
refuses a transfer whose sides do not come to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.kit.crypto import readable, sealing
from guitu.kit.database import insert_many, rows
from guitu.rules.redemptions import Line as Moved
from guitu.rules.verdict import Reason
from guitu.settling.difference import reasons

_LINE = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("person_id", "uuid"), ("transfer_id", "uuid"), ("kind", "text"),
    ("source", "text"), ("item", "text"), ("earned_on", "date"), ("posted_at", "timestamptz"), ("hundredths", "int"),
    ("fact_id", "uuid"), ("policy", "text"), ("why", "bytea"), ("pieces", "int"),
)
_SIDE = (
    ("id", "uuid"), ("county_id", "text"), ("transfer_id", "uuid"), ("account", "text"), ("kind", "text"),
    ("posted_at", "timestamptz"), ("hundredths", "bigint"), ("pieces", "int"), ("good_id", "uuid"), ("policy", "text"), ("why", "bytea"),
)
_WHY_LINE, _WHY_SIDE = "casework_pointstransfer|why", "casework_pointsside|why"


@dataclass(frozen=True, slots=True)
class Line:
    """What a person's account gains or loses in a transfer, by which numbers and why."""

    county_id: str
    scope_path: str
    person_id: UUID
    transfer_id: UUID
    kind: str
    source: str
    item: str
    on: date
    posted_at: datetime
    hundredths: int
    fact_id: UUID | None
    policy: str
    why: Sequence[Reason]
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """What the issuer, the budget or a stock gains or loses in it."""

    county_id: str
    transfer_id: UUID
    account: str
    kind: str
    posted_at: datetime
    hundredths: int
    pieces: int = 0
    good_id: UUID | None = None
    policy: str = ""
    words: str = ""


def write_transfers(lines: Sequence[Line], sides: Sequence[Side]) -> list[UUID]:
    """Write them, two statements however many there are; gives the ids of the lines."""
    if not lines and not sides:
        return []
    seal_one = sealing()
    ids = [uuid4() for _ in lines]
    insert_many("casework_pointstransfer", _LINE, [_line(id, line, seal_one) for id, line in zip(ids, lines, strict=True)])
    insert_many("casework_pointsside", _SIDE, [_side(uuid4(), side, seal_one) for side in sides])
    return ids


def _line(id: UUID, line: Line, seal_one: Any) -> tuple[Any, ...]:
    why = seal_one(_WHY_LINE, id, orjson.dumps(reasons(line.why)).decode())
    return (id, line.county_id, line.scope_path, line.person_id, line.transfer_id, line.kind, line.source, line.item, line.on,
            line.posted_at, line.hundredths, line.fact_id, line.policy, why, line.pieces)


def _side(id: UUID, side: Side, seal_one: Any) -> tuple[Any, ...]:
    why = seal_one(_WHY_SIDE, id, side.words) if side.words else None
    return (id, side.county_id, side.transfer_id, side.account, side.kind, side.posted_at, side.hundredths, side.pieces,
            side.good_id, side.policy, why)


def why_of(line_id: UUID, stored: bytes | None) -> list[Reason]:
    """Why a line was written; nothing of one from before reasons were kept."""
    found = orjson.loads(readable(_WHY_LINE, line_id, stored) or "[]")
    return [Reason(code, values, clause) for code, values, clause in found]


def said_of(side_id: UUID, stored: bytes | None) -> str:
    return readable(_WHY_SIDE, side_id, stored) or ""


def moved(person_id: UUID) -> list[Moved]:
    """All lines of an account, as expiry reads them."""
    found = rows(
        "SELECT (posted_at AT TIME ZONE 'Asia/Shanghai')::date, kind, hundredths FROM casework_pointstransfer WHERE person_id = %s",
        [person_id],
    )
    return [Moved(*one) for one in found]
