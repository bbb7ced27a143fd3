"""The rows that were not taken, as they came, with what is wrong marked and said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from guitu.importing.headings import Column as ReadColumn
from guitu.importing.headings import Headings, Plan
from guitu.importing.where import Part, line_of, spot
from guitu.kit.workbooks.writing import Column, Page, write
from guitu.rules.verdict import Reason

SHEET = "错误行"
LINE_HEADING = "原表行号"
WHY_HEADING = "错误说明"


def write_errors_book(
    target: Path | BinaryIO, rows: Iterable[tuple[int, Sequence[Any], Sequence[Reason]]], plan: Plan, headings: Headings,
    choices: Mapping[str, tuple[str, ...]], say: Callable[[Reason], str], parts: Sequence[Part] = (),
) -> int:
    """Write these rows (line, cells, errors) in their order, wrong cells red; the number of rows written.

    The book can be put right and sent in again as it is: the two columns we add are not read. A column whose words are
    known has its drop-down, as the template has.
    """
    width = max((column.index + 1 for column in plan.columns), default=0)
    at = {column.field: column.index for column in plan.columns if column.field}
    styles: dict[tuple[int, int], str] = {}
    written: list[list[Any]] = []
    for line, cells, errors in rows:
        padded = [*cells[:width], *[""] * (width - len(cells))]
        where = spot(line, parts)
        written.append([*padded, line_of(line) if where.isdecimal() else where, "\n".join(say(reason) for reason in errors)])
        for index in _wrong_columns(errors, at):
            styles[(len(written), index)] = "wrong"
        if errors:
            styles[(len(written), width + 1)] = "wrong"
    write(target, [Page(SHEET, written, _columns(plan, headings, choices, width), styles=styles)])
    return len(written)


def _wrong_columns(errors: Sequence[Reason], at: Mapping[str, int]) -> set[int]:
    names = {name for reason in errors for name in _fields(reason)}
    return {at[name] for name in names if name in at}


def _fields(reason: Reason) -> tuple[str, ...]:
    fields = reason.values.get("fields", ())
    return fields if isinstance(fields, tuple) else ()


def _heading(column: ReadColumn, headings: Headings) -> str:
    """As it was; or in our words where it stood in two rows or the user had to say what it is."""
    if column.field and headings.field_of(column.heading) != column.field:
        return headings.fields[column.field].heading
    return column.heading


def _columns(plan: Plan, headings: Headings, choices: Mapping[str, tuple[str, ...]], width: int) -> list[Column]:
    found = {column.index: column for column in plan.columns}
    told = []
    for index in range(width):
        column = found.get(index)
        field = column.field or "" if column else ""
        told.append(Column(_heading(column, headings) if column else "", choices=choices.get(field, ())))
    return [*told, Column(LINE_HEADING, 10), Column(WHY_HEADING, 60)]
