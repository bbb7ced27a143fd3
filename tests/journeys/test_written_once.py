"""Written once: a visit recorded on a phone stands in the daybook, in the month and on the print, and its form was metered."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from guitu.kit.database import acting, rows
from guitu.meter import counting
from tests import casefile, make
from tests.journeys.hand import Hand
from tests.papers.caseload import pdf_text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def picture(hand: Hand, name: str) -> None:
    if folder := os.environ.get("GUITU_LOOK"):
        hand.page.screenshot(path=str(Path(folder) / f"once-{name}-{hand.width}.png"), full_page=True)


def test_a_visit_is_written_once_and_printed_everywhere(hand: Hand) -> None:
    counting._recent.clear()
    person = casefile.on_detox(hand.world.actor("encheng_worker"), make.moment(2026, 1, 5), "王小明", date(2026, 1, 5))
    hand.enter("encheng_worker")
    hand.open("/casework/daybook/route/")
    hand.see("王**", "家访")
    picture(hand, "route")
    hand.open(f"/casework/people/{person}/visit/")
    hand.page.get_by_label("谈了什么").fill("工作照常，说想学电工。")
    hand.page.get_by_role("button", name="保存").first.click()
    hand.settled()
    with acting(hand.world.actor("clerk")):  # the beacon goes beside the form
        for _ in range(40):
            if found := rows("SELECT form, role, sends FROM meter_formuse"):
                break
            time.sleep(0.1)
    assert found == [("record-visit", "social_worker", 1)]
    hand.open("/casework/daybook/?month=2026-03")
    hand.see("王**", "家访", "走访记录")
    picture(hand, "daybook")
    with hand.page.expect_download() as saving:
        hand.page.get_by_role("button", name="打印 PDF 走访记录").click()
    assert "电工" in pdf_text(Path(saving.value.path()).read_bytes())
    hand.open("/casework/daybook/month/?month=2026-03")
    hand.page.get_by_label("本月小结").fill("见到了，在学电工。")
    hand.touch("存为一稿")
    hand.see("第 1 稿")
    picture(hand, "month")
    hand.page.set_default_timeout(20000)  # three posts come in after each other
    hand.enter("encheng_head")
    hand.open(f"/casework/caseloads/{hand.world.posts['encheng_worker']}/hand-over/")
    hand.see("接后各有多少人", "王**")
    picture(hand, "hand-over")
    hand.enter("clerk")
    hand.open("/meter/")
    hand.see("表单用量")
    picture(hand, "meter")
