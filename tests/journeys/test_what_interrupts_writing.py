"""Whatever interrupts somebody who writes: what was typed is in the form again, it is said that it is not saved and what
to do, and one record results (P1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from guitu.grid.models import Session
from tests import casefile, make
from tests.security.test_sessions import PASSWORD, give_password

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TYPED = "他说最近睡得不好"
NOTICE = "form[data-keep] > .unsaved"


class Desk:
    """One browser with one page, at which somebody writes about one person."""

    def __init__(self, context: Any, address: str, world: make.World, person: UUID) -> None:
        self.context, self.address, self.world, self.person = context, address, world, person
        self.trouble: list[str] = []
        self.page = self.tab()

    def tab(self) -> Any:
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text and self.trouble.append(said.text))
        return page

    def enter(self, post: str) -> None:
        client = Client()
        make.enter(client, self.world, post)
        held = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.clear_cookies()
        self.context.add_cookies([{"name": held.key, "value": held.value, "url": self.address}])

    def open(self, path: str = "visit/", page: Any = None) -> None:
        (page or self.page).goto(f"{self.address}/casework/people/{self.person}/{path}", wait_until="load")

    def type(self, text: str = TYPED, page: Any = None) -> None:
        (page or self.page).locator("[name=note]").fill(text)

    def note(self, page: Any = None) -> str:
        return str((page or self.page).locator("[name=note]").input_value())

    def save(self, page: Any = None) -> None:
        (page or self.page).locator("form[data-keep] button[type=submit]").first.click()

    def said(self, words: str = "还没有保存", page: Any = None) -> None:
        (page or self.page).locator(NOTICE, has_text=words).wait_for()

    def saved(self, page: Any = None) -> None:
        (page or self.page).locator(".followed").wait_for()

    def log_in_here(self, login: str) -> None:
        box = self.page.locator("dialog[open]")
        box.locator("[name=login]").fill(login)
        box.locator("[name=password]").fill(PASSWORD)
        box.locator("[data-send]").click()

    def visits(self) -> int:
        return len(casefile.said(self.world.actor("encheng_worker"), "visit", self.person))


@pytest.fixture
def desk(
    chromium: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", on=date(2026, 1, 2))
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1366, "height": 900})
    give_password(world, "encheng_worker")
    sat = Desk(context, live_server.url, world, person)
    sat.enter("encheng_worker")
    yield sat
    context.close()
    assert sat.trouble == [], sat.trouble


def test_a_login_that_ended_is_taken_up_in_place_and_the_same_form_is_sent(desk: Desk) -> None:
    desk.open()
    desk.type()
    Session.objects.all().delete()
    desk.save()
    desk.page.locator("dialog[open]").wait_for()
    desk.log_in_here("t-encheng_worker")
    desk.saved()
    assert desk.visits() == 1


def test_a_page_opened_again_has_what_was_typed(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.wait_for_timeout(300)
    desk.page.reload()
    desk.said()
    assert desk.note() == TYPED
    desk.save()
    desk.saved()
    assert desk.visits() == 1


def test_another_language_or_a_form_that_is_too_old_loses_nothing(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.evaluate("document.querySelector('form.languages button[value=en]').click()")
    desk.said("Not saved yet")
    assert desk.note() == TYPED
    other = desk.tab()
    desk.open(page=other)
    other.evaluate("document.querySelector('form.languages button[value=zh-hans]').click()")
    other.wait_for_url("**/visit/")
    desk.page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    desk.save()
    desk.saved()
    assert desk.visits() == 1


def test_a_line_that_is_cut_is_said_and_the_same_form_goes_out_once(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.context.set_offline(True)
    desk.save()
    desk.said("网络断了")
    assert desk.note() == TYPED
    desk.context.set_offline(False)
    desk.said("网络好了")
    desk.page.get_by_role("button", name="再保存一次").click()
    desk.saved()
    assert desk.visits() == 1


def test_an_answer_that_is_lost_on_the_way_is_given_again(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.route("**/visit/", lambda route: (route.fetch(), route.abort()))
    desk.save()
    desk.said("网络断了")
    desk.page.unroute("**/visit/")
    assert desk.visits() == 1
    desk.page.get_by_role("button", name="再保存一次").click()
    desk.saved()
    assert desk.visits() == 1


def test_back_after_saving_shows_it_and_only_what_is_changed_is_another_record(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.save()
    desk.saved()
    desk.page.go_back()
    desk.said("已经保存过了")
    assert desk.note() == TYPED
    desk.save()
    desk.saved()
    assert desk.visits() == 1
    desk.page.go_back()
    desk.said("已经保存过了")
    desk.type("他另说了一件事")
    desk.page.locator("[name=on]").fill("2026-03-15")
    desk.save()
    desk.saved()
    assert desk.visits() == 2


def test_two_tabs_with_one_draft_make_one_record(desk: Desk) -> None:
    desk.open()
    desk.type()
    other = desk.tab()
    desk.open(page=other)
    desk.said("您在这台设备上填过这一页", page=other)
    assert desk.note(other) == ""
    other.get_by_role("button", name="继续填").click()
    assert desk.note(other) == TYPED
    desk.save()
    desk.saved()
    desk.said("已经保存过了", page=other)
    desk.save(other)
    desk.saved(other)
    assert desk.visits() == 1
