"""呼应用了多久: from the timelines, by level, unit and town; the January case gives half an hour and two days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from guitu.kit.database import acting
from guitu.response import answering
from guitu.response.times.queries import times
from guitu.rules.call_times import Spread, spread
from tests import make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [((), None), ((7,), Spread(1, 7, 7)), ((1, 2, 3, 4), Spread(4, 2, 4)), (tuple(range(1, 11)), Spread(10, 5, 9)), (tuple(range(11, 0, -1)), Spread(11, 6, 10))],
)
def test_the_middle_one_and_nine_of_ten_by_nearest_rank(minutes: tuple[int, ...], told: Spread | None) -> None:
    assert spread(minutes) == told


def january(world: make.World, at: datetime) -> None:
    """Called at `at`, acknowledged after 3, begun after 23 minutes, seen after 46 h 50 min, settled 25 minutes later."""
    call = stage.sent(world, at)
    stage.answered(world, call, "squad", "narcotics_squad", at + 3 * MINUTE, 60)
    report = {"call_id": call, "unit": "narcotics_squad"}
    answering.report_call(world.actor("squad"), at=at + 23 * MINUTE, words="查住宿、乘车", next_minutes=1440, **report)
    answering.report_call(world.actor("squad"), at=at + timedelta(hours=46, minutes=50), words="见到本人", next_minutes=60, seen=True, **report)
    stage.settled(world, call, at + timedelta(hours=47, minutes=15))


def test_half_an_hour_and_two_days_come_from_the_timeline(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    start = at - timedelta(hours=24 * 20)
    january(world, start)
    with acting(world.actor("clerk")):
        told = times(world.actor("clerk"), start - MINUTE, at)
    level, unit, town = told["tables"]
    (of_level,) = level["lines"]
    assert [one.slowest if one else None for one in of_level["spreads"]] == [3, 23, 2810, 2835] and told["sent"] == 1
    squad = next(line for line in unit["lines"] if line["name"] == "禁毒大队")
    assert squad["spreads"] == [Spread(1, 3, 3), Spread(1, 23, 23)] and [line["name"] for line in town["lines"]] == ["恩城街道"]
    assert of_level["spreads"][1].slowest <= 30 and of_level["spreads"][2].slowest <= 2 * 24 * 60
    make.enter(client, world, "clerk")
    client.get("/calls/times/")
    with django_assert_max_num_queries(12):
        page = client.get("/calls/times/").content.decode()
    assert "23 分钟 / 23 分钟" in page and "46 小时 50 分" in page and "测试squad" not in page
    assert "这段时间没有呼叫过单位" in client.get("/calls/times/?year=2024").content.decode()
    for name, status in (("hengpi_head", 200), ("squad", 404), ("encheng_worker", 404), ("auditor", 404)):
        make.enter(client, world, name)
        answer = client.get("/calls/times/")
        assert answer.status_code == status and "23 分钟" not in answer.content.decode(), name
