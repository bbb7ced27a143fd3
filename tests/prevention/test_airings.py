"""宣传投放: a register by channel, never added up; words to people in recovery give nobody away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit.database import acting
from guitu.kit.errors import NotVisible, Refused
from guitu.prevention.airings import queries
from guitu.prevention.airings.commands import note_airing, take_airing_back
from guitu.rules.airings import GLANCE, at_a_glance, may_note
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("audience", "text", "times", "day", "wanted"),
    [
        ("public", "珍爱生命，远离毒品", 12_000, DAY, []), ("in_recovery", "这周六有亲子活动，欢迎来", 40, DAY, []), ("in_recovery", "请按时来尿检", 40, DAY, ["neutral.word"]),
        ("staff", " ", 0, date(2026, 3, 17), ["airings.needs_words", "airings.nothing_sent", "in_the_future"]),
    ],
)
def test_what_may_be_noted(audience: str, text: str, times: int, day: date, wanted: list[str]) -> None:
    assert [one.code for one in may_note(audience, text, times, day, make.World.on).reasons] == wanted


def test_a_locked_telephone_shows_the_beginning() -> None:
    assert at_a_glance("这周六\n 有活动") == "这周六 有活动" and at_a_glance("字" * 31) == "字" * GLANCE + "…"


def test_the_register_and_its_sums(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    head, clerk = world.actor("encheng_head"), world.actor("clerk")
    what: dict[str, Any] = {"path": make.ENCHENG, "audience": "public", "day_on": DAY, "text": "远离毒品"}
    wrong = UUID(note_airing(head, at=at, channel="sms", times=900, **what)["airing"])
    note_airing(head, at=at, channel="sms", times=12_000, **what)
    note_airing(clerk, at=at, channel="tv", times=30, outlet="示例台", **what | {"path": make.ENPING})
    for bad in ({"channel": "fax", "times": 1}, {"channel": "tv", "times": 1, "path": "440786"}):
        with pytest.raises(Refused):
            note_airing(clerk, at=at, **what | bad)
    with pytest.raises(NotVisible):
        take_airing_back(world.actor("hengpi_head"), at=at, airing_id=wrong)
    take_airing_back(head, at=at, airing_id=wrong)
    with pytest.raises(Refused):
        take_airing_back(head, at=at, airing_id=wrong)
    with acting(clerk):
        assert queries.sums(clerk, date(2026, 1, 1), date(2027, 1, 1)) == {"sms": (1, 12_000), "tv": (1, 30)}
    make.enter(client, world, "encheng_head")
    with django_assert_max_num_queries(10):
        shown = client.get("/prevention/airings/").content.decode()
    assert "锁屏上看到的" in shown and "示例台" not in shown  # the county's lies above the town
    sent = {"channel": "screen", "audience": "public", "path": make.ENCHENG, "day_on": "2026-03-11", "times": "5", "text": "六二六", "request_id": str(uuid4())}
    for _ in range(2):
        assert client.post("/prevention/airings/note/", sent).status_code == 302
    assert client.post("/prevention/airings/note/", sent | {"audience": "in_recovery", "text": "戒毒", "request_id": str(uuid4())}).status_code == 422
    with acting(clerk):
        assert queries.sums(clerk, date(2026, 1, 1), date(2027, 1, 1))["screen"] == (1, 5)
    make.enter(client, world, "encheng_police")
    assert client.get("/prevention/airings/").status_code in (403, 404)
