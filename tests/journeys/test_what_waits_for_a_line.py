"""What is recorded in a village without a line waits on the device, goes out by itself, once, and comes back whole when the
house does not take it (S-12)."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Any

import pytest

from guitu.casework.measures.commands import transfer_measure
from guitu.casework.particulars.commands import correct_person
from guitu.grid.models import Session
from tests import casefile, make
from tests.casework import steps
from tests.journeys.desk import TYPED, Desk
from tests.journeys.hand import Hand
from tests.papers.test_files import photo

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WAITS = "还没有送出，等有信号时送"


def without_a_line(desk: Desk, path: str = "visit/") -> None:
    desk.open(path)
    desk.type()
    desk.context.set_offline(True)
    desk.save()
    desk.said(WAITS)


def waiting(desk: Desk) -> Any:
    desk.page.goto(f"{desk.address}/waiting/")
    return desk.page.locator("[data-waiting]")


def test_a_page_that_was_killed_without_a_line_has_sent_once_when_the_line_is_back(desk: Desk) -> None:
    without_a_line(desk)
    assert desk.page.locator("[data-waits-count]").inner_text() == "没有信号，1 份待送"
    desk.page.close()
    desk.context.set_offline(False)
    desk.page = desk.tab()
    part = waiting(desk)
    part.locator(".waiting-row", has_text="已送出").wait_for()
    assert desk.visits() == 1
    desk.page.reload()
    part.get_by_text("没有要送的").wait_for()
    assert desk.page.locator("[data-waits-count]").is_hidden()


def test_the_page_itself_says_when_it_has_gone_out(desk: Desk) -> None:
    without_a_line(desk)
    desk.context.set_offline(False)
    desk.said("已送出")
    assert desk.visits() == 1
    desk.save()  # the same again
    desk.saved()
    assert desk.visits() == 1


def test_an_answer_that_is_lost_is_asked_after_and_nothing_is_sent_a_second_time(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.route("**/visit/", lambda route: (route.fetch(), route.abort()))
    desk.save()
    desk.said(WAITS)
    sent: list[str] = []

    def cut(route: Any) -> None:
        sent.append(route.request.method)
        route.abort()

    desk.page.route("**/visit/", cut)
    part = waiting(desk)
    part.locator(".waiting-row", has_text="已送出").wait_for()
    assert (desk.visits(), sent) == (1, [])


def test_what_the_house_refuses_comes_back_with_its_reason_and_its_values(desk: Desk) -> None:
    desk.open()
    desk.type()
    desk.page.locator("[name=on]").fill("2027-01-01")
    desk.context.set_offline(True)
    desk.save()
    desk.said(WAITS)
    desk.context.set_offline(False)
    row = waiting(desk).locator(".waiting-row", has_text="要您看")
    row.get_by_text("没有记上，要您改").wait_for()
    assert "还没有到" in row.inner_text() or "日期" in row.inner_text()
    row.get_by_text("打开改").click()
    desk.said("没有记上，要您改")
    assert desk.note() == TYPED and desk.visits() == 0
    desk.page.locator("[name=on]").fill("2026-03-16")
    desk.save()
    desk.saved()
    assert desk.visits() == 1
    waiting(desk).get_by_text("没有要送的").wait_for()


def test_somebody_who_was_transferred_is_said_to_be_gone_and_the_words_can_be_copied(desk: Desk, at: datetime) -> None:
    desk.person = steps.person(desk.world, at)
    measure = steps.measure(desk.world, at, desk.person)
    without_a_line(desk)
    transfer_measure(
        desk.world.actor("encheng_worker"), at=at, person_id=desk.person, measure=measure, on=at.date(), to_path=make.HENGPI
    )
    desk.context.set_offline(False)
    desk.page.goto(f"{desk.address}/waiting/")
    row = desk.page.locator(".waiting-row", has_text="现在找不到这一份")
    row.get_by_text("填了什么").click()
    assert TYPED in row.inner_text() and desk.visits() == 0
    row.get_by_text("扔掉", exact=True).click()
    row.get_by_text("扔掉，不送").click()
    waiting(desk).get_by_text("没有要送的").wait_for()


def test_a_login_that_ended_is_taken_up_in_place_and_then_it_goes_out(desk: Desk) -> None:
    without_a_line(desk)
    desk.page.goto("about:blank")
    desk.context.set_offline(False)
    desk.page.route("**/login/state/", lambda route: route.abort())  # the line is still bad when the page opens
    part = waiting(desk)
    part.locator(".waiting-row", has_text="待送").wait_for()
    desk.page.unroute("**/login/state/")
    Session.objects.all().delete()
    part.get_by_role("button", name="现在送").click()
    desk.log_in_here("encheng_worker")
    part.locator(".waiting-row", has_text="已送出").wait_for()
    assert desk.visits() == 1


def test_somebody_else_at_the_device_reads_and_sends_nothing(desk: Desk) -> None:
    without_a_line(desk)
    desk.page.goto("about:blank")
    desk.context.set_offline(False)
    desk.enter("encheng_head")
    waiting(desk).get_by_text("没有要送的").wait_for()
    assert desk.page.locator("[data-waits-count]").is_hidden() and desk.visits() == 0
    desk.enter("encheng_worker")
    waiting(desk).locator(".waiting-row", has_text="已送出").wait_for()
    assert desk.visits() == 1


def test_two_tabs_send_each_of_many_once(desk: Desk) -> None:
    for day in range(1, 6):
        desk.open()
        desk.type(f"{TYPED}{day}")
        desk.page.locator("[name=on]").fill(f"2026-03-{day:02}")
        desk.context.set_offline(True)
        desk.save()
        desk.said(WAITS)
        desk.page.route("**/login/state/", lambda route: route.abort())  # nothing goes out yet
        desk.context.set_offline(False)
    desk.page.unroute("**/login/state/")
    other = desk.tab()
    other.goto(f"{desk.address}/waiting/")
    waiting(desk)
    for page in (desk.page, other):
        page.locator("[data-waiting]").get_by_text("没有要送的").wait_for()
        assert page.locator("[data-waits-count]").is_hidden()
    assert desk.visits() == 5


def test_two_devices_write_what_each_saw_and_the_same_meeting_is_asked_about(desk: Desk, chromium: Any) -> None:
    without_a_line(desk)
    second = Desk(chromium.new_context(locale="zh-CN"), desk.address, desk.world, desk.person)
    second.enter("encheng_worker")
    second.open()
    second.type()
    second.save()
    second.saved()
    desk.context.set_offline(False)
    row = waiting(desk).locator(".waiting-row", has_text="要您看")
    row.get_by_text("打开改").click()
    desk.said("没有记上，要您改")
    assert desk.note() == TYPED and desk.visits() == 1


def test_an_edit_carries_what_was_seen_and_is_told_of_what_was_written_meanwhile(desk: Desk, at: datetime) -> None:
    desk.open("correct-person/")
    desk.page.locator("[name=phone]").fill("19900010003")
    desk.page.locator("[name=because]").first.check()
    desk.context.set_offline(True)
    desk.save()
    desk.said(WAITS)
    correct_person(
        desk.world.actor("encheng_head"), at=at, person_id=desk.person, seen=0, because="visit", phone="19900010009"
    )
    desk.context.set_offline(False)
    row = waiting(desk).locator(".waiting-row", has_text="别人改过这一份")
    assert "电话原来是" in row.inner_text()
    row.get_by_text("打开改").click()
    desk.said("别人改过这一份")
    assert desk.page.locator("[name=phone]").input_value() == "19900010003"
    desk.save()
    desk.page.get_by_text("您打开这一页以后，别人已经改过").wait_for()
    desk.save()
    desk.saved()


def test_a_photograph_waits_and_is_kept_once_however_often_it_is_chosen(desk: Desk) -> None:
    photograph = {"name": "家访.png", "mimeType": "image/png", "buffer": photo("PNG")}
    for item in ("agreement", "agreement"):
        desk.page.goto(f"{desk.address}/papers/people/{desk.person}/items/{item}/")
        desk.page.locator("[name=file]").set_input_files(photograph)
        desk.context.set_offline(True)
        desk.save()
        desk.said(WAITS)
        desk.page.route("**/login/state/", lambda route: route.abort())
        desk.context.set_offline(False)
    count = "new Promise(done => { indexedDB.open('guitu').onsuccess = e => { e.target.result.transaction('files').objectStore('files').count().onsuccess = c => done(c.target.result) } })"
    assert desk.page.evaluate(count) == 1
    desk.page.unroute("**/login/state/")
    part = waiting(desk)
    part.locator(".waiting-row", has_text="已送出").nth(1).wait_for()
    assert desk.page.evaluate(count) == 0


def test_todays_sheets_are_taken_along_and_filled_in_without_a_line(desk: Desk) -> None:
    waiting(desk)
    part = desk.page.locator("[data-outing]")
    part.get_by_role("button", name="带上", exact=True).click()
    part.get_by_text("带上了").wait_for()
    desk.context.set_offline(True)
    part.get_by_role("button", name="填", exact=True).click()
    part.locator("textarea:visible").first.fill(TYPED)
    part.locator("[type=submit]").click()
    part.get_by_text("记下了。有信号时自己送。").wait_for()
    desk.context.set_offline(False)
    desk.page.locator("[data-waiting] .waiting-row").first.wait_for()


def test_a_device_that_was_turned_on_takes_a_note_after_a_kill_and_shows_nobody(desk: Desk) -> None:
    waiting(desk)
    part = desk.page.locator("[data-device]")
    part.get_by_role("button", name="开通").click()
    part.get_by_text("这台设备已经开通").wait_for()
    desk.page.close()
    desk.context.set_offline(True)
    desk.page = desk.tab()
    desk.open()
    page = desk.page
    page.get_by_role("heading", name="没有信号").wait_for()
    page.locator("[name=who]").fill("村东头老李")
    page.locator("[name=note]").fill(TYPED)
    page.locator("[name=on]").fill("2026-03-16")
    page.get_by_role("button", name="记下").click()
    page.get_by_text("记下了").wait_for()
    assert page.locator("[name=note]").input_value() == ""
    desk.context.set_offline(False)
    row = waiting(desk).locator(".waiting-row", has_text="村东头老李")
    row.get_by_text("请找到这个人").wait_for()
    desk.open()
    desk.page.get_by_role("button", name="放进这一页").click()
    assert TYPED in desk.note()
    desk.save()
    desk.saved()
    assert desk.visits() == 1
    waiting(desk).get_by_text("没有要送的").wait_for()


@pytest.mark.parametrize("width", ["phone"], indirect=True)
def test_what_waits_can_be_read_and_used_at_both_widths_in_both_languages(hand: Hand, at: datetime) -> None:
    person = casefile.on_detox(hand.world.actor("encheng_worker"), at, "王小明", date(2026, 1, 2), on=date(2026, 1, 2))
    hand.page.set_default_timeout(20_000)
    hand.enter("encheng_worker")
    for language, row, take in (("zh-hans", "要您看", "带上"), ("en", "For you to look at", "Take along")):
        hand.open("/waiting/")
        with hand.page.expect_navigation():
            hand.page.evaluate(f"document.querySelector('form.languages button[value={language}]').click()")
        hand.open(f"/casework/people/{person}/visit/")
        hand.page.locator("[name=note]").fill(TYPED)
        hand.page.locator("[name=on]").fill("2027-01-01")
        hand.page.route("**/visit/", lambda route: route.abort())
        hand.page.locator("form[data-waits] button[type=submit]").click()
        hand.page.locator("[data-held]").wait_for()
        hand.usable()
        picture(hand, f"held-{language}")
        hand.page.unroute("**/visit/")
        hand.open("/waiting/")
        hand.page.locator(".waiting-row", has_text=row).first.wait_for()
        hand.page.locator("[data-take]").click()
        hand.page.locator("[data-outing] .waiting-row button").first.click()
        hand.page.locator("[data-outing] textarea").first.wait_for()
        hand.page.locator("[data-told]").first.evaluate("one => one.parentElement.open = true")
        hand.usable()
        picture(hand, f"list-{language}")
        hand.open("/no-line/")
        picture(hand, f"no-line-{language}")
        assert take in hand.page.context.request.get(f"{hand.address}/waiting/").text()
    cut = ("ERR_FAILED", "htmx:afterRequest", "htmx:sendError")  # what HTMX and the browser say of the line that was cut
    hand.trouble[:] = [said for said in hand.trouble if not said.startswith(cut) and "ERR_FAILED" not in said]


def picture(hand: Hand, name: str) -> None:
    if folder := os.environ.get("GUITU_LOOK"):
        hand.page.screenshot(path=f"{folder}/{name}-{hand.width}.png", full_page=True)
