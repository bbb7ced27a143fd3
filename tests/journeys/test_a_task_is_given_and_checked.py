"""A meeting decides something: the office gives it to a member unit, whose liaison does it, and the office checks."""

from __future__ import annotations

import pytest

from tests import make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]


def test_a_task_is_given_answered_and_checked(hand: Hand) -> None:
    world = hand.world
    world.posts["liaison"], world.accounts["liaison"] = make.post_of("member_liaison", make.ENPING, "陈联络")
    hand.enter("clerk")
    hand.open("/tasks/")
    hand.see("这里没有交办")
    hand.begin()
    hand.touch("新的交办")
    hand.touch("交办出去")
    hand.see("请选择交给哪个岗位", "请写明要办什么")
    hand.choose("owner", "恩平市禁毒办 · 成员单位联络员 · 陈联络")
    hand.write("text", "核对三家药店的易制毒化学品台账，月底前报来结果。")
    hand.touch("会议")
    hand.touch("交办出去")
    hand.see("待接办", "陈联络")
    hand.count("give a task")
    hand.enter("liaison")
    hand.see("接办交办")
    hand.row("接办交办").locator("a.btn").first.click()
    hand.see("核对三家药店")
    hand.touch("接办")
    hand.see("办理中")
    hand.write("answered-words", "三家都已核对，一家补了登记。")
    hand.touch("答复")
    hand.see("待核对", "一家补了登记")
    hand.open("/")
    hand.not_see("核对交办", "办理交办")
    hand.enter("clerk")
    hand.see("等我决定", "核对交办")
    hand.open("/today/")
    hand.row("核对交办").locator("a.btn").first.click()
    hand.see("一家补了登记", "核对，办结")
    hand.touch("核对，办结")
    hand.see("已办结")
    hand.open("/tasks/?box=given&over=1")
    hand.see("已办结 100%")
    hand.open("/today/")
    hand.not_see("核对交办")
