"""Open duties as the interface gives them: of an area or of one matter, by their last day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import orjson

from guitu.duties import doors, gate
from guitu.kit.actor import Actor
from guitu.kit.arrays import codes
from guitu.kit.database import dicts
from guitu.matters.labels import label_in

PAGE = 50
Row = dict[str, Any]
_DUTIES = (
    "SELECT d.id, d.matter_id, d.key, d.kind, d.state, d.opens_on, d.planned_on, d.due_on, d.due_at, d.place, d.scope_path, d.reasons::text AS reasons, m.label"
    " FROM duties_duty d JOIN matters_matter m ON m.id = d.matter_id WHERE d.county_id = %(county)s AND d.state = 'open'"
    " AND d.opens_on <= %(today)s AND d.kind = ANY(%(kinds)s) AND "
)
_ENDS = "(%(end_on)s::date IS NULL OR (d.due_on, d.id) > (%(end_on)s::date, %(end_id)s::uuid))"
_ORDER = " ORDER BY d.due_on, d.id LIMIT %(limit)s"


def duties_given(
    actor: Actor, today: date, *, area: str = "", matter: UUID | None = None, late: bool = False, after: tuple[str, str] | None = None
) -> tuple[list[Row], tuple[str, str] | None]:
    """A page of what is open now, the first last day first, and where the next page begins."""
    path, (end_on, end_id) = area or actor.path, after or (None, None)
    where = "d.matter_id = %(matter)s AND " if matter else "d.scope_path >= %(lo)s AND d.scope_path < %(hi)s AND "
    if late:
        where += "d.due_on < %(today)s AND "
    asked = {
        "county": actor.county_id, "today": today, "kinds": codes(gate.kinds(actor.classes)), "matter": matter, "lo": path, "hi": path + ":",
        "end_on": end_on, "end_id": end_id, "limit": PAGE + 1,
    }
    found = dicts(_DUTIES + where + _ENDS + _ORDER, asked)
    listed = found[:PAGE]
    last = listed[-1] if len(found) > PAGE else None
    return [_duty(one, actor.classes) for one in listed], (last["due_on"].isoformat(), str(last["id"])) if last else None


def _duty(row: Row, classes: frozenset[str]) -> Row:
    of = doors.matter_of(row["kind"], row["key"])
    return {
        "id": row["id"], "kind": row["kind"], "key": row["key"], "word": doors.word(row["kind"], row["key"]), "about": row["matter_id"],
        "about_kind": of.code if of else "", "label": label_in(row["matter_id"], row["label"]) if "BASIC" in classes else None,
        "path": row["scope_path"], "place": row["place"], "opens_on": row["opens_on"], "planned_on": row["planned_on"],
        "due_on": row["due_on"], "due_at": row["due_at"], "reasons": orjson.loads(row["reasons"]),
    }
