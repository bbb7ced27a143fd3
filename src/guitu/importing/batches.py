"""Batches as pages and jobs read them: how a file was read, how far it has come, its lines by what became of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from guitu.importing import lines
from guitu.importing.files import Batch, batches_of
from guitu.importing.lines import Line
from guitu.importing.questions import Question, questions_in
from guitu.importing.registry import STORE
from guitu.importing.sealed import mapping_in
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, row
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.verdict import Reason

PER_PAGE = 50
# Which lines a tab shows: our own words, never typed.
TABS: dict[str, str] = {
    "wrong": "AND outcome = 'refused'",
    "good": "AND outcome = 'waiting'",
    "differs": "AND outcome = 'differs'",
    "same": "AND outcome = 'same'",
    "warned": "AND outcome NOT IN ('refused', 'skipped', 'above', 'asked') AND warnings <> '[]'",
    "skipped": "AND outcome = 'skipped'",
    "added": "AND outcome = 'added'",
    "changed": "AND outcome = 'changed'",
    "undone": "AND outcome = 'undone'",
    "kept": "AND outcome = 'kept'",
}


def batch(sheet: str, batch_id: UUID) -> Batch:
    """The batch of this kind of sheet, or NotVisible."""
    found = batches_of(STORE, "b.id = %s AND b.sheet = %s", [batch_id, sheet], has_kinds=True)
    if not found:
        raise NotVisible
    return found[0]


def batches(actor: Actor, sheet: str, most: int = 20) -> list[Batch]:
    """The post's latest files of a kind."""
    where = "b.county_id = %s AND b.post_id = %s AND b.sheet = %s ORDER BY b.created_at DESC LIMIT %s"
    return batches_of(STORE, where, [actor.county_id, actor.post_id, sheet, most], has_kinds=True)


def page_of(actor: Actor, batch_id: UUID, tab: str, page: int) -> tuple[list[Line], int]:
    """The lines of one tab, and how many there are."""
    where = TABS[tab]
    total = row(
        f"SELECT count(*) FROM importing_row WHERE county_id = %s AND batch_id = %s {where}",  # noqa: S608  ours
        [actor.county_id, batch_id],
    )
    params = [PER_PAGE, (page - 1) * PER_PAGE]
    return lines.lines(STORE, actor.county_id, batch_id, where, params, "LIMIT %s OFFSET %s"), int(total[0]) if total else 0


def asked(actor: Actor, batch_id: UUID) -> list[Question]:
    """What is still to be answered about this file; its rows wait."""
    return questions_in(lines.lines(STORE, actor.county_id, batch_id, "AND outcome = 'asked'"))


def locked(batch_id: UUID, states: tuple[str, ...]) -> dict[str, Any]:
    """The batch, held until the end of the transaction; NotVisible outside one's own, Refused in another state."""
    found = dicts("SELECT id, sheet, scope_path, state, mapping FROM importing_batch WHERE id = %s FOR UPDATE", [batch_id])
    if not found:
        raise NotVisible
    held = found[0] | {"mapping": mapping_in(STORE, batch_id, found[0]["mapping"])}
    if held["state"] not in states:
        raise Refused(Reason(f"batch_is_{held['state']}"))
    return held


def batch_of_file(actor: Actor, sheet: str, digest: bytes) -> UUID | None:
    """The batch of this very file that waits to be finished: one that is in may be read anew, what it is read against
    has changed since."""
    found = row(
        "SELECT id FROM importing_batch WHERE county_id = %s AND post_id = %s AND sheet = %s AND file_digest = %s"
        " AND state IN ('reading', 'importing', 'undoing') ORDER BY created_at DESC LIMIT 1",
        [actor.county_id, actor.post_id, sheet, digest],
    )
    return found[0] if found else None
