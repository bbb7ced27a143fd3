"""Rosters in and out: kept, read under another mapping, begun, stopped, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.casework.rosters import adding, on_file, undoing
from guitu.casework.rosters.cells import LEFT_OUT
from guitu.casework.rosters.fields import READ
from guitu.casework.rosters.queries import ASKED
from guitu.casework.rosters.questions import GATE_TEXTS, kept
from guitu.casework.rosters.sheet import refusals_of
from guitu.casework.rosters.staging import Setting, staged_rows
from guitu.casework.rosters.store import SHEET, STORE
from guitu.importing import known, lines
from guitu.importing.book import chosen_plan, staged_again
from guitu.importing.headings import Column, Plan
from guitu.importing.later import later, no_longer, unless_done
from guitu.importing.sealed import LOST, is_lost, mapping_in, sealed_mapping, sealed_name
from guitu.importing.staged import Staged, counts_of, head_in, parts_in, plan_document, plan_in
from guitu.kit.database import dicts, run
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.workbooks import Row
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason

NEVER_KEPT = frozenset({LEFT_OUT})  # what leaves rows out is said of one file
NAME_LIMIT = 120
SMALL = 300  # rows: so many are imported while one waits; more go to the background


@dataclass(frozen=True, slots=True)
class Upload:
    """A file read and checked, on its way to being kept."""

    staged: Staged
    digest: bytes
    file_name: str
    within: str
    on: date

    def fingerprint(self) -> str:
        return self.digest.hex() + self.within


@command
def import_roster(act: Act, *, upload: Any) -> Answer:
    """Keep a roster that was read, line by line with what is wrong; nobody's file is opened yet.

    The same file sent again gives the batch that there is. Refuses an area that is not the post's own.
    """
    kept: Upload = upload()
    if not kept.within.startswith(act.actor.path):
        raise Refused(Reason("outside_your_area", {"text": kept.within}))
    again = batch_of_file(act.actor.county_id, act.actor.post_id, kept.within, kept.digest, act.on)
    if again:
        return {"batch": str(again), "again": True}
    batch_id, seen = uuid4(), on_file.recognised(act, kept.staged.rows)
    document, counts = plan_document(kept.staged, kept.on), counts_of(seen.rows)
    state = "mapping" if kept.staged.refusals else "parsed"
    run(
        "INSERT INTO casework_importbatch (id, county_id, scope_path, post_id, file_digest, file_name, state, mapping,"
        " counts, created_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [batch_id, act.actor.county_id, kept.within, act.actor.post_id, kept.digest,
         sealed_name(STORE, batch_id, kept.file_name[:NAME_LIMIT]), state, sealed_mapping(STORE, batch_id, document), _json(counts), act.at],
    )
    lines.keep(act, STORE, batch_id, kept.within, seen.rows)
    on_file.mark(act, batch_id, seen.files)
    detail = {"rows": counts["rows"], "good": counts["good"]}
    changed(act, [Change("import_batch", batch_id, kept.within, None, detail)])
    return {"batch": str(batch_id), "again": False}


@command
def read_columns(
    act: Act, *, batch_id: UUID, fields: Mapping[str, str], setting: Any, part: int | None = None, heading: int | None = None
) -> Answer:
    """Read the same lines with other columns: what each column means is the user's say. With a sheet of the file, or
    the line in which its headings end, that is read instead, as its headings say.

    Refuses two columns for one field, a required field without a column, and a batch already under way.
    """
    batch = locked(batch_id, ("mapping", "parsed"))
    before, parts = plan_in(_readable(batch["mapping"])), parts_in(batch["mapping"])
    if part is not None and not 0 <= part < len(parts):
        raise Refused(Reason("roster_field_unknown", {"text": str(part)[:20]}))
    held: Setting = setting()
    found = lines.lines(STORE, act.actor.county_id, batch_id)
    head = head_in(batch["mapping"])
    rows: list[Row] = sorted([*head, *_cells(found)], key=lambda row: row[0])
    if part is None and heading is None:
        plan = Plan(_columns(before, fields), before.heading_lines, before.heads)
        if refusals := refusals_of(plan):
            raise Refused(*refusals)
        said = {c.heading: c.field for c in plan.columns if c.field and held.headings.field_of(c.heading) != c.field}
        known.remember(act, SHEET, {}, said)
    else:
        plan = chosen_plan(rows, parts, before, held.headings, part, heading)
    ids = {line.line: line.id for line in found}
    staged = staged_again(rows, plan, parts, refusals_of, lambda below: staged_rows(below, plan, held))
    seen = on_file.recognised(act, staged.rows)
    lines.rewrite(STORE, [(ids[row.line], row) for row in seen.rows if row.line in ids])
    lines.keep(act, STORE, batch_id, batch["scope_path"], lines.of_plan(seen.rows, ids))
    on_file.mark(act, batch_id, seen.files)
    staged.head, staged.hidden = head, batch["mapping"].get("hidden", 0)
    document = plan_document(staged, held.on) | {"answers": batch["mapping"].get("answers")}
    state = "mapping" if staged.refusals else "parsed"
    run(
        "UPDATE casework_importbatch SET state = %s, mapping = %s, counts = %s WHERE id = %s",
        [state, sealed_mapping(STORE, batch_id, document), _json(counts_of(seen.rows)), batch_id],
    )
    return {"batch": str(batch_id)}


@command
def answer_questions(act: Act, *, batch_id: UUID, answers: Any, setting: Any) -> Answer:
    """Say what the words mean that nobody knows: their rows are read again and then wait to be taken in.

    Lines that are in already stay as they are. Refuses a batch that is under way or was taken back.
    """
    batch = locked(batch_id, ("parsed", "stopped", "imported"))
    held: Setting = setting()
    plan = plan_in(_readable(batch["mapping"]))
    found = lines.lines(STORE, act.actor.county_id, batch_id)
    asked = {line.line: line.id for line in lines.lines(STORE, act.actor.county_id, batch_id, ASKED)}
    rows = list(staged_rows(_cells(found), plan, held))
    seen = on_file.recognised(act, [row for row in rows if row.line in asked])
    again = seen.rows
    lines.rewrite(STORE, [(asked[row.line], row) for row in again])
    on_file.mark(act, batch_id, seen.files)
    kept_lines = {line.line: line for line in found}
    counted = [*again, *(on_file.as_told_before(row, kept_lines.get(row.line)) for row in rows if row.line not in asked)]
    waits = any(row.outcome == "waiting" for row in again)
    state = "stopped" if waits and batch["state"] == "imported" else batch["state"]
    known.remember(act, SHEET, {key: meant for key, meant in answers().items() if key not in GATE_TEXTS}, {}, but=NEVER_KEPT)
    document = batch["mapping"] | {"answers": kept(batch_id, answers())}
    run(
        "UPDATE casework_importbatch SET state = %s, mapping = %s, counts = %s WHERE id = %s",
        [state, sealed_mapping(STORE, batch_id, document), _json(counts_of(counted)), batch_id],
    )
    return {"batch": str(batch_id), "read": len(again)}


@command
def forget_answers(act: Act) -> Answer:
    """What the office said of the words and headings of rosters is asked anew with the next file."""
    known.forget(act, SHEET)
    return {"forgotten": True}


@command
def start_import(act: Act, *, batch_id: UUID, in_background: bool = False) -> Answer:
    """Begin, or go on with, taking in the lines that wait, here or in the background, which also goes on where
    whoever began is killed. Refuses a batch with no good line left."""
    batch = locked(batch_id, ("parsed", "stopped", "importing"))
    waiting = adding.waiting(act.actor.county_id, batch_id)
    if not waiting:
        raise Refused(Reason("nothing_to_import"))
    run("UPDATE casework_importbatch SET state = 'importing', counts = counts - 'halted' WHERE id = %s", [batch_id])
    if batch["state"] == "parsed":
        changed(act, [Change("import_batch", batch_id, batch["scope_path"], None, {"state": "importing"})])
    if in_background:
        later(act, "commit_roster", batch_id)
    else:
        unless_done(act, "commit_roster", batch_id, waiting)
    return {"batch": str(batch_id), "waiting": waiting}


@command
def stop_import(act: Act, *, batch_id: UUID) -> Answer:
    """Stop after the lines under way. What is in stays in; going on later takes the rest."""
    batch = locked(batch_id, ("importing", "stopped", "imported"), "FOR NO KEY UPDATE")
    if batch["state"] == "importing":
        run("UPDATE casework_importbatch SET state = 'stopped' WHERE id = %s", [batch_id])
        no_longer("commit_roster", batch_id)
    return {"batch": str(batch_id)}


@command
def commit_rows(
    act: Act, *, batch_id: UUID, most: int, settle_now: bool, is_alone: bool = True, after: int = 0
) -> Answer:
    """Take in the next lines: files, measures, facts. Lines already in, and people already on file in the
    town, are left as they are. Nothing where the batch was stopped meanwhile. `after`: lines before have been
    taken. Not alone: others take in other lines of the batch at the same time, and whoever comes last and alone
    counts what is left and closes it."""
    lock = "FOR UPDATE" if is_alone else "FOR KEY SHARE"  # under the latter somebody may still say stop
    batch = locked(batch_id, ("parsed", "importing", "stopped", "imported"), lock)
    if batch["state"] != "importing":
        return {"done": 0, "left": 0, "state": batch["state"], "after": after}
    done, after = adding.add_rows(act, batch_id, most, after, settle_now)
    left = adding.waiting(act.actor.county_id, batch_id) if is_alone else done
    if is_alone and not left:
        run("UPDATE casework_importbatch SET state = 'imported', finished_at = %s WHERE id = %s", [act.at, batch_id])
        no_longer("commit_roster", batch_id)
    state = "importing" if left or not is_alone else "imported"
    return {"done": done, "left": left, "state": state, "after": after}


@command
def undo_import(act: Act, *, batch_id: UUID, in_background: bool = False) -> Answer:
    """Take a batch back as if it had not been: first step, after which `undo_rows` withdraws its facts."""
    batch = locked(batch_id, ("stopped", "imported", "undoing"))
    if batch["state"] != "undoing":
        run("UPDATE casework_importbatch SET state = 'undoing', counts = counts - 'halted' WHERE id = %s", [batch_id])
        changed(act, [Change("import_batch", batch_id, batch["scope_path"], None, {"state": "undoing"})])
    waiting = undoing.waiting(act.actor.county_id, batch_id)
    if in_background:
        later(act, "undo_roster", batch_id)
    else:
        unless_done(act, "undo_roster", batch_id, waiting)
    return {"batch": str(batch_id), "waiting": waiting}


@command
def undo_rows(act: Act, *, batch_id: UUID, most: int, settle_now: bool, after: int = 0) -> Answer:
    """Withdraw the facts of the next lines and put their files away. People of whom something was recorded
    since keep theirs. `after`: lines before have been looked at."""
    batch = locked(batch_id, ("undoing", "undone"))
    if batch["state"] == "undone":
        return {"done": 0, "left": 0, "state": "undone"}
    done, after = undoing.undo_rows(act, batch_id, most, after, settle_now)
    left = done if done == most else undoing.waiting(act.actor.county_id, batch_id)
    if not left:
        run("UPDATE casework_importbatch SET state = 'undone', finished_at = %s WHERE id = %s", [act.at, batch_id])
        no_longer("undo_roster", batch_id)
    return {"done": done, "left": left, "state": "undoing" if left else "undone", "after": after}


def locked(batch_id: UUID, states: tuple[str, ...], lock: str = "FOR UPDATE") -> dict[str, Any]:
    """The batch, held until the end of the transaction; NotVisible outside one's own, Refused in another state."""
    found = dicts(
        f"SELECT id, scope_path, state, mapping FROM casework_importbatch WHERE id = %s {lock}",  # noqa: S608  ours
        [batch_id],
    )
    if not found:
        raise NotVisible
    batch = found[0] | {"mapping": mapping_in(STORE, batch_id, found[0]["mapping"])}
    if batch["state"] not in states:
        raise Refused(Reason(f"batch_is_{batch['state']}"))
    return batch


def _cells(found: Iterable[lines.Line]) -> Iterator[Row]:
    """The lines to read again; one that cannot be read any more is left as it lies."""
    return ((line.line, line.cells) for line in found if not line.is_unreadable)


def _readable(mapping: dict[str, Any]) -> dict[str, Any]:
    """How the sheet was read; Refused where nobody can tell any more: nothing is written over it."""
    if is_lost(mapping):
        raise Refused(Reason(LOST))
    return mapping


def batch_of_file(county_id: str, post_id: UUID, within: str, digest: bytes, on: date) -> UUID | None:
    """The batch that this post has of this very file, unless it was taken back. One that is not under way is read anew on
    another day, and once somebody on file was corrected: what it was read against has changed."""
    found = dicts(
        "SELECT b.id FROM casework_importbatch b WHERE b.county_id = %s AND b.post_id = %s AND b.scope_path = %s"
        " AND b.file_digest = %s AND b.state NOT IN ('undoing', 'undone', 'unreadable') AND (b.state IN ('reading', 'importing', 'stopped')"
        " OR (b.created_at AT TIME ZONE 'Asia/Shanghai')::date = %s AND NOT EXISTS (SELECT 1 FROM people_correction c"
        "  WHERE c.county_id = b.county_id AND c.recorded_at > b.created_at)) ORDER BY b.created_at DESC LIMIT 1",
        [county_id, post_id, within, digest, on],
    )
    return found[0]["id"] if found else None


def _columns(before: Plan, fields: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns as somebody chose them; refuses a column that the sheet has not, and a field that no roster has."""
    known = {str(column.index) for column in before.columns}
    odd = [index for index in fields if index not in known] + [
        name for name in fields.values() if name and name not in READ
    ]
    if odd:
        raise Refused(*[Reason("roster_field_unknown", {"text": text[:20]}) for text in odd])
    return tuple(Column(c.index, c.letter, c.heading, fields.get(str(c.index)) or None) for c in before.columns)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
