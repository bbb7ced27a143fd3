"""Sheets in: sent, read, read otherwise, answered, begun, stopped, and noted row by row; the rows themselves are taken
over by the commands of their screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.importing import known, lines
from guitu.importing.batches import batch_of_file, locked
from guitu.importing.book import chosen_plan, staged_again
from guitu.importing.cells import LEFT_OUT
from guitu.importing.headings import Column, Plan
from guitu.importing.later import later
from guitu.importing.questions import answers_in, kept
from guitu.importing.registry import STORE, sheet_of
from guitu.importing.sealed import LOST, is_lost, sealed_mapping, sealed_name
from guitu.importing.staged import Staged, counts_of, head_in, parts_in, plan_document, plan_in
from guitu.importing.staging import Setting, refusals_of, staged_rows
from guitu.importing.uploads import Arrived
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason

NAME_LIMIT = 120
OPEN = ("parsed", "stopped", "imported")


@command
def expect_sheet(act: Act, *, sheet: str, file: Any) -> Answer:
    """Keep a file that was sent until a reader has its turn; nothing of it is read yet.

    The same file sent again while it is read or taken in gives the batch that there is.
    """
    sheet_of(act.actor, sheet)
    arrived: Arrived = file()
    again = batch_of_file(act.actor, sheet, arrived.digest)
    if again:
        return {"batch": str(again), "again": True}
    batch_id = uuid4()
    run(
        "INSERT INTO importing_batch (id, county_id, scope_path, post_id, sheet, file_digest, file_name, state, mapping,"
        " counts, created_at) VALUES (%s, %s, %s, %s, %s, %s, %s, 'reading', %s, '{}', %s)",
        [batch_id, act.actor.county_id, act.actor.path, act.actor.post_id, sheet, arrived.digest,
         sealed_name(STORE, batch_id, arrived.file_name[:NAME_LIMIT]), sealed_mapping(STORE, batch_id, {}), act.at],
    )
    changed(act, [Change("sheet_batch", batch_id, act.actor.path, None, {"sheet": sheet, "state": "reading"})])
    later(act, "read_sheet", batch_id)
    arrived.become(batch_id)
    return {"batch": str(batch_id), "again": False}


@command
def keep_sheet(act: Act, *, batch_id: UUID, upload: Any) -> Answer:
    """Keep what was read of a file, line by line with what is wrong. Refuses one that was read already."""
    batch = locked(batch_id, ("reading",))
    staged, on = upload()
    lines.keep(act, STORE, batch_id, batch["scope_path"], staged.rows)
    _write(batch_id, staged, plan_document(staged, on))
    return {"batch": str(batch_id)}


@command
def refuse_sheet(act: Act, *, batch_id: UUID, code: str, values: dict[str, Any]) -> Answer:
    """The file cannot be read, or who sent it is not at this post any more: why stands on its page."""
    batch = locked(batch_id, ("reading", "importing", "undoing"))
    state = "unreadable" if batch["state"] == "reading" else "stopped"
    document = batch["mapping"] | {"refusals": [[code, values]]}
    run(
        "UPDATE importing_batch SET state = %s, mapping = %s, finished_at = %s WHERE id = %s",
        [state, sealed_mapping(STORE, batch_id, document), act.at, batch_id],
    )
    return {"batch": str(batch_id)}


@command
def read_sheet_columns(
    act: Act, *, batch_id: UUID, fields: Mapping[str, str], setting: Any, part: int | None = None, heading: int | None = None
) -> Answer:
    """Read the same lines with other columns, another sheet of the file or another heading line, as the user says; what
    columns mean is remembered for the office.

    Refuses two columns for one field, a required field without a column, and a batch that is under way.
    """
    batch = locked(batch_id, ("mapping", "parsed"))
    if is_lost(batch["mapping"]):
        raise Refused(Reason(LOST))
    held: Setting = setting()
    before, parts, head = plan_in(batch["mapping"]), parts_in(batch["mapping"]), head_in(batch["mapping"])
    found = lines.lines(STORE, act.actor.county_id, batch_id)
    rows = sorted([*head, *((line.line, line.cells) for line in found if not line.is_unreadable)], key=lambda row: row[0])
    if part is None and heading is None:
        plan = Plan(_columns(before, fields, held), before.heading_lines, before.heads)
        if refusals := refusals_of(held.sheet, held.headings, plan):
            raise Refused(*refusals)
        said = {c.heading: c.field for c in plan.columns if c.field and held.headings.field_of(c.heading) != c.field}
        known.remember(act, batch["sheet"], {}, said)
    elif part is not None and not 0 <= part < len(parts):
        raise Refused(Reason("sheet_field_unknown", {"text": str(part)[:20]}))
    else:
        plan = chosen_plan(rows, parts, before, held.headings, part, heading)
    staged = staged_again(
        rows, plan, parts, lambda one: refusals_of(held.sheet, held.headings, one), lambda below: staged_rows(below, plan, held)
    )
    ids = {line.line: line.id for line in found}
    lines.rewrite(STORE, [(ids[row.line], row) for row in staged.rows if row.line in ids])
    lines.keep(act, STORE, batch_id, batch["scope_path"], lines.of_plan(staged.rows, ids))
    staged.head, staged.hidden = head, batch["mapping"].get("hidden", 0)
    _write(batch_id, staged, plan_document(staged, held.on) | {"answers": batch["mapping"].get("answers")})
    return {"batch": str(batch_id)}


@command
def answer_sheet(act: Act, *, batch_id: UUID, answers: Any, setting: Any) -> Answer:
    """Say once for all rows what words mean and what is not written; the office is not asked about the words again.

    Lines that are in already stay as they are. Refuses a batch that is under way or was taken back.
    """
    batch = locked(batch_id, OPEN)
    held: Setting = setting()
    given = answers_in(STORE, batch_id, batch["mapping"]) | answers()
    plan = plan_in(batch["mapping"])
    found = lines.lines(STORE, act.actor.county_id, batch_id)
    open_lines = {line.line: line.id for line in found if line.outcome == "asked"}
    readable = ((line.line, line.cells) for line in found if not line.is_unreadable and plan.reads(line.line))
    rows = list(staged_rows(readable, plan, held))
    lines.rewrite(STORE, [(open_lines[row.line], row) for row in rows if row.line in open_lines])
    known.remember(act, batch["sheet"], answers(), {}, but=frozenset({LEFT_OUT}))
    document = batch["mapping"] | {"answers": kept(STORE, batch_id, given)}
    state = "stopped" if batch["state"] == "imported" else batch["state"]
    run(
        "UPDATE importing_batch SET state = %s, mapping = %s, counts = %s WHERE id = %s",
        [state, sealed_mapping(STORE, batch_id, document), _json(counts_of(rows)), batch_id],
    )
    return {"batch": str(batch_id)}


@command
def start_sheet(act: Act, *, batch_id: UUID, in_background: bool = False) -> Answer:
    """Begin, or go on with, taking in the lines that wait. Refuses a batch with none left."""
    batch = locked(batch_id, ("parsed", "stopped", "importing", "imported"))
    sheet_of(act.actor, batch["sheet"])
    waiting = lines.count(STORE, act.actor.county_id, batch_id, "waiting")
    if not waiting:
        raise Refused(Reason("nothing_to_import"))
    run("UPDATE importing_batch SET state = 'importing' WHERE id = %s", [batch_id])
    changed(act, [Change("sheet_batch", batch_id, batch["scope_path"], None, {"state": "importing"})])
    if in_background:
        later(act, "take_sheet", batch_id)
    return {"batch": str(batch_id), "waiting": waiting}


@command
def stop_sheet(act: Act, *, batch_id: UUID) -> Answer:
    """Stop after the lines under way. What is in stays in; going on later takes the rest."""
    batch = locked(batch_id, ("importing", "stopped", "imported"))
    if batch["state"] == "importing":
        run("UPDATE importing_batch SET state = 'stopped' WHERE id = %s", [batch_id])
    return {"batch": str(batch_id)}


@command
def undo_sheet(act: Act, *, batch_id: UUID, in_background: bool = False) -> Answer:
    """Take a batch back: from here on what its rows became is taken back one by one."""
    batch = locked(batch_id, ("parsed", "stopped", "imported", "undoing"))
    sheet_of(act.actor, batch["sheet"])
    run("UPDATE importing_batch SET state = 'undoing' WHERE id = %s", [batch_id])
    changed(act, [Change("sheet_batch", batch_id, batch["scope_path"], None, {"state": "undoing"})])
    if in_background:
        later(act, "undo_sheet", batch_id)
    return {"batch": str(batch_id)}


@command
def note_rows(act: Act, *, batch_id: UUID, outcomes: Any, state: str = "") -> Answer:
    """Note what became of rows, after the commands that took them over; and that the batch is at its end."""
    locked(batch_id, ("parsed", "importing", "stopped", "imported", "undoing", "undone"))
    lines.note(STORE, outcomes())
    if state:
        run("UPDATE importing_batch SET state = %s, finished_at = %s WHERE id = %s", [state, act.at, batch_id])
    return {"batch": str(batch_id)}


@command
def forget_words(act: Act, *, sheet: str) -> Answer:
    """What the office said of the words and headings of a kind of sheet is asked anew."""
    sheet_of(act.actor, sheet)
    known.forget(act, sheet)
    return {"sheet": sheet}


def _columns(before: Plan, fields: Mapping[str, str], held: Setting) -> tuple[Column, ...]:
    """The columns as somebody chose them; refuses a column that the file has not, and a field that the sheet has not."""
    indexes = {str(column.index) for column in before.columns}
    odd = [index for index in fields if index not in indexes]
    odd += [name for name in fields.values() if name and name not in held.headings.fields]
    if odd:
        raise Refused(*[Reason("sheet_field_unknown", {"text": text[:20]}) for text in odd])
    return tuple(Column(c.index, c.letter, c.heading, fields.get(str(c.index)) or None) for c in before.columns)


def _write(batch_id: UUID, staged: Staged, document: dict[str, Any]) -> None:
    state = "mapping" if staged.refusals else "parsed"
    run(
        "UPDATE importing_batch SET state = %s, mapping = %s, counts = %s WHERE id = %s",
        [state, sealed_mapping(STORE, batch_id, document), _json(staged.counts), batch_id],
    )


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


