"""What the grid counts: areas, bodies and the posts that somebody holds.

Bodies say nothing of when they began, so they are counted as they are now; areas and holdings have their days.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.grid.naming import place_sql
from guitu.kit.counts import Count, Memory, Shown

_HERE = "{0}.path >= %(path)s AND {0}.path < %(end)s"
_A, _B, _P = (_HERE.format(table) for table in "abp")
_THERE = "NOT a.is_virtual AND a.valid_from <= %(on)s AND (a.valid_to IS NULL OR a.valid_to > %(on)s)"
_HELD = (
    "p.closed_on IS NULL AND h.from_on <= %(on)s AND (h.until_on IS NULL OR h.until_on > %(on)s)"
    " AND (p.role = ANY(%(only)s) OR p.role || '@' || b.kind = ANY(%(only)s))"
)
_HOLDINGS = "grid_post p JOIN grid_body b ON b.id = p.body_id JOIN grid_holding h ON h.post_id = p.id"
_AREAS = f"SELECT a.path AS id, a.path, 1 AS amount FROM grid_area a WHERE {_A} AND {_THERE}"  # noqa: S608  parts are ours
_MEMBERS = (
    "a.path IN (SELECT m.path FROM grid_areagroup g JOIN grid_areagroupmember m ON m.group_id = g.id"
    " AND m.until_on IS NULL WHERE g.closed_on IS NULL AND g.name = ANY(%(only)s))"
)

_AREA = Shown(f"SELECT a.path AS id, a.name AS label, {place_sql('a.path')} AS place FROM grid_area a WHERE a.path = ANY(%(ids)s)")  # noqa: S608
_BODY = Shown(
    f"SELECT b.id::text AS id, b.name AS label, {place_sql('b.path')} AS place FROM grid_body b WHERE b.id = ANY(%(ids)s::uuid[])"  # noqa: S608
)
_POST = Shown(
    f"SELECT p.id::text AS id, p.title AS label, {place_sql('p.path')} AS place FROM grid_post p WHERE p.id = ANY(%(ids)s::uuid[])"  # noqa: S608
)
_LEVEL = Shown(
    "SELECT id, CASE id WHEN '6' THEN '县' WHEN '9' THEN '镇（街）' WHEN '12' THEN '村（居）' ELSE '村（居）民小组' END AS label,"
    " '' AS place FROM unnest(%(ids)s::text[]) AS id"
)


def _count(name: str, of: str, words: Any, sql: str, shown: Shown, keeps: Memory = "day") -> Count:
    return Count(name, of, words, sql, shown, keeps)


COUNTS = (
    _count("areas", "areas", _("这些种类的地方"), f"{_AREAS} AND a.kind = ANY(%(only)s)", _AREA),
    _count("areas_in_group", "areas", _("这个片区的地方"), f"{_AREAS} AND {_MEMBERS}", _AREA, "now"),
    _count("areas_outside_group", "areas", _("这些种类、不在这个片区的地方"),
           f"{_AREAS} AND a.kind = ANY(%(only)s) AND NOT {_MEMBERS}", _AREA, "now"),
    _count("areas_with_bodies", "areas", _("这些单位都有的地方"),
           f"{_AREAS} AND (SELECT count(DISTINCT b.kind) FROM grid_body b WHERE b.path = a.path AND b.kind = ANY(%(only)s))"  # noqa: S608
           " = cardinality(%(only)s::text[])", _AREA, "now"),
    _count("areas_with_posts", "areas", _("这些种类、有人在岗的地方"),
           f"{_AREAS} AND a.kind = ANY(%(only)s) AND EXISTS (SELECT 1 FROM {_HOLDINGS} WHERE p.path = a.path AND {_HELD})", _AREA),  # noqa: S608
    _count("bodies", "bodies", _("这些种类的单位"),
           f"SELECT b.id::text AS id, b.path, 1 AS amount FROM grid_body b WHERE {_B} AND b.kind = ANY(%(only)s)",  # noqa: S608
           _BODY, "now"),
    _count("posts_held", "posts", _("有人在岗的岗位"),
           f"SELECT p.id::text AS id, p.path, 1 AS amount FROM {_HOLDINGS} WHERE {_P} AND {_HELD}", _POST),  # noqa: S608
    _count("levels_held", "levels", _("有人在岗的层级"),
           f"SELECT DISTINCT length(p.path)::text AS id, %(path)s AS path, 1 AS amount FROM {_HOLDINGS} WHERE {_P}"  # noqa: S608
           " AND p.closed_on IS NULL AND h.from_on <= %(on)s AND (h.until_on IS NULL OR h.until_on > %(on)s)", _LEVEL),
)
