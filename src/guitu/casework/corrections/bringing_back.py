"""A change of place that is taken back: the file returns to where the facts that stand say it is."""

from __future__ import annotations

from datetime import date
from functools import partial

from guitu.casework.load import Case, live
from guitu.casework.stations import stations
from guitu.grid.naming import place_sql
from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.rules.facts import Fact, MeasureTransferred


def returns_to(held: Case, gone: Fact) -> str | None:
    """The place to which the file goes back when this change of place never was; None: it stays."""
    if not isinstance(gone, MeasureTransferred):
        return None
    left = [f for f in live(held.facts) if f.id != gone.id]
    path = stations(held, facts=left)[-1].path
    return None if path[:9] == held.scope_path[:9] else path


def hand_back(held: Case, path: str) -> None:
    """Whoever was responsible there before is so again, before anything is settled."""
    found = row(
        f"SELECT {place_sql('w.path')}, (SELECT a.post_id FROM matters_part a JOIN grid_post p ON p.id = a.post_id"  # noqa: S608
        "   WHERE a.matter_id = %s AND a.part = 'responsible' AND p.closed_on IS NULL AND left(p.path, 9) = left(w.path, 9)"
        "   ORDER BY a.from_on DESC, a.until_on DESC LIMIT 1) FROM (SELECT %s::text AS path) w",
        [held.id, path],
    )
    if found is not None:
        held.place, held.post_id = found[0] or held.place, found[1]


def bring_back(act: Act, held: Case, path: str, moved_on: date) -> None:
    """Last of all: after it this post may no longer see the person. The team of the place whose care the change ended,
    on the day it was recorded, cares again."""
    act.last(partial(_carry, act, held, path, moved_on))


def _carry(act: Act, held: Case, path: str, moved_on: date) -> None:
    changed(act, [Change("person", held.id, held.scope_path, held.id, {"moved_back_to": path})])
    found = row("SELECT casework_move_back(%s, %s, %s, %s, %s)", [held.id, path, held.post_id, act.on, moved_on])
    if found is None or not found[0]:
        raise NotVisible
