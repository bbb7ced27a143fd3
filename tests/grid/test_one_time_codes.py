"""A one-time code goes to its owner's hand: the appointer sees one half, a second person opens the other, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from guitu.grid.establishing import appoint_holder, end_holding
from guitu.grid.models import Account, NaturalPerson
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.sealed import answer_in
from tests import make

pytestmark = [pytest.mark.django_db]

ON = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")


@pytest.fixture
def vacant(world: make.World, at: datetime) -> make.World:
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["village"], until_on=date(2026, 3, 10))
    return world


def appointed(world: make.World, at: datetime) -> dict[str, str]:
    return appoint_holder(
        world.actor("clerk"), at=at, post_id=world.posts["village"], name="李四", sex="female", from_on=ON,
        number="工号7001", login="lisi-0316",
    )


def opened(world: make.World, by: str, letter: str, at: datetime) -> str:
    from guitu.grid.codes.commands import open_code

    return str(open_code(world.actor(by), at=at, letter_id=UUID(letter), request_id=make.request_id())["once"])


def comes_in(login: str, password: str) -> bool:
    return Client().post("/login/", {"login": login, "password": password}).status_code == 302


def test_half_a_code_opens_nothing_and_both_halves_open_the_choice_of_a_password(vacant: make.World, at: datetime) -> None:
    answer = appointed(vacant, at)
    second = opened(vacant, "encheng_head", answer["letter"], at)
    assert not comes_in("lisi-0316", answer["once"]) and not comes_in("lisi-0316", second)
    assert comes_in("lisi-0316", f"{answer['once']}-{second}")


def test_who_appointed_cannot_open_the_second_half_whatever_his_login(vacant: make.World, at: datetime) -> None:
    answer = appointed(vacant, at)
    with acting(vacant.actor("director"), durable=True):
        mine = vacant.actor("clerk").natural_person_id
        Account.objects.filter(pk=vacant.accounts["encheng_head"]).update(natural_person_id=mine)
    for by in ("clerk", "encheng_head"):
        with pytest.raises(Refused) as found:
            opened(vacant, by, answer["letter"], at)
        assert found.value.reasons[0].code == "second_person_needed"


def test_a_letter_is_opened_once_within_its_days_and_inside_its_area(vacant: make.World, at: datetime) -> None:
    first = appointed(vacant, at)
    with pytest.raises(NotVisible):
        opened(vacant, "hengpi_head", first["letter"], at)
    with pytest.raises(Refused) as late:
        opened(vacant, "encheng_head", first["letter"], at + timedelta(days=8))
    assert late.value.reasons[0].code == "letter_expired"
    opened(vacant, "encheng_head", first["letter"], at)
    with pytest.raises(Refused) as again:
        opened(vacant, "director", first["letter"], at)
    assert again.value.reasons[0].code == "letter_opened"


def test_the_half_that_waits_lies_sealed_and_is_gone_once_opened(vacant: make.World, at: datetime) -> None:
    answer = appointed(vacant, at)
    with acting(vacant.actor("clerk")):
        ((kept,),) = rows("SELECT second_half FROM grid_codeletter")
    second = opened(vacant, "encheng_head", answer["letter"], at)
    assert second.encode() not in bytes(kept)
    with acting(vacant.actor("clerk")):
        assert rows("SELECT second_half FROM grid_codeletter") == [(None,)]
    with acting(vacant.actor("encheng_head")):
        answers = [answer_in(*kept) for kept in rows("SELECT id, answer FROM ledger_request")]
    assert answers and second not in str(answers)


def test_the_appointers_page_shows_one_half_and_the_second_persons_the_other(
    vacant: make.World, at: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    make.enter(client, vacant, "clerk")
    form = {"name": "李四", "sex": "female", "login": "lisi-0316", "number": "工号7001", "from_on": "2026-03-16",
            "request_id": make.request_id()}
    page = client.post(f"/settings/posts/{vacant.posts['village']}/appoint/", form).content.decode()
    assert "前一半" in page and "第二个人" in page
    assert "李四" not in client.get("/settings/codes/").content.decode()
    make.enter(client, vacant, "encheng_head")
    waiting = client.get("/settings/codes/").content.decode()
    assert "lisi-0316" in waiting
    with acting(vacant.actor("clerk")):
        ((letter,),) = rows("SELECT id FROM grid_codeletter")
    shown = client.post(f"/settings/codes/{letter}/open/", {"request_id": make.request_id()}).content.decode()
    assert "后一半" in shown
    assert "后一半" not in client.post(f"/settings/codes/{letter}/open/", {"request_id": make.request_id()}).content.decode()


def test_a_forgotten_password_is_reset_the_same_way_and_every_login_ends(vacant: make.World, at: datetime, client: Client) -> None:
    from guitu.grid.accounts.commands import reset_password

    make.enter(client, vacant, "encheng_worker")
    assert client.get("/people/").status_code == 200
    answer = reset_password(vacant.actor("clerk"), at=at, account_id=vacant.accounts["encheng_worker"])
    assert client.get("/people/")["Location"].startswith("/login/")
    second = opened(vacant, "encheng_head", answer["letter"], at)
    assert comes_in("t-encheng_worker", f"{answer['once']}-{second}")
    with pytest.raises(Refused) as found:
        reset_password(vacant.actor("clerk"), at=at, account_id=vacant.accounts["director"])
    assert found.value.reasons[0].code == "above_ceiling"


def test_a_code_that_nobody_used_in_time_opens_nothing(
    vacant: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = appointed(vacant, at)
    second = opened(vacant, "encheng_head", answer["letter"], at)
    monkeypatch.setenv("GUITU_NOW", "2026-03-30T09:00:00")
    assert not comes_in("lisi-0316", f"{answer['once']}-{second}")


def test_the_first_administrator_gets_a_whole_code_from_whoever_holds_the_server(db: None, at: datetime) -> None:
    from guitu.grid.beginning import begin_county

    answer = begin_county("440785", "测试", "female", "anquan-01", at, number="工号0001")
    assert comes_in("anquan-01", answer["once"])
    with acting(make._founder("440785")):
        assert NaturalPerson.objects.exclude(number=None).count() == 1
