"""The roster of one file: its plan of columns and its rows, each good or with what is wrong.

Nothing here writes anything; what is read twice gives the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from guitu.casework.rosters import checks
from guitu.casework.rosters.cells import LEFT_OUT, Reader
from guitu.casework.rosters.fields import BY_NAME, REQUIRED
from guitu.casework.rosters.headings import HEADINGS
from guitu.importing.headings import HEAD_LINES, Plan
from guitu.importing.spellings import is_footer, is_total
from guitu.kit.workbooks import Row, Sheet
from guitu.rules.documents import NUMBERED_AS_CITIZENS
from guitu.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class RosterRow:
    line: int  # as Excel shows it
    values: Mapping[str, Any]  # field → value; a field that was empty or wrong is left out
    errors: tuple[Reason, ...]
    warnings: tuple[Reason, ...]

    @property
    def is_good(self) -> bool:
        return not self.errors


@dataclass(frozen=True, slots=True)
class Roster:
    plan: Plan
    rows: tuple[RosterRow, ...]
    refusals: tuple[Reason, ...] = ()  # why no row was read at all

    @property
    def good(self) -> tuple[RosterRow, ...]:
        return tuple(row for row in self.rows if row.is_good)


Answers = Mapping[tuple[str, str], str]  # (field, word that was asked) → how it is meant


def parse_roster(
    sheet: Sheet, mapping: Mapping[int, str | None] | None = None, *, today: date, demo: bool = False
) -> Roster:
    """The whole roster; `mapping` (column from 0 → field, or None for not read) overrides the headings."""
    found, rows = begin(sheet, mapping)
    refusals = refusals_of(found)
    return Roster(
        found, () if refusals else tuple(roster_rows(rows, found, today=today, demo=demo)), refusals
    )


def begin(sheet: Sheet, mapping: Mapping[int, str | None] | None = None) -> tuple[Plan, Iterator[Row]]:
    """The plan from the first rows, and all rows again: for files too large to keep."""
    rows = iter(sheet.rows)
    head = list(islice(rows, HEAD_LINES + 1))
    found = HEADINGS.plan(head, sheet.merged, mapping)
    return found, chain(head, rows)


def refusals_of(found: Plan) -> tuple[Reason, ...]:
    """Why this sheet cannot be read as a roster."""
    if not found.heading_lines:
        return (Reason("roster_without_headings", {"fields": ()}),)
    if missing := HEADINGS.missing(found):
        headings = "、".join(BY_NAME[name].heading for name in missing)
        return (Reason("roster_lacks_columns", {"fields": missing, "heading": headings}),)
    names = Counter(column.field for column in found.columns if column.field)
    if twice := [name for name, count in names.items() if count > 1]:
        headings = "、".join(BY_NAME[name].heading for name in twice)
        return (Reason("roster_maps_twice", {"fields": tuple(twice), "heading": headings}),)
    return ()


def roster_rows(
    rows: Iterable[Row], found: Plan, *, today: date, demo: bool = False, answers: Answers | None = None
) -> Iterator[RosterRow]:
    """The rows one by one, as they are read. Refuses nothing: what is wrong, or asked, stands in the row."""
    answers = answers or {}
    readers = [
        (column.index, column.field, Reader(BY_NAME[column.field], column.heading, today, demo, _about(answers, column.field)))
        for column in found.columns
        if column.field and BY_NAME[column.field].kind != "ignored"
    ]
    empty_measure = Reader(BY_NAME["measure_kind"], BY_NAME["measure_kind"].heading, today, demo)
    repeats = checks.Repeats()
    for line, cells in rows:
        if not found.reads(line):
            continue
        row = _read_row(line, cells, readers)
        if row is None:
            continue
        values, errors, warnings = row
        _answer_empty_measure(values, errors, answers, empty_measure)
        errors += checks.identity_errors(values)
        checks.complete(values)
        wrong = _fields_of(errors)
        errors += checks.row_errors(values, wrong)
        if not wrong & {"id_number", "sex"}:
            errors += checks.identity_missing(values)
        if not errors:
            errors += checks.measure_asked(values)
        warnings += checks.row_warnings(values, today)
        for name in checks.ASIDE:
            values.pop(name, None)
        repeated, alike = repeats.of(line, values)
        yield RosterRow(line, values, tuple(errors + repeated), tuple(warnings + alike))


def _about(answers: Answers, field: str) -> dict[str, str]:
    return {word: meant for (name, word), meant in answers.items() if name == field and word}


def _answer_empty_measure(values: dict[str, Any], errors: list[Reason], answers: Answers, reader: Reader) -> None:
    """What somebody said of the rows with a measure's dates and no measure."""
    meant = answers.get(("measure_kind", ""))
    if meant is None or not checks.lost_data(values, _fields_of(errors)) or values.get("no_measure"):
        return
    if meant == LEFT_OUT:
        errors.append(reader.reason("row_left_out", text=""))
        values["no_measure"] = True
        return
    found = reader.read(meant)
    if found.value is not None:
        values["measure_kind"] = found.value
    values |= {name: value for name, value in found.beside.items() if name not in values}


def _read_row(
    line: int, cells: list[Any], readers: list[tuple[int, str, Reader]]
) -> tuple[dict[str, Any], list[Reason], list[Reason]] | None:
    """What the cells say; None where the row is not about a person."""
    values: dict[str, Any] = {}
    errors: list[Reason] = []
    warnings: list[Reason] = []
    width = len(cells)
    for index, name, reader in readers:
        cell = cells[index] if index < width else ""
        if cell == "":
            continue
        if name == "id_number" and (kind := _document(cells, readers)) not in NUMBERED_AS_CITIZENS:
            value, wrong, doubtful, beside = reader.read_number(kind, cell)
        else:
            value, wrong, doubtful, beside = reader.read(cell)
        if value is not None:
            values[name] = value
        if beside:
            for other, given in beside.items():
                values.setdefault(other, given)
        if wrong:
            errors += wrong
        if doubtful:
            warnings += doubtful
    if "name" not in values or "id_number" not in values:
        if not values and not errors and not warnings:
            return None
        if _is_footer(cells, values, errors):
            return None
        errors += _missing(values, _fields_of(errors))
    return values, errors, warnings


def _document(cells: list[Any], readers: list[tuple[int, str, Reader]]) -> str:
    """The kind of document that the row names, '' where it names none."""
    for index, name, reader in readers:
        if name == "id_kind":
            cell = cells[index] if index < len(cells) else ""
            return reader.read(cell).value or "" if cell != "" else ""
    return ""


def _fields_of(reasons: Iterable[Reason]) -> set[str]:
    return {name for reason in reasons for name in reason.values["fields"]}  # type: ignore[attr-defined]


def _is_footer(cells: list[Any], values: Mapping[str, Any], errors: list[Reason]) -> bool:
    if is_total(cells):
        return True
    if "id_number" in values or any(reason.code.startswith("id_number") for reason in errors):
        return False
    return is_footer(cells)


def _missing(values: Mapping[str, Any], already_wrong: set[str]) -> list[Reason]:
    """Name and number, where the cell was empty rather than wrong."""
    return [
        Reason(f"{name}_missing", {"fields": (name,), "heading": BY_NAME[name].heading})
        for name in REQUIRED
        if name not in values and name not in already_wrong
    ]


def report(roster: Roster) -> dict[str, Any]:
    """`{"rows": n, "good": n, "bad": {line: [code, …]}}`."""
    bad = {row.line: [reason.code for reason in row.errors] for row in roster.rows if row.errors}
    return {"rows": len(roster.rows), "good": len(roster.rows) - len(bad), "bad": bad}
