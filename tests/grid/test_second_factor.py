"""A second factor: set up, asked for before the first page of a staff post, and recovered by two people."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from guitu.kit.database import rows
from guitu.kit.errors import Refused
from tests import make
from tests.security.test_sessions import PASSWORD, Clockwork, give_password

pytestmark = [pytest.mark.django_db]

PAGES = ("/people/", "/", "/figures/register/", "/settings/posts/", "/posts/choose/")


@pytest.fixture
def real(world: make.World, settings: object, monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    """No demo: what is demanded of staff is demanded here. The clock stands, and moves by hand."""
    monkeypatch.setattr("guitu.kit.clock._may_stand_still", lambda: True, raising=False)
    settings.DEMO = False  # type: ignore[attr-defined]
    return Clockwork(monkeypatch)


def code(real: Clockwork, secret: str) -> str:
    return make.second_factor_code(secret, real.at)


def test_before_the_first_personal_page_a_factor_is_set_up(world: make.World, real: Clockwork, client: Client) -> None:
    login = give_password(world, "encheng_worker")
    client.post("/login/", {"login": login, "password": PASSWORD})
    for page in PAGES:
        assert client.get(page)["Location"].startswith("/mfa/"), page
        assert client.post(page).status_code in (302, 405), page
    page = client.get("/mfa/").content.decode()
    secret = make.secret_shown(page)
    assert client.post("/mfa/", {"code": "000000"}).status_code == 422
    assert client.get("/people/")["Location"].startswith("/mfa/")
    assert client.post("/mfa/", {"code": code(real, secret)}).status_code == 302
    assert client.get("/people/").status_code == 200


def test_the_next_login_asks_for_a_code_and_a_code_is_good_once(world: make.World, real: Clockwork) -> None:
    login = give_password(world, "encheng_worker")
    secret = make.give_factor(world, "encheng_worker")
    here, there = Client(), Client()
    for browser in (here, there):
        assert browser.post("/login/", {"login": login, "password": PASSWORD}).status_code == 302
        assert browser.get("/people/")["Location"].startswith("/mfa/")
        assert secret not in browser.get("/mfa/").content.decode()
    assert here.post("/mfa/", {"code": code(real, secret)}).status_code == 302
    assert here.get("/people/").status_code == 200
    assert there.post("/mfa/", {"code": code(real, secret)}).status_code == 422
    real.move(seconds=60)
    assert there.post("/mfa/", {"code": code(real, secret)}).status_code == 302


def test_password_and_code_may_be_given_together(world: make.World, real: Clockwork, client: Client) -> None:
    login = give_password(world, "encheng_worker")
    secret = make.give_factor(world, "encheng_worker")
    client.post("/login/", {"login": login, "password": PASSWORD, "code": code(real, secret)})
    assert client.get("/people/").status_code == 200


def test_nothing_opens_with_a_one_time_code_alone(world: make.World, real: Clockwork, client: Client, at: datetime) -> None:
    from guitu.grid.models import Account

    login = give_password(world, "encheng_worker")
    Account.objects.filter(login=login).update(must_change=True)
    client.post("/login/", {"login": login, "password": PASSWORD})
    for page in (*PAGES, "/mfa/", "/account/"):
        assert client.get(page)["Location"] == "/password/", page


@pytest.mark.parametrize("address", ["/mfa/", "/mfa/totp/activate/", "/mfa/recovery-codes/", "/accounts/", "/accounts/login/", "/account/"])
def test_no_page_of_the_second_factor_answers_a_stranger_or_breaks(world: make.World, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404 or answer["Location"].startswith("/login/")
    make.enter(client, world, "encheng_worker")
    assert client.get(address).status_code in (200, 404)


def test_wrong_codes_are_counted_and_end_the_login(world: make.World, real: Clockwork, client: Client) -> None:
    login = give_password(world, "encheng_worker")
    secret = make.give_factor(world, "encheng_worker")
    client.post("/login/", {"login": login, "password": PASSWORD})
    for _ in range(5):
        client.post("/mfa/", {"code": "000000"})
    assert client.post("/mfa/", {"code": code(real, secret)})["Location"].startswith("/login/")
    assert client.get("/people/")["Location"].startswith("/login/")


def test_the_secret_lies_sealed(world: make.World, real: Clockwork) -> None:
    secret = make.give_factor(world, "encheng_worker")
    ((kept,),) = rows("SELECT secret FROM grid_factor")
    assert secret.encode() not in bytes(kept)


def test_two_people_take_a_lost_factor_away_and_every_login_ends(
    world: make.World, real: Clockwork, client: Client, at: datetime
) -> None:
    from uuid import UUID

    from guitu.grid.accounts.commands import ask_factor_reset
    from guitu.grid.codes.commands import open_code

    login = give_password(world, "encheng_worker")
    secret = make.give_factor(world, "encheng_worker")
    client.post("/login/", {"login": login, "password": PASSWORD, "code": code(real, secret)})
    letter = ask_factor_reset(world.actor("clerk"), at=at, account_id=world.accounts["encheng_worker"])["letter"]
    assert client.get("/people/").status_code == 200  # one person alone changes nothing
    with pytest.raises(Refused):
        open_code(world.actor("clerk"), at=at, letter_id=UUID(letter))
    open_code(world.actor("encheng_head"), at=at, letter_id=UUID(letter))
    assert client.get("/people/")["Location"].startswith("/login/")
    client.post("/login/", {"login": login, "password": PASSWORD})
    assert make.secret_shown(client.get("/mfa/").content.decode()) != secret


def test_grave_steps_want_a_code_of_the_last_five_minutes(world: make.World, real: Clockwork, client: Client) -> None:
    login = give_password(world, "clerk")
    secret = make.give_factor(world, "clerk")
    client.post("/login/", {"login": login, "password": PASSWORD, "code": code(real, secret)})
    address = f"/settings/posts/{world.posts['village']}/leave/"
    assert client.get(address).status_code == 200
    real.move(minutes=6)
    assert client.get("/people/").status_code == 200
    assert client.get(address)["Location"].startswith("/mfa/")
    posted = client.post(address, {"until_on": "2026-03-16", "request_id": make.request_id()})
    assert posted.status_code == 302 and posted["Location"].startswith("/mfa/")
    for referer, back in (("http://testserver/settings/codes/?x=1", "%2Fsettings%2Fcodes%2F"), ("https://evil.example/a/", "%2F")):
        sent = client.post(f"/settings/codes/{world.posts['village']}/open/", headers={"Referer": referer})
        assert sent["Location"] == f"/mfa/?next={back}"  # the page with the form, and never somebody else's
    assert world.actor("village").natural_person_id
    after = client.post(f"/mfa/?next={address}", {"code": code(real, secret), "next": address})
    assert after["Location"] == address
    assert client.get(address).status_code == 200


def test_a_factor_is_moved_to_a_new_phone_only_with_a_code_of_the_old_one(world: make.World, real: Clockwork, client: Client) -> None:
    login = give_password(world, "encheng_worker")
    secret = make.give_factor(world, "encheng_worker")
    client.post("/login/", {"login": login, "password": PASSWORD, "code": code(real, secret)})
    real.move(minutes=6)
    assert client.get("/account/factor/")["Location"].startswith("/mfa/")
    client.post("/mfa/", {"code": code(real, secret), "next": "/account/factor/"})
    fresh = make.secret_shown(client.get("/account/factor/").content.decode())
    assert fresh != secret
    assert client.post("/account/factor/", {"code": code(real, secret)}).status_code == 422
    real.move(seconds=60)
    assert client.post("/account/factor/", {"code": code(real, fresh)}).status_code == 302
    assert client.get("/people/").status_code == 200
