"""From a sheet to rows that wait: read, told apart from what is on file, or asked about. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation

from guitu.grid.areas import units_inside
from guitu.importing.book import stage_book
from guitu.importing.cells import ASKED, NOTHING, Cells, fields_of
from guitu.importing.headings import Headings, Plan
from guitu.importing.known import Answers, Remembered
from guitu.importing.places import EVERY_LEVEL, Places
from guitu.importing.spellings import is_footer, is_total, word_key
from guitu.importing.staged import Staged, StagedRow, plain
from guitu.importing.where import line_of
from guitu.kit.actor import Actor
from guitu.kit.sheets import OnFile, Sheet, Values, Words
from guitu.kit.workbooks import Row
from guitu.kit.workbooks import Sheet as WorkbookSheet
from guitu.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class Setting:
    """What rows of a kind of sheet are read and judged by: asked for once per file."""

    sheet: Sheet
    headings: Headings
    words: Mapping[str, Words]
    places: Places
    filed: Filed
    on: date
    answers: Answers
    filled: Callable[[Values], Values] | None = None


@dataclass(slots=True)
class Filed:
    """What is there already, by its mark and by its key; several of one key are told apart by their order."""

    by_mark: dict[str, OnFile]
    by_key: dict[tuple[Any, ...], list[OnFile]]
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, sheet: Sheet, found: Sequence[OnFile]) -> Filed:
        by_key: dict[tuple[Any, ...], list[OnFile]] = defaultdict(list)
        for one in found:
            by_key[key_of(sheet, one.values)].append(one)
        return cls({one.mark: one for one in found}, by_key)

    def find(self, sheet: Sheet, values: Values) -> tuple[OnFile | None, str]:
        """What a row is about, or the code of why it cannot be told."""
        if mark := values.get("mark"):
            found = self.by_mark.get(mark)
            return (found, "") if found else (None, "mark_unknown")
        alike = self.by_key.get(key_of(sheet, values), [])
        if sheet.may_repeat:
            free = next((one for one in alike if one.id not in self.taken), None)
            if free:
                self.taken.add(free.id)
            return free, ""
        return (alike[0], "") if len(alike) == 1 else (None, "two_on_file" if alike else "")


def key_of(sheet: Sheet, values: Values) -> tuple[Any, ...]:
    return tuple(word_key(text) if isinstance(text := values.get(name) or "", str) else text for name in sheet.key)


def headings_of(sheet: Sheet, known: Remembered | None = None) -> Headings:
    return Headings(sheet.fields).with_known(known.headings if known else {})


def setting_of(actor: Actor, sheet: Sheet, known: Remembered, *, on: date, answers: Answers | None = None) -> Setting:
    """Some queries: what words mean here, which places there are, what is on file, what the office said before."""
    places = Places(units_inside(actor.path, *EVERY_LEVEL))
    filed = Filed.of(sheet, sheet.on_file(actor, on))
    filled = sheet.filling(actor, on) if sheet.filling else None
    given = {**known.answers, **(answers or {})}
    return Setting(sheet, headings_of(sheet, known), words_of(actor, sheet, on), places, filed, on, given, filled)


def words_of(actor: Actor, sheet: Sheet, on: date) -> Mapping[str, Words]:
    """Sheets are written in Chinese, whichever language their reader has on screen."""
    with translation.override("zh-hans"):
        return {name: [(value, str(label)) for value, label in words] for name, words in sheet.words(actor, on).items()}


def refusals_of(sheet: Sheet, headings: Headings, plan: Plan) -> tuple[Reason, ...]:
    """Why a sheet cannot be read as one of this kind."""
    if not plan.heading_lines:
        needed = "、".join(field.heading for field in sheet.fields if field.is_required)
        return (Reason("sheet_without_headings", {"fields": (), "heading": needed}),)
    called = {field.name: field.heading for field in sheet.fields}
    if missing := headings.missing(plan):
        return (Reason("sheet_lacks_columns", {"fields": missing, "heading": "、".join(called[name] for name in missing)}),)
    names = [column.field for column in plan.columns if column.field]
    if twice := tuple(dict.fromkeys(name for name in names if names.count(name) > 1)):
        return (Reason("sheet_maps_twice", {"fields": twice, "heading": "、".join(called[name] for name in twice)}),)
    return ()


def stage(sheets: Iterator[WorkbookSheet], setting: Setting) -> Staged:
    def refuse(plan: Plan) -> tuple[Reason, ...]:
        return refusals_of(setting.sheet, setting.headings, plan)

    return stage_book(sheets, setting.headings, refuse, lambda rows, plan: staged_rows(rows, plan, setting))


def staged_rows(rows: Iterable[Row], plan: Plan, setting: Setting) -> Iterator[StagedRow]:
    """Every line after the headings, those about nothing included."""
    held = list(rows)
    cells = _columns(plan, setting, held)
    first: dict[tuple[Any, ...], int] = {}
    for line, row in held:
        yield _staged(line, row, cells, setting, first)


def _columns(plan: Plan, setting: Setting, rows: Sequence[Row]) -> list[tuple[int, Cells]]:
    """How each field is read, those too that have no column of their own (-1)."""
    at = {column.field: column for column in plan.columns if column.field}
    named = at.get(setting.sheet.key[0])
    here = frozenset(word_key(str(cells[named.index])) for _, cells in rows if named and named.index < len(cells))
    answer = []
    for one in setting.sheet.fields:
        column = at.get(one.name)
        if one.kind != "ignored":
            answers = {word: meant for (name, word), meant in setting.answers.items() if name == one.name}
            answer.append((
                column.index if column else -1,
                Cells(one, column.heading if column else one.heading, setting.on, setting.words.get(one.name, ()),
                      setting.places, answers, here - {""} if one.name == setting.sheet.within else frozenset()),
            ))
    return answer


def _staged(
    line: int, row: list[Any], columns: Sequence[tuple[int, Cells]], setting: Setting, first: dict[tuple[Any, ...], int]
) -> StagedRow:
    sheet, values = setting.sheet, dict[str, Any]()
    errors, warnings, silent = list[Reason](), list[Reason](), list[Cells]()
    for index, cells in columns:
        read = cells.read(row[index]) if 0 <= index < len(row) else NOTHING
        if read.value is None and not read.errors:
            silent.append(cells)
        if read.value is not None:
            values[cells.field.name] = read.value
        errors += read.errors
        warnings += read.warnings
    if _is_about_nothing(sheet, row, values, errors):
        return StagedRow(line, row, "skipped")
    errors += _from_silence([cells for cells in silent if cells.field.name in sheet.key], values)
    if setting.filled is not None:
        values = dict(setting.filled(values))
    found, why = (None, "") if errors else setting.filed.find(sheet, values)
    if why:
        errors.append(Reason(why, {"fields": ("mark",) if why == "mark_unknown" else sheet.key[:1], "heading": ""}))
    if found is None and all(reason.code in ASKED for reason in errors):  # only what is new must say everything
        errors += _from_silence([cells for cells in silent if cells.field.name not in sheet.key], values)
    if not errors and not sheet.may_repeat:
        key = (found.id,) if found else key_of(sheet, values)
        if key in first:
            errors.append(Reason("row_repeats", {"fields": sheet.key[:1], "heading": "", "first": line_of(first[key])}))
        first.setdefault(key, line)
    plan = {"values": {name: plain(value) for name, value in values.items()}, "on_file": found.id if found else None}
    outcome = _outcome(sheet, errors, found, values)
    return StagedRow(line, row, outcome, tuple(errors), tuple(warnings), plan if not errors else None)


def _is_about_nothing(sheet: Sheet, row: list[Any], values: Values, errors: Sequence[Reason]) -> bool:
    if not values and not errors:
        return True
    return is_total(row) or (sheet.key[0] not in values and sheet.key[0] not in fields_of(errors) and is_footer(row))


def _from_silence(silent: Sequence[Cells], values: dict[str, Any]) -> list[Reason]:
    errors: list[Reason] = []
    for cells in silent:
        read = cells.empty()
        if read.value is not None:
            values[cells.field.name] = read.value
        errors += read.errors
    return errors


def _outcome(sheet: Sheet, errors: Sequence[Reason], found: OnFile | None, values: Values) -> str:
    if errors:
        return "asked" if all(reason.code in ASKED for reason in errors) else "refused"
    if found is None:
        return "waiting"
    return "differs" if differences(sheet, found, values) else "same"


def differences(sheet: Sheet, found: OnFile, values: Values) -> list[tuple[str, Any, Any]]:
    """(field, on file, in the sheet). A column that the sheet leaves out says nothing."""
    held = found.values
    return [
        (name, plain(held[name]), plain(said))
        for name, said in values.items()
        if name in held and name not in sheet.fixed and plain(held[name]) != plain(said)
    ]
