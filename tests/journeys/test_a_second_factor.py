"""Outside a demo: a password, a telephone, the first page; a grave step asks again; a lost telephone needs two people."""

from __future__ import annotations

from typing import Any

import pytest

from tests import make
from tests.journeys.hand import Hand
from tests.security.test_sessions import PASSWORD, give_password

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.parametrize("width", ["phone"], indirect=True)]


def clock(hand: Hand, hour: int, minute: int = 0) -> Any:
    hand.set_clock(f"2026-03-16T{hour:02}:{minute:02}:00")
    return make.moment(2026, 3, 16, hour, minute)


def send(hand: Hand) -> None:
    hand.page.locator("main button[type=submit]").first.click()


def log_in(hand: Hand, login: str) -> None:
    hand.page.context.clear_cookies()
    hand.open("/login/")
    hand.write("login", login)
    hand.write("password", PASSWORD)
    send(hand)


def set_up(hand: Hand, at: Any) -> str:
    hand.see("设置第二道验证")
    secret = str(hand.page.locator("[data-secret]").inner_text())
    hand.write("code", make.second_factor_code(secret, at))
    send(hand)
    return secret


def test_a_telephone_is_set_up_asked_for_and_taken_away_by_two_people(hand: Hand, settings: Any) -> None:
    settings.DEMO = False
    worker, clerk = give_password(hand.world, "encheng_worker"), give_password(hand.world, "clerk")
    head = give_password(hand.world, "encheng_head")

    at = clock(hand, 9)
    log_in(hand, worker)
    set_up(hand, at)
    hand.see("没有待办")
    hand.open("/account/")
    hand.see("我的账号", "已设置", "换一部手机")

    log_in(hand, worker)
    hand.see("请填手机上的动态码")

    log_in(hand, clerk)
    secret = set_up(hand, at)
    at = clock(hand, 9, 10)  # within the login, and past the five minutes
    hand.open(f"/settings/accounts/{hand.world.accounts['encheng_worker']}/")
    hand.see("请填手机上的动态码")
    hand.write("code", make.second_factor_code(secret, at))
    send(hand)
    hand.see(worker, "停用账号")
    hand.touch("取消第二道验证")
    hand.see("已发起")

    log_in(hand, head)
    set_up(hand, at)
    hand.open("/settings/codes/")
    hand.see(worker)
    hand.touch("取消验证")
    hand.see("原来的第二道验证已取消")

    log_in(hand, worker)
    hand.see("设置第二道验证")
