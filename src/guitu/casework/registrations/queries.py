"""Places where somebody can be put on the book, and posts that can look after somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from guitu.grid.roles import ROLES
from guitu.kit.actor import Actor
from guitu.kit.database import rows

Choice = tuple[str, str]

ROLES_OF_PART: Mapping[str, tuple[str, ...]] = {
    "responsible": ("social_worker", "town_head"),
    "village": ("village_worker",),
    "grid": ("grid_worker",),
    "police": ("police_liaison",),
    "medical": ("clinic_staff",),
    "counsellor": ("counsellor",),
}


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


def posts(county_id: str, path: str, roles: Sequence[str]) -> list[Choice]:
    """Posts of these roles in an area, with who holds them."""
    return _posts("p.path >= %s AND p.path < %s", [path, path + ":"], county_id, roles)


def posts_over(county_id: str, path: str, roles: Sequence[str]) -> list[Choice]:
    """Posts of these roles whose area holds a place."""
    return _posts("starts_with(%s, p.path)", [path], county_id, roles)


def _posts(where: str, params: Sequence[str], county_id: str, roles: Sequence[str]) -> list[Choice]:
    found = rows(
        "SELECT p.id, p.role, b.name, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608
        " LEFT JOIN grid_holding h ON h.post_id = p.id AND h.until_on IS NULL"
        f" WHERE p.county_id = %s AND p.closed_on IS NULL AND p.role = ANY(%s) AND {where}"
        " ORDER BY p.path, p.role, h.name, p.id",
        [county_id, list(roles), *params],
    )
    return [
        (str(post), " · ".join(part for part in (body, ROLES[role].word, holder or _("空缺")) if part))
        for post, role, body, holder in found
    ]


def may_look_after(county_id: str, post_id: object, path: str, part: str) -> bool:
    """Whether this post is there, does this part, and its area holds the place."""
    found = rows(
        "SELECT 1 FROM grid_post WHERE id = %s AND county_id = %s AND closed_on IS NULL AND role = ANY(%s)"
        " AND starts_with(%s, path)",
        [post_id, county_id, list(ROLES_OF_PART.get(part, ())), path],
    )
    return bool(found)
