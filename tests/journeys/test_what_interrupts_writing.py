"""Whatever interrupts somebody who writes: what was typed is in the form again, it is said that it is not saved and what
to do, and one record results (P1)."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Any

import pytest
from django.urls import get_resolver

from guitu.casework.measures.commands import transfer_measure
from guitu.grid.models import Session
from tests import make
from tests.casework import steps
from tests.journeys.desk import NOTICE, TYPED, Desk
from tests.repository.test_doors import routes
from tests.security.test_sessions import give_password

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
POSTS = ("encheng_worker", "encheng_head", "director", "clerk", "encheng_police")


@pytest.fixture
def desk_width() -> str:
    return "desktop"


@pytest.fixture
def desk(desk: Desk, world: make.World) -> Desk:
    """Where others of the house come in too."""
    for post in POSTS[1:]:
        give_password(world, post)
    return desk


def test_a_login_that_ended_is_taken_up_in_place_and_the_same_form_is_sent(desk: Desk) -> None:
    desk.open()
    desk.type()
    Session.objects.all().delete()
    desk.save()
    desk.page.locator("dialog[open]").wait_for()
    desk.log_in_here("encheng_worker")
    desk.saved()
    assert desk.visits() == 1


def test_a_page_opened_again_has_what_was_typed(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.written()
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


def test_somebody_transferred_meanwhile_is_said_to_be_gone_and_the_text_stays(desk: Desk, at: datetime) -> None:
    desk.person = steps.person(desk.world, at)
    measure = steps.measure(desk.world, at, desk.person)
    desk.open()
    desk.type()
    transfer_measure(
        desk.world.actor("encheng_worker"), at=at, person_id=desk.person, measure=measure, on=at.date(), to_path=make.HENGPI
    )
    desk.save()
    desk.said("现在找不到这一份")
    assert desk.note() == TYPED and desk.visits() == 0


def test_a_line_that_is_cut_is_said_where_nothing_may_wait_and_the_same_form_goes_out_once(desk: Desk) -> None:
    """A page of a legal step."""
    desk.open("record-custody/")
    desk.page.locator("[name=custody]").first.check()
    desk.page.locator("[name=on]").fill("2026-03-10")
    desk.context.set_offline(True)
    desk.save()
    desk.said("网络断了")
    desk.context.set_offline(False)
    desk.said("网络好了")
    desk.page.get_by_role("button", name="再保存一次").click()
    desk.page.locator(".check-answers").wait_for()


def test_a_form_whose_answer_was_lost_and_that_was_changed_is_said_to_be_saved_already(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.route("**/visit/", lambda route: (route.fetch(), route.abort()))
    desk.save()
    desk.said("还没有送出，等有信号时送")
    desk.page.unroute("**/visit/")
    desk.type("他另说了一件事")
    desk.save()
    desk.page.locator(".errors", has_text="刚才已经保存过，内容和现在的不同").wait_for()
    assert desk.visits() == 1 and desk.note() == "他另说了一件事"
    desk.page.locator("[name=on]").fill("2026-03-15")
    desk.save()
    desk.saved()
    assert desk.visits() == 2


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
    desk.written()
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


def test_who_logs_in_as_somebody_else_sends_nothing_and_reads_nothing(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.written()
    Session.objects.all().delete()
    desk.save()
    desk.log_in_here("encheng_head")
    desk.page.locator("dialog [data-said]", has_text="登录的是另一个人").wait_for()
    assert desk.visits() == 0
    desk.open()
    desk.page.wait_for_timeout(500)
    assert desk.page.locator(".unsaved").count() == 0
    desk.enter("encheng_worker")
    desk.open()
    desk.said()
    assert desk.note() == TYPED


def test_the_second_factor_is_asked_for_in_place(desk: Desk, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = make.give_factor(desk.world, "encheng_worker")
    desk.open()
    desk.type()
    desk.written()
    settings.DEMO = False
    desk.page.reload()
    desk.page.locator("[name=code]").fill(make.second_factor_code(secret, datetime(2026, 3, 16, 9)))
    desk.page.locator("main button[type=submit]").first.click()
    desk.page.wait_for_url("**/visit/")
    desk.open()
    desk.said()
    Session.objects.all().delete()
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:05:00")
    desk.save()
    desk.log_in_here("encheng_worker")
    box = desk.page.locator("dialog[open]")
    box.locator("[name=password]").wait_for(state="hidden")
    box.locator("[name=code]").fill(make.second_factor_code(secret, datetime(2026, 3, 16, 9, 5)))
    box.locator("[data-send]").click()
    desk.saved()
    assert desk.visits() == 1


def test_before_an_idle_login_ends_it_is_said_and_one_press_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page.clock.install()
    desk.open()
    desk.type()
    desk.written()
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:13:00")
    desk.page.clock.fast_forward("13:00")
    box = desk.page.locator("dialog[open]", has_text="快要自动退出了")
    box.get_by_text("还有 2 分钟").wait_for()
    desk.page.keyboard.press("Enter")
    box.wait_for(state="detached")
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:27:00")
    desk.save()
    desk.saved()
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:50:00")
    desk.page.clock.fast_forward("16:00")
    desk.page.wait_for_url("**/login/**")
    assert desk.visits() == 1


def test_a_logout_asks_before_it_erases_and_what_was_kept_opens_again(desk: Desk) -> None:
    for answer, comes_back in (("留着，退出", True), ("扔掉，退出", False)):
        desk.open()
        desk.type()
        desk.written()
        desk.page.evaluate("document.querySelector('form[data-leave] button').click()")
        desk.page.get_by_role("button", name=answer).click()
        desk.page.wait_for_url("**/login/**")
        desk.enter("encheng_worker")
        desk.open()
        if comes_back:
            desk.said()
        else:
            desk.page.wait_for_timeout(500)
        assert desk.note() == (TYPED if comes_back else "")


PAGES = sorted(
    (route.removeprefix("casework/people/<uuid:person_id>/"), str(getattr(entry.callback, "access_policy", "")))
    for route, entry in routes(get_resolver().url_patterns)
    if route.startswith("casework/people/<uuid:person_id>/") and route.count("<") == 1
)
EVERY = os.environ.get("GUITU_EVERY_CELL") == "1"
SOMEWHERE = (
    "form[data-keep] textarea:visible, form[data-keep] input[type=text]:visible, form[data-keep] input[type=date]:visible"
)


def test_every_recording_page_of_a_person_keeps_what_was_typed_whatever_happens(desk: Desk) -> None:
    """Each page × another tab, moved away, another language, no line, an old token, Back and change, an ended login; in two
    tabs of one browser, whose pages are turned as HTMX does."""
    tried: list[str] = []
    other = desk.tab()
    for post in POSTS:
        may = desk.world.actor(post).may
        here = [path for path, action in PAGES if action in may and path not in tried and not path.startswith("postpone/")]
        desk.enter(post)
        for page in (desk.page, other):
            desk.open("", page=page)
        for path in here:
            if turn(desk, desk.page, path) and desk.page.locator(SOMEWHERE).count():
                tried.append(path)
                Cells(desk, post, path, other).some(len(tried))
    assert len(tried) > 30, tried


def turn(desk: Desk, page: Any, path: str) -> bool:
    """Whether there is such a page of this person: what is not there leaves the page as it was."""
    address = f"/casework/people/{desk.person}/{path}"
    with page.expect_response(f"**{address}") as coming:
        page.evaluate(
            "path => { history.pushState({}, '', path); return htmx.ajax('GET', path, { target: document.body, swap: 'innerHTML' }) }",
            address,
        )
    page.locator("html:not(:has(.htmx-request, .htmx-swapping, .htmx-settling))").wait_for()  # fields that do not apply are hidden
    return bool(coming.value.ok)


class Cells:
    """What may happen to one page while it is filled in; after each, what was typed stands in its form."""

    def __init__(self, desk: Desk, post: str, path: str, page: Any) -> None:
        self.desk, self.post, self.path, self.page = desk, post, path, page
        self.typed = self.type(desk.page, "02")

    def type(self, page: Any, month: str) -> str:
        field = page.locator(SOMEWHERE).first.element_handle()
        self.field = f"form[data-keep] [name={field.get_attribute('name')}]"
        typed = f"2026-{month}-03" if field.get_attribute("type") == "date" else f"{TYPED}{month}"
        field.fill(typed)
        return typed

    def holds(self, what: str) -> None:
        self.waits_for(f"name => document.querySelector(name)?.value === {json.dumps(self.typed)}", self.field, what)

    def waits_for(self, expect: str, arg: Any, what: str) -> None:
        try:
            self.page.wait_for_function(expect, arg=arg)
        except Exception as error:
            held = self.page.evaluate("name => document.querySelector(name)?.value", self.field)
            raise AssertionError(f"{self.path}: {what}; {self.field} holds {held}, not {self.typed}; {self.page.locator('main').inner_text()[:300]}") from error

    def said(self, *words: str) -> None:
        """In the language that the page is in now."""
        told = self.page.evaluate("names => names.map(name => document.getElementById('kept-words').dataset[name])", list(words))
        expect = "said => said.some(one => document.querySelector('form[data-keep] > .unsaved')?.textContent.includes(one))"
        self.waits_for(expect, told, words[0])

    def some(self, turn: int) -> None:
        """Of every page another tab and one thing more, in turn; GUITU_EVERY_CELL=1 tries all of all."""
        self.another_tab()
        if not self.may_be_sent():  # the page says what is missing first
            return
        cells = (self.moved_away, self.another_language, self.old_token_then_back_and_change, self.ended_login, self.no_line)
        for number, cell in enumerate(cells):
            if EVERY or number == turn % len(cells):
                cell()

    def moved_away(self) -> None:
        self.answered_by(lambda route: route.fulfill(status=404, body=""), "gone")

    def may_be_sent(self) -> bool:
        return bool(self.page.locator("form[data-keep] button[type=submit]:enabled").count() and self.page.locator(SOMEWHERE).count())

    def another_tab(self) -> None:
        self.desk.written()
        turn(self.desk, self.page, self.path)
        self.page.locator(f"{NOTICE} button").first.click()
        self.holds("another tab")

    def answered_by(self, answer: Any, *words: str) -> None:
        def meet(route: Any) -> None:
            answer(route) if route.request.method == "POST" else route.continue_()

        self.page.route("**/casework/**", meet)
        self.desk.save(self.page)
        self.said(*words)
        self.page.unroute("**/casework/**")
        self.holds(words[0])

    def another_language(self) -> None:
        with self.page.expect_navigation():
            self.page.evaluate("document.querySelector('form.languages button[aria-pressed=false]').click()")
        self.page.locator(NOTICE).wait_for()
        self.holds("another language")

    def answered(self) -> None:
        self.page.locator(".followed, .errors, .check-answers").first.wait_for()

    def old_token_then_back_and_change(self) -> None:
        self.page.evaluate("document.querySelector('form[data-keep] [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
        self.desk.save(self.page)
        self.answered()
        self.page.go_back()
        self.holds("Back")
        self.typed = self.type(self.page, "01")

    def ended_login(self) -> None:
        Session.objects.all().delete()
        self.desk.save(self.page)
        self.desk.log_in_here(self.post, self.page)
        self.answered()

    def no_line(self) -> None:
        """The last, for what may wait goes out by itself afterwards."""
        if not self.may_be_sent():
            turn(self.desk, self.page, self.path)
        if self.may_be_sent():
            self.typed = self.type(self.page, "02")
            self.answered_by(lambda route: route.abort(), "line", "waitsTitle")
