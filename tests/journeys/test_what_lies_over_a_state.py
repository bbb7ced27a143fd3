"""Pregnancy, treatment outside, two-way control: at a screen of both widths; and 暂不 with words of one's own."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from guitu.casework.measures.commands import open_measure
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def test_a_pregnancy_is_recorded_and_compulsory_isolation_then_asks_for_the_words_of_the_paper(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    known = casefile.person(worker, at, "李小芳", sex="female", on=date(2026, 1, 6))
    hand.enter("encheng_worker")
    hand.begin()
    hand.open(f"/casework/people/{known}/record-pregnancy/")
    hand.write("on", "2026-03-02")
    hand.write("note", "镇卫生院证明")
    hand.touch("下一步：核对")
    hand.see("请核对", "2026-03-02", "还没有写入")
    hand.touch("确认登记")
    hand.see("已记录")
    hand.count("怀孕")
    hand.open(f"/casework/people/{known}/")
    hand.see("怀孕")
    hand.open(f"/casework/people/{known}/open-measure/")
    hand.touch("强制隔离戒毒")
    hand.write("on", "2026-03-10")
    hand.write("organ", "恩平市公安局")
    hand.write("decision_no", "恩公强戒字 1 号")
    hand.touch("下一步：核对")
    hand.see("不适用强制隔离戒毒", "请先登记怀孕结束")
    hand.write("exception", "决定书载明：妊娠已终止")
    hand.touch("下一步：核对")
    hand.see("请核对", "决定书载明：妊娠已终止")


def test_treatment_outside_begins_and_ends(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    known = casefile.person(worker, at, on=date(2025, 12, 1))
    open_measure(worker, at=at, person_id=known, kind="compulsory_isolation", on=date(2026, 1, 5), organ="恩平市公安局")
    hand.enter("encheng_worker")
    for page, on, said in (("start-medical-leave", "2026-03-02", "所外就医"), ("end-medical-leave", "2026-03-10", "")):
        hand.open(f"/casework/people/{known}/{page}/")
        hand.write("on", on)
        hand.touch("下一步：核对")
        hand.see("请核对", on)
        hand.touch("确认登记")
        hand.see("已记录")
        hand.open(f"/casework/people/{known}/")
        hand.see(said or "所外就医结束")


def test_two_way_control_reads_in_english_too(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    known = casefile.on_detox(worker, at, start=date(2026, 1, 5))
    hand.enter("encheng_worker")
    hand.page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": hand.address}])
    for page in ("start-two-way-control", "record-escape", "record-pregnancy", "record-nursing", "end-nursing"):
        hand.open(f"/casework/people/{known}/{page}/")
    hand.open(f"/casework/people/{known}/start-two-way-control/")
    hand.see("Record two-way control")


def test_not_now_for_another_reason_asks_for_words_in_the_row(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    casefile.on_detox(worker, at, start=date(2025, 3, 10))
    hand.enter("encheng_worker")
    hand.begin()
    row = hand.row("家访")
    hand.touch("暂不", row)
    hand.touch("其他")
    hand.touch("暂不提醒")
    hand.see("请写明为什么暂不")
    hand.write("note", "停电")
    hand.touch("暂不提醒")
    hand.see("再提醒。期限仍是")
    hand.count("暂不")
