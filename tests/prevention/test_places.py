"""阵地: put on the register, looked at, closed and opened again; groups booked, waiting, come; which villages have none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guitu.kit.database import acting, row, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.lists.pages import Cut
from guitu.prevention.places import bookings, commands, queries
from guitu.prevention.places.listed import PLACES
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGE = make.ENCHENG + "001"
TUESDAY = date(2026, 3, 17)


def add(world: make.World, at: datetime, *, by: str = "encheng_head", path: str = VILLAGE, **other: Any) -> UUID:
    what = {"kind": "base", "name": "东门禁毒教育基地", "on": date(2024, 6, 26), "zones": ["历史区", "竞答区"], "hours": "9:00 至 17:00"} | other
    return UUID(commands.add_place(world.actor(by), at=at, path=path, **what)["matter"])


def book(world: make.World, at: datetime, place: UUID, n: int, *, by: str = "encheng_head", on: date = TUESDAY) -> tuple[UUID, str]:
    said = bookings.book_place(
        world.actor(by), at=at, place_id=place, day_on=on, slot="first", headcount=n, visitors="pupils", who="恩城中学 高一（3）班"
    )
    return UUID(said["booking"]), str(said["state"])


def test_a_place_is_opened_looked_at_closed_and_opened_again(world: make.World, at: datetime) -> None:
    place, head = add(world, at), world.actor("encheng_head")
    due = "SELECT due_on, state FROM duties_duty WHERE matter_id = %s ORDER BY opens_on, due_on"
    with acting(head):
        assert rows(due, [place]) == [(date(2024, 12, 26), "open")]
        assert queries.place_of(place)["zones"] == ["历史区", "竞答区"]
    with pytest.raises(Refused) as refused:
        commands.check_place(head, at=at, place_id=place, on=make.World.on, condition="faulty")
    assert refused.value.reasons[0].code == "places.needs_words"
    commands.check_place(world.actor("village"), at=at, place_id=place, on=make.World.on, condition="faulty", note="展板掉了一块")
    with acting(head):
        assert [state for _, state in rows(due, [place])] == ["done", "open"]
        assert queries.place_of(place)["state"] == "faulty" and queries.place_of(place)["due_on"] == date(2026, 9, 16)
    commands.close_place(head, at=at + timedelta(hours=1), place_id=place, on=make.World.on, note="装修")
    with pytest.raises(Refused):
        commands.check_place(head, at=at, place_id=place, on=make.World.on, condition="sound")
    with pytest.raises(Refused):
        book(world, at, place, 10)
    commands.reopen_place(head, at=at + timedelta(hours=2), place_id=place, on=make.World.on)
    with acting(head):
        assert queries.place_of(place)["state"] == "sound"
        assert row("SELECT closed_at FROM matters_matter WHERE id = %s", [place]) == (None,)


def test_a_slot_takes_forty_the_rest_waits_and_moves_up(world: make.World, at: datetime) -> None:
    place, head = add(world, at), world.actor("encheng_head")
    first, state = book(world, at, place, 30)
    assert state == "confirmed"
    waiting, state = book(world, at + timedelta(minutes=1), place, 20)
    assert state == "waiting"
    assert book(world, at + timedelta(minutes=2), place, 10)[1] == "confirmed"
    said = bookings.cancel_booking(head, at=at, booking_id=first)
    assert said["moved"] == [str(waiting)]
    with pytest.raises(Refused):  # not twice
        bookings.cancel_booking(head, at=at, booking_id=first)
    for n, on, code in ((41, TUESDAY, "places.too_many"), (5, TUESDAY + timedelta(6), "places.day_is_closed"), (5, date(2026, 3, 10), "places.is_past")):
        with pytest.raises(Refused) as refused:
            book(world, at, place, n, on=on)
        assert code in [reason.code for reason in refused.value.reasons]
    with pytest.raises(Refused) as refused:
        bookings.record_visit_of_group(head, at=at, booking_id=waiting, came=19, basis="counted")
    assert refused.value.reasons[0].code == "places.not_yet"
    bookings.record_visit_of_group(head, at=at + timedelta(days=1), booking_id=waiting, came=19, basis="counted")
    bookings.record_visit_to_place(head, at=at, place_id=place, day_on=date(2026, 3, 15), headcount=12, basis="estimated", visitors="residents")
    with acting(head):
        assert sorted(rows("SELECT state, came, basis FROM prevention_booking WHERE came IS NOT NULL")) == [("came", 12, "estimated"), ("came", 19, "counted")]


def test_which_villages_have_none_and_who_sees_a_place(world: make.World, at: datetime) -> None:
    place = add(world, at)
    add(world, at, path=make.ENCHENG, name="恩城主题公园", kind="park")
    with acting(world.actor("director")) as director:
        found = {one["path"]: one["n"] for one in queries.coverage(director)}
        assert found[VILLAGE] == 1 and sum(found.values()) == 1 and len(found) > 1  # a town's own is no village's
        assert len(queries.places(director, queries.Wish(kind="park"), make.World.on, Cut(PLACES.order, 50))) == 1
    with acting(world.actor("hengpi_worker")), pytest.raises(NotVisible):
        queries.place_of(place)
    with acting(world.actor("encheng_police")), pytest.raises(NotVisible):
        queries.place_of(place)
    with pytest.raises(Refused) as refused:
        add(world, at, by="hengpi_head")
    assert refused.value.reasons[0].code == "places.elsewhere"
    with pytest.raises(Refused) as refused:
        add(world, at)
    assert refused.value.reasons[0].code == "places.on_file"


def test_the_pages_of_a_place(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    make.enter(client, world, "encheng_head")
    request_id = str(uuid4())
    sent = {"name": "西门园地", "path": VILLAGE, "kind": "garden", "on": "2026-03-01", "zones": "", "request_id": request_id}
    first = client.post("/prevention/places/add/", sent)
    assert first.status_code == 302 and client.post("/prevention/places/add/", sent)["Location"] == first["Location"]
    page = first["Location"]
    assert "西门园地" in client.get(page).content.decode()
    refused = client.post("/prevention/places/add/", sent | {"request_id": str(uuid4())})
    assert refused.status_code == 422 and "已经登记过同名的阵地" in refused.content.decode()
    assert client.post(page + "check/", {"on": "2026-03-16", "condition": "faulty", "note": ""}).status_code == 422
    assert client.post(page + "check/", {"on": "2026-03-16", "condition": "sound", "note": ""}).status_code == 302
    assert client.post(page + "book/", {"day_on": "2026-03-17", "slot": "first", "headcount": "40", "visitors": "pupils", "who": "一中"}).status_code == 302
    with django_assert_max_num_queries(12):
        assert client.get("/prevention/places/").status_code == 200
    for address in ("/prevention/", "/prevention/places/coverage/", page, page + "change/", page + "visit/", page + "close/"):
        assert client.get(address).status_code == 200, address
    make.enter(client, world, "hengpi_worker")
    assert client.get(page).status_code == 404
