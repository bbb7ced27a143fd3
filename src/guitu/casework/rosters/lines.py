"""Lines of a batch in the database: what was read is sealed to its row; codes and counts stay open."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.casework.rosters.plans import Document, codes, stored
from guitu.casework.rosters.staging import StagedRow
from guitu.kit.crypto import readable, seal, sealing
from guitu.kit.database import dicts, insert_many, run
from guitu.ledger.commands import Act
from guitu.rules.verdict import Reason

PLACE = "casework_importrow|raw"
UNREADABLE = "row_unreadable"
_COLUMNS = (
    ("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("batch_id", "uuid"), ("line", "int"),
    ("raw", "bytea"), ("errors", "jsonb"), ("warnings", "jsonb"), ("outcome", "text"),
)  # fmt: skip
SLICE = 1000  # rows per statement: little memory


@dataclass(frozen=True, slots=True)
class Line:
    """A line as kept, opened."""

    id: UUID
    line: int
    outcome: str
    person_id: UUID | None
    cells: list[Any]
    errors: list[list[Any]]
    warnings: list[list[Any]]
    plan: Document | None
    is_unreadable: bool = False


def keep(act: Act, batch_id: UUID, scope_path: str, rows: Sequence[StagedRow]) -> None:
    """Part by part; the next part is sealed while the database writes the one before."""

    def sealed_rows(part: Sequence[StagedRow]) -> list[tuple[Any, ...]]:
        seal = sealing()
        ids = [uuid4() for _ in part]
        return [
            (row_id, act.actor.county_id, scope_path, batch_id, row.line, seal(PLACE, row_id, _document(row)),
             _codes(row.errors), _codes(row.warnings), row.outcome)
            for row_id, row in zip(ids, part, strict=True)
        ]  # fmt: skip

    with ThreadPoolExecutor(max_workers=1) as beside:
        ready = beside.submit(sealed_rows, rows[:SLICE])
        for start in range(0, len(rows), SLICE):
            part = ready.result()
            ready = beside.submit(sealed_rows, rows[start + SLICE : start + 2 * SLICE])
            insert_many("casework_importrow", _COLUMNS, part)


def rewrite(rows: Sequence[tuple[UUID, StagedRow]]) -> None:
    """The same lines under another mapping."""
    for start in range(0, len(rows), SLICE):
        part = rows[start : start + SLICE]
        run(
            "UPDATE casework_importrow r SET raw = n.raw, errors = n.errors, warnings = n.warnings, outcome = n.outcome"
            " FROM unnest(%s::uuid[], %s::bytea[], %s::jsonb[], %s::jsonb[], %s::text[])"
            " AS n(id, raw, errors, warnings, outcome) WHERE r.id = n.id",
            [
                [row_id for row_id, _ in part],
                [seal(PLACE, row_id, _document(row)) for row_id, row in part],
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


def opened(found: dict[str, Any]) -> Line:
    """One line; what cannot be read any more is said so, and its neighbours are served."""
    text = readable(PLACE, found["id"], found["raw"])
    if text is None:
        said: list[list[Any]] = [[UNREADABLE, {}]]
        return Line(found["id"], found["line"], found["outcome"], found["person_id"], [], said, said, None, True)
    document = orjson.loads(text)
    return Line(
        found["id"], found["line"], found["outcome"], found["person_id"], [_uncell(cell) for cell in document["cells"]],
        document["errors"], document["warnings"], document["plan"],
    )  # fmt: skip


def _uncell(cell: Any) -> Any:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["d"]) if "d" in cell else datetime.fromisoformat(cell["t"])
    return cell


_SELECT = "SELECT id, line, raw, outcome, person_id FROM casework_importrow WHERE county_id = %s AND batch_id = %s"


def lines(county_id: str, batch_id: UUID, where: str = "", params: Sequence[Any] = (), tail: str = "") -> list[Line]:
    """Lines of a batch in order, opened; `where` and `tail` are ours, never typed."""
    sql = f"{_SELECT} {where} ORDER BY line {tail}"
    return [opened(found) for found in dicts(sql, [county_id, batch_id, *params])]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
