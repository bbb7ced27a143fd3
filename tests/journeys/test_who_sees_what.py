"""Each post sees its own: the grid, the village, the town of the household register; and who looked is written."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.casework.registrations.commands import assign_person
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
START = date(2026, 1, 5)


def test_the_grid_and_the_village_get_their_tasks_and_no_more(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 1, 5)
    known = casefile.on_detox(worker, at, "王小明", START)
    for part, post in (("grid", "grid"), ("village", "village")):
        assign_person(
            hand.world.actor("encheng_head"), at=at, person_id=known, part=part, post_id=hand.world.posts[post]
        )
    hand.enter("grid")
    hand.see("走访")
    hand.not_see("尿检", "戒毒", "毒", "康复")
    hand.open(f"/casework/people/{known}/")
    hand.not_see("尿检", "社区戒毒", "吸毒", "检测", "积分")
    hand.enter("village")
    hand.see("走访")
    hand.not_see("尿检")
    hand.open(f"/casework/people/{known}/")
    hand.see("社区戒毒")
    hand.not_see("记录检测", "积分")


def test_the_town_of_the_household_register_sees_that_he_is_elsewhere(hand: Hand) -> None:
    worker = hand.world.actor("encheng_worker")
    known = casefile.on_detox(worker, make.moment(2026, 1, 5), "王小明", START, home_path=make.HENGPI + "200")
    hand.enter("hengpi_head")
    hand.open("/people/?home=1")
    hand.page.locator("main a").filter(has_text="王**").first.click()
    hand.see("帮教由执行地负责", "社区戒毒")
    hand.not_see("尿检", "积分", "记录检测")
    assert hand.open(f"/casework/people/{known}/test/") == 404


def test_the_whole_name_needs_a_purpose_and_is_written_down(hand: Hand) -> None:
    known = casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", START)
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/")
    hand.touch("查看完整信息")
    hand.page.locator("main button[type=submit]").click()
    hand.see("请选择用途")
    hand.touch("上门、见面")
    hand.page.locator("main button[type=submit]").click()
    hand.see("王小明", "用途：上门、见面")
    hand.enter("encheng_head")
    hand.open(f"/casework/people/{known}/")
    hand.see("谁看过这份档案", "禁毒社工")
    hand.not_see("王小明")
    hand.count("说明用途后查看")
