"""Places where somebody can be put on the book, and posts that can look after somebody."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guitu.casework.assigning import HOLDS, OF_A_GROUP
from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.database import rows

Choice = tuple[str, str]


def villages(actor: Actor) -> list[Choice]:
    """Villages and communities of one's own area; with the town before the name above a town."""
    found = rows(
        "SELECT v.path, t.name, v.name FROM grid_area v JOIN grid_area t ON t.path = left(v.path, 9)"
        " WHERE v.path >= %s AND v.path < %s AND length(v.path) = 12 AND NOT v.is_virtual AND v.valid_to IS NULL"
        " ORDER BY v.path",
        [actor.lo, actor.hi],
    )
    wide = len(actor.path) <= 6
    return [(path, f"{town} · {name}" if wide else name) for path, town, name in found]


def places_for(path: str) -> list[Choice]:
    """Where somebody carried here may be placed: the villages of a town, or a village and its groups. One query."""
    if len(path) < 9:
        return []
    if len(path) == 9:
        return _below(path, 12)
    found = groups(path[:12])
    return [*found, (path[:12], _("还不清楚是哪个小组"))] if found else []


def groups(village: str) -> list[Choice]:
    """The groups of a village, in the order of their numbers."""
    return _below(village, 15)


def _below(path: str, length: int) -> list[Choice]:
    return rows(
        "SELECT path, name FROM grid_area WHERE path >= %s AND path < %s AND length(path) = %s"
        " AND NOT is_virtual AND valid_to IS NULL ORDER BY path",
        [path, path + ":", length],
    )


def posts(county_id: str, path: str, roles: Sequence[str]) -> list[Choice]:
    """Posts of these roles in an area, with who holds them."""
    return _posts("p.path >= %s AND p.path < %s", [path, path + ":"], county_id, roles)


def posts_over(county_id: str, path: str, roles: Sequence[str]) -> list[Choice]:
    """Posts of these roles whose area holds a place; of a village, its groups' grid workers too."""
    return _posts(f"(({HOLDS}) OR {OF_A_GROUP})", [path, path, path, path], county_id, roles)


def _posts(where: str, params: Sequence[str], county_id: str, roles: Sequence[str]) -> list[Choice]:
    found = rows(
        "SELECT p.id, p.role, b.name, g.short, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.until_on IS NULL"
        " LEFT JOIN grid_area g ON g.path = p.path AND length(p.path) = 15"
        f" WHERE p.county_id = %s AND p.closed_on IS NULL AND p.role = ANY(%s) AND {where}"
        " ORDER BY p.path, p.role, h.name, p.id",
        [county_id, list(roles), *params],
    )
    return [
        (str(post), " · ".join(part for part in (body, group, ROLES[role].word, holder or _("空缺")) if part))
        for post, role, body, group, holder in found
    ]
