"""A town gives somebody to the grid worker of his group; a county looks at some of its places as one."""

from __future__ import annotations

from datetime import date

import pytest

from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]


def test_the_town_gives_somebody_to_the_grid_worker_of_his_group(hand: Hand) -> None:
    known = casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", date(2026, 1, 5))
    hand.enter("grid_one")
    hand.not_see("王")
    hand.enter("encheng_head")
    hand.open(f"/casework/people/{known}/")
    hand.begin()
    hand.touch("其他手续")
    hand.touch("指派社工、网格员等")
    hand.touch("网格员", hand.page.locator(".choices"))
    hand.choose("post_id", f"东门社区禁毒工作室 · 第一居民小组 · 网格员 · {hand.world.actor('grid_one').holder}")
    hand.page.locator("main button[type=submit]").click()
    hand.see("已记录")
    hand.count("指派网格员")
    hand.open(f"/casework/people/{known}/")
    hand.see("恩城街道 东门社区第一居民小组", "网格员")
    hand.enter("grid_one")
    hand.see("走访", "王**", "东门社区第一居民小组")
    hand.not_see("尿检", "戒毒", "毒", "康复", "等级：")
    hand.open("/people/")
    hand.see("共 1 人", "王**")
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/place-person/")
    hand.choose("path", "第二居民小组")
    hand.page.locator("main button[type=submit]").click()
    hand.see("已记录")
    hand.enter("grid_one")
    hand.not_see("王**")


def test_a_newcomer_is_asked_for_the_group_of_the_village_chosen(hand: Hand) -> None:
    hand.enter("encheng_worker")
    hand.open("/casework/people/add/")
    hand.write("name", "李小红")
    hand.page.locator("main button[type=submit]").click()
    hand.page.locator("select[name=scope_path]").wait_for()
    hand.settled()
    hand.page.locator("select[name=scope_path]").select_option(value=make.ENCHENG + "001")
    hand.page.locator("select[name=group] option", has_text="第二居民小组").wait_for(state="attached")
    hand.choose("group", "第二居民小组")
    hand.page.locator("select[name=scope_path]").select_option(value=make.ENCHENG + "002")
    hand.page.locator("select[name=group] option", has_text="没有录入小组").wait_for(state="attached")
    hand.usable()


def test_the_county_takes_places_together_and_looks_at_them_as_one(hand: Hand) -> None:
    for number, (by, path) in enumerate((("encheng_worker", make.ENCHENG + "001"), ("hengpi_worker", make.HENGPI))):
        casefile.on_detox(hand.world.actor(by), make.moment(2026, 1, 5), f"王小{'明华'[number]}", date(2026, 1, 5), scope_path=path)
    hand.enter("director")
    hand.open("/settings/posts/")
    hand.touch("片区")
    hand.see("还没有片区")
    hand.touch("新建片区")
    hand.begin()
    hand.page.locator("main button[type=submit]").click()
    hand.see("请填写名称", "请至少选两个地方")
    hand.write("name", "沿江片区")
    hand.touch("圣堂镇")
    hand.touch("只选其中几处")
    hand.touch("东门社区")
    hand.page.locator("main button[type=submit]").click()
    hand.see("圣堂镇", "东门社区", "停用")
    hand.count("新建片区")
    hand.touch("看名册")
    hand.see("名册 · 沿江片区", "东门社区", "圣堂镇")
    hand.touch("社区戒毒")
    hand.see("共 2 人")
    hand.open("/today/")
    hand.touch("沿江片区")
    hand.see("只看片区：沿江片区。", "正在看")
    hand.open("/settings/area-groups/")
    hand.touch("停用")
    hand.see("停用沿江片区")
    hand.page.locator("main button[type=submit]").click()
    hand.see("还没有片区")


def test_the_town_looks_after_the_groups_of_its_villages(hand: Hand) -> None:
    hand.enter("encheng_head")
    hand.open("/settings/posts/")
    hand.touch("村（居）民小组")
    hand.see("东门社区")
    hand.touch("东门社区")
    hand.see("东门社区的小组", "第一居民小组", "新增小组")
    hand.page.locator("main form button[type=submit]").last.click()
    hand.see("请填加几个，或者写名字。")
    hand.touch("停用")
    hand.see("停用第一居民小组")
