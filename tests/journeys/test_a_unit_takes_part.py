"""A unit of the county is invited to one file, looks at it, and finds nothing at the next click after it is withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def test_a_unit_is_invited_looks_and_is_gone_at_the_next_click(hand: Hand) -> None:
    known = casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", date(2026, 1, 5))
    hand.world.posts["liaison"], hand.world.accounts["liaison"] = make.post_of("member_liaison", make.ENPING, "赵敏")
    hand.enter("liaison")
    hand.open("/casework/invited/")
    hand.see("没有邀请")
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/")
    hand.see("没有外单位参与。")
    hand.begin()
    hand.touch("邀请")
    hand.page.locator("main button[type=submit]").click()
    hand.see("请填写单位、岗位", "请填写为了什么", "请填写到哪一天为止")
    hand.choose("post_id", "恩平市禁毒办 · 成员单位联络员 · 赵敏")
    hand.choose("purpose", "就业、培训")
    hand.touch("在册状态")
    hand.write("until", "2026-06-15")
    hand.page.locator("main button[type=submit]").click()
    hand.see("已记录")
    hand.count("邀请外单位")
    hand.enter("liaison")
    hand.touch("我参与的")
    hand.see("王**", "就业、培训 · 到 2026-06-15 为止")
    hand.touch("王**")
    hand.see("恩城街道 东门社区", "社区戒毒", "责任社工", hand.world.actor("encheng_worker").holder)
    hand.not_see("王小明", "检测", "电话")
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/")
    hand.see("配合单位 · 就业、培训", "成员单位联络员")
    hand.touch("撤回")
    hand.see("没有外单位参与。")
    hand.enter("liaison")
    assert hand.open(f"/casework/invited/{known}/") == 404
    hand.open("/casework/invited/")
    hand.see("没有邀请")
