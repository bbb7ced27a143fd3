"""村（居）民小组: the villages of an area with how many groups each has, and the groups of one with their grid workers."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.grid.areas import TOWN, units_inside
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, row, rows


def villages(actor: Actor, town: str) -> list[dict[str, Any]]:
    """The villages of a town, each with the number of its groups. One query."""
    return dicts(
        "SELECT v.path, v.short AS name, count(g.path) AS groups FROM grid_area v LEFT JOIN grid_area g"
        " ON g.path >= v.path AND g.path < v.path || ':' AND length(g.path) = 15 AND g.valid_to IS NULL"
        " WHERE v.path >= %s AND v.path < %s AND v.path >= %s AND v.path < %s AND length(v.path) = 12"
        " AND NOT v.is_virtual AND v.valid_to IS NULL GROUP BY v.path, v.short ORDER BY v.path",
        [town, town + ":", actor.lo, actor.hi],
    )


def towns(actor: Actor) -> list[tuple[str, str]]:
    """The towns of one's own area, or the one that it lies in."""
    return units_inside(actor.path[:TOWN], TOWN)


def village_name(actor: Actor, village: str) -> str | None:
    """What a village of one's own area is called; None where it is none."""
    found = row(
        "SELECT short FROM grid_area WHERE path = %s AND length(path) = 12 AND path >= %s AND path < %s"
        " AND NOT is_virtual AND valid_to IS NULL",
        [village, actor.lo, actor.hi],
    )
    return str(found[0]) if found else None


def groups(village: str, on: date) -> list[dict[str, Any]]:
    """The groups of a village with the post and the holder of each grid worker."""
    return dicts(
        "SELECT a.path, a.name, p.id AS post, h.name AS holder FROM grid_area a"
        " LEFT JOIN grid_post p ON p.path = a.path AND p.role = 'grid_worker' AND p.closed_on IS NULL"
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %s AND (h.until_on IS NULL OR h.until_on > %s)"
        " WHERE a.path >= %s AND a.path < %s AND length(a.path) = 15 AND a.valid_to IS NULL ORDER BY a.path",
        [on, on, village, village + ":"],
    )


def numbers(village: str) -> tuple[int, list[str]]:
    """The highest number that a group of the village ever had, and the names that are in use."""
    found = rows(
        "SELECT path, name, valid_to IS NULL FROM grid_area WHERE path >= %s AND path < %s AND length(path) = 15",
        [village, village + ":"],
    )
    return max((int(path[12:]) for path, _, _ in found), default=0), [name for _, name, in_use in found if in_use]
