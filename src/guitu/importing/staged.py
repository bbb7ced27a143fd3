"""What was read of a file: its plan of columns and its rows, each with what is going to become of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from guitu.importing.headings import Column, Plan
from guitu.importing.where import Part
from guitu.rules.verdict import Reason

Document = dict[str, Any]
ABOUT_NOBODY = ("skipped", "above")  # empty, a total, a signature; a title or a heading


@dataclass(frozen=True, slots=True)
class StagedRow:
    """A line as it will be kept: waiting, refused for its errors, asked about, or skipped as being about nobody."""

    line: int
    cells: list[Any]
    outcome: str
    errors: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    plan: Document | None = None


@dataclass(slots=True)
class Staged:
    """A whole file, ready to be kept."""

    plan: Plan
    rows: list[StagedRow]
    refusals: tuple[Reason, ...] = ()
    parts: tuple[Part, ...] = ()
    counts: dict[str, Any] = field(default_factory=dict)
    hidden: int = 0  # rows that Excel does not show
    head: list[tuple[int, list[Any]]] = field(default_factory=list)  # titles and headings of the sheets that are read


def counts_of(rows: list[StagedRow]) -> dict[str, Any]:
    """How many, and of what: shown on the preview without opening a row."""
    people = [row for row in rows if row.outcome not in ABOUT_NOBODY]
    return {
        "rows": len(people),
        "good": sum(row.outcome == "waiting" for row in people),
        "warned": sum(bool(row.warnings) for row in people),
        "errors": dict(Counter(code for row in people if row.outcome == "refused" for code in {r.code for r in row.errors})),
        "warnings": dict(Counter(code for row in people for code in {r.code for r in row.warnings})),
    }


def plan_document(staged: Staged, on: date) -> Document:
    """How the file was read, as the batch keeps it."""
    columns = [[c.index, c.letter, c.heading, c.field, c.is_repeated] for c in staged.plan.columns]
    return {
        "columns": columns,
        "heading_lines": list(staged.plan.heading_lines),
        "heads": [list(head) for head in staged.plan.heads],
        "parts": [[part.name, part.is_read, part.note] for part in staged.parts],
        "head": [[line, [_told(cell) for cell in cells]] for line, cells in staged.head],
        "hidden": staged.hidden,
        "on": on.isoformat(),
        "refusals": [[reason.code, dict(reason.values)] for reason in staged.refusals],
    }


def plan_in(document: Mapping[str, Any]) -> Plan:
    columns = tuple(Column(*column) for column in document["columns"])
    return Plan(columns, tuple(document["heading_lines"]), tuple((a, b) for a, b in document.get("heads", ())))


def _told(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def head_in(document: Mapping[str, Any]) -> list[tuple[int, list[Any]]]:
    """Titles and headings, which are no rows of their own."""
    return [(line, cells) for line, cells in document.get("head", ())]


def parts_in(document: Mapping[str, Any]) -> tuple[Part, ...]:
    """The sheets of the file; of a batch read before there were several, the one."""
    if "parts" not in document:
        return (Part(str(document.get("sheet", "")), True),)
    return tuple(Part(*part) for part in document["parts"])


def stored(reasons: Sequence[Reason]) -> list[list[Any]]:
    """Reasons with their words, for the encrypted document: what was typed may be in them."""
    return [[reason.code, {name: plain(value) for name, value in reason.values.items()}] for reason in reasons]


def codes(reasons: Sequence[Reason]) -> list[list[Any]]:
    """Reasons without what was typed, for the open columns: [code, fields]."""
    return [[reason.code, list(reason.values.get("fields", ()))] for reason in reasons]  # type: ignore[call-overload]


def reason_of(kept: list[Any]) -> Reason:
    code, values = kept
    return Reason(code, {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def plain(value: Any) -> Any:
    """A value as JSON gives it back, so that equal means equal."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
