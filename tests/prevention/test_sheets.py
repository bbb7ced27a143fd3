"""阵地 and 活动 by Excel: in by the commands of the screen, the same again without a word, out, changed, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from guitu.kit.database import acting, rows
from guitu.kit.database import row as one_row
from tests import make
from tests.importing.sheets import book, pages

pytestmark = [pytest.mark.django_db]
PLACES = [
    ["名称", "种类", "在哪里", "开放日期", "开放时间", "展区"],
    ["东门禁毒教育园地", "教育园地", "东门社区", "2024-06-26", "9:00—17:00", ""],
    ["恩平禁毒教育基地", "教育基地", "恩城街道", "2021-06-26", "", "历史区、竞答区"],
    ["无名长廊", "宣传长廊", "火星镇", "2021-06-26", "", ""],
]
HELD = [
    ["活动名称", "活动日期", "种类", "在哪里", "六进", "领导级别", "清点人数", "估计人数"],
    ["禁毒科普进校园", "2026-03-10", "讲座、课堂", "东门社区", "进学校", "镇（街）级", "118", ""],
    ["街头宣传", "2026-03-11", "街头宣传、发资料", "恩城街道", "进社区", "", "", "300"],
    ["没有人数的一场", "2026-03-12", "展览", "恩城街道", "进社区", "", "", ""],
]


def test_places_come_in_and_go_out_again(client: Client, world: make.World, tmp_path: Path) -> None:
    at = pages(client, world, "places")
    place = at.send(book({"阵地": PLACES}))
    assert "新的 2 行" in at.page(place), at.page(place)
    assert "新增 2 行" in at.do(place, "start")
    with acting(world.actor("clerk")):
        assert rows("SELECT name, kind, zones FROM prevention_place ORDER BY zones") == [("东门禁毒教育园地", "garden", 0), ("恩平禁毒教育基地", "base", 2)]
    taken = at.taken("/sheets/places/now.xlsx", tmp_path)
    again = at.page(at.send(book({"阵地": taken})))
    assert "新的 0 行，不同 0 行" in again and "有问题 0 行" in again, again
    assert "已撤回 2 行" in at.do(place, "undo")
    with acting(world.actor("clerk")):
        assert one_row("SELECT count(*) FROM matters_matter WHERE kind = 'place' AND state = 'closed'") == (2,)


def test_a_years_activities_come_in_each_once(client: Client, world: make.World) -> None:
    at = pages(client, world, "activities")
    place = at.send(book({"活动": HELD}))
    assert "新的 3 行" in at.page(place), at.page(place)
    page = at.do(place, "start")
    assert "新增 2 行" in page, page  # of one nobody said how many came
    with acting(world.actor("clerk")):
        assert rows("SELECT counted, estimated, leader FROM prevention_activity WHERE recorded_at IS NOT NULL ORDER BY held_on") == [(118, None, "town"), (None, 300, "")]
    assert "一样 2 行" in at.page(at.send(book({"活动": HELD})))
