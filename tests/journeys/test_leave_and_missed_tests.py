"""Leave and coming back; a test nobody came to, with a reason and without; a wrong record; not now."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tests import casefile, make
from tests.journeys.hand import Hand, is_sent

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
START = date(2026, 1, 5)


def on_detox(hand: Hand, name: str = "王小明") -> UUID:
    return casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), name, START)


def test_leave_is_granted_at_its_level_and_the_return_is_recorded(hand: Hand) -> None:
    known = on_detox(hand)
    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{known}/grant-leave/")
    hand.write("until", "2026-03-30")
    hand.touch("已交书面报告")
    hand.touch("保存")
    hand.see("已转镇（街）批准")
    hand.open(f"/casework/people/{known}/grant-leave/")
    hand.write("until", "2026-03-20")
    hand.touch("已交书面报告")
    hand.touch("保存")
    hand.see("已记录", "请按时销假")
    hand.count("请假")
    hand.later("2026-03-20")
    hand.begin()
    hand.touch("记录", hand.row("销假"))
    hand.see("03-20")
    hand.touch("保存")
    hand.see("已记录", "返回后")
    assert hand.touches <= 12 and hand.screens <= 3
    hand.count("销假")


def test_a_missed_test_counts_only_with_its_evidence(hand: Hand) -> None:
    excused, evaded = on_detox(hand, "王小明"), on_detox(hand, "李小红")
    hand.enter("encheng_worker")
    hand.begin()
    hand.open(f"/casework/people/{excused}/missed-test/")
    hand.touch("住院")
    hand.touch("保存")
    hand.see("已记录")
    hand.count("未到，原因成立")
    hand.open(f"/casework/people/{excused}/")
    assert counted(hand) == "0"

    hand.open(f"/casework/people/{evaded}/missed-test/")
    hand.touch("逃避")
    hand.touch("检测通知书已送达")
    hand.touch("保存")
    hand.see("证据未齐，暂不计入")
    hand.open(f"/casework/people/{evaded}/")
    assert counted(hand) == "0"
    hand.open(f"/casework/people/{evaded}/missed-test/")
    hand.touch("逃避")
    hand.touch("检测通知书已送达")
    hand.touch("告诫书已送达")
    hand.touch("保存")
    hand.see("已记录")
    hand.open(f"/casework/people/{evaded}/")
    assert counted(hand) == "1"
    hand.touch("怎么算")
    hand.see("算在内", "不算", "证据未齐，暂不计入")
    hand.count("未到，逃避")


def counted(hand: Hand) -> str:
    """The counter of refused and evaded tests."""
    counter = hand.page.locator(".counter").filter(has_text="拒绝、逃避检测")
    return str(counter.locator("strong").first.inner_text())


def test_a_wrong_visit_is_corrected_and_the_old_record_stays(hand: Hand) -> None:
    known = on_detox(hand)
    hand.enter("encheng_worker")
    hand.begin()
    hand.touch("今天见了", hand.row("家访"))
    hand.see("怎么见的")
    hand.touch("工作照常")
    hand.touch("保存")
    hand.see("已记录")
    assert hand.touches <= 12 and hand.screens <= 3
    hand.count("一次见面")
    hand.touch("更正：谈话")
    hand.see("原来的记录保留")
    hand.touch("见到本人")
    hand.touch("记错了")
    hand.touch("看看会怎样")
    hand.see("确认后会这样", "还没有写入")
    with hand.page.expect_response(is_sent):
        hand.page.locator("main button[value=confirm]").click()
    hand.open(f"/casework/people/{known}/show/visits/")
    hand.see("更正")
    assert hand.page.locator(".entry-void").count() == 1
    hand.count("更正走访")


def test_not_now_has_a_day_of_return_and_can_be_taken_back(hand: Hand) -> None:
    on_detox(hand)
    hand.enter("encheng_worker")
    row = hand.row("风险评估")  # a line by itself
    name = row.get_attribute("id")
    row.locator("a").filter(has_text="暂不").locator("visible=true").first.click()
    hand.see("哪天再提醒")
    hand.touch("本人生病")
    hand.write("until", "2026-03-18")
    hand.touch("暂不提醒")
    hand.see("过了照样算过期")
    hand.touch("撤销")
    hand.page.locator(f"#{name} [data-open]").wait_for()
    hand.count("暂不，又撤销")
