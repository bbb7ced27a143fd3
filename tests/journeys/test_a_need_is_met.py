"""走访时听说想找工作：单位退回，另一个单位办了，本人说收到了；另见该享未享、到岗和课程的页面。"""

from __future__ import annotations

import os
from datetime import date
from uuid import UUID

import pytest

from guitu.casework.courses.commands import add_course
from guitu.casework.employment.employers import add_employer, add_vacancy
from guitu.casework.needs.commands import raise_need
from tests import make
from tests.casework.caseload import detox
from tests.casework.test_help import post_at
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]
SEEN = os.environ.get("GUITU_LOOK", "")


def look(hand: Hand, name: str) -> None:
    """Kept for whoever wants to look, where a folder is named."""
    if SEEN:
        for across in (390, 1366):
            hand.page.set_viewport_size({"width": across, "height": 900})
            hand.page.screenshot(path=f"{SEEN}/{name}-{across}.png", full_page=True)
        hand.page.set_viewport_size({"width": 390, "height": 844})


def test_a_need_heard_on_a_visit_is_returned_sent_on_and_met(hand: Hand) -> None:
    world = hand.world
    at = make.moment(2026, 3, 16)
    for name, body in (("labour", "恩平市人力资源和社会保障局"), ("civil", "恩平市民政局")):
        world.posts[name], world.accounts[name] = post_at(body)
    worker = world.actor("encheng_worker")
    person = detox(world, at)
    employer = UUID(add_employer(worker, at=at, path=make.ENCHENG, name="晨光电子厂", contact="梁主任")["employer"])
    add_vacancy(worker, at=at, employer_id=employer, work="装配工", pay="四千起", seats=3)
    course = add_course(worker, at=at, path=make.ENCHENG, topic="welding", name="电焊基础", from_on=date(2026, 3, 9), last_on=date(2026, 3, 20))["course"]

    hand.enter("encheng_worker")
    hand.open(f"/casework/people/{person}/visit/")
    hand.begin()
    look(hand, "visit")
    hand.touch("生活困难")
    hand.touch("保存")
    hand.see("转给单位：生活困难")
    hand.touch("转给单位：生活困难")
    hand.see("单位只看到需要什么")
    look(hand, "raise")
    hand.write("told", "交不起房租，家里有老人。联系转出的社工。")
    hand.touch("转出")
    hand.see("待接办", "交不起房租")
    hand.count("pass a need on")
    hand.enter("civil")
    hand.row("接办需要").locator("a.btn").first.click()
    hand.see("交不起房租")
    look(hand, "unit")
    hand.touch("退回，不能办")
    hand.touch("不符合条件")
    hand.write("words", "收入超过本月的线。")
    hand.page.locator("form[action$='/return/'] button").last.click()
    hand.see("已退回")
    hand.enter("encheng_worker")
    hand.row("退回的需要").locator("a.btn").first.click()
    hand.see("收入超过本月的线")
    hand.choose("unit", "人社局")
    hand.page.locator("form[action$='/send/'] button").last.click()
    hand.see("待接办", "改转")
    hand.enter("labour")
    hand.row("接办需要").locator("a.btn").first.click()
    hand.page.locator("form[action$='/take/'] button").last.click()
    hand.see("办理中")
    hand.write("words", "安排了公益岗面试。")
    hand.page.locator("form[action$='/done/'] button").last.click()
    hand.see("已办，待问本人")
    hand.enter("encheng_worker")
    hand.row("问本人收到没有").locator("a.btn").first.click()
    hand.touch("收到了，管用")
    hand.page.locator("form[action$='/answer/'] button").last.click()
    hand.see("本人确认收到")
    look(hand, "met")
    raise_need(worker, at=at, person_id=person, need="work", told="想找白天的工作，联系转出的社工。")
    for path, seen in (
        ("/casework/help/needs/", "找工作"), ("/casework/help/entitled/", "最低生活保障"), ("/casework/help/employers/", "晨光电子厂"), (f"/casework/help/employers/{employer}/", "装配工"),
        ("/casework/help/courses/", "电焊基础"), (f"/casework/help/courses/{course}/", "到的人"), (f"/casework/people/{person}/help/", "现在可能可以申请的"), (f"/casework/people/{person}/aid-application/", "哪一种"),
        (f"/casework/people/{person}/work-referral/", "晨光电子厂"), (f"/casework/people/{person}/job/", "怎么就业的"), (f"/casework/people/{person}/insurance/", "哪种保险"),
    ):
        hand.open(path)
        hand.page.get_by_text(seen).first.wait_for(state="attached")
        look(hand, path.strip("/").replace("/", "-").replace(str(person), "p").replace(str(employer), "e").replace(str(course), "c"))
