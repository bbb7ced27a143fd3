"""A change of places before it is made: what there is, what it would come to, and who could receive whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.grid.area_steps import steps_of
from guitu.kit.actor import Actor
from guitu.kit.database import row, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rules.areas import DAYS_BACK, TOWN, Plan, Unit, Wanted, kind_of, planned
from guitu.rules.dates import days_after
from guitu.rules.verdict import Reason

RECEIVE = ("town_head", "social_worker")  # who can be responsible for people
_UNITS = "SELECT path, name, kind, valid_to IS NULL AND NOT is_virtual FROM grid_area WHERE path > %s AND path < %s ORDER BY path"


def units(actor: Actor) -> list[Unit]:
    """All places of a county that ever were, the hidden ones too."""
    return [Unit(*one) for one in rows(_UNITS, [actor.county_id, actor.county_id + ":"])]


def hidden(actor: Actor) -> set[str]:
    """The places that are in the official code only."""
    found = rows(
        "SELECT path FROM grid_area WHERE path > %s AND path < %s AND is_virtual AND valid_to IS NULL",
        [actor.county_id, actor.county_id + ":"],
    )
    return {path for (path,) in found}


def standing(actor: Actor, path: str) -> Unit:
    """A place of the county that stands, below the county itself."""
    found = next((unit for unit in units(actor) if unit.path == path and unit.there), None)
    if found is None or not actor.lo <= path < actor.hi:
        raise NotVisible
    return found


def wanted(kind: str, name: str, number: str) -> Wanted | None:
    return Wanted(kind, name.strip(), number.strip()) if kind or name.strip() or number.strip() else None


def plan(actor: Actor, *, kind: str, paths: Sequence[str], into: str, new: Wanted | None) -> Plan:
    """What the change comes to. A new place keeps the kind of those that it is made of, where none is said."""
    if any(not actor.lo <= path < actor.hi for path in (*paths, into) if path):
        raise Refused(Reason("areas.not_there"), field="paths")
    if new is not None and not new.kind and paths:
        new = Wanted(_kind_beside(kind, paths[0]), new.name, new.number)
    found = planned(kind, units(actor), paths, into, new)
    if isinstance(found, Reason):
        raise Refused(found, field=_FIELDS.get(found.code, "paths"))
    return found


_FIELDS = {
    "areas.into_itself": "into", "areas.into_level": "into", "areas.into_needed": "into", "areas.name_needed": "name",
    "areas.name_taken": "name", "areas.code_taken": "number", "areas.code_range": "number", "areas.kind_unknown": "area_kind",
}


def _kind_beside(kind: str, path: str) -> str:
    return kind_of(path[:-3] if kind == "split" else path)


def refuse_day(county_id: str, found: Plan, on: date, today: date) -> None:
    """From when it may hold: since all these places are as they are, no longer ago than a year, and not later than today."""
    if on > today:
        raise Refused(Reason("areas.day_ahead", {"on": on}), field="on")
    concerned = [*(old for old, _ in found.steps), *(new for _, new in found.steps)]
    begun = row("SELECT max(valid_from) FROM grid_area WHERE path = ANY(%s)", [concerned])
    steps = steps_of(county_id)
    came = [step.on for path in concerned for origin in steps.by_to.get(path, ()) for step in [steps.by_from[origin]]]
    first = max([days_after(today, -DAYS_BACK), *came, *([begun[0]] if begun and begun[0] else [])])
    if on < first:
        raise Refused(Reason("areas.day_early", {"first": first}), field="on")


def receivers(actor: Actor, news: Sequence[str], on: date) -> dict[UUID, str]:
    """The posts that reach every new place and can look after people: of the town, or of the village itself."""
    towns = sorted({new[:TOWN] for new in news})
    found = rows(
        "SELECT p.id, b.name || ' · ' || p.title || coalesce(' · ' || h.name, '') FROM grid_post p JOIN grid_body b ON b.id = p.body_id"
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %s AND (h.until_on IS NULL OR h.until_on > %s)"
        " WHERE p.county_id = %s AND p.closed_on IS NULL AND p.role = ANY(%s) AND %s::text[] <@ ARRAY[p.path]"
        " ORDER BY p.role DESC, b.name, p.title, p.id",
        [on, on, actor.county_id, list(RECEIVE), towns],
    )
    return dict(found)


_IN_USE = """
SELECT (SELECT count(*) FROM grid_area WHERE path > %(path)s AND path < %(end)s AND valid_to IS NULL AND NOT is_virtual),
  (SELECT count(*) FROM grid_post WHERE path = %(path)s AND closed_on IS NULL),
  (SELECT count(*) FROM grid_body WHERE path = %(path)s AND until_on IS NULL),
  (SELECT count(DISTINCT m.group_id) FROM grid_areagroupmember m JOIN grid_areagroup g ON g.id = m.group_id
   WHERE m.path = %(path)s AND m.until_on IS NULL AND g.closed_on IS NULL)
"""


def in_use(path: str) -> list[Reason]:
    """What of the grid itself hangs at a place."""
    found = row(_IN_USE, {"path": path, "end": path + ":"}) or ()
    codes = ("areas.has_below", "areas.has_posts", "areas.has_bodies", "areas.in_groups")
    return [Reason(code, {"n": n}) for code, n in zip(codes, found, strict=True) if n]
