"""Three clean years are confirmed: a second person checks, the file is held back and let go, sealed, and opened by law."""

from __future__ import annotations

import pytest

from guitu.casework.sealing import jobs
from guitu.kit import clock
from tests import make
from tests.casework.test_sealing import clean
from tests.journeys.hand import Hand
from tests.security import canaries

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_exit_that_really_ends(hand: Hand) -> None:
    who = clean(hand.world, clock.now())
    hand.enter("clerk")
    hand.open("/casework/sealing/")
    hand.begin()
    hand.touch("复核退出")
    hand.see("将要封存（1）", "2026-05-15")
    hand.count("check an exit")
    hand.open(f"/casework/people/{who}/")
    hand.see("这份档案到此为止", "2026-04-15", "2026-05-15")
    hand.open("/casework/sealing/")
    hand.touch("暂缓")
    hand.touch("暂缓")
    hand.see("请选择为什么暂缓")
    hand.touch("诉讼、复议")
    hand.write("words", "示例案号〔2026〕1 号")
    hand.page.locator("main form button[type=submit]").last.click()
    hand.see("暂缓：诉讼、复议")
    hand.touch("解除暂缓")
    hand.see("2026-05-15")
    hand.later("2026-05-15")
    jobs.seal_files(make.ENPING)
    assert hand.open(f"/casework/people/{who}/") == 404
    hand.open("/casework/sealing/")
    hand.see("已封存（1）")
    hand.touch("每月封存证明")
    hand.see("应封存", "只有数字，没有姓名")
    hand.open("/casework/sealing/unseal/")
    hand.write("number", canaries.NUMBER)
    hand.touch("国家机关办案需要")
    hand.write("document_no", "恩法调字〔2026〕9 号")
    hand.write("organ", "恩平市人民法院")
    hand.touch("提出申请")
    hand.see("等决定")
    hand.enter("director")
    hand.open("/approvals/")
    hand.see("开启封存的档案", "恩法调字〔2026〕9 号")
    hand.touch("同意，现在办理")
    hand.enter("clerk")
    hand.open("/casework/sealing/")
    hand.see("为您开启的")
    hand.page.locator("main .card a[href*='/casework/sealing/']").first.click()
    hand.see(canaries.NAME, "这次查看已经记下")
