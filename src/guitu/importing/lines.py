"""Lines of a batch in the database: what was read is sealed to its row; codes and counts stay open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.importing.staged import Document, StagedRow, codes, stored
from guitu.importing.store import Store
from guitu.importing.where import SHEET
from guitu.kit.crypto import readable, seal, sealing
from guitu.kit.database import dicts, insert_many, row, run
from guitu.ledger.commands import Act
from guitu.rules.verdict import Reason

UNREADABLE = "row_unreadable"
_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("batch_id", "uuid"), ("line", "int"),
    ("raw", "bytea"), ("errors", "jsonb"), ("warnings", "jsonb"), ("outcome", "text"),
)
SLICE = 1000  # rows per statement: little memory


@dataclass(frozen=True, slots=True)
class Line:
    """A line as kept, opened."""

    id: UUID
    line: int
    outcome: str
    became: UUID | None
    cells: list[Any]
    errors: list[list[Any]]
    warnings: list[list[Any]]
    plan: Document | None
    is_unreadable: bool = False


def keep(act: Act, store: Store, batch_id: UUID, scope_path: str, rows: Sequence[StagedRow]) -> None:
    """Part by part; the next part is sealed while the database writes the one before."""

    def sealed_rows(part: Sequence[StagedRow]) -> list[tuple[Any, ...]]:
        seal = sealing()
        ids = [uuid4() for _ in part]
        return [
            (row_id, act.actor.county_id, scope_path, batch_id, row.line, seal(store.raw, row_id, _document(row)),
             _codes(row.errors), _codes(row.warnings), row.outcome)
            for row_id, row in zip(ids, part, strict=True)
        ]

    with ThreadPoolExecutor(max_workers=1) as beside:
        ready = beside.submit(sealed_rows, rows[:SLICE])
        for start in range(0, len(rows), SLICE):
            part = ready.result()
            ready = beside.submit(sealed_rows, rows[start + SLICE : start + 2 * SLICE])
            insert_many(store.rows, _COLUMNS, part)


def rewrite(store: Store, rows: Sequence[tuple[UUID, StagedRow]]) -> None:
    """The same lines under another mapping."""
    for start in range(0, len(rows), SLICE):
        part = rows[start : start + SLICE]
        run(
            f"UPDATE {store.rows} r SET raw = n.raw, errors = n.errors, warnings = n.warnings, outcome = n.outcome"  # noqa: S608  ours
            " FROM unnest(%s::uuid[], %s::bytea[], %s::jsonb[], %s::jsonb[], %s::text[])"
            " AS n(id, raw, errors, warnings, outcome) WHERE r.id = n.id",
            [
                [row_id for row_id, _ in part],
                [seal(store.raw, row_id, _document(row)) for row_id, row in part],
                [_codes(row.errors) for _, row in part],
                [_codes(row.warnings) for _, row in part],
                [row.outcome for _, row in part],
            ],
        )


def _document(row: StagedRow) -> str:
    document = {"cells": row.cells, "errors": stored(row.errors), "warnings": stored(row.warnings), "plan": row.plan}
    return orjson.dumps(document, default=_cell, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _codes(reasons: Sequence[Reason]) -> str:
    return _json(codes(list(reasons))) if reasons else "[]"


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    raise TypeError(type(value).__name__)


def opened(store: Store, found: dict[str, Any]) -> Line:
    """One line; what cannot be read any more is said so, and its neighbours are served."""
    text = readable(store.raw, found["id"], found["raw"])
    if text is None:
        said: list[list[Any]] = [[UNREADABLE, {}]]
        return Line(found["id"], found["line"], found["outcome"], found["became"], [], said, said, None, True)
    document = orjson.loads(text)
    return Line(
        found["id"], found["line"], found["outcome"], found["became"], [_uncell(cell) for cell in document["cells"]],
        document["errors"], document["warnings"], document["plan"],
    )


def _uncell(cell: Any) -> Any:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["d"]) if "d" in cell else datetime.fromisoformat(cell["t"])
    return cell


def lines(store: Store, county_id: str, batch_id: UUID, where: str = "", params: Sequence[Any] = (), tail: str = "") -> list[Line]:
    """Lines of a batch in order, opened; `where` and `tail` are ours, never typed."""
    sql = (
        f"SELECT id, line, raw, outcome, {store.became} AS became FROM {store.rows} WHERE county_id = %s AND batch_id = %s"  # noqa: S608  ours
        f" {where} ORDER BY line {tail}"
    )
    return [opened(store, found) for found in dicts(sql, [county_id, batch_id, *params])]


def of_plan(rows: Sequence[StagedRow], ids: Mapping[int, UUID]) -> list[StagedRow]:
    """Rows that were titles or headings until now, and are read under another plan."""
    return [row for row in rows if row.line not in ids and row.outcome != "above"]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def first(store: Store, county_id: str, batch_id: UUID, most: int = 40) -> list[Line]:
    """The first kept rows of each sheet of a file, to choose the headings from."""
    return lines(store, county_id, batch_id, "AND mod(line, %s) <= %s", [SHEET, most])


def count(store: Store, county_id: str, batch_id: UUID, outcome: str) -> int:
    found = row(
        f"SELECT count(*) FROM {store.rows} WHERE county_id = %s AND batch_id = %s AND outcome = %s",  # noqa: S608  ours
        [county_id, batch_id, outcome],
    )
    return int(found[0]) if found else 0


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a row: its outcome, the thing, and why it was refused."""

    line: Line
    outcome: str
    thing: UUID | None = None
    errors: tuple[Reason, ...] = ()
    plan: Document | None = None


def note(store: Store, outcomes: Sequence[Became]) -> None:
    """Write what became of rows, with the reasons of those that were refused sealed beside what was read."""
    for one in outcomes:
        plan = one.line.plan if one.plan is None else one.plan
        told = StagedRow(one.line.line, one.line.cells, one.outcome, one.errors, (), plan)
        run(
            f"UPDATE {store.rows} SET outcome = %s, {store.became} = coalesce(%s, {store.became}), errors = %s, raw = %s"  # noqa: S608  ours
            " WHERE id = %s",
            [one.outcome, one.thing, _codes(told.errors), seal(store.raw, one.line.id, _document(told)), one.line.id],
        )
