"""The demo's login page: a door for each kind of post with what it does, the others by county, never a list of all."""

from __future__ import annotations

from typing import Any

import pytest

from guitu.grid import access, demo_doors
from guitu.grid.roles import ROLES
from tests import make

pytestmark = [pytest.mark.django_db]


def offered(world: make.World) -> list[dict[str, Any]]:
    return [
        {**{name: getattr(held, name) for name in ("post_id", "role", "body", "path", "holder", "county_id")}, "account_id": None}
        for post in world.posts.values() if (held := access.post_named(post, world.on))
    ]


def test_there_is_one_door_for_each_kind_of_post_and_the_others_stand_by_county(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("system_admin", "security_admin", "counsellor", "clinic_staff", "facility_officer", "member_liaison", "teacher", "propaganda_officer"):
        world.posts[role], world.accounts[role] = make.post_of(role, make.ENPING, role)
    posts = offered(world)
    monkeypatch.setattr(access, "demo_posts", lambda on: posts)  # the database offers none: it is no demo
    first, others = demo_doors.doors()
    assert [door["role"] for door in first] == [ROLES[role].word for role in demo_doors.DOES]
    assert all(door["does"] for door in first)
    assert [place for place, _listed in others] == ["恩平市", "咸安区"]  # where most posts are comes first
    doors = {door["id"] for door in first} | {id for _place, listed in others for id, _label in listed}
    many = {str(post["post_id"]) for post in posts if post["role"] in demo_doors.MANY}
    assert {str(post["post_id"]) for post in posts} - doors <= many


def test_every_kind_of_staff_has_a_door() -> None:
    assert set(demo_doors.DOES) == set(ROLES) - {"person", "guardian", "clock", "system", "link"}
