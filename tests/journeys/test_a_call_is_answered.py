"""Somebody is out of touch: a worker calls, the units answer on their telephones, it closes with help and not before."""

from __future__ import annotations

import pytest

from tests.journeys.hand import Hand
from tests.response import stage

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_call_is_raised_in_half_a_minute_and_closes_with_help(hand: Hand) -> None:
    stage.set_up(hand.world)
    hand.enter("encheng_worker")
    hand.begin()
    hand.touch("呼叫", hand.page.locator(".topbar"))
    hand.touch("自伤或暴力")
    hand.choose("path", "　东门社区")
    hand.write("known", "在家情绪激动，说不想活了，母亲打来电话。")
    hand.touch("发起", hand.page.locator(".form-acts"))
    hand.see("已呼叫，待签收", "派出所", "主办")
    hand.count("raise a call")
    hand.enter("encheng_police")
    hand.see("签收呼应")
    hand.row("签收呼应").locator("a.btn").first.click()
    hand.see("说不想活了")
    hand.choose("acknowledge-next_minutes", "30 分钟内")
    hand.touch("签收", hand.page.locator(".form-acts"))
    hand.see("已签收", "下次")
    hand.page.locator("summary", has_text="化解了").click()
    hand.write("settle-words", "已陪同到医院，家人守着。")
    hand.choose("settle-outcome", "已送医、住院")
    hand.touch("交去核对")
    hand.see("请选帮扶安排")
    hand.touch("就医、戒治")
    hand.touch("交去核对")
    hand.see("待核对")
    hand.enter("clerk")
    hand.open("/calls/")
    hand.page.locator("tbody a").first.click()
    hand.see("核对结果和帮扶安排")
    hand.touch("属实，办结")
    hand.touch("核对完")
    hand.see("已办结", "已送医、住院")
