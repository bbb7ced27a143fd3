"""Somebody opens their own file on a telephone, asks for help in two taps, covers the screen; Back leads nowhere."""

from __future__ import annotations

import os

import pytest

from guitu.rules.neutral import unfit_word
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]
PICTURES = os.environ.get("GUITU_OWN_PICTURES", "")


def test_from_the_station_to_the_own_page_and_out_again(hand: Hand) -> None:
    if PICTURES:  # taken on a machine that does other things as well
        hand.page.set_default_timeout(60_000)
    world, at = hand.world, make.moment(2026, 3, 16, 8)
    person = casefile.on_detox(world.actor("encheng_head"), at, "王小明", post_id=world.posts["encheng_worker"])
    hand.enter("encheng_worker")
    hand.open(f"/cards/{person}/")
    hand.write("contact", "邑康家园一楼，林老师，0750-0000000")
    hand.touch("做一张新卡片")
    hand.see("第一次用的密码")
    hand.usable()
    picture(hand, "station")
    token = hand.page.locator("code.link-address").inner_text().strip()
    pin = hand.page.locator(".not-on-paper .value, .not-on-paper dd, .not-on-paper strong").first.inner_text().strip()
    hand.page.context.clear_cookies()

    hand.page.set_viewport_size({"width": 360, "height": 640})
    hand.open("/me/in/")
    hand.page.fill("#id_card", token)
    hand.page.fill("#id_pin", pin)
    hand.page.click("button.own-main-button")
    hand.see("换成自己的密码")
    hand.page.fill("#id_pin", "274913")
    hand.page.fill("#id_again", "274913")
    hand.page.click("button.own-main-button")
    hand.see("下一次")
    for words in ("为什么", "来不了", "要帮忙"):  # without scrolling
        box = hand.page.get_by_text(words).first.bounding_box()
        assert box and box["y"] + box["height"] <= 640, words
    picture(hand, "home")
    for path in ("/me/", "/me/days/", "/me/ask/", "/me/looks/", "/me/mine/", "/me/rights/", "/me/ask/leave/"):
        hand.open(path)
        hand.usable()
        assert unfit_word(hand.page.inner_text("body")) == ""
        picture(hand, path.strip("/").replace("/", "-"))

    hand.open("/me/")
    hand.page.get_by_role("link", name="看病").click()
    hand.page.get_by_role("button", name="送出").click()
    hand.see("已送出", "回执")
    hand.page.get_by_role("button", name="遮住").click()
    hand.see("这里什么也没有")
    hand.page.go_back()
    hand.page.wait_for_load_state()
    hand.not_see("下一次", "回执", "看病")


def picture(hand: Hand, name: str) -> None:
    if PICTURES:
        hand.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
