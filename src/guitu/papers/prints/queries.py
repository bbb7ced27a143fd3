"""For whom a paper may be printed at once, and how far a print is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.matters.labels import label_in

_DUE = f"""
SELECT d.matter_id AS matter, d.key, d.due_on, d.opens_on, m.label, {place_sql("m.scope_path")} AS place
FROM duties_duty d JOIN matters_matter m ON m.id = d.matter_id
WHERE d.county_id = %s AND d.state = 'open' AND d.kind = %s AND d.opens_on <= %s AND m.sealed_at IS NULL
  AND m.scope_path >= %s AND m.scope_path < %s
ORDER BY d.due_on, m.scope_path, d.matter_id LIMIT %s
"""  # noqa: S608  a column of ours


def due(actor: Actor, kind: str, today: date, most: int) -> list[dict[str, Any]]:
    """Of whom this duty is open, in one's own area, the most urgent first."""
    found = dicts(_DUE, [actor.county_id, kind, today, actor.lo, actor.hi, most])
    return [{**one, "label": label_in(one["matter"], one["label"])} for one in found]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a print is, and what was refused."""

    id: UUID
    kind: str
    state: str
    total: int
    done: int
    has_pages: bool
    refused: list[dict[str, Any]]


def progress(print_id: UUID) -> Progress:
    """One print of one's own. NotVisible: not here."""
    found = dicts("SELECT id, kind, state, total, pages IS NOT NULL AS has_pages FROM papers_print WHERE id = %s", [print_id])
    if not found:
        raise NotVisible
    letters = dicts(
        "SELECT l.state, l.matter_id, l.reason::text AS reason, m.label FROM papers_letter l"
        " JOIN matters_matter m ON m.id = l.matter_id WHERE l.print_id = %s ORDER BY l.place",
        [print_id],
    )
    one = found[0]
    return Progress(
        one["id"], one["kind"], one["state"], one["total"], sum(letter["state"] != "waiting" for letter in letters),
        one["has_pages"],
        [{**letter, "label": label_in(letter["matter_id"], letter["label"])} for letter in letters if letter["state"] == "refused"],
    )
