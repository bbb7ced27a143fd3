"""A roster on its way in: it waits for a reader, is read and kept, or cannot be read; and work that stops by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import orjson

from guitu.casework.rosters import on_file
from guitu.casework.rosters.commands import NAME_LIMIT, Upload, batch_of_file, locked
from guitu.casework.rosters.store import STORE
from guitu.importing import lines
from guitu.importing.later import later
from guitu.importing.sealed import sealed_mapping, sealed_name
from guitu.importing.staged import counts_of, plan_document
from guitu.importing.uploads import Arrived
from guitu.kit.database import run
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed


@command
def expect_roster(act: Act, *, file: Any) -> Answer:
    """Keep a file that was sent until a reader has its turn; nobody's file is opened yet.

    The same file sent again gives the batch that there is.
    """
    arrived: Arrived = file()
    again = batch_of_file(act.actor.county_id, act.actor.post_id, arrived.within, arrived.digest, act.on)
    if again:
        return {"batch": str(again), "again": True}
    batch_id = uuid4()
    run(
        "INSERT INTO casework_importbatch (id, county_id, scope_path, post_id, file_digest, file_name, state, mapping,"
        " counts, created_at) VALUES (%s, %s, %s, %s, %s, %s, 'reading', %s, '{}', %s)",
        [batch_id, act.actor.county_id, arrived.within, act.actor.post_id, arrived.digest,
         sealed_name(STORE, batch_id, arrived.file_name[:NAME_LIMIT]), sealed_mapping(STORE, batch_id, {}), act.at],
    )
    changed(act, [Change("import_batch", batch_id, arrived.within, None, {"state": "reading"})])
    later(act, "read_roster", batch_id)
    arrived.become(batch_id)
    return {"batch": str(batch_id), "again": False}


@command
def keep_roster(act: Act, *, batch_id: UUID, upload: Any) -> Answer:
    """Keep what was read of a roster, line by line with what is wrong. Refuses one that was read already."""
    locked(batch_id, ("reading",))
    kept: Upload = upload()
    state = "mapping" if kept.staged.refusals else "parsed"
    seen = on_file.recognised(act, kept.staged.rows)
    counts = counts_of(seen.rows)
    run(
        "UPDATE casework_importbatch SET state = %s, mapping = %s, counts = %s WHERE id = %s",
        [state, sealed_mapping(STORE, batch_id, plan_document(kept.staged, kept.on)), _json(counts), batch_id],
    )
    lines.keep(act, STORE, batch_id, kept.within, seen.rows)
    on_file.mark(act, batch_id, seen.files)
    detail = {"rows": counts["rows"], "good": counts["good"]}
    changed(act, [Change("import_batch", batch_id, kept.within, None, detail)])
    return {"batch": str(batch_id)}


@command
def refuse_roster(act: Act, *, batch_id: UUID, code: str, values: dict[str, Any]) -> Answer:
    """The file cannot be read: why stands on its page. Refuses one that was read already."""
    batch = locked(batch_id, ("reading",))
    run(
        "UPDATE casework_importbatch SET state = 'unreadable', mapping = %s, finished_at = %s WHERE id = %s",
        [sealed_mapping(STORE, batch_id, {"refusals": [[code, values]]}), act.at, batch_id],
    )
    changed(act, [Change("import_batch", batch_id, batch["scope_path"], None, {"state": "unreadable", "why": code})])
    return {"batch": str(batch_id)}


@command
def halt_roster(act: Act, *, batch_id: UUID, why: str) -> Answer:
    """Work on a roster does not go on for somebody who is not at this post any more: it stops and says why.

    What is in stays in; whoever holds the post now may go on. Nothing where the work was at its end.
    """
    batch = locked(
        batch_id,
        ("reading", "mapping", "parsed", "importing", "stopped", "imported", "undoing", "undone", "unreadable"),
    )
    if batch["state"] == "reading":
        run(
            "UPDATE casework_importbatch SET state = 'unreadable', mapping = %s WHERE id = %s",
            [sealed_mapping(STORE, batch_id, {"refusals": [[why, {}]]}), batch_id],
        )
    elif batch["state"] in ("importing", "undoing"):
        run(
            "UPDATE casework_importbatch SET state = 'stopped', counts = counts || %s::jsonb WHERE id = %s",
            [_json({"halted": why}), batch_id],
        )
    else:
        return {"batch": str(batch_id), "halted": False}
    changed(act, [Change("import_batch", batch_id, batch["scope_path"], None, {"state": "stopped", "why": why})])
    return {"batch": str(batch_id), "halted": True}


def _json(value: Any) -> str:
    return orjson.dumps(value, default=str).decode()
