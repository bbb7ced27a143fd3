"""A login lasts no longer than its work, its day and its rights."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from guitu.grid import sessions
from guitu.grid.establishing import end_holding
from guitu.grid.models import Account, Session
from guitu.kit import clock
from tests import make

OLD = "山重水复疑无路-2025"
PASSWORD = "苍山负雪-明烛天南-2026"
START = datetime(2026, 3, 16, 9, 0)


class Clockwork:
    """The frozen clock, moved by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.at = patch, START
        self.move()

    def move(self, **by: int) -> None:
        self.at += timedelta(**by)
        self.patch.setenv("GUITU_NOW", self.at.isoformat())


@pytest.fixture
def clockwork(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    return Clockwork(monkeypatch)


@pytest.fixture
def entered(world: make.World, client: Client, clockwork: Clockwork) -> Client:
    make.enter(client, world, "encheng_worker")
    assert client.get("/people/").status_code == 200
    return client


def is_out(client: Client) -> bool:
    answer = client.get("/people/")
    return answer.status_code == 302 and answer["Location"].startswith("/login/")


@pytest.mark.django_db
def test_fifteen_minutes_without_a_click_end_it(entered: Client, clockwork: Clockwork) -> None:
    clockwork.move(minutes=15)
    assert not is_out(entered)
    clockwork.move(minutes=15, seconds=1)
    assert is_out(entered)
    assert is_out(entered)


@pytest.mark.django_db
def test_eight_hours_end_it_however_busy(entered: Client, clockwork: Clockwork) -> None:
    for _ in range(48):
        clockwork.move(minutes=10)
        assert not is_out(entered)
    clockwork.move(seconds=1)
    assert is_out(entered)


@pytest.mark.django_db
def test_a_click_in_the_same_minute_is_not_written_down(entered: Client, clockwork: Clockwork) -> None:
    kept = entered.session["seen_at"]
    clockwork.move(seconds=59)
    entered.get("/people/")
    assert entered.session["seen_at"] == kept
    clockwork.move(seconds=1)
    entered.get("/people/")
    assert entered.session["seen_at"] == kept + 60


@pytest.mark.django_db
def test_a_session_that_does_not_say_when_it_began_is_over(entered: Client) -> None:
    session = entered.session
    del session["began_at"]
    session.save()
    assert is_out(entered)


@pytest.mark.django_db
def test_an_expired_post_saves_nothing_and_htmx_gets_a_whole_page(entered: Client, clockwork: Clockwork) -> None:
    clockwork.move(minutes=16)
    answer = entered.get("/people/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/login/" and not answer.content
    assert entered.post("/people/search/", {"q": "王"})["Location"] == "/login/"


@pytest.mark.django_db
def test_rights_end_with_the_holding_at_the_next_click(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "encheng_worker")
    assert client.get("/people/").status_code == 200
    end_holding(world.actor("clerk"), at=at, post_id=world.posts["encheng_worker"], until_on=date(2026, 3, 16))
    for method in (client.get, client.post):
        assert method("/people/").status_code == 302
    make.enter(client, world, "encheng_worker")
    assert client.get("/people/")["Location"] == "/posts/choose/"


@pytest.mark.django_db
def test_an_account_put_out_of_use_is_out_at_once(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    Account.objects.filter(pk=world.accounts["encheng_worker"]).update(is_active=False)
    assert is_out(client)


@pytest.mark.django_db
def test_a_changed_password_ends_the_other_sessions_only(world: make.World) -> None:
    give_password(world, "encheng_worker", OLD)
    here, there = Client(), Client()
    for one in (here, there):
        make.enter(one, world, "encheng_worker")
        assert one.get("/people/").status_code == 200
    changed = here.post("/password/", {"old_password": OLD, "new_password1": PASSWORD, "new_password2": PASSWORD})
    assert changed.status_code == 302
    assert here.get("/people/").status_code == 200
    assert is_out(there)


# -- coming in -----------------------------------------------------------------------------------------------


def give_password(world: make.World, name: str, password: str = PASSWORD) -> str:
    account = Account.objects.get(pk=world.accounts[name])
    account.set_password(password)
    account.save()
    return account.login


@pytest.mark.django_db
def test_the_key_of_a_session_changes_at_login_and_when_the_post_changes(
    world: make.World, client: Client
) -> None:
    login = give_password(world, "encheng_worker")
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = session.session_key or ""
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert client.post("/login/", {"login": login, "password": PASSWORD}).status_code == 302
    first = client.session.session_key
    assert first != planted
    assert client.post("/posts/switch/", {"post": str(world.posts["encheng_worker"])}).status_code == 302
    assert client.session.session_key not in (first, planted)
    assert is_out(Client(headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={first}"}))


@pytest.mark.django_db
def test_somebody_elses_post_cannot_be_put_on(world: make.World, client: Client) -> None:
    make.enter(client, world, "hengpi_worker")
    client.post("/posts/switch/", {"post": str(world.posts["director"])})
    session = client.session
    session["post"] = str(world.posts["director"])
    session.save()
    assert "横陂镇" in client.get("/people/").content.decode()
    assert "县禁毒办主任" not in client.get("/people/").content.decode()


@pytest.mark.django_db
def test_five_wrong_passwords_lock_this_account_from_here_and_nobody_else(world: make.World) -> None:
    mine, other = give_password(world, "encheng_worker"), give_password(world, "hengpi_worker")
    browser = Client()
    for n in range(5):
        answer = browser.post("/login/", {"login": mine, "password": f"wrong-{n}-password"})
        assert answer.status_code in (422, 429), n
    for password in ("wrong-again-password", PASSWORD):
        answer = browser.post("/login/", {"login": mine, "password": password})
        assert answer.status_code == 429
        text = answer.content.decode()
        assert "请过一会儿再试" in text
        assert answer["Cache-Control"] == "no-store" and "Content-Security-Policy" in answer
    assert Client().post("/login/", {"login": other, "password": PASSWORD}).status_code == 302
    assert Client().post("/login/", {"login": mine, "password": PASSWORD}, REMOTE_ADDR="10.9.8.7").status_code == 302


@pytest.mark.django_db
def test_a_forged_address_header_does_not_start_the_count_anew(world: make.World) -> None:
    login = give_password(world, "encheng_worker")
    for n in range(7):
        answer = Client().post(
            "/login/", {"login": login, "password": "wrong-password-77"}, headers={"X-Forwarded-For": f"10.0.0.{n}"}
        )
    assert answer.status_code == 429


@pytest.mark.django_db
def test_a_login_nobody_has_answers_as_a_wrong_password(world: make.World) -> None:
    login = give_password(world, "encheng_worker")
    pages = [
        Client().post("/login/", {"login": name, "password": "wrong-password-88"}) for name in (login, "nobody-here")
    ]
    assert {page.status_code for page in pages} == {422}
    texts = [re.sub(rf'{login}|nobody-here|nonce="[^"]*"|value="[^"]*"', "", p.content.decode()) for p in pages]
    assert texts[0] == texts[1]


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"])
def test_after_login_nobody_is_sent_elsewhere(world: make.World, client: Client, elsewhere: str) -> None:
    login = give_password(world, "encheng_worker")
    answer = client.post("/login/", {"login": login, "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302 and answer["Location"] == "/"


@pytest.mark.django_db
def test_leaving_clears_the_browser_and_the_session(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    held = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post("/logout/", {"waiting": "0"})
    assert answer.status_code == 302 and answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert is_out(Client(headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={held}"}))


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{}, {"waiting": "2"}, {"waiting": ""}])
def test_leaving_keeps_records_that_wait_to_be_sent(world: make.World, client: Client, said: dict[str, str]) -> None:
    make.enter(client, world, "encheng_worker")
    assert client.post("/logout/", said)["Clear-Site-Data"] == '"cache", "cookies"'


# -- the clock --------------------------------------------------------------------------------------------------


def test_a_frozen_clock_is_honoured_in_tests_and_demos_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2020-02-02T02:02")
    assert clock.today() == date(2020, 2, 2)
    monkeypatch.delenv("GUITU_TESTING")
    assert settings.DEMO and clock.today() == date(2020, 2, 2)
    monkeypatch.setattr(settings, "DEMO", False)
    assert clock.today() != date(2020, 2, 2)


def test_the_limits_are_those_of_the_rule() -> None:
    assert (timedelta(minutes=15), timedelta(hours=8)) == (sessions.IDLE, sessions.ABSOLUTE)
    assert sessions.ABSOLUTE.total_seconds() == settings.SESSION_COOKIE_AGE


@pytest.mark.django_db
def test_a_session_altered_in_the_database_is_none(entered: Client) -> None:
    assert not is_out(entered)  # read a second time, its signature is known
    stored = Session.objects.get(pk=entered.session.session_key)
    letters, _, signed = stored.session_data.partition(":")
    stored.session_data = f"{letters[:-1]}{'A' if letters[-1] != 'A' else 'B'}:{signed}"
    stored.save()
    assert is_out(entered)
