"""Today's list and one's own people lie sealed on the device, open on a bad line, and are gone with the login and the hours."""

from __future__ import annotations

import os
from typing import Any

import pytest

from guitu.recording import waiting
from tests.journeys.desk import TYPED, Desk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ALL = """new Promise(done => { indexedDB.open('guitu').onsuccess = e => { const base = e.target.result; const found = {};
  const names = [...base.objectStoreNames]; let left = names.length;
  for (const name of names) base.transaction(name).objectStore(name).getAll().onsuccess = c => {
    found[name] = c.target.result.map(row => ({ ...row, box: row.box ? new TextDecoder().decode(row.box.sealed) : null }));
    if (!--left) { base.close(); done(found) } } } })"""
OLDER = """new Promise(done => { indexedDB.open('guitu').onsuccess = e => { const base = e.target.result;
  const act = base.transaction('lists', 'readwrite'); const store = act.objectStore('lists');
  store.getAll().onsuccess = c => c.target.result.forEach(row => store.put({ ...row, until: Date.now() - 1 }));
  act.oncomplete = () => { base.close(); done() } } })"""


def along(desk: Desk, path: str = "/waiting/") -> Any:
    desk.page.goto(f"{desk.address}{path}")
    return desk.page.locator("[data-along]")


def taken(desk: Desk) -> None:
    part = along(desk)
    part.get_by_role("button", name="带上名单").click()
    part.get_by_text("名下 1 人").wait_for()


def lists(desk: Desk) -> list[Any]:
    return list(desk.page.evaluate(ALL)["lists"])


def test_a_list_opens_with_the_key_alone_and_stays_closed_without_a_line(desk: Desk) -> None:
    taken(desk)
    lying = str(desk.page.evaluate(ALL))
    assert "王" not in lying and "尿检" not in lying and str(desk.person) not in lying  # sealed as it lies there
    (row,) = lists(desk)
    assert row["until"] - row["at"] == 10 * 3600 * 1000
    if folder := os.environ.get("GUITU_LOOK"):
        desk.page.locator("[data-unfold]").click()
        desk.page.locator("[data-list] li").first.wait_for()
        desk.page.screenshot(path=f"{folder}/along.png", full_page=True)
    sent: list[str] = []
    desk.page.on("request", lambda asked: sent.append(asked.url.removeprefix(desk.address)))
    part = along(desk, "/no-line/")  # as the device shows it where pages do not pass
    sent.clear()
    part.get_by_role("button", name="打开名单").click()
    part.locator("li", has_text="王").first.wait_for()
    assert [path for path in sent if not path.startswith("/static/")] == ["/drafts/key/"]
    assert "王小明" not in part.inner_text()  # as the row says it, masked
    part = along(desk, "/no-line/")
    desk.context.set_offline(True)
    part.get_by_role("button", name="打开名单").click()
    part.get_by_text("现在取不到钥匙").wait_for()
    assert part.locator("li").count() == 0
    desk.context.set_offline(False)
    part.get_by_role("button", name="打开名单").click()
    part.locator("li", has_text="王").first.wait_for()


def test_a_list_is_gone_with_the_hours_another_login_the_eraser_and_the_logout(desk: Desk) -> None:
    taken(desk)
    desk.page.evaluate(OLDER)
    along(desk).get_by_text("这台设备上没有名单").wait_for()
    assert lists(desk) == []
    taken(desk)
    desk.page.locator("[data-erase]").click()
    desk.page.locator("[data-along]").get_by_text("这台设备上没有名单").wait_for()
    taken(desk)
    desk.enter("encheng_head")
    along(desk).get_by_text("这台设备上没有名单").wait_for()
    desk.page.wait_for_function(f"{ALL}.then((all) => all.lists.length === 0)")
    desk.enter("encheng_worker")
    taken(desk)
    desk.open()
    desk.type()  # a draft stays, so that the browser is not told to forget everything
    desk.written()
    desk.page.evaluate("document.querySelector('form[data-leave] button').click()")
    desk.page.locator("dialog [data-keep]").click()
    desk.page.wait_for_url("**/login/**")
    desk.page.goto(f"{desk.address}/no-line/")
    assert lists(desk) == []


def test_a_full_queue_outlives_an_upgrade_of_the_house_and_each_is_sent_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The device has our worker; the house comes back with another version of it while records wait, page after page is killed."""
    part = along(desk)
    desk.page.locator("[data-turn-on]").click()
    desk.page.get_by_text("这台设备已经开通").wait_for()
    assert part.is_visible()
    for day in range(1, 6):
        desk.open()
        desk.type(f"{TYPED}{day}")
        desk.page.locator("[name=on]").fill(f"2026-03-{day:02}")
        desk.context.set_offline(True)
        desk.save()
        desk.said("还没有送出，等有信号时送")
        desk.page.close()  # killed where there is no line
        desk.page = desk.tab()
        desk.page.route("**/login/state/", lambda route: route.abort())  # a line, and nothing goes out yet
        desk.context.set_offline(False)
    desk.page.goto(f"{desk.address}/waiting/")
    before = desk.page.evaluate("caches.keys()")
    kept = waiting._static("zh-hans")
    monkeypatch.setattr(waiting, "_static", lambda _language: kept[:-1])  # another shell is another version
    desk.page.evaluate("navigator.serviceWorker.getRegistration('/').then((one) => one.update())")
    desk.page.wait_for_function("before => caches.keys().then((now) => now.length === 1 && now[0] !== before[0])", arg=before)
    desk.page.close()
    desk.page = desk.tab()
    desk.page.goto(f"{desk.address}/waiting/")
    desk.page.locator("[data-waiting]").get_by_text("没有要送的").wait_for()
    assert desk.visits() == 5
