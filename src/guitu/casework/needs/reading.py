"""Needs as pages and commands read them: lists, one need with its steps, and which post of a unit answers at a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.needs.fold import NEED
from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, row, rows
from guitu.kit.errors import NotVisible
from guitu.lists.pages import Cut
from guitu.matters.labels import label_in
from guitu.rules.needs import OVER, NeedCourse
from guitu.settling.load import Loaded, matters

Row = dict[str, Any]
TOLD = "casework_need|told"
# Which needs a list holds; each box is a condition of ours.
BOXES = {
    "mine": "EXISTS (SELECT FROM matters_part p WHERE p.matter_id = n.id AND p.post_id = %(me)s AND p.part LIKE 'unit:%%' AND p.until_on IS NULL)",
    "raised": "EXISTS (SELECT FROM matters_part p WHERE p.matter_id = n.id AND p.post_id = %(me)s AND p.part = 'raised' AND p.until_on IS NULL)",
    "area": "%(me)s::uuid IS NOT NULL",
}
_FROM = "FROM casework_need n JOIN matters_matter m ON m.id = n.id WHERE n.county_id = %(county)s AND {box}"
_DUE = "(SELECT min(d.due_on) FROM duties_duty d WHERE d.county_id = n.county_id AND d.matter_id = n.id AND d.state = 'open')"
_WHO = "(SELECT d.post_id FROM duties_duty d WHERE d.county_id = n.county_id AND d.matter_id = n.id AND d.state = 'open' LIMIT 1)"
_POST = (
    "SELECT p.id FROM grid_post p JOIN grid_body b ON b.id = p.body_id WHERE p.county_id = %(county)s AND p.closed_on IS NULL"  # noqa: S608  ours
    " AND p.path = ANY(%(paths)s) AND p.role = ANY(%(roles)s) AND strpos(b.name, %(body)s) > 0 AND EXISTS (SELECT FROM grid_holding h"
    f" WHERE h.post_id = p.id AND {held('h')}) ORDER BY length(p.path) DESC, b.name, p.title, p.id LIMIT 1"
)
_OPEN = (
    "SELECT m.opened_at FROM casework_need n JOIN matters_matter m ON m.id = n.id WHERE n.person_id = %s AND n.need = %s"
    " AND m.closed_at IS NULL ORDER BY m.opened_at LIMIT 1"
)


def code_of(need_id: UUID) -> str:
    """The short number by which people name a need."""
    return need_id.hex[:4].upper()


def post_of(county_id: str, path: str, roles: Sequence[str], body: str, today: date) -> UUID | None:
    """The post that answers for a unit at a place: held, of a body with that word in its name, the nearest first."""
    paths = [path[:length] for length in (6, 9, 12) if len(path) >= length]
    found = row(_POST, {"county": county_id, "paths": paths, "roles": list(roles), "body": body, "today": today})
    return found[0] if found else None


def open_since(person_id: UUID, need: str) -> date | None:
    """Since when the same need of a person is under way."""
    found = row(_OPEN, [person_id, need])
    return found[0].date() if found else None


def need_row(need_id: UUID) -> Row:
    """One need's row; whatever row security hides is not there."""
    found = dicts("SELECT n.id, n.person_id, n.need, n.told, n.scope_path FROM casework_need n WHERE n.id = %s", [need_id])
    if not found:
        raise NotVisible
    return found[0] | {"told": shown(TOLD, need_id, found[0]["told"]) if found[0]["told"] else ""}


def need_of(need_id: UUID, today: date) -> tuple[Loaded, NeedCourse]:
    found = matters(NEED, [need_id], lock=False)
    if not found:
        raise NotVisible
    return found[0], found[0].course(today)


def shares(actor: Actor, box: str) -> dict[str, int]:
    """How many of a list are in which state."""
    asked = {"me": actor.post_id, "county": actor.county_id}
    return {state: int(n) for state, n in rows(f"SELECT m.state, count(*) {_FROM.format(box=BOXES[box])} GROUP BY 1", asked)}


def listed(actor: Actor, box: str, state: str, today: date, cut: Cut) -> list[Row]:
    """A page of needs: those of a state, or all that are open."""
    asked: Row = {
        "me": actor.post_id, "county": actor.county_id, "state": state, "over": list(OVER), "limit": cut.limit, "offset": cut.offset,
    }
    only = "m.state = %(state)s" if state else "m.state <> ALL(%(over)s)"
    found = dicts(
        f"SELECT n.id, n.need, n.person_id, m.label, m.state, m.opened_at, {_DUE} AS due_on, {_WHO} AS who, {place_sql('n.scope_path')} AS place"
        f" {_FROM.format(box=BOXES[box])} AND {only} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        asked,
    )
    named = posts_called({one["who"] for one in found if one["who"]}, today)
    return [
        one | {"code": label_in(one["id"], one["label"]), "who": named.get(one["who"], ""), "is_late": bool(one["due_on"] and one["due_on"] < today)}
        for one in found
    ]


def rate(actor: Actor, since: date, until: date) -> tuple[int, int, int]:
    """Needs raised in a period, those of them that were met in the person's word, and of how many people they were: of the
    people that the post sees."""
    found = row(
        "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM ledger_fact e WHERE e.matter_id = f.matter_id"
        " AND e.kind = 'need_ended' AND e.counted ->> 'need_end' = 'met' AND e.counted ->> 'need_file' = f.counted ->> 'need_file')),"
        " count(DISTINCT f.matter_id) FROM ledger_fact f WHERE f.county_id = %s AND f.kind = 'need_found' AND f.happened_on >= %s"
        " AND f.happened_on < %s AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)",
        [actor.county_id, since, until],
    )
    return (int(found[0]), int(found[1]), int(found[2])) if found else (0, 0, 0)
