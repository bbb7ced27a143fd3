"""Who booked or signed up is reminded: by the office, where a telephone number was left, or by the calendar of their own telephone; and
what an office takes to the door or reads out is printed."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit import clock
from guitu.prevention.activities.commands import plan_activity, publish_activity
from guitu.prevention.places import by_anyone as places
from guitu.prevention.places.commands import add_place
from guitu.prevention.signups import by_anyone as signups
from guitu.prevention.signups.commands import open_signups
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def tomorrow() -> date:
    day = clock.today() + timedelta(days=1)
    return day + timedelta(days=1) if day.isoweekday() == 1 else day


def booked(world: make.World, phone: str, who: str, heads: int = 20) -> tuple[UUID, str]:
    place = UUID(add_place(world.actor("clerk"), at=clock.now() - timedelta(days=9), path=make.ENPING, kind="base", name=f"基地{who}", on=date(2021, 6, 26))["matter"])
    of, secret = places.place(place), uuid4().hex
    assert of is not None
    places.book(of, secret, clock.now(), clock.today(), day_on=tomorrow(), slot="first", headcount=heads, visitors="pupils", who=who, phone=phone)
    return place, secret


def test_a_group_that_left_a_number_is_called_once_and_others_are_not_listed(world: make.World, client: Client, django_assert_max_num_queries: Any) -> None:
    place, _secret = booked(world, "07501234567", "甲校")
    booked(world, "", "乙校")
    make.enter(client, world, "clerk")
    page = client.get(f"/prevention/places/{place}/").content.decode()
    assert 'href="tel:07501234567"' in page
    client.get("/")
    with django_assert_max_num_queries(20):
        home = client.get("/prevention/").content.decode()
    assert "要提醒的预约" in home and "甲校" in home and "乙校" not in home
    remind = home.split("/prevention/bookings/")[1].split("/")[0]
    sent = {"request_id": str(uuid4())}
    assert client.post(f"/prevention/bookings/{remind}/reminded/", sent).status_code == client.post(f"/prevention/bookings/{remind}/reminded/", sent).status_code == 302
    assert "要提醒的预约" not in client.get("/prevention/").content.decode() and "提醒过" in client.get(f"/prevention/places/{place}/").content.decode()
    client.post(f"/prevention/bookings/{remind}/cancel/")
    assert client.post(f"/prevention/bookings/{remind}/reminded/").status_code == 422
    make.enter(client, world, "grid")
    assert client.get(f"/prevention/bookings/{remind}/reminded/").status_code == 404


def test_the_day_goes_into_the_visitors_own_calendar(world: make.World, client: Client) -> None:
    _place, secret = booked(world, "", "一个很长很长很长很长很长很长很长很长很长很长很长的学校, 高一；三班")
    assert f"/p/b/{secret}/day/" in client.get(f"/p/b/{secret}/").content.decode()
    answer = client.get(f"/p/b/{secret}/day/")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar") and not answer.cookies
    assert f"DTSTART;VALUE=DATE:{tomorrow():%Y%m%d}\r\n" in text and "TRIGGER:-PT15H" in text and text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and f"/p/b/{secret}/" in text.replace("\r\n ", "")
    client.post(f"/p/b/{secret}/")
    assert client.get(f"/p/b/{secret}/day/").status_code == client.get("/p/b/nothere/day/").status_code == client.get("/p/j/nothere/day/").status_code == 404


def test_the_sheet_at_the_door_and_the_words_of_the_pledge_are_printed(world: make.World, client: Client, at: datetime) -> None:
    clerk, day = world.actor("clerk"), clock.today() + timedelta(days=3)
    made = UUID(plan_activity(
        clerk, at=clock.now(), path=make.ENPING, name="禁毒集市", kind="fair", held_on=day, tags={"entry": ["community"]}, expected=300, words={"pledge": "我宣誓：\n远离毒品，从我做起。", "where": "鳌峰广场"},
    )["matter"])
    publish_activity(clerk, at=clock.now(), activity_id=made)
    open_signups(clerk, at=clock.now(), activity_id=made, places=10)
    of, secret = signups.activity(made), uuid4().hex
    assert of is not None
    signups.sign_up(of, secret, clock.now(), clock.today(), heads=2, phone="13800000000")
    day_of = client.get(f"/p/j/{secret}/day/").content.decode()
    assert "SUMMARY:活动报名" in day_of and "报名号 1" in day_of and "毒" not in day_of, "what a locked telephone shows is neutral"
    make.enter(client, world, "clerk")
    printed = client.get(f"/prevention/activities/{made}/signups/print/").content.decode()
    assert "签到表" in printed and "13800000000" not in printed
    sheet = client.get(f"/prevention/activities/{made}/signups/sheet/")
    assert sheet["Content-Disposition"].startswith("attachment") and b"13800000000" not in sheet.content
    assert sheet.content[:2] == b"PK" and io.BytesIO(sheet.content).getbuffer().nbytes > 1000
    pledge = client.get(f"/prevention/activities/{made}/pledge/")
    assert pledge.content[:5] == b"%PDF-" and client.get(f"/prevention/activities/{made}/pledge/").content == pledge.content
    bare = UUID(plan_activity(clerk, at=clock.now(), path=make.ENPING, name="讲座", kind="lecture", held_on=day, tags={"entry": ["community"]}, expected=30)["matter"])
    assert client.get(f"/prevention/activities/{bare}/pledge/").status_code == 404
    make.enter(client, world, "grid")
    assert {client.get(f"/prevention/activities/{made}/{what}/").status_code for what in ("pledge", "signups/print", "signups/sheet")} == {404}
