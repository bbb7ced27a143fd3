"""A person's file goes to another town of the county: who receives it, and the call that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from guitu.casework.load import Case
from guitu.grid.naming import place_sql
from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.rules.verdict import Reason


@dataclass(frozen=True, slots=True)
class Receiving:
    name: str
    post_id: UUID | None


def receiving(county_id: str, to_path: str, to_post: UUID | None) -> Receiving:
    """The new place and the post that is responsible there: the one named, else the head of the town."""
    found = row(
        f"SELECT {place_sql('a.path')}, p.id FROM grid_area a"  # noqa: S608  the name of a place
        " LEFT JOIN grid_post p ON p.county_id = %s AND p.closed_on IS NULL AND p.path = left(a.path, 9)"
        "  AND p.role IN ('town_head', 'social_worker') AND (p.id = %s OR %s::uuid IS NULL)"
        " WHERE a.path = %s AND a.valid_to IS NULL ORDER BY p.role = 'town_head' DESC NULLS LAST, p.title, p.id LIMIT 1",
        [county_id, to_post, to_post, to_path],
    )
    if found is None or (to_post is not None and found[1] is None):
        raise Refused(Reason("not_in_list", {"field": "to_path"}), field="to_path")
    return Receiving(*found)


def move_away(act: Act, held: Case, to_path: str) -> None:
    """Last of all: after it this post no longer sees the person. In a batch, after the facts are written."""
    act.last(partial(_carry, act, held, to_path))


def _carry(act: Act, held: Case, to_path: str) -> None:
    changed(act, [Change("person", held.id, held.scope_path, held.id, {"moved_to": to_path})])
    found = row("SELECT casework_move_person(%s, %s, %s, %s)", [held.id, to_path, held.post_id, act.on])
    if found is None or not found[0]:
        raise NotVisible
