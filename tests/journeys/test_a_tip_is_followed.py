"""Somebody tells what he saw, two people look, the name is open; and every page of the places' new parts fits both widths."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from guitu.inspection.findings.commands import make_venue_link
from guitu.inspection.self_checks import queries
from guitu.inspection.self_checks.commands import open_self_checks
from guitu.inspection.tips.commands import look_at_tip
from guitu.kit.database import acting, rows
from tests import make
from tests.inspection.placing import check, venue
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_tip_is_sent_without_a_name_looked_at_by_two_and_answered(hand: Hand, at: datetime) -> None:
    world, page = hand.world, hand.page
    hand.open(f"/p/{make.ENPING}/tip/")
    page.locator("[name=path]").select_option(make.ENCHENG)
    page.locator("[name=about]").select_option("using")
    page.locator("[name=what]").fill("晚上十点以后常有人进出。")
    page.locator("[name=whom]").fill("郑无名")
    page.locator("main button").last.click()
    hand.settled()
    hand.see("回执号", "待看")
    receipt = page.url
    hand.open("/p/t/")
    hand.enter("encheng_police")
    hand.open("/inspection/tips/")
    hand.see("待看", "吸食")
    with acting(world.actor("encheng_police")):
        ((tip,),) = rows("SELECT id FROM inspection_tip")
    hand.open(f"/inspection/tips/{tip}/")
    hand.not_see("郑无名")
    hand.touch("可信，要查")
    hand.touch("记下")
    hand.settled()
    hand.see("换一个岗位也不行")
    look_at_tip(world.actor("clerk"), at=at, tip_id=tip, look="follow")
    hand.open(f"/inspection/tips/{tip}/")
    hand.see("郑无名", "写结果")
    page.goto(receipt)
    hand.usable()
    hand.see("在查")


def test_the_pages_of_places_by_area_letters_and_self_checks_fit(hand: Hand, at: datetime) -> None:
    world = hand.world
    of = venue(world, at)
    venue(world, at, "另一家歌舞厅")
    visit = check(world, at, of, found={"log": "没有日志", "drugs": "包厢里有吸管"})
    made = open_self_checks(world.actor("clerk"), at=at, name="三月自查", kinds=["entertainment"], from_on=world.on, last_on=world.on + timedelta(days=9), share=10)
    with acting(world.actor("clerk")):
        code = queries.codes(UUID(made["round"]), 1)[0][0]["code"]
    make_venue_link(world.actor("encheng_police"), at=at, venue_id=of, to_whom="吴先生", shown="请按期改好。", hours=24)
    hand.enter("clerk")
    for path, words in (
        ("areas/", "重大 1 家"), ("letters/", "没有登记原因"), ("self-checks/", "三月自查"), (f"self-checks/{made['round']}/", "没有交的和链接"),
        (f"self-checks/{made['round']}/codes/", "另一家歌舞厅"), ("self-checks/new/", "新的一轮自查"), (f"{of}/refer/", "移送给谁"),
        (f"{of}/findings/{visit}:log/photo/", "加照片"), (f"{of}/", "移送处罚部门"), ("", "按地方看"),
    ):
        hand.open(f"/inspection/{path}")
        hand.see(words)
    for path, words in ((f"o/{code}/", "营业日志"), (f"{make.ENPING}/inspected/", "恩城"), (f"{make.ENPING}/inspected/{make.ENCHENG}/", "金曲歌舞厅")):
        hand.open(f"/p/{path}")
        hand.see(words)
