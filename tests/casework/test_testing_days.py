"""检测日: set for those who are due, gone through one after another, each result by the command of a single test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.testing_days.commands import plan_testing_day
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.rules import testing_days
from tests import casefile, make
from tests.casework.caseload import detox, text

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def people(world: make.World, at: datetime) -> list[UUID]:
    return [detox(world, at, name=name, id_number=number) for name, number in (("王小明", "440799199203070011"), ("李小红", "440799199203070038"))]


def planned(world: make.World, at: datetime, who: list[UUID], post: str = "encheng_worker", **more: Any) -> UUID:
    testers = {"tester_1": world.posts["encheng_worker"], "tester_2": world.posts["encheng_police"]}
    made = plan_testing_day(world.actor(post), at=at, on=TODAY, people=who, **{**testers, **more})
    return UUID(made["day"])


def sent(world: make.World, day: UUID, number: int, **more: Any) -> dict[str, Any]:
    return {
        "number": number, "on": TODAY.isoformat(), "outcome": "negative", "purpose": "scheduled", "tester_1": str(world.posts["encheng_worker"]),
        "tester_2": str(world.posts["encheng_police"]), "cup": testing_days.cup_of(day.hex, number), "request_id": make.request_id(), **more,
    }


def test_a_day_is_set_for_those_who_are_due(world: make.World, at: datetime, client: Client) -> None:
    who = people(world, at)
    make.enter(client, world, "encheng_worker")
    page = text(client.get(reverse("plan-testing-day")))
    assert page.count("应于 ") >= 2 and "王" in page and "李" in page
    what = {"on": "2026-03-15", "tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"]), "people": [str(who[0])]}
    assert "检测日不能早于今天" in text(client.post(reverse("plan-testing-day"), what))
    made = client.post(reverse("plan-testing-day"), {**what, "on": "2026-03-17"})
    assert made.status_code == 302
    shown = text(client.get(made["Location"]))
    assert "还没有到这一天" in shown and "保存，下一位" not in shown
    paper = text(client.get(made["Location"] + "sheet/"))
    assert "本人签名" in paper and paper.count("square-code") == 1


def test_one_after_another_each_by_its_own_click_and_sent_twice_once(world: make.World, at: datetime, client: Client) -> None:
    who = people(world, at)
    day = planned(world, at, who)
    make.enter(client, world, "encheng_worker")
    page = reverse("testing-day", args=[day])
    assert "已检 0 人，共 2 人" in text(client.get(page))
    first = sent(world, day, 1)
    for _again in range(2):
        done = client.post(page, first)
        assert done.status_code == 302
    following = text(client.get(done["Location"]))
    assert "1 号已登记" in following and "已检 1 人，共 2 人" in following and 'name="number" value="2"' in following
    again = client.post(page, sent(world, day, 1))
    assert again.status_code == 422 and "今天已有一次一样的" in text(again)
    assert client.post(page, sent(world, day, 2)).status_code == 302
    assert "这一天的人都检测过了" in text(client.get(page))
    assert len(casefile.said(world.actor("encheng_worker"), "urine_test")) == 2
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(DISTINCT request_id) FROM ledger_entry WHERE command = 'record_urine_test'") == [(2,)]


def test_what_is_not_read_back_is_refused_and_nothing_is_chosen_before(world: make.World, at: datetime, client: Client) -> None:
    day = planned(world, at, people(world, at))
    make.enter(client, world, "encheng_worker")
    page = reverse("testing-day", args=[day])
    for more, words in (
        ({"cup": testing_days.cup_of(day.hex, 2)}, "扫到的是 2 号的杯，这里是 1 号"), ({"cup": "XX001A"}, "不是这一天的"),
        ({"cup": ""}, "请扫杯签"), ({"outcome": ""}, "请选择"),
    ):
        refused = client.post(page, sent(world, day, 1, **more))
        assert refused.status_code == 422 and words in text(refused), words
    positive = client.post(page, sent(world, day, 1, outcome="positive", substances=["MET"], told="on", signed="on"))
    assert positive.status_code == 422 and "分装 A、B 两瓶" in text(positive)
    assert casefile.said(world.actor("encheng_worker"), "urine_test") == []


def test_two_testers_are_two_human_beings_and_nobody_from_elsewhere_is_set(world: make.World, at: datetime) -> None:
    who = people(world, at)
    with pytest.raises(Refused) as refusal:
        planned(world, at, who, tester_2=world.posts["encheng_worker"])
    assert refusal.value.reasons[0].code == "testing_days.one_person"
    with pytest.raises(NotVisible):
        planned(world, at, who, post="hengpi_worker")


def test_an_outsider_gets_the_page_of_nothing(world: make.World, at: datetime, client: Client) -> None:
    day = planned(world, at, people(world, at))
    make.enter(client, world, "hengpi_worker")
    for name in ("testing-day", "testing-day-sheet"):
        assert client.get(reverse(name, args=[day])).status_code == 404
    make.enter(client, world, "encheng_other")  # of the town, but none of these people are hers
    assert "王" not in text(client.get(reverse("testing-day", args=[day]))).partition("<main")[2]
    assert client.post(reverse("testing-day", args=[day]), sent(world, day, 1)).status_code == 404


def test_the_pages_of_a_day_stay_within_their_queries(world: make.World, at: datetime, client: Client) -> None:
    day = planned(world, at, people(world, at))
    make.enter(client, world, "encheng_head")
    for address, most in (
        (reverse("testing-days"), 2), (reverse("plan-testing-day"), 3), (reverse("testing-day", args=[day]), 6), (reverse("testing-day-sheet", args=[day]), 3),
    ):
        client.get(address)
        with casefile.capture() as captured:
            assert client.get(address).status_code == 200
        assert len(casefile.content_queries(captured)) <= most, address
