"""村（居）民小组: local data that the town or the county enters; each group has the post of a grid worker."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.grid.establishing import appoint_holder
from guitu.grid.groups.commands import add_groups, close_group
from guitu.kit.database import acting, rows
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
NANMEN = make.ENCHENG + "002"
PAGE = f"/settings/groups/{NANMEN}/"


def listed(village: str) -> list[tuple[Any, ...]]:
    return rows(
        "SELECT path, name, valid_to IS NULL FROM grid_area WHERE starts_with(path, %s) AND length(path) = 15 ORDER BY path",
        [village],
    )


def test_so_many_in_a_row_and_others_by_name_each_with_a_vacant_post(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_head")
    assert "还没有录入小组" in steps.text(client.get(PAGE))
    sent = {"count": "2", "names": "上村小组\n\n 下村小组 ", "request_id": new_request_id()}
    assert [client.post(PAGE, sent).status_code for _ in range(2)] == [302, 302]
    page = steps.text(client.get(PAGE))
    assert all(name in page for name in ("第一居民小组", "第二居民小组", "上村小组", "下村小组")) and page.count("空缺") == 4
    with acting(world.actor("director")):
        assert [path[12:] for path, _, _ in listed(NANMEN)] == ["001", "002", "003", "004"]
        assert rows("SELECT count(*) FROM grid_post WHERE role = 'grid_worker' AND starts_with(path, %s)", [NANMEN]) == [(4,)]
        assert rows("SELECT DISTINCT detail->>'group' FROM ledger_entry WHERE command = 'add_groups'") == [("added",)]
    assert client.post(PAGE, {"count": "1", "request_id": new_request_id()}).status_code == 302
    assert "第五居民小组" in steps.text(client.get(PAGE))


def test_a_group_just_entered_takes_people_and_its_grid_worker_sees_them(
    client: Client, world: make.World, at: datetime
) -> None:
    clerk = world.actor("clerk")
    add_groups(clerk, at=at, village=NANMEN, names=["第一居民小组"])
    who = steps.person(world, at, scope_path=NANMEN)
    with acting(clerk):
        ((post,),) = rows("SELECT id FROM grid_post WHERE path = %s", [NANMEN + "001"])
    appoint_holder(clerk, at=at, post_id=post, name="赵六", sex="male", from_on=date(2026, 3, 16), login="zhaoliu", number="工号7001")
    assign_person(world.actor("encheng_head"), at=at, person_id=who, post_id=post, part="grid")
    make.enter(client, world, "encheng_head")
    assert "赵六" in steps.text(client.get(PAGE))
    assert "南" in steps.text(client.get("/settings/groups/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请填加几个"),
        ({"count": "0"}, "1 到 99"),
        ({"count": "x"}, "1 到 99"),
        ({"count": "100"}, "1 到 99"),
        ({"names": "甲" * 31}, "最多 30 个字"),
        ({"names": "上村小组\n上村小组"}, "写了两遍"),
        ({"names": "第一居民小组"}, "已经有叫"),
        ({"count": "99"}, "最多 99 个小组"),
    ],
)
def test_what_cannot_be_entered_is_said(
    client: Client, world: make.World, at: datetime, sent: dict[str, str], said: str
) -> None:
    add_groups(world.actor("clerk"), at=at, village=NANMEN, names=["第一居民小组"])
    make.enter(client, world, "encheng_head")
    answer = client.post(PAGE, {**sent, "names": sent.get("names", "甲" if sent.get("count") == "99" else ""), "request_id": new_request_id()})
    assert answer.status_code == 422 and said in steps.text(answer)
    with acting(world.actor("director")):
        assert len(listed(NANMEN)) == 1


def test_a_group_nobody_lives_in_is_closed_with_its_post_and_its_number_stays_its_own(
    client: Client, world: make.World, at: datetime
) -> None:
    head = world.actor("encheng_head")
    add_groups(head, at=at, village=NANMEN, names=["甲", "乙"])
    who = steps.person(world, at, scope_path=NANMEN + "001")
    make.enter(client, world, "encheng_head")
    held = client.post(f"{PAGE}{NANMEN}001/close/", {"request_id": new_request_id()})
    assert held.status_code == 422 and "还有 1 人" in steps.text(held)
    assert "停用乙" in steps.text(client.get(f"{PAGE}{NANMEN}002/close/"))
    assert client.post(f"{PAGE}{NANMEN}002/close/", {"request_id": new_request_id()}).status_code == 302
    add_groups(head, at=at, village=NANMEN, names=["乙"])
    with acting(head):
        assert [(path[12:], name, there) for path, name, there in listed(NANMEN)] == [
            ("001", "甲", True), ("002", "乙", False), ("003", "乙", True)
        ]
        assert rows("SELECT closed_on FROM grid_post WHERE path = %s", [NANMEN + "002"]) == [(at.date(),)]
    assert "乙" in steps.text(client.get(steps.url(who, "place-person")))
    with pytest.raises(NotVisible):
        close_group(head, at=at, group=NANMEN + "002")


@pytest.mark.parametrize("village", [make.ENCHENG, make.HENGPI + "200", "440785001999", "x", make.YONGAN + "001"])
def test_a_village_outside_ones_area_or_none_is_not_found(client: Client, world: make.World, at: datetime, village: str) -> None:
    make.enter(client, world, "encheng_head")
    assert client.get(f"/settings/groups/{village}/").status_code == 404
    assert client.post(f"/settings/groups/{village}/", {"count": "1"}).status_code == 404
    with pytest.raises((NotVisible, Refused)):
        add_groups(world.actor("encheng_head"), at=at, village=village, names=["甲"])
    assert client.post(f"{PAGE}{village}/close/").status_code == client.get(f"{PAGE}{village}/close/").status_code == 404


@pytest.mark.parametrize("name", ["encheng_worker", "village", "grid", "director", "auditor"])
def test_others_neither_find_the_pages_nor_enter_groups(client: Client, world: make.World, at: datetime, name: str) -> None:
    make.enter(client, world, name)
    for address in ("/settings/groups/", PAGE, f"{PAGE}{NANMEN}001/close/"):
        assert client.get(address).status_code == 404
    assert client.post(PAGE, {"count": "1"}).status_code == 404
    with pytest.raises(Refused):
        add_groups(world.actor(name), at=at, village=NANMEN, names=["甲"])
