"""An account is open in two places at once: the third login ends the oldest, and that browser is told why."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client

from guitu.grid import open_sessions, sessions
from guitu.grid.models import Account, Session
from guitu.grid.session_store import SessionStore
from tests import make
from tests.grid.test_second_factor import code, real  # noqa: F401  a fixture
from tests.security.test_sessions import PASSWORD, Clockwork, clockwork, give_password, is_out  # noqa: F401

pytestmark = [pytest.mark.django_db]

WHY = "同一个账号最多同时在两处登录"


def came_in(login: str, *, code: str = "") -> Client:
    browser = make.Browser()
    assert browser.post("/login/", {"login": login, "password": PASSWORD, "code": code}).status_code == 302
    return browser


def told(browser: Client) -> str:
    """What the login page says to a browser that clicks on."""
    return browser.get("/people/", follow=True).content.decode()


def test_the_third_login_ends_the_oldest_and_its_login_page_says_why(
    world: make.World, clockwork: Clockwork  # noqa: F811
) -> None:
    login = give_password(world, "encheng_worker")
    first = came_in(login)
    clockwork.move(minutes=1)
    second = came_in(login)
    assert not is_out(first) and not is_out(second)
    clockwork.move(minutes=1)
    third = came_in(login)
    assert WHY in told(first)
    assert WHY not in told(first)  # once: afterwards it is a browser that nobody has come in with
    assert not is_out(second) and not is_out(third)


def test_a_form_that_is_sent_from_the_ended_login_saves_nothing_and_leads_to_the_reason(
    world: make.World, clockwork: Clockwork  # noqa: F811
) -> None:
    login = give_password(world, "encheng_worker")
    first = came_in(login)
    for _ in range(2):
        clockwork.move(seconds=1)
        came_in(login)
    answer = first.post("/people/search/", {"q": "王"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/login/?ended=elsewhere" and not answer.content
    assert WHY in first.get(answer["HX-Redirect"]).content.decode()


def test_a_login_that_is_over_or_was_left_takes_nobody_elses_place(
    world: make.World, clockwork: Clockwork  # noqa: F811
) -> None:
    login = give_password(world, "encheng_worker")
    first = came_in(login)
    came_in(login).post("/logout/")
    clockwork.move(minutes=1)
    came_in(login)  # closed without leaving: fifteen minutes later it is over
    for _ in range(2):
        clockwork.move(minutes=9)
        assert not is_out(first)
    came_in(login)
    assert not is_out(first)


def test_another_account_is_another_account_and_the_same_browser_again_is_one_place(world: make.World) -> None:
    mine, other = give_password(world, "encheng_worker"), give_password(world, "hengpi_worker")
    first = came_in(mine)
    came_in(other), came_in(other)
    second = came_in(mine)
    for _ in range(3):
        assert second.post("/login/", {"login": mine, "password": PASSWORD}).status_code == 302
    assert not is_out(first) and not is_out(second)


def test_choosing_another_post_keeps_the_place(world: make.World, clockwork: Clockwork) -> None:  # noqa: F811
    login = give_password(world, "encheng_worker")
    first = came_in(login)
    clockwork.move(minutes=1)
    second = came_in(login)
    assert first.post("/posts/switch/", {"post": str(world.posts["encheng_worker"])}).status_code == 302
    clockwork.move(minutes=1)
    came_in(login)
    assert WHY in told(first)  # it is still the oldest
    assert not is_out(second)


def test_a_click_under_way_when_its_login_is_ended_does_not_take_it_up_again(
    world: make.World, clockwork: Clockwork  # noqa: F811
) -> None:
    login = give_password(world, "encheng_worker")
    first = came_in(login)
    under_way = SessionStore(first.cookies[settings.SESSION_COOKIE_NAME].value)
    under_way["seen_at"] = int(clockwork.at.timestamp()) + 90  # read before, written after
    for _ in range(2):
        clockwork.move(seconds=1)
        came_in(login)
    under_way.save()
    assert is_out(first)


def test_who_knows_the_password_alone_sends_nobody_out(world: make.World, real: Clockwork) -> None:  # noqa: F811
    login = give_password(world, "encheng_worker")
    secret = make.give_factor(world, "encheng_worker")
    owners = []
    for _ in range(2):
        owners.append(came_in(login, code=code(real, secret)))
        real.move(minutes=1)
    for _ in range(3):
        assert came_in(login).get("/people/")["Location"].startswith("/mfa/")
    assert [browser.get("/people/").status_code for browser in owners] == [200, 200]
    third = came_in(login)
    assert third.post("/mfa/", {"code": code(real, secret)}).status_code == 302  # now it is complete
    assert WHY in told(owners[0])
    assert [browser.get("/people/").status_code for browser in (owners[1], third)] == [200, 200]


def test_of_two_logins_in_one_moment_the_second_counts_the_first(
    world: make.World, at: datetime, settings: Any
) -> None:
    settings.DEMO = False  # only complete logins count: none is seen before it makes room
    account = world.accounts["encheng_worker"]
    oldest, first, second = (complete(account, at + timedelta(seconds=n)) for n in range(3))
    open_sessions.make_room(oldest, account, at)

    def come_in() -> None:
        open_sessions.make_room(second, account, at)
        connection.close()

    beside = threading.Thread(target=come_in)
    with transaction.atomic():
        open_sessions.make_room(first, account, at)
        beside.start()
        beside.join(0.5)  # the first is not written down yet: the second waits for it
    beside.join()
    kept = Session.objects.filter(account=account, ended="").values_list("pk", flat=True)
    assert set(kept) == {first.session_key, second.session_key}


def test_what_is_over_is_forgotten_when_its_account_comes_in_again(
    world: make.World, clockwork: Clockwork  # noqa: F811
) -> None:
    login = give_password(world, "encheng_worker")
    for _ in range(3):
        came_in(login)
    assert Session.objects.count() == 3
    Session.objects.update(expire_date=make.moment(2026, 3, 15, 9))
    came_in(login)
    assert Session.objects.count() == 1


def complete(account: UUID, at: datetime) -> SessionStore:
    """A login with its second factor, not written down yet."""
    session = SessionStore()
    session.create()
    session[SESSION_KEY] = str(account)
    sessions.begin(session, at, Account.objects.get(pk=account).perm_version)
    sessions.pass_factor(session, at)
    return session
