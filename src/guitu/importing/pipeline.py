"""Whole files: read, taken over row by row through the commands of the screens, and taken back. A door: web and jobs
call it. Each row is the request of its command, so that one killed in the middle goes on and does nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from guitu.importing import batches, commands, lines
from guitu.importing.cells import HERE
from guitu.importing.known import remembered
from guitu.importing.lines import Became, Line
from guitu.importing.registry import STORE, sheet_of
from guitu.importing.spellings import word_key
from guitu.importing.staging import Filed, Setting, differences, setting_of, stage, words_of
from guitu.importing.uploads import place
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.kit.sheets import Sheet, Words
from guitu.kit.workbooks import all_begun
from guitu.ledger.commands import Answer
from guitu.rules.verdict import Reason

CHUNK = 25  # rows after which it is noted what became of them
SMALL = 200  # rows: so many are taken over while one waits; more go to the background


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value on its way into a command: what is compared when a request comes twice is its mark alone."""

    value: Any
    mark: str

    def __call__(self) -> Any:
        return self.value


def read_waiting(actor: Actor, batch_id: UUID, *, sheet: str, on: date, at: datetime) -> Answer:
    """Read a file that waits, and keep it as the batch that it is. Raises WorkbookRefused for what is no spreadsheet."""
    with all_begun(place(batch_id)) as sheets:
        with acting(actor):
            setting = setting_of(actor, sheet_of(actor, sheet), remembered(actor, sheet), on=on)
        staged = stage(sheets(), setting)
    return commands.keep_sheet(actor, at=at, door="job", batch_id=batch_id, upload=Opaque((staged, on), str(batch_id)))


def setting_again(actor: Actor, sheet: Sheet, batch_id: UUID, on: date, more: Any = None) -> Setting:
    """The setting of a batch that is read again, with what was answered for it; inside a transaction."""
    found = batches.batch(sheet.code, batch_id)
    answers = {**commands.answers_in(STORE, batch_id, found.mapping), **(more or {})}
    return setting_of(actor, sheet, remembered(actor, sheet.code), on=on, answers=answers)


def take(actor: Actor, sheet: Sheet, batch_id: UUID, *, at: datetime, on: date, door: str) -> int:
    """Take over every line that waits; those that name another row of the sheet after it. How many were added."""
    added, after = 0, 0
    while True:
        with acting(actor):
            if batches.batch(sheet.code, batch_id).state != "importing":
                return added
            waiting = lines.lines(
                STORE, actor.county_id, batch_id, "AND outcome = 'waiting' AND line > %s", [after, CHUNK], "LIMIT %s"
            )
            setting = setting_of(actor, sheet, remembered(actor, sheet.code), on=on)
        if not waiting:
            break
        after = waiting[-1].line
        noted = [one for line in waiting if (one := _add(actor, sheet, line, setting, at, door)) is not None]
        added += sum(one.outcome == "added" for one in noted)
        _note(actor, batch_id, noted, at, door)
    return added + _the_rest(actor, sheet, batch_id, at, on, door)


def _the_rest(actor: Actor, sheet: Sheet, batch_id: UUID, at: datetime, on: date, door: str) -> int:
    """Rows that waited for others of the sheet, as long as one of them gets on; then the batch is at its end."""
    added = 0
    while True:
        with acting(actor):
            left = lines.lines(STORE, actor.county_id, batch_id, "AND outcome = 'waiting'")
            setting = setting_of(actor, sheet, remembered(actor, sheet.code), on=on)
        noted = [one for line in left if (one := _add(actor, sheet, line, setting, at, door)) is not None]
        if left and not noted:
            noted = [Became(line, "refused", None, (_about(sheet, "row_of_sheet_refused", sheet.within),)) for line in left]
        added += sum(one.outcome == "added" for one in noted)
        if len(noted) == len(left):
            _note(actor, batch_id, noted, at, door, "imported")
            return added
        _note(actor, batch_id, noted, at, door)


def _add(actor: Actor, sheet: Sheet, line: Line, setting: Setting, at: datetime, door: str) -> Became | None:
    """One row by its command; None where it waits for another row of the sheet."""
    if line.plan is None:
        return Became(line, "refused", None, (Reason(lines.UNREADABLE, {"fields": ()}),))
    values = values_in(sheet, line)
    if not _found_here(sheet, values, setting.words):
        return None
    held, _why = Filed.of(sheet, []).find(sheet, values) if sheet.may_repeat else setting.filed.find(sheet, values)
    if held is not None:  # somebody else entered it since the file was read
        outcome = "differs" if differences(sheet, held, values) else "same"
        return Became(line, outcome, None, (), {**line.plan, "on_file": held.id})
    run = partial(sheet.add, actor, at=at, door=door, request_id=str(line.id), **sheet.adding(values))
    return _done(sheet, line, "added", run)


def _found_here(sheet: Sheet, values: dict[str, Any], words: Mapping[str, Words]) -> bool:
    """Put the thing itself where a row names another row of the sheet; False where that is not there yet."""
    told = values.get(sheet.within) if sheet.within else None
    if isinstance(told, str) and told.startswith(HERE):
        found = next((value for value, label in words[sheet.within] if word_key(label) == told[1:]), None)
        if found is None:
            return False
        values[sheet.within] = found
    return True


def take_over(
    actor: Actor, sheet: Sheet, batch_id: UUID, wanted: Iterable[UUID] | None, *, at: datetime, on: date, door: str
) -> int:
    """What the sheet says otherwise than what is on file, row by row through the command that changes it."""
    with acting(actor):
        found = lines.lines(STORE, actor.county_id, batch_id, "AND outcome = 'differs'")
        filed = {one.id: one for one in sheet.on_file(actor, on)}
        words = words_of(actor, sheet, on)
    chosen = set(wanted) if wanted is not None else None
    noted: list[Became] = []
    for line in found:
        held = filed.get((line.plan or {}).get("on_file", ""))
        if (chosen is None or line.id in chosen) and held is not None and sheet.change is not None:
            values = values_in(sheet, line)
            if not _found_here(sheet, values, words):
                noted.append(Became(line, "differs", None, (_about(sheet, "row_of_sheet_refused", sheet.within),)))
                continue
            before = {name: old for name, old, _new in differences(sheet, held, values)}
            if not before:
                noted.append(Became(line, "same", UUID(held.id)))
                continue
            run = partial(
                sheet.change, actor, at=at, door=door, request_id=f"{line.id}-change", **sheet.changing(held, values)
            )
            done = _done(sheet, line, "changed", run, UUID(held.id), {**(line.plan or {}), "before": before})
            noted.append(done if done.outcome == "changed" else Became(line, "differs", None, done.errors))
    if noted:
        _note(actor, batch_id, noted, at, door)
    return sum(one.outcome == "changed" for one in noted)


def undo(actor: Actor, sheet: Sheet, batch_id: UUID, *, at: datetime, on: date, door: str) -> int:
    """Take back what the rows became, the last first; what is used since, or was changed again, stays as it is."""
    with acting(actor):
        found = lines.lines(STORE, actor.county_id, batch_id, "AND outcome IN ('added', 'changed')")
        filed = {one.id: one for one in sheet.on_file(actor, on)}
    noted: list[Became] = []
    for line in reversed(found):
        if line.outcome == "added":
            run = partial(sheet.take_back, actor, at=at, door=door, request_id=f"{line.id}-undo", **sheet.taking_back(str(line.became)))
            done = _done(sheet, line, "undone", run)
        else:
            done = _back(actor, sheet, line, filed.get(str(line.became)), at, door)
        noted.append(done if done.outcome == "undone" else Became(line, "kept", None, done.errors))
    _note(actor, batch_id, noted, at, door, "undone")
    return sum(one.outcome == "undone" for one in noted)


def _back(actor: Actor, sheet: Sheet, line: Line, held: Any, at: datetime, door: str) -> Became:
    before = (line.plan or {}).get("before") or {}
    said = values_in(sheet, line)
    if held is None or sheet.change is None or any(differences(sheet, held, {name: said.get(name)}) for name in before):
        return Became(line, "kept")
    values = _typed(sheet, before)
    run = partial(sheet.change, actor, at=at, door=door, request_id=f"{line.id}-undo", **sheet.changing(held, values))
    return _done(sheet, line, "undone", run)


def _done(
    sheet: Sheet, line: Line, outcome: str, run: Callable[[], Answer], thing: UUID | None = None, plan: Any = None
) -> Became:
    """Run the command of a row. What it refuses, the row is refused for, at its column."""
    try:
        answer = run()
    except Refused as refusal:
        return Became(line, "refused", None, tuple(_at(sheet, reason, refusal.field) for reason in refusal.reasons))
    except NotVisible:
        return Became(line, "refused", None, (_about(sheet, "row_not_yours", sheet.key[-1]),))
    except Stale:
        return Became(line, "refused", None, (_about(sheet, "row_changed_meanwhile", sheet.key[0]),))
    return Became(line, outcome, thing or UUID(str(next(iter(answer.values())))), (), plan)


def _at(sheet: Sheet, reason: Reason, field: str | None) -> Reason:
    name = field if field in {one.name for one in sheet.fields} else ""
    heading = next((one.heading for one in sheet.fields if one.name == name), "")
    return Reason(reason.code, {**reason.values, "fields": (name,) if name else (), "heading": heading})


def _about(sheet: Sheet, code: str, name: str) -> Reason:
    return _at(sheet, Reason(code), name)


def _note(actor: Actor, batch_id: UUID, noted: list[Became], at: datetime, door: str, state: str = "") -> None:
    mark = f"{state} {[(str(one.line.id), one.outcome) for one in noted]}"
    commands.note_rows(actor, at=at, door=door, batch_id=batch_id, outcomes=Opaque(noted, mark), state=state)


def values_in(sheet: Sheet, line: Line) -> dict[str, Any]:
    """The values of a row as its command takes them."""
    return _typed(sheet, (line.plan or {}).get("values", {}))


def _typed(sheet: Sheet, values: Mapping[str, Any]) -> dict[str, Any]:
    days = {one.name for one in sheet.fields if one.kind == "day"}
    return {name: date.fromisoformat(value) if name in days and value else value for name, value in values.items()}
