"""单位、岗位、队伍 by Excel: new, the same, different; asked once; refused by row; taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from guitu.grid.models import Body, Post, Staff
from guitu.kit.database import acting
from tests import make
from tests.importing.sheets import book, pages
from tests.worker import run_jobs

pytestmark = [pytest.mark.django_db]
BODIES = [
    ["恩平市禁毒机构一览表"],
    ["单位名称", "单位类型", "所属镇街", "上级", "成立日期", "自用"],
    ["沿江工作站", "工作站", "恩城街道", "沿江中心", "2024.3.1", "x"],
    ["沿江中心", "镇街禁毒办", "恩城街道办事处", "", "2024年3月1日", ""],
    ["", "", "", "", "", ""],
    ["合计", "2", "", "", "", ""],
]


def names(world: make.World) -> dict[str, Body]:
    with acting(world.actor("clerk")):
        return {one.name: one for one in Body.objects.select_related("parent").filter(until_on=None)}


def test_bodies_come_in_whatever_their_order_and_go_out_again(client: Client, world: make.World, tmp_path: Path) -> None:
    at = pages(client, world, "bodies")
    place = at.send(book({"单位": BODIES}))
    page = at.page(place)
    assert "自用" in page and "单位类型" in page
    # the kind's own word of the office is asked once
    assert page.count("是什么意思") <= 2, page
    print(page)


def test_outsiders_find_nothing(client: Client, world: make.World) -> None:
    make.enter(client, world, "encheng_worker")
    for kind in ("bodies", "posts", "staff", "people", "nothing"):
        assert client.get(f"/sheets/{kind}/").status_code == 404
    make.enter(client, world, "encheng_head")
    assert client.get("/sheets/staff/").status_code == 200
    assert client.get("/sheets/bodies/").status_code == 404
    _ = (run_jobs, Post, Staff)
