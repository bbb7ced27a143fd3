"""A remark is read before it is shown; a message that would give somebody away to who sees the telephone is put better."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.prevention.places.commands import add_place
from tests import make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def test_a_remark_is_read_before_it_is_shown(hand: Hand) -> None:
    world = hand.world
    made = add_place(world.actor("clerk"), at=make.moment(2026, 3, 16), path=make.ENCHENG, kind="base", name="禁毒教育基地", on=date(2021, 6, 26))
    hand.open(f"/p/place/{made['matter']}/words/")
    hand.write("words", "打 13800000000 找我")
    hand.touch("送出")
    hand.see("留言里有号码或者网址")
    hand.write("words", "看完很受教育")
    hand.touch("送出")
    hand.see("收到了")
    hand.enter("encheng_head")
    hand.open("/prevention/remarks/")
    hand.see("看完很受教育")
    hand.touch("显示", exact=True)
    hand.open(f"/p/place/{made['matter']}/words/")
    hand.see("看完很受教育")
    hand.enter("encheng_head")
    hand.open("/prevention/airings/note/")
    hand.touch("戒毒康复人员")
    hand.write("times", "40")
    hand.write("text", "请按时来尿检")
    hand.touch("登记", hand.page.locator("main form"))
    hand.see("给外面看的文字里有")
    hand.write("text", "这周六有亲子活动，欢迎来")
    hand.touch("登记", hand.page.locator("main form"))
    hand.see("锁屏上看到的")
    hand.see("短信")
