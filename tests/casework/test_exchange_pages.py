"""The pages of exchanging: each works, refuses with its reason, says nothing to outsiders, stays within its queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.kit.database import acting, rows
from tests import casefile, make
from tests.casework.steps import text
from tests.casework.test_exchanging import NEXT, TODAY, deducted, earned, reserved, stocked

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def test_a_worker_puts_aside_and_the_storekeeper_hands_out(world: make.World, at: datetime, client: Client) -> None:
    person, good = earned(world, at), stocked(world, at)
    make.enter(client, world, "encheng_worker")
    page = reverse("exchange-points", args=[person])
    assert "大米 5 kg" in text(client.get(page)) and "余额 52" in text(client.get(page))
    wrong = client.post(page, {"good_id": good, "pick_on": TODAY + timedelta(days=1)})
    assert wrong.status_code == 422 and "每月 1、15 日发放" in text(wrong)
    card = client.post(page, {"good_id": good, "pick_on": NEXT})
    found = re.search(r'class="link-address">([0-9A-Z]{4}-[0-9A-Z]{4})<', card.content.decode())
    assert found and "王" not in text(card).partition("领取号")[2]
    make.enter(client, world, "keeper")
    first = client.get(reverse("shop"))
    assert first.status_code == 200 and "大米" in text(first)
    assert "没有这个领取号" in text(client.post(reverse("hand-out"), {"code": "AAAA-AAAA"}))
    assert "请发给对方：大米 5 kg" in text(client.post(reverse("hand-out"), {"code": found[1]}))
    make.enter(client, world, "encheng_worker")
    assert "已领走" in text(client.get(page))


def test_the_storekeeper_sees_no_person_anywhere(world: make.World, at: datetime, client: Client) -> None:
    person, good = earned(world, at), stocked(world, at)
    reserved(world, at, person, good)
    make.enter(client, world, "keeper")
    for tab in ("shelf", "aside", "books"):
        shown = client.get(reverse("shop"), {"tab": tab})
        assert shown.status_code == 200 and "王" not in shown.content.decode() and str(person) not in shown.content.decode()
    assert client.get(reverse("shop"), {"tab": "lapsing"}).status_code == 404
    for name in ("exchange-points", "points-of-month", "person"):
        assert client.get(reverse(name, args=[person])).status_code == 404


def test_given_up_by_a_click_the_points_are_back(world: make.World, at: datetime, client: Client) -> None:
    person, good = earned(world, at), stocked(world, at)
    made = reserved(world, at, person, good)
    make.enter(client, world, "encheng_worker")
    new = client.post(reverse("renew-code", args=[person, made["redemption"]]))
    assert new.status_code == 200 and "link-address" in new.content.decode()
    client.post(reverse("cancel-reservation", args=[person, made["redemption"]]))
    assert "余额 52" in text(client.get(reverse("exchange-points", args=[person])))
    again = client.post(reverse("cancel-reservation", args=[person, made["redemption"]]))
    assert again.status_code == 422 and "已经办完" in text(again)


def test_a_month_says_every_line_and_leads_to_a_dispute_that_another_decides(world: make.World, at: datetime, client: Client) -> None:
    person, line, _confirmed = deducted(world, at)
    make.enter(client, world, "encheng_worker")
    month = client.get(reverse("points-of-month", args=[person]))
    assert "弄虚作假：-20 分" in text(month) and reverse("dispute-points", args=[person, line]) in month.content.decode()
    page = reverse("dispute-points", args=[person, line])
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "那天本人在场"}).status_code == 302
    assert "已提异议" in text(client.get(reverse("points-of-month", args=[person])))
    make.enter(client, world, "director")
    listed = client.get(reverse("points-disputes"))
    with acting(world.actor("director")):
        dispute = rows("SELECT id FROM casework_pointsdispute")[0][0]
    decision = reverse("decide-dispute", args=[dispute])
    assert decision in listed.content.decode() and "那天本人在场" in text(client.get(decision))
    assert client.post(decision, {"for_person": "yes", "words": ""}).status_code == 422
    assert client.post(decision, {"for_person": "yes", "words": "录像看过"}).status_code == 302
    assert "异议成立" in text(client.get(reverse("points-of-month", args=[person])))
    make.enter(client, world, "hengpi_head")
    assert client.get(decision).status_code == 404


def test_an_outsider_gets_the_page_of_nothing(world: make.World, at: datetime, client: Client) -> None:
    person, line, _confirmed = deducted(world, at)
    for outsider in ("hengpi_worker", "encheng_other"):
        make.enter(client, world, outsider)
        assert client.get(reverse("exchange-points", args=[person])).status_code == 404
        assert client.get(reverse("dispute-points", args=[person, line])).status_code == 404
        assert client.post(reverse("exchange-points", args=[person]), {"good_id": UUID(int=1), "pick_on": NEXT}).status_code == 404


def test_the_office_prices_and_allots_and_the_storekeeper_takes_in(world: make.World, at: datetime, client: Client) -> None:
    make.enter(client, world, "clerk")
    assert client.post(reverse("add-good"), {"name": "洗衣液", "price": "19", "from_on": TODAY}).status_code == 302
    assert client.post(reverse("allot-budget"), {"yuan": "190", "note": "预算"}).status_code == 302
    with acting(world.actor("clerk")):
        good = rows("SELECT id FROM casework_good")[0][0]
    assert "从今天或以后" in text(client.post(reverse("set-price", args=[good]), {"price": "18", "from_on": date(2026, 3, 1)}))
    assert client.get(reverse("stock-good", args=[good])).status_code == 404
    make.enter(client, world, "keeper")
    assert client.post(reverse("stock-good", args=[good]), {"pieces": "10", "cost": "19", "note": "单据 1"}).status_code == 302
    assert "预算余 0 元" in text(client.get(reverse("shop"))) and "到货" in text(client.get(reverse("shop"), {"tab": "books"}))
    assert client.get(reverse("stock-good", args=[UUID(int=9)])).status_code == 404


@pytest.mark.parametrize("tab", ["shelf", "aside", "books", "lapsing"])
def test_a_tab_stays_within_its_queries(world: make.World, at: datetime, client: Client, tab: str) -> None:
    person, good = earned(world, at), stocked(world, at)
    reserved(world, at, person, good)
    make.enter(client, world, "encheng_head")
    client.get(reverse("shop"), {"tab": tab})
    with casefile.capture() as captured:
        assert client.get(reverse("shop"), {"tab": tab}).status_code == 200
    assert len(casefile.content_queries(captured)) <= 4


def test_the_months_page_and_the_list_of_disputes_stay_within_theirs(world: make.World, at: datetime, client: Client) -> None:
    person, _line, _confirmed = deducted(world, at)
    make.enter(client, world, "director")
    for address, most in ((reverse("points-of-month", args=[person]), 6), (reverse("points-disputes"), 3)):
        client.get(address)
        with casefile.capture() as captured:
            client.get(address)
        assert len(casefile.content_queries(captured)) <= most
