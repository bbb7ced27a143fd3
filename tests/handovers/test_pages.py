"""所地对接 on screens: the calendar, both sides of one handover, a link for who has no account, agreements and secondments."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.grid.access import posts_of
from guitu.handovers import agreements, announcing, receiving
from guitu.handovers.by_link import make_handover_link
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.papers.commands import issue_paper
from tests import casefile, make
from tests.handovers import stage
from tests.handovers.stage import DAY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_facility_announces_on_its_page_once(world: make.World, client: Client) -> None:
    make.enter(client, world, "facility")
    page = text(client.get("/handovers/announced/new/"))
    assert "恩城街道" in page
    wrong = client.post("/handovers/announced/new/", {"path": make.ENCHENG, "expected_on": "2020-01-01", "name": "陈大文"})
    assert wrong.status_code == 422 and "不能早于今天" in text(wrong) and "陈大文" in text(wrong)
    what = {"path": make.ENCHENG, "expected_on": "2026-04-10", "name": "陈大文", "request_id": make.request_id()}
    first, second = client.post("/handovers/announced/new/", what), client.post("/handovers/announced/new/", what)
    assert first["Location"] == second["Location"]
    one = text(client.get(first["Location"]))
    assert "待接收" in one and "陈**" in one and "陈大文" not in one
    assert first["Location"].rstrip("/").rsplit("/", 1)[1][:4].upper() in text(client.get("/handovers/announced/"))
    moved = client.post(f"{first['Location']}do/move/", {"move-expected_on": "2026-04-20", "move-moved_because": "extended"})
    assert moved.status_code == 302 and "2026-04-20" in text(client.get(first["Location"]))
    put = client.post(f"{first['Location']}packet/health/", {"health-health": "高血压"})
    assert put.status_code == 422 and "要本人同意" in text(put) and "高血压" in text(put)
    assert client.post(f"{first['Location']}packet/legal/", {"legal-decision_no": "示例1号"}).status_code == 302
    assert "示例1号" not in text(client.get(first["Location"]))


def test_the_town_accepts_and_both_see_one_receipt(world: make.World, client: Client, at: datetime) -> None:
    handover = stage.announced(world, at, 0)
    page = f"/handovers/{handover}/"
    make.enter(client, world, "encheng_head")
    assert "接收，定接收社工" in text(client.get(page)) and handover.hex[:4].upper() in text(client.get("/handovers/"))
    empty = client.post(f"{page}do/accept/", {"accept-worker": ""})
    assert empty.status_code == 422 and "请选择接收社工" in text(empty)
    assert client.post(f"{page}do/accept/", {"accept-worker": str(world.posts["encheng_worker"])}).status_code == 302
    make.enter(client, world, "encheng_worker")
    assert "在交接单上签字" in text(client.get(page))
    assert client.post(f"{page}do/sign/", {"sign-facility_on_paper": "on"}).status_code == 302
    assert "已接回" in text(client.get(page)) and "纸上签字" in text(client.get(page))
    make.enter(client, world, "facility")
    assert "已接回" in text(client.get(f"/handovers/announced/{handover}/"))


def test_the_sheet_is_printed_for_both_to_sign(world: make.World, client: Client, at: datetime) -> None:
    handover = stage.accepted(world, at, 0)
    receiving.plan_escort(world.actor("encheng_worker"), at=at, handover_id=handover, escort="facility")
    make.enter(client, world, "encheng_worker")
    page = text(client.get(f"/handovers/{handover}/"))
    found = re.search(r'href="([^"]*handover_sheet[^"]*)"', page)
    assert found
    sheet = text(client.get(found[1].replace("&amp;", "&")))
    assert "陈大文" in sheet and "戒毒所送" in sheet
    made = issue_paper(world.actor("encheng_worker"), at=at, matter_id=handover, kind="handover_sheet", about="sheet", typed={})
    assert "交接字" in text(client.get(f"/papers/{made['paper']}/"))


def test_outsiders_get_the_page_of_nothing(world: make.World, client: Client, at: datetime) -> None:
    handover = stage.announced(world, at)
    for name in ("hengpi_head", "yongan_head", "encheng_worker"):
        make.enter(client, world, name)
        found, never = client.get(f"/handovers/{handover}/"), client.get(f"/handovers/{UUID(int=7)}/")
        assert found.status_code == never.status_code == 404
        assert client.post(f"/handovers/{handover}/do/return/", {"return-returned_because": "wrong_person"}).status_code == 404
    with acting(world.actor("facility")):
        other, account = make.post_of("facility_officer", make.ENPING)
    world.posts["other"], world.accounts["other"] = other, account
    make.enter(client, world, "other")
    assert client.get(f"/handovers/announced/{handover}/").status_code == 404 and client.get(f"/handovers/{handover}/").status_code in (403, 404)


def test_intake_searches_first(world: make.World, client: Client, at: datetime) -> None:
    handover = stage.received(world, at)
    person = casefile.person(world.actor("encheng_worker"), at, "陈大文", post_id=world.posts["encheng_worker"])
    make.enter(client, world, "encheng_worker")
    page = f"/handovers/{handover}/file/"
    assert "先找" in text(client.get(page)) and "没有找到" in text(client.post(page, {"q": "不在册的"}))
    assert str(person) in text(client.post(page, {"q": "陈大文"}))
    assert client.post(page, {"person": str(person), "family": "2"}).status_code == 302
    assert f"/people/{person}/" in text(client.get(f"/handovers/{handover}/"))
    again = client.post(page, {"person": str(person), "family": "2"})
    assert again.status_code == 422 and "已经对上档案了" in text(again)


def test_an_officer_without_an_account_says_the_day_and_signs(world: make.World, client: Client, at: datetime) -> None:
    head = world.actor("encheng_head")
    asked = receiving.ask_release(head, at=at, path=make.ENCHENG, facility="示例所", identity=stage.SOMEBODY)
    handover = UUID(asked["handover"])
    assert stage.course(world, handover).state == "asked"
    made = make_handover_link(head, at=at, handover_id=handover, kind="handover_day", to_whom="所里 李警官", shown="请填预计出所日期", hours=72)
    token, code = made["once"]
    stranger = make.Browser()
    opened = text(stranger.post(f"/l/{token}/", {"code": code}))
    assert "预计出所日期" in opened and "陈" not in opened and handover.hex[:4].upper() in opened
    secret = re.search(r'name="secret" value="([^"]+)"', opened)
    assert secret
    said = {"secret": secret[1], "words": "已定", "who": "李警官"}
    assert stranger.post(f"/l/{token}/answer/", said).status_code == 422
    assert stranger.post(f"/l/{token}/answer/", said | {"until": at.date().isoformat()}).status_code == 200
    assert stage.course(world, handover).state == "announced" and stage.course(world, handover).expected_on == world.on
    receiving.accept_handover(head, at=at, handover_id=handover, worker=world.posts["encheng_worker"])
    made = make_handover_link(head, at=at, handover_id=handover, kind="handover_sheet", to_whom="所里 李警官", shown="请签交接单", hours=72)
    token, code = made["once"]
    secret = re.search(r'name="secret" value="([^"]+)"', text(stranger.post(f"/l/{token}/", {"code": code})))
    assert secret and stranger.post(f"/l/{token}/answer/", {"secret": secret[1], "words": "已交", "who": "李警官"}).status_code == 200
    with pytest.raises(Refused, match="another_person"):  # whoever made the link stands for the facility
        receiving.sign_handover(head, at=at, handover_id=handover)
    receiving.sign_handover(world.actor("encheng_worker"), at=at, handover_id=handover)
    assert stage.course(world, handover).state == "received"
    with acting(world.actor("clerk")):
        assert {one for (one,) in rows("SELECT outcome FROM links_opening")} == {"opened", "answered"}


def test_a_seconded_officer_is_out_at_the_first_request_after_the_end(world: make.World, client: Client, at: datetime) -> None:
    clerk, post = world.actor("clerk"), world.posts["encheng_police"]
    what = {"post_id": post, "way": "officer_out", "home": "示例女子强制隔离戒毒所"}
    with pytest.raises(Refused, match="term_too_long"):
        agreements.second_holder(clerk, at=at, from_on=world.on, until_on=world.on + 400 * DAY, **what)
    agreements.second_holder(clerk, at=at, from_on=world.on, until_on=world.on + 90 * DAY, **what)
    account = world.accounts["encheng_police"]
    assert len(posts_of(account, world.on + 89 * DAY)) == 1 and posts_of(account, world.on + 90 * DAY) == []
    with pytest.raises(Refused, match="post_is_held"):
        agreements.second_holder(clerk, at=at, from_on=world.on + 60 * DAY, until_on=world.on + 120 * DAY, **what)
    agreements.second_holder(clerk, at=at, from_on=world.on + 90 * DAY, until_on=world.on + 180 * DAY, **what)
    assert len(posts_of(account, world.on + 100 * DAY)) == 1 and posts_of(account, world.on + 180 * DAY) == []
    with acting(clerk):
        assert rows("SELECT count(*) FROM grid_holding WHERE post_id = %s", [post]) == [(2,)]
    make.enter(client, world, "clerk")
    assert "示例女子强制隔离戒毒所" in text(client.get("/handovers/agreements/"))


def test_an_agreement_is_kept_with_its_desk(world: make.World, client: Client) -> None:
    make.enter(client, world, "clerk")
    wrong = client.post("/handovers/agreements/new/", {"with_whom": "示例省戒毒管理局", "signed_on": "2018-05-10"})
    assert wrong.status_code == 422 and "示例省戒毒管理局" in text(wrong)
    what = {"with_whom": "示例省戒毒管理局", "signed_on": "2018-05-10", "contents": ["desk", "training"], "desk": "专班：区禁毒办 何静"}
    assert client.post("/handovers/agreements/new/", what).status_code == 302
    assert "专班：区禁毒办 何静" in text(client.get("/handovers/agreements/"))
    make.enter(client, world, "yongan_head")
    assert "示例省戒毒管理局" not in text(client.get("/handovers/agreements/"))


def test_the_pages_stay_within_their_queries(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        handover = stage.announced(world, at, 10 + number, identity={"name": f"陈{number}"})
    make.enter(client, world, "encheng_head")
    client.get("/handovers/"), client.get(f"/handovers/{handover}/")
    with django_assert_max_num_queries(6):
        client.get("/handovers/")
    with django_assert_max_num_queries(12):
        client.get(f"/handovers/{handover}/")
    make.enter(client, world, "facility")
    client.get("/handovers/announced/")
    with django_assert_max_num_queries(6):
        client.get("/handovers/announced/")


def test_a_certificate_that_the_person_keeps_to_himself_is_only_counted(world: make.World, client: Client, at: datetime) -> None:
    handover, officer = stage.received(world, at), stage.facility(world, at)
    for trade, disclosed in (("welder", True), ("tea", False)):
        announcing.add_certificate(officer, at=at, handover_id=handover, inside_trade=trade, inside_grade="junior", inside_issuer="labour_office",
                                   disclosed=disclosed, on=date(2026, 1, 5))
    make.enter(client, world, "encheng_worker")
    page = text(client.get(f"/handovers/{handover}/"))
    assert "焊工" in page and "茶艺" not in page and "另有 1 张证书" in page
