"""A county clerk merges two towns: what would move stands there first, the director grants it, and the past stays."""

from __future__ import annotations

import os
from datetime import date

import pytest

from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]


def test_two_towns_become_one_and_the_register_of_last_year_stays(hand: Hand) -> None:
    known = casefile.on_detox(hand.world.actor("hengpi_worker"), make.moment(2026, 1, 5), "王小明", date(2025, 3, 10), scope_path=make.HENGPI + "001")
    hand.enter("clerk")
    hand.open("/settings/areas/")
    hand.see("恩城街道", "圣堂镇", "440785101")
    hand.usable()
    _picture(hand, "list")
    hand.touch("圣堂镇")
    hand.usable()
    _picture(hand, "area")
    hand.begin()
    hand.touch("合并到别处")
    hand.page.locator("select[name=into]").select_option(value=make.ENCHENG)
    hand.write("document", "恩府函〔2026〕12 号")
    hand.page.locator("main button[type=submit]").click()
    hand.see("会动到什么", "人员档案", "看得到整个辖区")
    hand.usable()
    _picture(hand, "preview")
    hand.touch("就这样，申请办理")
    hand.see("等决定")
    hand.count("合并两个镇")
    hand.enter("director")
    hand.open("/approvals/")
    hand.see("调整区划", "恩府函〔2026〕12 号", "任职同日结束")
    _picture(hand, "decide")
    hand.touch("同意，现在办理")
    hand.see("没有等您决定的")
    hand.open(f"/casework/people/{known}/")
    hand.see("恩城街道")
    hand.open("/figures/register/?on=2025-12-31&all=1")
    hand.see("圣堂镇")
    hand.open("/figures/register/?all=1")
    hand.not_see("圣堂镇")
    hand.enter("hengpi_worker")
    hand.open(f"/casework/people/{known}/")
    hand.see("王**")


def _picture(hand: Hand, name: str) -> None:
    if folder := os.environ.get("GUITU_LOOK"):
        hand.page.screenshot(path=f"{folder}/areas-{name}-{hand.width}.png", full_page=True)
