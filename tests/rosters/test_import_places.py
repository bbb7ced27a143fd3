"""Names of towns, villages and workers as people write them, matched to areas and posts."""

from __future__ import annotations

from typing import Any

import pytest

from guitu.casework.rosters.groups import key_of
from guitu.casework.rosters.placing import Placed, Places, places_of
from guitu.kit.database import acting
from tests import make
from tests.rosters.batches import ON

pytestmark = [pytest.mark.django_db]


def places(world: make.World, name: str, within: str | None = None) -> Places:
    actor = world.actor(name)
    with acting(actor):
        return places_of(actor, within or actor.path, ON)


def codes(placed: Placed) -> list[str]:
    return [reason.code for reason in (*placed.errors, *placed.warnings)]


@pytest.mark.parametrize("town", ["恩城街道", "恩城", "恩城街道办", "恩城办", "恩平市恩城街道办事处", "恩城 街道"])
@pytest.mark.parametrize("village", ["青云社区", "青云", "青云居委会", "青云社区居委会", "恩城街道青云社区居民委员会", "青云村委会"])
def test_short_and_long_names_are_the_same_place(world: make.World, town: str, village: str) -> None:
    placed = places(world, "encheng_head").place({"town_name": town, "village_name": village, "worker_name": "测试3"})
    assert placed.path == "440785001004"


ROWS: list[tuple[str, dict[str, Any], str | None, list[str]]] = [
    ("encheng_head", {}, "440785001", ["worker_missing"]),
    ("encheng_head", {"village_name": "西安"}, "440785001201", ["worker_missing"]),
    ("encheng_head", {"village_name": "没有的村"}, "440785001", ["village_unknown", "worker_missing"]),
    ("encheng_head", {"town_name": "圣堂镇"}, None, ["outside_your_area"]),
    ("encheng_head", {"town_name": "台城街道"}, None, ["town_unknown"]),
    ("encheng_head", {"living_address": "恩平市圣堂镇某路 3 号"}, None, ["outside_your_area"]),
    ("clerk", {}, None, ["town_missing"]),
    ("clerk", {"village_name": "青云社区"}, "440785001004", ["worker_missing"]),
    ("clerk", {"living_address": "恩平市恩城街道某路 3 号"}, "440785001", ["worker_missing"]),
    ("clerk", {"town_name": "横陂"}, "440785100", ["worker_missing"]),
]


@pytest.mark.parametrize(("who", "values", "path", "said"), ROWS)
def test_what_is_left_out_is_the_importers_own_place_or_an_error(
    world: make.World, who: str, values: dict[str, Any], path: str | None, said: list[str]
) -> None:
    placed = places(world, who).place(values)
    assert (placed.path, codes(placed)) == (path, said)


@pytest.mark.parametrize("said", [
    {"grid_name": "第二居民小组"}, {"grid_name": "二组"}, {"grid_name": "2组"}, {"grid_name": "２ 组"}, {"grid_name": "第 2 小组"},
    {"grid_name": "东门社区2组"}, {"village_name": "东门社区第二小组"}, {"village_name": "东门2队"},
    {"living_address": "恩城街道东门社区 2 组 15 号"},
])
def test_a_group_is_found_by_its_number_however_it_is_written(world: make.World, said: dict[str, Any]) -> None:
    placed = places(world, "encheng_head").place({"village_name": "东门社区", "worker_name": "测试3", **said})
    assert (placed.path, codes(placed)) == ("440785001001002", [])


@pytest.mark.parametrize(("said", "warned"), [({"grid_name": "9组"}, ["group_unknown"]), ({"living_address": "沿江路 9 号"}, [])])
def test_a_group_that_is_not_on_file_leaves_the_row_with_the_village(
    world: make.World, said: dict[str, Any], warned: list[str]
) -> None:
    placed = places(world, "encheng_head").place({"village_name": "东门社区", "worker_name": "测试3", **said})
    assert (placed.path, codes(placed)) == ("440785001001", warned)
    elsewhere = places(world, "encheng_head").place({"village_name": "青云社区", "worker_name": "测试3", "grid_name": "9组"})
    assert (elsewhere.path, codes(elsewhere)) == ("440785001004", [])


@pytest.mark.parametrize(("written", "number"), [("十组", 10), ("十二组", 12), ("第二十三村民小组", 23), ("〇三组", 3), ("30 组", 30)])
def test_numbers_in_characters_are_read(written: str, number: int) -> None:
    assert key_of(written) == str(number)
    assert key_of("上村小组") == key_of("上村") == "上村"


def test_a_roster_for_one_town_of_the_county_takes_no_other(world: make.World) -> None:
    held = places(world, "clerk", make.ENCHENG)
    assert held.place({"town_name": "恩城"}).path == make.ENCHENG
    assert codes(held.place({"town_name": "横陂镇"})) == ["outside_your_area"]


def test_a_worker_is_found_by_name_in_the_town_of_the_row(world: make.World) -> None:
    held = places(world, "clerk")
    worker = world.actor("encheng_worker")
    assert held.place({"town_name": "恩城", "worker_name": worker.holder}).post_id == worker.post_id
    assert codes(held.place({"town_name": "横陂", "worker_name": worker.holder})) == ["worker_unknown"]
    own = places(world, "encheng_worker").place({"worker_name": "别人"})
    assert (own.post_id, codes(own)) == (worker.post_id, ["worker_is_another"])
