"""A Saturday of the town: planned in a series, published, signed up for by who has no account, checked in at the door, recorded; and a
remark that is read before it is shown."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.prevention.places.commands import add_place
from tests import make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def one(world: make.World, sql: str) -> Any:
    with acting(world.actor("encheng_head")):
        return rows(sql)[0][0]


def test_a_saturday_is_planned_signed_up_for_and_recorded(hand: Hand) -> None:
    world = hand.world
    hand.enter("encheng_head")
    hand.open("/prevention/programmes/")
    hand.see("还没有安排的时间节点", "十二个月")
    hand.touch("新的项目")
    hand.write("title", "周末相约")
    hand.write("last_on", "2026-05-31")
    hand.write("gift_from", "2")
    hand.touch("列入计划")
    hand.see("列入的活动", "发出的卡")
    hand.open("/prevention/activities/plan/?on=2026-03-16")
    hand.write("name", "亲子禁毒手工")
    hand.choose("kind", "文艺演出")
    hand.touch("进家庭")
    hand.choose("programme_id", "周末相约")
    hand.touch("列入计划")
    hand.see("计划中")
    hand.touch("发布", exact=True)
    hand.see("已发布")
    hand.touch("报名和签到")
    hand.touch("开放网上报名")
    hand.write("places", "3")
    hand.touch("开放报名")
    hand.touch("张贴的二维码")
    hand.see("报名用：贴出去", "签到用：活动当天放在现场")
    activity, gate = UUID(str(one(world, "SELECT id FROM prevention_activity"))), one(world, "SELECT gate FROM prevention_activity")
    hand.page.context.clear_cookies()  # somebody without an account
    for heads in ("2", "2"):
        hand.open(f"/p/{make.ENPING}/on/")
        hand.touch("亲子禁毒手工")
        hand.write("heads", heads)
        hand.touch("报名", exact=True)
        hand.see("报名号")
    hand.see("排在候补", "前面还有 0 个候补")
    hand.open(f"/p/a/{activity}/here/{gate}/")
    hand.write("number", "1")
    hand.touch("签到", exact=True)
    hand.see("1 号已经签到")
    hand.open(f"/p/a/{activity}/stamp/{gate}/")
    hand.touch("盖章", exact=True)
    hand.see("1 个章", "满 2 个章可以领一份纪念品")
    hand.enter("encheng_head")
    hand.open(f"/prevention/signups/?activity={activity}")
    hand.see("签到了", "候补")
    hand.touch("到了", exact=True)
    hand.open(f"/prevention/activities/{activity}/record/")
    assert hand.page.locator("[name=signed]").input_value() == "4"
    hand.touch("记录", exact=True)
    hand.see("已开展")
    hand.open(f"/prevention/programmes/month/?month={clock.today():%Y-%m}")
    hand.see("亲子禁毒手工")


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
    hand.touch("登记", exact=True)
    hand.see("给外面看的文字里有")
    hand.write("text", "这周六有亲子活动，欢迎来")
    hand.touch("登记", exact=True)
    hand.see("锁屏上看到的")
    hand.see("短信")
