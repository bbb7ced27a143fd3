"""Places, goods and open findings by area: one statement over the register, for the towns of a county or the villages of a town."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from guitu.grid.areas import TOWN, VILLAGE, units_inside
from guitu.kit.actor import Actor
from guitu.kit.database import dicts

Row = dict[str, Any]
STATES = ("unchecked", "passed", "correcting", "serious", "put_right")
COLUMNS = ("venues", "goods", *STATES, "late", "due", "findings")
_BOARD = (
    "SELECT left(v.scope_path, %(cut)s) AS path, count(*) FILTER (WHERE NOT v.kind = ANY(%(goods)s)) AS venues,"  # noqa: S608  states of ours
    " count(*) FILTER (WHERE v.kind = ANY(%(goods)s)) AS goods,"
    + "".join(f" count(*) FILTER (WHERE v.state = '{state}') AS {state}," for state in STATES)
    + " count(*) FILTER (WHERE v.put_right_by < %(today)s) AS late, count(*) FILTER (WHERE v.look_by < %(today)s) AS due,"
    " coalesce(sum(v.open_findings), 0) AS findings FROM inspection_venue v WHERE v.county_id = %(county)s AND v.scope_path >= %(lo)s"
    " AND v.scope_path < %(hi)s AND v.state <> 'closed' GROUP BY 1"
)


def board(actor: Actor, goods: list[str], today: date) -> list[Row]:
    """Every area below one's own by its name, those without a place as well, in the order of their codes."""
    cut = TOWN if len(actor.path) < TOWN else VILLAGE
    values = {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "cut": cut, "goods": goods, "today": today}
    found = {one["path"]: one for one in dicts(_BOARD, values)}
    nothing = dict.fromkeys(COLUMNS, 0)
    return [{"path": path, "name": name, **nothing, **found.get(path, {})} for path, name in units_inside(actor.path, cut)]


_SAMPLED = (
    "SELECT v.kind, (f.counted -> 'pieces')::text AS pieces FROM ledger_fact f JOIN inspection_venue v ON v.id = f.matter_id WHERE f.county_id = %(county)s"
    " AND f.kind = 'venue_checked' AND f.happened_on >= make_date(%(year)s, 1, 1) AND f.scope_path >= %(lo)s AND f.scope_path < %(hi)s"
    " AND v.kind = ANY(%(kinds)s) AND jsonb_array_length(coalesce(f.counted -> 'pieces', '[]')) > 1"
    " AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id)"
)


def sampled(actor: Actor, kinds: list[str], year: int) -> list[int]:
    """Pieces looked at in a year in the places of these kinds, and of each sampled item how many were as they must be."""
    found = dicts(_SAMPLED, {"county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "kinds": kinds, "year": year})
    return [sum(column) for column in zip(*(orjson.loads(one["pieces"]) for one in found), strict=True)] if found else []


def total(listed: list[Row]) -> Row:
    return {name: sum(one[name] for one in listed) for name in COLUMNS}
