"""Without the card: a code to the mobile on file stands in for it, the PIN stays; nobody learns from it who has a card."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.test import Client

from guitu.kit.database import acting, rows, run
from guitu.kit.errors import Refused
from guitu.notices.outbox import send_due
from guitu.portal.cards.commands import issue_card, withdraw_card
from guitu.rules.neutral import unfit_word
from tests import casefile, make
from tests.notices.outside import open_way, outbox
from tests.portal.coming import CONTACT, PIN, come_in

pytestmark = pytest.mark.django_db(transaction=True)
MINE, ANOTHERS = "13800001234", "13900005678"


@pytest.fixture
def world(world: make.World) -> make.World:
    """With the administrator of the machine, who opens the way of text messages."""
    world.posts["admin"], world.accounts["admin"] = make.post_of("system_admin", make.ENPING, "测试admin")
    return world


def with_phone(world: make.World, at: datetime, name: str, phone: str) -> UUID:
    return casefile.on_detox(world.actor("encheng_head"), at, name, post_id=world.posts["encheng_worker"], phone=phone)


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    open_way(world, at, "sms")
    return with_phone(world, at, "王小明", MINE)


def given(world: make.World, at: datetime, person: UUID) -> None:
    """A card that also comes in by phone, with a PIN of its own."""
    token, pin = issue_card(world.actor("encheng_worker"), at=at, person_id=person, whose="self", contact=CONTACT, by_phone=True)["once"]
    assert come_in(token, pin).post("/me/pin/", {"pin": PIN, "again": PIN}).status_code == 302


def sent(at: datetime, folder: Path) -> list[tuple[str, str]]:
    """What the gateway was handed: to whom, and the code."""
    send_due(make.ENPING, lambda: at)
    found = [orjson.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    assert all(unfit_word(one["text"]) == "" for one in found)
    return [(one["to"], re.search(r"\d{6}", one["text"])[0]) for one in found]  # type: ignore[index]


def test_a_code_stands_in_for_the_card_once_and_the_pin_is_asked_for(
    world: make.World, at: datetime, person: UUID, settings: Any, tmp_path: Path
) -> None:
    settings.SMS = tmp_path
    given(world, at, person)
    phone = make.Browser()
    assert phone.get("/me/phone/").status_code == 200 and "/me/phone/" in phone.get("/me/in/").content.decode()
    asked = phone.post("/me/phone/", {"phone": "138 0000 1234"})
    assert asked.status_code == 200 and "短信验证码" in asked.content.decode() and "no-store" in asked["Cache-Control"]
    ((to, code),) = sent(at, tmp_path)
    assert to == MINE
    assert outbox(world, "kind", "state", "secret") == [("own_code", "sent", None)]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for typed in ({"code": wrong, "pin": PIN}, {"code": code, "pin": "000001"}, {"code": "", "pin": ""}):
        refused = make.Browser().post("/me/phone/", {"phone": MINE, **typed})
        assert refused.status_code == 422 and "请核对验证码和密码" in refused.content.decode()
    entered = phone.post("/me/phone/", {"phone": MINE, "code": code, "pin": PIN})
    assert entered.status_code == 302 and phone.get("/me/").status_code == 200
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT 1 FROM portal_card WHERE code_hash IS NOT NULL") == []  # used up


def test_nobody_learns_which_numbers_are_on_file(world: make.World, at: datetime, person: UUID, settings: Any, tmp_path: Path) -> None:
    settings.SMS = tmp_path
    given(world, at, person)
    other = with_phone(world, at, "李四", ANOTHERS)
    issue_card(world.actor("encheng_worker"), at=at, person_id=other, whose="self", contact=CONTACT)  # by the card alone
    answers = [make.Browser().post("/me/phone/", {"phone": number}).content.decode().replace(number, "") for number in (MINE, ANOTHERS, "13700000000")]
    assert len(set(answers)) == 1
    assert [to for to, _code in sent(at, tmp_path)] == [MINE]
    assert make.Browser().post("/me/phone/", {"phone": "0750-1234567"}).status_code == 422


def test_a_number_given_up_a_card_taken_back_and_a_code_too_old_open_nothing(
    world: make.World, at: datetime, person: UUID, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMS = tmp_path
    given(world, at, person)
    make.Browser().post("/me/phone/", {"phone": MINE})
    ((_to, code),) = sent(at, tmp_path)
    monkeypatch.setenv("GUITU_NOW", (at + timedelta(hours=8, minutes=16)).replace(tzinfo=None).isoformat())
    assert make.Browser().post("/me/phone/", {"phone": MINE, "code": code, "pin": PIN}).status_code == 422
    with acting(world.actor("encheng_head")):
        run("UPDATE people_identity SET phone_index = phone_index + 1 WHERE person_id = %s", [person])  # another number is on file now
    make.Browser().post("/me/phone/", {"phone": MINE})
    assert len(sent(at + timedelta(minutes=17), tmp_path)) == 1
    withdraw_card(world.actor("encheng_worker"), at=at, person_id=person, whose="self")
    assert make.Browser().post("/me/phone/", {"phone": MINE, "code": code, "pin": PIN}).status_code == 422


def test_three_codes_an_hour_and_then_the_card(
    world: make.World, at: datetime, person: UUID, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMS = tmp_path
    given(world, at, person)
    local, answers = (at + timedelta(hours=8)).replace(tzinfo=None), []
    for minutes in (0, 0, 1, 2):  # two taps at one moment are one message
        monkeypatch.setenv("GUITU_NOW", (local + timedelta(minutes=minutes)).isoformat())
        answers.append(make.Browser().post("/me/phone/", {"phone": MINE}).status_code)
    assert answers == [200, 200, 200, 429]
    assert len(sent(at + timedelta(minutes=3), tmp_path)) == 2


def test_the_station_offers_it_where_a_mobile_is_on_file_and_it_opens_nobody_elses(
    world: make.World, at: datetime, person: UUID, client: Client
) -> None:
    worker = world.actor("encheng_worker")
    make.enter(client, world, "encheng_worker")
    assert "尾号 1234" in client.get(f"/cards/{person}/").content.decode()
    page = client.post(f"/cards/{person}/", {"whose": "self", "contact": CONTACT, "by_phone": "on", "request_id": make.request_id()})
    assert page.status_code == 200 and "也可以用短信" in page.content.decode() and MINE not in page.content.decode()
    wife = with_phone(world, at, "赵六", MINE)
    without = casefile.on_detox(world.actor("encheng_head"), at, "孙七", post_id=world.posts["encheng_worker"])
    for who, whose, code in ((wife, "self", "portal.phone_of_two"), (without, "self", "portal.no_mobile")):
        with pytest.raises(Refused) as refused:
            issue_card(worker, at=at, person_id=who, whose=whose, contact=CONTACT, by_phone=True)
        assert refused.value.reasons[0].code == code
    assert "by_phone" not in client.get(f"/cards/{without}/").content.decode()
