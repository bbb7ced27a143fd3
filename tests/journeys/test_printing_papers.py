"""A decision, an agreement and a release notice, printed as Word and as PDF, and again the same; in both languages."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from guitu.kit.database import acting, rows
from tests import make
from tests.journeys.hand import Hand
from tests.papers.caseload import issued, pdf_text, somebody, word_text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["desktop"], indirect=True)]
AT = make.moment(2026, 3, 16)


def picture(hand: Hand, name: str) -> None:
    if folder := os.environ.get("GUITU_LOOK"):
        hand.page.screenshot(path=str(Path(folder) / f"{name}-{hand.width}.png"), full_page=True)


def taken(hand: Hand, button: str) -> bytes:
    """What the browser saves when the button is touched."""
    with hand.page.expect_download() as saving:
        hand.page.get_by_role("button", name=button).click()
    hand.touches += 1
    return Path(saving.value.path()).read_bytes()


def press(hand: Hand, name: str) -> None:
    """The button that says this and nothing else."""
    hand.page.get_by_role("button", name=name, exact=True).click()
    hand.settled()
    hand.touches += 1


def printed_twice(hand: Hand, *words: str) -> None:
    """Both files say these words, and both are the same when they are asked for again."""
    for button, text in (("下载 PDF", pdf_text), ("下载 Word", word_text)):
        first = taken(hand, button)
        assert all(word in text(first) for word in words)
        assert taken(hand, button) == first
    hand.page.reload()
    assert taken(hand, "下载 PDF") == taken(hand, "下载 PDF")


def test_a_decision_an_agreement_and_a_release_notice(hand: Hand) -> None:
    person = somebody(hand.world, AT, until="decided")
    hand.enter("encheng_police")
    hand.begin()
    hand.open(f"/casework/people/{person}/")
    hand.touch("文书", hand.page.locator("#tab"))
    hand.see("还没有文书", "档案 22 项", "未归档")
    picture(hand, "tab-empty")
    hand.touch("打印文书")
    hand.see("责令社区戒毒决定书")
    picture(hand, "offered")
    hand.touch("责令社区戒毒决定书")
    hand.see("档案里已有的", "王小明")
    picture(hand, "new")
    hand.touch("下一步：核对")
    hand.see("请填写事实和依据。")
    hand.write("asked_0", "于二〇二五年三月九日被查获。")
    hand.touch("下一步：核对")
    hand.touch("再改改")
    hand.see("下一步：核对")
    hand.touch("下一步：核对")
    hand.see("于二〇二五年三月九日被查获。", "文号出具时取")
    picture(hand, "read-back")
    press(hand, "出具")
    hand.see("已出具", "登记送达")
    picture(hand, "paper")
    printed_twice(hand, "王小明", "责令社区戒毒决定书", "恩公（城）社戒决字〔2025〕第3号")
    hand.count("决定书")

    with acting(hand.world.actor("encheng_police")):
        measure = str(rows("SELECT id FROM casework_measure")[0][0])
    signed(hand, person, measure)
    hand.enter("encheng_worker")
    hand.begin()
    hand.open(f"/casework/people/{person}/sign-agreement/")
    hand.touch("下一步：核对")
    hand.touch("确认登记")
    hand.touch("打印：社区戒毒（社区康复）协议书")
    hand.touch("下一步：核对")
    press(hand, "出具")
    hand.see("已送达")
    printed_twice(hand, "王小明", "恩城街道办事处", "协议书")
    hand.count("协议书")
    with_a_scan(hand)

    hand.later("2028-03-14")  # the three years were over on the 9th of March
    hand.enter("encheng_police")
    hand.open(f"/papers/people/{person}/new/release_notice/")
    hand.touch("下一步：核对")
    press(hand, "出具")
    printed_twice(hand, "王小明", "现解除社区戒毒", "2028年3月9日期满")
    hand.touch("登记送达")
    hand.touch("本人当面签收")
    hand.touch("保存")
    hand.see("已送达", "本人当面签收")


def signed(hand: Hand, person: UUID, measure: str) -> None:
    from guitu.casework.measures import commands as measures

    worker = hand.world.actor("encheng_worker")
    for step in (measures.serve_decision, measures.report_in):
        step(worker, at=AT, person_id=person, measure=measure, on=date(2025, 3, 10))


def with_a_scan(hand: Hand) -> None:
    """The signed copy, photographed: kept, and the item of the file is filled."""
    photo = io.BytesIO()
    Image.effect_noise((900, 1200), 30).convert("RGB").save(photo, "JPEG")
    hand.touch("上传扫描件")
    hand.page.set_input_files("[name=file]", {"name": "scan.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()})
    press(hand, "上传")
    hand.see("照片 · 1 页")
    picture(hand, "paper-with-scan")


def test_the_pages_in_english(hand: Hand) -> None:
    person = somebody(hand.world, AT)
    paper = issued(hand.world, AT, person, 具体措施="每月走访一次。")
    hand.enter("encheng_worker")
    hand.page.context.add_cookies([{"name": "guitu-language", "value": "en", "url": hand.address}])
    hand.open(f"/casework/people/{person}/show/papers/")
    hand.see("Papers", "The file: 22 items", "Not filed")
    picture(hand, "tab-en")
    for path, words in (
        (f"/papers/people/{person}/new/", "Print a paper"), (f"/papers/people/{person}/new/agreement/", "On file"),
        (f"/papers/{paper}/", "Download PDF"), (f"/papers/{paper}/withdraw/", "Withdraw the paper"),
        (f"/papers/{paper}/replace/", "Reissue the paper"), (f"/papers/{paper}/file/", "Upload a scan"), ("/papers/prints/", "Print for many"),
    ):
        hand.open(path)
        hand.see(words)
        picture(hand, "en-" + path.strip("/").split("/")[-1])


def test_many_at_once_and_the_offices_own_template(hand: Hand) -> None:
    for name in ("王小明", "赵小刚"):
        somebody(hand.world, AT, name=name, until="reported", id_number=None)
    hand.enter("encheng_worker")
    hand.begin()
    hand.open("/papers/prints/")
    hand.touch("选人")
    hand.see("打印给谁", "王**")
    picture(hand, "prints-new")
    hand.touch("开始打印")
    hand.see("可以离开这一页")
    hand.count("成批打印")
    hand.enter("clerk")
    hand.open("/papers/templates/")
    hand.see("系统预设")
    picture(hand, "templates")
    hand.open("/papers/templates/warning/")
    hand.see("可以写的字段", "必须有")
    picture(hand, "template")
