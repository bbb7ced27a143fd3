"""Whatever interrupts somebody who writes: what was typed is in the form again, it is said that it is not saved and what
to do, and one record results (P1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import get_resolver

from guitu.casework.measures.commands import transfer_measure
from guitu.grid.models import Session
from tests import casefile, make
from tests.casework import steps
from tests.journeys.desk import TYPED, Desk
from tests.repository.test_doors import routes
from tests.security.test_sessions import give_password

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
POSTS = ("encheng_worker", "encheng_head", "director", "clerk", "encheng_police")


@pytest.fixture
def desk(
    chromium: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", date(2026, 1, 2), on=date(2026, 1, 2))
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1366, "height": 900})
    for post in POSTS:
        give_password(world, post)
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
    )  # fmt: skip
    desk.save()
    desk.said("现在找不到这一份")
    assert desk.note() == TYPED and desk.visits() == 0


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


def test_a_form_whose_answer_was_lost_and_that_was_changed_is_said_to_be_saved_already(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.route("**/visit/", lambda route: (route.fetch(), route.abort()))
    desk.save()
    desk.said("网络断了")
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
SOMEWHERE = (
    "form[data-keep] textarea:visible, form[data-keep] input[type=text]:visible, form[data-keep] input[type=date]:visible"
)


def test_every_recording_page_of_a_person_keeps_what_was_typed(desk: Desk) -> None:
    """One thing or the other happens while each is filled in."""
    tried: list[str] = []
    for post in POSTS:
        may = desk.world.actor(post).may
        here = [path for path, action in PAGES if action in may and path not in tried and not path.startswith("postpone/")]
        desk.enter(post)
        for path in here:
            desk.open(path)
            if desk.page.locator(SOMEWHERE).count():
                tried.append(path)
                interrupt(desk, post, path, len(tried))
    assert len(tried) > 30, tried


def interrupt(desk: Desk, post: str, path: str, turn: int) -> None:
    field = desk.page.locator(SOMEWHERE).first
    name, is_day = field.get_attribute("name"), field.get_attribute("type") == "date"
    typed = "2026-02-03" if is_day else TYPED
    field.fill(typed)
    if desk.page.locator("form[data-keep] button[type=submit]:enabled").count():
        (opened_anew, login_ends, line_is_cut, token_is_old)[turn % 4](desk, post)
    else:  # the page says what is missing first
        opened_anew(desk, post)
    left = desk.page.locator(f"form[data-keep] [name={name}]")
    assert not left.count() or left.first.input_value() == typed, path


def opened_anew(desk: Desk, post: str) -> None:
    desk.written()
    desk.page.reload()
    desk.said()


def answered(desk: Desk) -> None:
    desk.page.locator(".followed, .errors, .check-answers").first.wait_for()


def login_ends(desk: Desk, post: str) -> None:
    Session.objects.all().delete()
    desk.save()
    desk.log_in_here(post)
    answered(desk)


def line_is_cut(desk: Desk, post: str) -> None:
    desk.context.set_offline(True)
    desk.save()
    desk.said("网络断了")
    desk.context.set_offline(False)
    desk.page.get_by_role("button", name="再保存一次").click()
    answered(desk)


def token_is_old(desk: Desk, post: str) -> None:
    desk.page.evaluate("document.querySelector('form[data-keep] [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    desk.save()
    answered(desk)
