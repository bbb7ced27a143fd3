"""A strip positive with its two bottles, an objection, another laboratory: and nothing was held against anybody."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from guitu.casework.urine_tests.commands import record_urine_test
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]
START = date(2026, 1, 5)


def two_alike(hand: Hand) -> tuple[UUID, UUID]:
    """Two people with the same past; the second one's test of today is negative."""
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 1, 5)
    accused = casefile.on_detox(worker, at, "王小明", START)
    plain = casefile.on_detox(worker, at, "李小红", START)
    for known in (accused, plain):
        negative(hand, known, date(2026, 1, 20))
    negative(hand, plain, date(2026, 3, 16))
    return accused, plain


def negative(hand: Hand, known: UUID, on: date) -> None:
    record_urine_test(
        hand.world.actor("encheng_worker"), at=make.moment(on.year, on.month, on.day), person_id=known, on=on,
        outcome="negative", tester_1=str(hand.world.posts["encheng_worker"]),
        tester_2=str(hand.world.posts["encheng_police"]),
    )


def told_of(hand: Hand, known: UUID) -> list[str]:
    """Points, counters of the law and level, as the person's page says them."""
    hand.open(f"/casework/people/{known}/")
    counters = hand.page.locator(".counter-value, .counter-note").all_inner_texts()
    facts = [text for text in hand.page.locator(".person-facts > div").all_inner_texts() if "等级" in text]
    coming = [text for text in hand.page.locator("aside .rows > *").all_inner_texts() if "尿检" in text]
    hand.open(f"/casework/people/{known}/show/points/")
    return [*counters, *facts, *coming, *hand.page.locator("tbody tr").all_inner_texts()]


def laboratory(hand: Hand, duty: str, stage: str, outcome: str, place: int) -> None:
    """What a laboratory says, from the line of today's list; the stage is chosen already."""
    hand.touch("记录", hand.row(duty))
    assert hand.page.locator("label.choice").filter(has_text=stage).locator("input").is_checked()
    hand.touch(outcome, exact=True)
    hand.page.locator("[name=laboratory]").select_option(index=place)
    hand.write("report_no", f"检字 {place} 号")
    if place == 2:
        hand.choose_somebody("checked_by")
    hand.touch("下一步：核对")
    hand.see("请核对")
    hand.touch("确认登记")


def test_a_positive_overturned_by_the_second_laboratory_reads_like_a_plain_negative(hand: Hand) -> None:
    accused, plain = two_alike(hand)
    hand.enter("encheng_worker")
    hand.open("/?kind=tests")
    hand.begin()
    hand.touch("记录", hand.row("尿检", "王**"))
    hand.see("初筛阳性不等于复吸")
    hand.touch("初筛阳性")
    hand.touch("保存")
    hand.see("还不能保存", "阳性")
    hand.page.locator("[name=substances]").first.check()
    hand.write("sample_a", "A-118")
    hand.write("sample_b", "B-118")
    hand.touch("已当场告知")
    hand.touch("已签字")
    hand.choose("slot", "不是补检")
    hand.touch("保存")
    hand.see("已记录")
    hand.not_see("复吸重新计算", "积分 −")
    hand.count("初筛阳性，A、B 两瓶")

    hand.later("2026-03-17")
    laboratory(hand, "送实验室检测", "实验室检测", "阳性", 1)
    hand.see("已记录")
    hand.open(f"/casework/people/{accused}/objection/")
    hand.touch("保存")
    hand.see("已记录")
    hand.later("2026-03-20")
    laboratory(hand, "复检", "复检", "阴性", 2)
    hand.see("此前初筛阳性不作数，积分与等级均未变动")
    hand.count("复检阴性")

    assert told_of(hand, accused) == told_of(hand, plain)
    hand.open(f"/casework/people/{accused}/show/tests/")
    hand.see("尿检初筛：阳性", "异议", "第二实验室：阴性")
