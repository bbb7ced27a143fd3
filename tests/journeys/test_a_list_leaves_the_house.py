"""A list is asked for as a file, refused, asked for again, granted and fetched: at a screen of both widths."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests import casefile, make
from tests.journeys.hand import Hand
from tests.worker import run_jobs_beside

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]


def ask(hand: Hand, words: str) -> None:
    hand.enter("encheng_worker")
    hand.open("/people/")
    hand.touch("导出这些")
    hand.see("共 1 人", "须批准")
    hand.touch("最近尿检")
    hand.touch("核对名册")
    hand.write("words", words)
    hand.page.locator("main button[type=submit]").click()
    hand.see("我的导出", "等决定", words)


def decide(hand: Hand, answer: str, words: str = "") -> None:
    hand.enter("encheng_head")
    hand.see("等我决定", "导出名单")
    hand.open("/approvals/")
    hand.see("导出名单", "最近尿检", "核对名册")
    if words:
        hand.page.locator("input[name^=words-]").fill(words)
    hand.touch(answer, hand.page.locator("main"), exact=False)
    hand.see("没有等您决定的")


def test_an_export_is_refused_asked_for_again_granted_and_fetched(hand: Hand, tmp_path: Path) -> None:
    casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", date(2026, 1, 5))
    hand.enter("encheng_worker")
    hand.open("/exports/")
    hand.see("还没有导出过")
    hand.open("/exports/people/")
    hand.page.locator("main button[type=submit]").click()
    hand.see("请选择用途", "请说明交给谁")
    hand.begin()
    ask(hand, "交给街道办核对")
    decide(hand, "不同意", "说明里请写清楚交给谁")
    hand.enter("encheng_worker")
    hand.open("/exports/")
    hand.see("不同意", "说明里请写清楚交给谁")
    ask(hand, "交恩城街道办李主任核对")
    decide(hand, "同意，现在办理")
    hand.enter("encheng_worker")
    hand.open("/exports/")
    hand.see("正在制作", "刷新")
    run_jobs_beside()
    hand.touch("刷新")
    hand.see("可以下载")
    with hand.page.expect_download() as coming:
        hand.page.get_by_role("button", name="下载").first.click()
    book = tmp_path / "list.xlsx"
    coming.value.save_as(book)
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert sheet[1][0] == "王**" and "导出编号" in str(sheet[2][0]) and coming.value.suggested_filename.endswith(".xlsx")
    hand.open("/exports/")
    hand.see("已下载")
    hand.count("导出名单")
