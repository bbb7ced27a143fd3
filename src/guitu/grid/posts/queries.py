"""Posts of an area with who holds them; a vacancy has a name and a length."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.kit.database import dicts

PER_PAGE = 100


def posts(path: str, on: date, *, only: str = "", role: str = "", page: int = 1) -> list[dict[str, Any]]:
    """Posts at and below a path on a day, vacant ones with the day since when. One query."""
    return dicts(
        "SELECT p.id, p.role, p.title, p.path, b.name AS body, h.name AS holder, h.from_on,"
        " coalesce((SELECT max(x.until_on) FROM grid_holding x WHERE x.post_id = p.id AND x.until_on <= %(on)s), NULL) AS since,"
        " count(*) OVER () AS total"
        " FROM grid_post p JOIN grid_body b ON b.id = p.body_id"
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %(on)s AND (h.until_on IS NULL OR h.until_on > %(on)s)"
        " WHERE p.path >= %(lo)s AND p.path < %(hi)s AND (p.closed_on IS NULL OR p.closed_on > %(on)s)"
        " AND (%(only)s <> 'vacant' OR h.id IS NULL) AND (%(role)s = '' OR p.role = %(role)s)"
        " ORDER BY p.path, b.name, p.role, p.title, p.id LIMIT %(limit)s OFFSET %(offset)s",
        {"lo": path, "hi": path + ":", "on": on, "only": only, "role": role, "limit": PER_PAGE,
         "offset": (page - 1) * PER_PAGE},
    )  # fmt: skip


def staffing(path: str, on: date) -> list[dict[str, Any]]:
    """Per role: how many posts there are, and how many are held."""
    return dicts(
        "SELECT p.role, count(*) AS posts, count(h.id) AS held FROM grid_post p"
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %(on)s AND (h.until_on IS NULL OR h.until_on > %(on)s)"
        " WHERE p.path >= %(lo)s AND p.path < %(hi)s AND (p.closed_on IS NULL OR p.closed_on > %(on)s)"
        " GROUP BY p.role ORDER BY count(*) DESC",
        {"lo": path, "hi": path + ":", "on": on},
    )


def post(post_id: object, on: date) -> dict[str, Any] | None:
    found = dicts(
        "SELECT p.id, p.role, p.title, p.path, b.name AS body, h.name AS holder, h.from_on FROM grid_post p"
        " JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND h.from_on <= %s"
        " AND (h.until_on IS NULL OR h.until_on > %s) WHERE p.id = %s",
        [on, on, post_id],
    )
    return found[0] if found else None
