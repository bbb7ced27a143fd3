"""The papers of a measure, read back before they are written; and what only the police can find."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.urine_tests.results import record_laboratory_result
from tests import casefile, make
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def test_reporting_in_and_the_agreement_are_read_back_before_they_are_written(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    known = casefile.person(worker, at, on=date(2026, 3, 9))
    casefile.measure(worker, at, known, date(2026, 3, 9), until="served")
    hand.enter("encheng_worker")
    hand.begin()
    hand.touch("记录", hand.row("报到"))
    hand.write("on", "2026-03-01")
    hand.touch("下一步：核对")
    hand.see("还不能保存")
    hand.write("on", "2026-03-16")
    hand.touch("下一步：核对")
    hand.see("请核对", "确认后会这样", "还没有写入")
    hand.touch("确认登记")
    hand.see("已记录")
    hand.count("报到")
    hand.touch("签订协议")
    hand.touch("下一步：核对")
    hand.see("请核对", "2026-03-16")
    hand.touch("确认登记")
    hand.see("已记录")
    hand.open(f"/casework/people/{known}/")
    hand.see("社区戒毒 · 执行中", "第 1 年第 1 个月")
    hand.count("协议")


def test_only_the_police_record_that_use_was_found(hand: Hand) -> None:
    worker, at = hand.world.actor("encheng_worker"), make.moment(2026, 3, 10)
    known = casefile.on_detox(worker, make.moment(2026, 1, 5), start=date(2026, 1, 5))
    two = {"tester_1": str(hand.world.posts["encheng_worker"]), "tester_2": str(hand.world.posts["encheng_police"])}
    answer = record_urine_test(
        worker, at=at, person_id=known, on=date(2026, 3, 9), outcome="positive", substances=("MET",), sample_a="A1",
        sample_b="B1", **two,
    )
    record_laboratory_result(
        worker, at=at, person_id=known, test=answer["facts"][0], stage="first", outcome="positive",
        laboratory="county_police_laboratory", on=date(2026, 3, 10), report_no="检 1",
    )
    hand.enter("encheng_worker")
    assert hand.open(f"/casework/people/{known}/confirmed-use/") == 404
    hand.enter("encheng_police")
    hand.begin()
    hand.open(f"/casework/people/{known}/confirmed-use/")
    hand.touch("实验室检测报告", exact=True)
    hand.page.locator("select[name=test]").select_option(index=1)
    hand.write("document_no", "恩公 7 号")
    hand.touch("下一步：核对")
    hand.see("还没有写入", "恩公 7 号")
    hand.touch("确认登记")
    hand.see("已记录", "三年")
    hand.count("公安认定")
