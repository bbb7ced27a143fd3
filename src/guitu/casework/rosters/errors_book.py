"""The rows that were not taken, as they came, with what is wrong marked and said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from guitu.casework.rosters.fields import BY_NAME
from guitu.casework.rosters.headings import Column as ReadColumn
from guitu.casework.rosters.headings import Plan, field_of
from guitu.casework.rosters.sentences import sentence_of
from guitu.casework.rosters.sheet import RosterRow
from guitu.kit.workbooks import Row
from guitu.kit.workbooks.writing import Column, Page, write
from guitu.rules.verdict import Reason

SHEET = "错误行"
LINE_HEADING = "原表行号"
WHY_HEADING = "错误说明"


def write_errors_book(
    target: Path | BinaryIO,
    raw: Iterable[Row],
    plan: Plan,
    rows: Iterable[RosterRow],
    *,
    only_bad: bool = True,
    say: Callable[[Reason], str] = sentence_of,
) -> int:
    """Write the bad rows (or all) in their order, wrong cells red; the number of rows written.

    The book can be put right and sent in again as it is: the two columns we add are not read.
    """
    told = {row.line: row for row in rows if row.errors or not only_bad}
    width = max((column.index + 1 for column in plan.columns), default=0)
    at = {column.field: column.index for column in plan.columns if column.field}
    styles: dict[tuple[int, int], str] = {}
    written: list[list[Any]] = []
    for line, cells in raw:
        row = told.get(line)
        if row is None:
            continue
        padded = [*cells[:width], *[""] * (width - len(cells))]
        written.append([*padded, line, "\n".join(say(reason) for reason in row.errors)])
        for index in _wrong_columns(row, at):
            styles[(len(written), index)] = "wrong"
        if row.errors:
            styles[(len(written), width + 1)] = "wrong"
    write(target, [Page(SHEET, written, _columns(plan, width), styles=styles)])
    return len(written)


def _wrong_columns(row: RosterRow, at: Mapping[str, int]) -> set[int]:
    names = {name for reason in row.errors for name in _fields(reason)}
    return {at[name] for name in names if name in at}


def _fields(reason: Reason) -> tuple[str, ...]:
    fields = reason.values.get("fields", ())
    return fields if isinstance(fields, tuple) else ()


def _heading(column: ReadColumn) -> str:
    """As it was; or in our words where it stood in two rows or the user had to say what it is."""
    if column.field and field_of(column.heading) != column.field:
        return BY_NAME[column.field].heading
    return column.heading


def _columns(plan: Plan, width: int) -> list[Column]:
    headings = {column.index: _heading(column) for column in plan.columns}
    return [
        *(Column(headings.get(index, "")) for index in range(width)),
        Column(LINE_HEADING, 10),
        Column(WHY_HEADING, 60),
    ]
