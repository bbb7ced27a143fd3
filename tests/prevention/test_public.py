"""Pages for everybody: booking without an account, exactly as many as a slot takes; nothing that tracks; a telephone number that goes."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.prevention.jobs import forget_phones
from guitu.prevention.places import by_anyone
from guitu.prevention.places.commands import add_place, close_place
from tests import make
from tests.together import Together

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 24)  # a Tuesday


def base(world: make.World, at: datetime) -> UUID:
    made = add_place(world.actor("clerk"), at=at, path=make.ENPING, kind="base", name="禁毒教育基地", on=date(2021, 6, 26))
    return UUID(made["matter"])


def put(place: UUID, heads: int, at: datetime, secret: str = "", **other: Any) -> str:
    of = by_anyone.place(place)
    assert of is not None
    what: Any = {"day_on": DAY, "slot": "first", "visitors": "pupils", "who": "测试中学", "phone": ""} | other
    return by_anyone.book(of, secret or uuid4().hex, at, make.World.on, headcount=heads, **what)


def test_a_rush_on_a_slot_fills_exactly_what_it_takes(world: make.World, at: datetime) -> None:
    """Scaled: 60 at once on the 30 places that are left; each sends twice."""
    place = base(world, at)
    assert put(place, 10, at) == "confirmed"

    def rush(number: int) -> None:
        for _ in range(5):
            secret = uuid4().hex
            for _again in range(2):
                put(place, 1, at + timedelta(milliseconds=number), secret)

    together = Together()
    for number in range(12):
        together.once(lambda number=number: rush(number))  # type: ignore[misc]
    together.end()
    with acting(world.actor("clerk")):
        found = dict(rows("SELECT state, sum(headcount) FROM prevention_booking GROUP BY 1"))
    assert found == {"confirmed": 40, "waiting": 30}


def test_who_cancels_by_the_link_lets_the_next_in(world: make.World, client: Client, at: datetime) -> None:
    place = base(world, clock.now())
    day = clock.today() + timedelta(days=8)
    day += timedelta(days=1) if day.isoweekday() == 1 else timedelta()
    page = client.get(f"/p/place/{place}/")
    text = page.content.decode()
    assert page.status_code == 200 and not page.cookies and "<script" not in text and len(page.content) < 20_000
    sent = {"day_on": str(day), "slot": "first", "headcount": "40", "visitors": "pupils", "who": "一个班", "phone": "07501234567"}
    secrets = [re.search(r'name="secret" value="([^"]+)"', client.get(f"/p/place/{place}/").content.decode()) for _ in range(2)]
    links = [client.post(f"/p/place/{place}/", sent | {"secret": one[1]})["Location"] for one in secrets if one]
    assert client.post(f"/p/place/{place}/", sent | {"secret": secrets[0][1]})["Location"] == links[0]  # type: ignore[index]
    assert "预约好了" in client.get(links[0]).content.decode() and "排在候补" in client.get(links[1]).content.decode()
    assert client.post(links[0]).status_code == 302
    assert "已经取消" in client.get(links[0]).content.decode() and "预约好了" in client.get(links[1]).content.decode()
    wrong = client.post(f"/p/place/{place}/", sent | {"headcount": "41", "who": " ", "secret": uuid4().hex})
    assert wrong.status_code == 422 and "还没有送出" in wrong.content.decode()
    assert client.get(f"/p/place/{uuid4()}/").status_code == client.get("/p/b/nothere/").status_code == 404
    assert "禁毒教育基地" in client.get(f"/p/{make.ENPING}/on/").content.decode()
    assert "没有公开的活动" in client.get("/p/999999/on/").content.decode()


def test_rules_of_the_clerk_hold_and_a_telephone_number_goes_thirty_days_after(world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    place = base(world, at)
    for wrong, wanted in (({"day_on": date(2026, 3, 23)}, "places.day_is_closed"), ({"slot": "night"}, "places.no_such_slot"), ({"who": " "}, "public.needs_who")):
        with pytest.raises(Refused) as refused:
            put(place, 2, at, **wrong)
        assert refused.value.reasons[0].code == wanted
    put(place, 2, at, phone="07501234567")
    for days, kept in ((29, 1), (30, 0)):
        monkeypatch.setattr(clock, "today", lambda days=days: DAY + timedelta(days=days))
        forget_phones(make.ENPING)
        with acting(world.actor("clerk")):
            assert rows("SELECT count(*) FILTER (WHERE phone IS NOT NULL), sum(headcount) FROM prevention_booking") == [(kept, 2)]
    close_place(world.actor("clerk"), at=at, place_id=place, on=make.World.on, note="装修")
    assert by_anyone.place(place) is None


def test_a_net_that_begins_too_much_is_asked_to_wait(world: make.World, client: Client, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from guitu.grid import guessing

    monkeypatch.setitem(guessing.LIMITS, "public_net", guessing.Limit(2, guessing.HOUR, 3))
    place = base(world, clock.now())
    codes = [client.post(f"/p/place/{place}/", {"secret": uuid4().hex}).status_code for _ in range(3)]
    assert codes == [422, 422, 429]
