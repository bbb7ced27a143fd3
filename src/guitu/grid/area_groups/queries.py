"""片区 as pages and figures read them: those wholly inside one's own area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.areas import units_inside
from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import row, rows


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """One group that is in use, with its areas and what they are called."""

    id: UUID
    path: str
    name: str
    areas: tuple[str, ...]
    places: tuple[str, ...]
    before: tuple[tuple[str, str], ...] = ()  # codes that areas of it had until they got others, and what they were called


# Areas that were in the group when they got another code: what happened there before stays counted by the group.
_BEFORE = (
    "(SELECT json_agg(json_build_array(w.path, a.short)) FROM grid_areagroupmember w JOIN grid_areastep s"
    " ON s.county_id = w.county_id AND s.from_path = w.path JOIN grid_areachange c ON c.id = s.change_id"
    " JOIN grid_area a ON a.path = w.path WHERE w.group_id = g.id AND w.until_on = (c.at AT TIME ZONE 'Asia/Shanghai')::date)::text"
)
_SQL = (
    "SELECT g.id, g.path, g.name, array_agg(m.path ORDER BY m.path) AS areas,"  # noqa: S608  names of places
    f" array_agg(coalesce({place_sql('m.path')}, m.path) ORDER BY m.path) AS places, {_BEFORE} AS before"
    " FROM grid_areagroup g JOIN grid_areagroupmember m ON m.group_id = g.id AND m.until_on IS NULL"
    " WHERE g.county_id = %s AND g.closed_on IS NULL AND (%s::uuid IS NULL OR g.id = %s)"
    " GROUP BY g.id, g.path, g.name HAVING bool_and(m.path >= %s AND m.path < %s) ORDER BY g.path, g.name"
)


# As `path, name, level` beside areas to choose from, in the statement of a page. Digits sort before letters.
GROUPS_TO_CHOOSE = (
    "SELECT 'group:' || g.id AS path, g.name, 0 AS level FROM grid_areagroup g WHERE g.county_id = %(county)s"
    " AND g.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM grid_areagroupmember m WHERE m.group_id = g.id"
    " AND m.until_on IS NULL AND NOT (m.path >= %(own)s AND m.path < %(own_end)s))"
)
WITHIN = "({path} = ANY(%(areas)s) OR left({path}, 9) = ANY(%(areas)s) OR left({path}, 12) = ANY(%(areas)s))"


def asked_for(text: str, actor: Actor) -> AreaGroup | None:
    """The group that an address names as `group:` and its id, if the post may see the whole of it."""
    try:
        return area_group(actor, UUID(text.removeprefix("group:"))) if text.startswith("group:") else None
    except ValueError:
        return None


def area_groups(actor: Actor) -> list[AreaGroup]:
    """The groups whose areas all lie inside one's own: of others one would see a part, and take it for the whole."""
    return _found(actor, None)


def area_group(actor: Actor, group_id: UUID) -> AreaGroup | None:
    found = _found(actor, group_id)
    return found[0] if found else None


def _found(actor: Actor, group_id: UUID | None) -> list[AreaGroup]:
    values = [actor.county_id, group_id, group_id, actor.lo, actor.hi]
    return [
        AreaGroup(id, path, name, tuple(areas), tuple(places), tuple((code, word) for code, word in orjson.loads(before or "[]")))
        for id, path, name, areas, places, before in rows(_SQL, values)
    ]


def standing_areas(actor: Actor, paths: Sequence[str]) -> int:
    """How many of these are areas that stand today, inside one's own."""
    found = row(
        "SELECT count(*) FROM grid_area WHERE path = ANY(%s) AND path >= %s AND path < %s AND NOT is_virtual"
        " AND valid_to IS NULL",
        [list(paths), actor.lo, actor.hi],
    )
    return int(found[0]) if found else 0


def outermost(paths: Iterable[str]) -> list[str]:
    """Without those that lie inside another of them: nobody is counted twice."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def choices(path: str) -> list[dict[str, Any]]:
    """The units below an area, and those below each of them, to tick: two levels in one query."""
    units: dict[str, dict[str, Any]] = {}
    for unit, name in units_inside(path, len(path) + 3, len(path) + 6):
        if len(unit) == len(path) + 3:
            units[unit] = {"path": unit, "name": name, "below": []}
        elif unit[:-3] in units:
            units[unit[:-3]]["below"].append((unit, name))
    return list(units.values())
