"""The door itself: who comes in, what the database shows them, how guessing ends, and that out is out at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from guitu.casework.sealing.commands import seal_file
from guitu.grid.access import clock_actor
from guitu.kit.database import acting, rows, run
from guitu.kit.errors import Refused
from guitu.portal import entering
from guitu.portal.cards.commands import issue_card, withdraw_card
from guitu.portal.door import COOKIE
from tests import casefile, make
from tests.portal.coming import CONTACT, PIN, at_home, card, come_in, visit_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_head"), at, "王小明", post_id=world.posts["encheng_worker"])


@pytest.fixture
def other(world: make.World, at: datetime) -> UUID:
    found = casefile.on_detox(world.actor("encheng_head"), at, "李小红", post_id=world.posts["encheng_worker"])
    casefile.fact(world.actor("encheng_worker"), at, found, "visit", world.on, "别人的话")
    return found


# -- coming in ----------------------------------------------------------------------------------------------------


def test_the_first_pin_opens_nothing_but_the_page_on_which_it_is_changed(world: make.World, at: datetime, person: UUID) -> None:
    token, pin = card(world, at, person)
    phone = come_in(token, pin)
    assert phone.get("/me/").headers["Location"] == "/me/pin/" and phone.get("/me/looks/").headers["Location"] == "/me/pin/"
    for typed, said in (("123456", "太好猜"), ("111111", "太好猜"), ("27491", "6 位数字"), (pin, "和原来不同")):
        page = phone.post("/me/pin/", {"pin": typed, "again": typed})
        assert page.status_code == 422 and said in page.content.decode(), typed
    assert "不一样" in phone.post("/me/pin/", {"pin": PIN, "again": "274914"}).content.decode()
    assert phone.post("/me/pin/", {"pin": PIN, "again": PIN}).status_code == 302
    assert phone.get("/me/").status_code == 200
    assert Client().post(f"/me/c/{token}/", {"pin": pin}).status_code == 422  # whoever printed the card does not come in


def test_before_the_pin_every_address_is_the_same_page_and_asks_the_database_nothing(
    world: make.World, at: datetime, person: UUID, django_assert_num_queries: Any
) -> None:
    token, _pin = card(world, at, person)
    stranger = Client()
    with django_assert_num_queries(0):
        pages = {stranger.get(f"/me/c/{one}/").content for one in (token, entering.new_token(), "x")}
    assert len(pages) == 1 and "<script" not in next(iter(pages)).decode()


def test_every_no_is_the_same_no(world: make.World, at: datetime, person: UUID, other: UUID) -> None:
    token, pin = card(world, at, person)
    gone, gone_pin = card(world, at, other)
    withdraw_card(world.actor("encheng_worker"), at=at, person_id=other, whose="self")
    tried = ((token, "000000" if pin != "000000" else "000001"), (gone, gone_pin), (entering.new_token(), pin))
    said = {Client(REMOTE_ADDR=f"198.51.{n}.1").post(f"/me/c/{one}/", {"pin": typed}).content for n, (one, typed) in enumerate(tried)}
    assert len(said) == 1 and "打不开" in next(iter(said)).decode()


def test_guessing_is_slowed_down_and_after_five_wrong_pins_the_card_is_nothing(world: make.World, at: datetime, person: UUID) -> None:
    token, pin = card(world, at, person)
    for asked in (token, entering.new_token()):
        said = [Client(REMOTE_ADDR="198.18.3.4").post(f"/me/c/{asked}/", {"pin": "1"}).status_code for _ in range(6)]
        assert said[0] == 422 and said[-1] == 429
    for n in range(5):
        assert entering.enter(token, f"{(int(pin) + n + 1) % 1_000_000:06d}", f"203.0.{n}.1", at) is None
    assert entering.enter(token, pin, "203.0.113.9", at) is None


def test_a_visit_ends_idle_after_an_hour_and_at_the_next_tap_when_the_card_is_taken_back(world: make.World, at: datetime, person: UUID) -> None:
    token, pin = card(world, at, person)
    found = entering.enter(token, pin, "203.0.113.9", at)
    assert found is not None
    assert entering.entered(found[1], at + timedelta(minutes=9)) is not None
    assert entering.entered(found[1], at + timedelta(minutes=20)) is None
    phone = at_home(world, at, person)
    assert phone.get("/me/").status_code == 200
    withdraw_card(world.actor("encheng_worker"), at=at, person_id=person, whose="self")
    assert phone.get("/me/").headers["Location"] == "/me/in/"


def test_leaving_ends_the_visit_and_tells_the_browser_to_forget(world: make.World, at: datetime, person: UUID) -> None:
    phone = at_home(world, at, person)
    secret, held = phone.cookies[COOKIE].value, phone.cookies[COOKIE]
    assert held["httponly"] and held["samesite"] == "Strict" and not held["max-age"]
    phone.get("/me/")
    out = phone.post("/me/out/")
    assert out.status_code == 302 and out["Clear-Site-Data"] == '"cache", "cookies", "storage"' and phone.cookies[COOKIE].value == ""
    phone.cookies[COOKIE] = secret  # Back, with the cookie that somebody copied
    assert phone.get("/me/").headers["Location"] == "/me/in/"
    assert "什么也没有" in phone.get("/me/rest/").content.decode()


# -- what the database shows ----------------------------------------------------------------------------------------


def tables() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relforcerowsecurity")
        return [name for (name,) in cursor.fetchall()]


OFFICES = {"grid_body", "grid_post", "ledger_policyversion"}  # of the county: whom to ask, by which numbers; no name of anybody
OWN = {"people_person": "id", "matters_matter": "id", "ledger_request": "post_id", "people_access": "person_id", "casework_pointstransfer": "person_id"}


@pytest.mark.parametrize("whose", ["self", "guardian"])
def test_whatever_statement_is_smuggled_in_it_sees_the_own_file_and_no_other(
    world: make.World, at: datetime, person: UUID, other: UUID, whose: str
) -> None:
    card(world, at, other)
    if whose == "self":
        at_home(world, at, person)
    visit = entering.Visit("file", uuid4(), "440785", person, casefile.VILLAGE, whose, True, False, at)
    actor = entering.actor_of(visit, world.on)
    seen = set()
    with acting(actor):
        mine = {one for (one,) in rows("SELECT standing_no FROM people_person")}
        assert {one for (one,) in rows("SELECT standing_no FROM casework_standing")} == (mine if whose == "self" else set())
        for table in sorted(set(tables()) - OFFICES - {"casework_standing"}):
            column = OWN.get(table, "matter_id")
            named = rows("SELECT 1 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped", [table, column])
            found = rows(f"SELECT {column if named else 'NULL'} FROM {table}")
            assert {one for (one,) in found} <= {person}, table
            seen |= {table} if found else set()
    shared = {"people_person", "matters_matter", "matters_part", "duties_duty"}
    assert seen >= shared and seen - shared <= {"portal_card", "ledger_fact", "people_access", "settling_summary", "ledger_request"}
    assert ("ledger_fact" in seen) == (whose == "self")


def test_whoever_is_in_changes_nothing_in_any_table_but_notes_that_they_looked(world: make.World, at: datetime, person: UUID) -> None:
    actor = entering.actor_of(visit_of(at_home(world, at, person), at), world.on)
    for smuggled in (
        "UPDATE duties_duty SET state = 'done' RETURNING 1", "UPDATE people_person SET home_path = '440785' RETURNING 1",
        "UPDATE portal_card SET until_on = '2100-01-01' RETURNING 1", "UPDATE matters_part SET until_on = NULL RETURNING 1",
        "DELETE FROM duties_duty RETURNING 1",
    ):
        with acting(actor):
            assert rows(smuggled) == [], smuggled
    for smuggled in (
        f"INSERT INTO casework_pointstransfer (id, county_id, scope_path, person_id, source, item, earned_on, posted_at, hundredths)"
        f" VALUES (gen_random_uuid(), '440785', '440785001', '{person}', 'x', 'P01', now(), now(), 100)",
        f"INSERT INTO people_access (id, county_id, scope_path, at, post_id, action, outcome, person_id, classes, purpose, request_id, detail)"
        f" VALUES (gen_random_uuid(), '440785', '440785001', now(), '{uuid4()}', 'open', 'done', '{person}', '', '', '', '{{}}')",
    ):
        with acting(actor), pytest.raises(DatabaseError), transaction.atomic():
            run(smuggled)


def test_without_saying_who_it_is_the_door_shows_nothing(world: make.World, at: datetime, person: UUID) -> None:
    actor = replace(entering.actor_of(visit_of(at_home(world, at, person), at), world.on), me=None, county_id="", post_id=uuid4())
    with acting(actor):
        for table in tables():
            assert rows(f"SELECT 1 FROM {table} LIMIT 1") == [], table


# -- the station ------------------------------------------------------------------------------------------------


def test_the_station_gives_a_card_that_says_nothing_and_takes_it_back(world: make.World, at: datetime, person: UUID, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    click = make.request_id()
    sent = {"whose": "self", "contact": CONTACT, "request_id": click}
    page = client.post(f"/cards/{person}/", sent)
    text = page.content.decode()
    assert page.status_code == 200 and "第一次用的密码" in text and CONTACT in text
    again = client.post(f"/cards/{person}/", sent).content.decode()
    assert "不再显示" in again and "第一次用的密码" not in again
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM portal_card WHERE withdrawn_at IS NULL") == [(1,)]
    refused = client.post(f"/cards/{person}/", {"whose": "self", "contact": "恩城戒毒中心"})
    assert refused.status_code == 422 and "换个说法" in refused.content.decode() and "恩城戒毒中心" in refused.content.decode()
    assert client.post(f"/cards/{person}/withdraw/", {"whose": "self"}).status_code == 302
    assert client.post(f"/cards/{person}/withdraw/", {"whose": "self"}).status_code == 422
    make.enter(client, world, "hengpi_worker")
    assert client.get(f"/cards/{person}/").status_code == 404
    assert client.get(f"/cards/{person}/").content == client.get(f"/cards/{uuid4()}/").content


def test_a_guardian_has_a_card_only_beside_a_minor_and_sees_days_alone(world: make.World, at: datetime, person: UUID) -> None:
    with pytest.raises(Refused, match="for_minor"):
        issue_card(world.actor("encheng_worker"), at=at, person_id=person, whose="guardian", contact=CONTACT)
    minor = casefile.on_detox(
        world.actor("encheng_head"), at, "陈小小", post_id=world.posts["encheng_worker"], born_on=at.date().replace(year=2010)
    )
    phone = at_home(world, at, minor, "guardian")
    home = phone.get("/me/").content.decode()
    assert "下一次" in home and "谁看过我" not in home and "积分" not in home
    nothing = phone.get("/me/looks/")
    assert nothing.status_code == 404
    for path in ("/me/points/", "/me/papers/", "/me/results/", "/me/copy/", "/me/copy/read/", "/me/ask/level/"):
        assert phone.get(path).content == nothing.content and phone.get(path).status_code == 404, path
    own = at_home(world, at, minor)
    assert own.get("/me/looks/").status_code == 200 and phone.get("/me/").status_code == 200  # each by a card of their own


# -- a sealed file ------------------------------------------------------------------------------------------------


def test_the_owner_of_a_sealed_file_sees_that_it_is_sealed_and_who_opened_it_and_nothing_else(
    world: make.World, at: datetime, person: UUID
) -> None:
    token, pin = card(world, at, person)
    phone = come_in(token, pin)
    phone.post("/me/pin/", {"pin": PIN, "again": PIN})
    with connections["owner"].cursor() as cursor:  # on its day, before the clock has put the rows away
        cursor.execute("SELECT set_config('guitu.definer', 'test', false)")
        cursor.execute(
            "INSERT INTO matters_ending (matter_id, county_id, scope_path, compartment, restricted_on, archived_on, sealed_on, checked_at,"
            " checked_post, checked_person) SELECT id, county_id, scope_path, 'people', '2026-01-10', '2026-02-10', '2026-03-12', now(),"
            " gen_random_uuid(), gen_random_uuid() FROM people_person WHERE id = %s",
            [person],
        )
        cursor.execute("SELECT set_config('guitu.definer', '', false)")
    for path in ("/me/", "/me/days/", "/me/looks/", "/me/copy/read/"):
        assert phone.get(path).headers["Location"] == "/me/sealed/", path
    assert "2026-03-12 起封存" in phone.get("/me/sealed/").content.decode()
    seal_file(clock_actor(make.ENPING), at=at, matter_id=person)
    with acting(world.actor("director")):
        assert rows("SELECT 1 FROM portal_card WHERE matter_id = %s", [person]) == []
    phone = come_in(token, PIN)  # the card is all that is left, and names nobody
    text = phone.get("/me/sealed/").content.decode()
    assert "2026-03-16 起封存" in text and "没有人打开过" in text
    assert phone.get("/me/").headers["Location"] == "/me/sealed/"
    assert phone.post("/me/out/").status_code == 302
    assert Client(REMOTE_ADDR="198.51.7.7").post(f"/me/c/{token}/", {"pin": pin}).status_code == 422
