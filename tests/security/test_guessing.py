"""Guessing a password does not work, and locking somebody out by guessing does not work either."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from guitu.kit.database import rows
from tests import make
from tests.security.test_sessions import PASSWORD, Clockwork, give_password

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def clockwork(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    return Clockwork(monkeypatch)


def guess(
    login: str, n: int = 0, address: str = "127.0.0.1", client: Client | None = None, forwarded: str = ""
) -> int:
    answer = (client or Client()).post(
        "/login/", {"login": login, "password": f"wrong-password-{n}"}, REMOTE_ADDR=address,
        headers={"X-Forwarded-For": forwarded},
    )
    return int(answer.status_code)


def comes_in(login: str, address: str = "127.0.0.1", client: Client | None = None, **more: str) -> bool:
    answer = (client or Client()).post("/login/", {"login": login, "password": PASSWORD, **more}, REMOTE_ADDR=address)
    return answer.status_code == 302


def test_ten_guesses_an_hour_are_looked_at_from_however_many_addresses(world: make.World, clockwork: Clockwork) -> None:
    login = give_password(world, "encheng_worker")
    answered = []
    for n in range(120):
        answered.append(guess(login, n, f"10.{n % 60}.3.4"))
        clockwork.move(seconds=29)
    assert answered.count(422) <= 10
    assert set(answered) == {422, 429}


def test_the_wait_doubles_before_the_lock(world: make.World, clockwork: Clockwork) -> None:
    login = give_password(world, "encheng_worker")
    browser, waits = Client(), []
    for n in range(40):
        answer = browser.post("/login/", {"login": login, "password": f"wrong-password-{n}"})
        if answer.status_code == 429:
            waits.append(int(answer["Retry-After"]))
            clockwork.move(seconds=waits[-1])
        if len(waits) == 4:
            break
    assert waits[0] < waits[1] < waits[2] <= waits[3] and waits[-1] == 900


def test_one_password_over_sixty_names_is_throttled_from_one_net_or_many(world: make.World) -> None:
    for addresses in (["192.0.2.1"], [f"10.9.{n}.1" for n in range(60)]):
        tried = [
            Client().post("/login/", {"login": f"name-{n}-{len(addresses)}", "password": f"spring-festival-{len(addresses)}"},
                          REMOTE_ADDR=addresses[n % len(addresses)]).status_code
            for n in range(60)
        ]
        assert tried.count(422) <= 20


def test_a_net_that_guesses_over_many_names_is_slowed_and_its_neighbour_is_not(world: make.World) -> None:
    login = give_password(world, "hengpi_worker")
    tried = [guess(f"name-{n}", n, f"192.0.2.{n % 250}") for n in range(80)]
    assert tried.count(422) <= 40
    assert comes_in(login, "198.51.100.7")


def test_an_address_of_six_groups_counts_by_its_half(world: make.World, clockwork: Clockwork) -> None:
    from guitu.grid.guessing import net_of

    assert net_of("2001:db8:1:2:3:4:5:6") == net_of("2001:db8:1:2::9") != net_of("2001:db8:1:3::9")
    assert net_of("203.0.113.9") == net_of("203.0.113.200") == net_of("::ffff:203.0.113.1") != net_of("203.0.114.9")
    assert net_of("not an address") == net_of("") == ""


def test_a_device_that_came_in_before_comes_in_while_the_account_is_attacked(world: make.World) -> None:
    login, known = give_password(world, "encheng_worker"), Client()
    assert comes_in(login, client=known)
    known.cookies.pop("guitu")
    for n in range(40):
        guess(login, n, f"10.{n}.3.4")
        guess(login, n)
    assert not comes_in(login)
    assert comes_in(login, client=known)


def test_a_net_that_the_account_came_in_from_is_counted_apart_while_strangers_guess(world: make.World, clockwork: Clockwork) -> None:
    login, other = give_password(world, "encheng_worker"), give_password(world, "hengpi_worker")
    assert comes_in(login, "198.51.100.7") and comes_in(other, "198.51.100.7")
    for n in range(60):
        guess(login, n, f"10.{n}.3.4")
    assert not comes_in(login, "203.0.113.1")
    assert comes_in(login, "198.51.100.200")
    answered = []
    for n in range(60):  # a colleague guesses: ten an hour, and nobody else of the office notices
        answered.append(guess(login, n, "198.51.100.9"))
        clockwork.move(seconds=59)
    assert answered.count(422) <= 10
    assert comes_in(other, "198.51.100.7")
    clockwork.move(minutes=31 * 24 * 60)
    guess("anybody", 1)
    assert len(rows("SELECT 1 FROM grid_guess")) <= 5  # nets of an account are forgotten after a month


def test_a_known_device_guesses_no_more_than_others(world: make.World, clockwork: Clockwork) -> None:
    login, known = give_password(world, "encheng_worker"), Client()
    assert comes_in(login, client=known)
    known.cookies.pop("guitu")
    answered = []
    for n in range(100):
        answered.append(guess(login, n, client=known))
        clockwork.move(seconds=35)
    assert answered.count(422) <= 10
    assert guess(give_password(world, "hengpi_worker"), 1, client=known) == 422  # known for one account only


def test_the_owner_comes_in_with_the_second_factor_while_the_account_is_locked(world: make.World, clockwork: Clockwork) -> None:
    login, secret = give_password(world, "encheng_worker"), make.give_factor(world, "encheng_worker")
    for n in range(40):
        guess(login, n, f"10.{n}.3.4")
    assert not comes_in(login)
    assert not comes_in(login, code="000000")
    assert comes_in(login, code=make.second_factor_code(secret, clockwork.at))
    assert guess(login, 7, "10.77.3.4") == 429  # the attack goes on, and so does the lock


def test_with_the_second_factor_passwords_are_still_counted(world: make.World, clockwork: Clockwork) -> None:
    login, secret = give_password(world, "encheng_worker"), make.give_factor(world, "encheng_worker")
    answered = []
    for n in range(40):
        given = {"login": login, "password": f"wrong-password-{n}", "code": make.second_factor_code(secret, clockwork.at)}
        answered.append(Client().post("/login/", given).status_code)
        clockwork.move(seconds=60)
    assert answered.count(422) <= 10


def test_the_lock_ends_by_itself_after_fifteen_minutes(world: make.World, clockwork: Clockwork) -> None:
    login = give_password(world, "encheng_worker")
    for n in range(8):
        guess(login, n)
    assert not comes_in(login)
    clockwork.move(minutes=15, seconds=1)
    assert comes_in(login)


@pytest.mark.parametrize("typed", ["T-Encheng_Worker", "ｔ-encheng_worker", " t-encheng_worker ", "t‑encheng_worker"])
def test_names_are_one_name_however_they_are_typed(world: make.World, typed: str) -> None:
    from guitu.grid.guessing import name_of

    login = give_password(world, "encheng_worker")
    if typed.isascii() or "ｔ" in typed:
        assert name_of(typed) == login
    for n in range(6):
        guess(login, n)
    assert not comes_in(name_of(typed) if typed.isascii() else login)


def test_headers_of_a_client_are_not_believed_unless_so_many_proxies_are_ours(
    world: make.World, settings: Any
) -> None:
    from guitu.grid.guessing import address_of

    def seen(forwarded: str, proxies: int) -> str:
        settings.PROXIES = proxies
        return address_of({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded})

    assert seen("1.1.1.1", 0) == "10.0.0.1"
    assert seen("6.6.6.6, 1.1.1.1", 1) == "1.1.1.1"
    assert seen("6.6.6.6, 1.1.1.1, 10.0.0.2", 2) == "1.1.1.1"
    assert seen("1.1.1.1", 2) == "10.0.0.1"
    assert seen("", 1) == "10.0.0.1"


def test_behind_a_proxy_nobody_locks_everybody_out(world: make.World, settings: Any) -> None:
    login = give_password(world, "hengpi_worker")
    settings.PROXIES = 1
    for n in range(120):
        guess(f"t-{n}", n, forwarded=f"6.6.6.{n}, 203.0.113.9")
    answer = Client().post(
        "/login/", {"login": login, "password": PASSWORD}, headers={"X-Forwarded-For": "198.51.100.7"}
    )
    assert answer.status_code == 302


def test_a_coming_in_is_no_guess(world: make.World) -> None:
    login = give_password(world, "encheng_worker")
    assert all(comes_in(login) for _ in range(30))


def test_what_was_typed_is_kept_nowhere(world: make.World) -> None:
    for n in range(3):
        guess("a-name-nobody-has", n)
    kept = rows("SELECT g::text FROM grid_guess g")
    assert kept and not any("nobody" in text or "wrong" in text or "127.0.0" in text for (text,) in kept)


def test_counts_are_forgotten_after_their_hour(world: make.World, clockwork: Clockwork) -> None:
    for n in range(9):
        guess(f"name-{n}", n)
    clockwork.move(minutes=61)
    guess("another", 1)
    assert len(rows("SELECT 1 FROM grid_guess")) <= 5
