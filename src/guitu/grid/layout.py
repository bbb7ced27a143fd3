"""The posts that every county has, all vacant: a default of ours to start from, not a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import uuid4

from guitu.grid.divisions import Division
from guitu.grid.establishing import NewBody, NewPost

COUNTY_POSTS = (
    ("security_admin", "安全管理员"), ("system_admin", "系统管理员"), ("audit_admin", "审计管理员"),
    ("county_director", "禁毒办主任"), ("county_clerk", "禁毒办内勤"),
)
TOWN_POSTS = (("town_head", "镇街负责人"), ("social_worker", "禁毒社工"), ("social_worker", "禁毒专职"))


def standard_posts(divisions: Sequence[Division], county: str) -> tuple[list[NewBody], list[NewPost]]:
    """Bodies and vacant posts for a county: its office, every town's centre, every village's studio."""
    bodies: list[NewBody] = []
    posts: list[NewPost] = []
    for body, roles in _bodies(divisions, county):
        bodies.append(body)
        posts += [NewPost(uuid4(), body.id, role, title, body.path) for role, title in roles]
    return bodies, posts


def _bodies(divisions: Sequence[Division], county: str) -> Iterator[tuple[NewBody, Sequence[tuple[str, str]]]]:
    names = {unit.path: unit.name for unit in divisions}
    yield NewBody(uuid4(), "narcotics_office", f"{names[county]}禁毒办", county), COUNTY_POSTS
    for unit in divisions:
        if unit.virtual or not unit.path.startswith(county):
            continue
        if unit.level == 4:
            yield NewBody(uuid4(), "town_centre", f"{unit.name}社区戒毒康复中心", unit.path), TOWN_POSTS
            yield NewBody(uuid4(), "police_station", f"{unit.name}派出所", unit.path), (("police_liaison", "联络民警"),)
        elif unit.level == 5:
            yield NewBody(uuid4(), "village_studio", f"{unit.name}禁毒工作室", unit.path), (("village_worker", "专职人员"),)
