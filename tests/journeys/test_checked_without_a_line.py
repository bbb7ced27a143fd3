"""Two phones of one campaign, one of them without a line and killed on the way: what it took along opens, what it wrote goes out
once under the next build, with its photographs, and the record still has the hash that was signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from guitu.inspection.campaign_names import running
from guitu.inspection.campaigns.queries import tallies
from guitu.inspection.opened import venue_of
from guitu.inspection.records import record_of
from guitu.kit.database import acting, rows
from guitu.recording import waiting as waiting_pages
from tests import make
from tests.inspection.placing import VERSION, another_list, campaign, check, venue
from tests.journeys.desk import Desk
from tests.journeys.test_a_place_is_inspected import draw
from tests.papers.test_files import photo

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PLACES = ("金曲歌舞厅", "银河歌舞厅", "星光歌舞厅")


@pytest.fixture
def phone(chromium: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 390, "height": 844}, has_touch=True)
    held = Desk(context, live_server.url, world, UUID(int=0))
    held.enter("encheng_police")
    yield held
    context.close()
    assert held.trouble == [], held.trouble


def caches(phone: Desk) -> list[str]:
    return list(phone.page.evaluate("caches.keys()"))


def fill_in(phone: Desk, row: Any, words: str = "") -> None:
    """As the inspector does at the counter: sections looked at, a finding with its words and two photographs, both sign."""
    form = row.locator("form")
    form.locator("label.check", has_text="恩城街道办事处").click()
    for number in range(3):
        form.locator("label.check", has_text="这一部分每一项都看过").nth(number).click()
    if words:
        form.locator("label:has([name=item_log][value=no])").click()
        form.locator("[name=words_log]").fill(words)
        files = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": photo("PNG", (1800 + n, 600))} for n in range(2)]
        form.locator("[name=photos_log]").set_input_files(files)
        form.get_by_text("选了 2 张").wait_for()
    for field in ("site", "inspector"):
        draw(phone.page, form.locator(f"[data-signature]:has([name={field}]) canvas"))
    form.locator("[type=submit]").click()


def test_what_was_checked_without_a_line_goes_out_once_under_the_next_build(
    phone: Desk, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [venue(world, at, name) for name in PLACES]
    drive = campaign(world, at)
    page = phone.page
    phone.context.set_default_timeout(30_000)
    page.goto(f"{phone.address}/waiting/", timeout=60_000)  # the first page of a server is slow on a busy machine
    page.locator("[data-turn-on]").click()
    page.get_by_text("这台设备已经开通").wait_for()
    page.goto(f"{phone.address}/inspection/?campaign={drive}")
    page.get_by_role("button", name="带上这一页的场所").click()
    page.get_by_text("带上了 3 家").wait_for()
    build = caches(phone)
    page.close()  # killed, and there is no line

    phone.context.set_offline(True)
    page = phone.page = phone.tab()
    page.goto(f"{phone.address}/today/")
    page.get_by_role("heading", name="带上的场所").wait_for()
    for name, words in ((PLACES[0], "三月没有日志"), (PLACES[1], "")):
        row = page.locator("[data-sheets] .waiting-row", has_text=name)
        row.get_by_role("button", name="填", exact=True).click()
        fill_in(phone, row, words)
        row.get_by_text("记下一份").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.close()
    check(world, at, places[2], campaign=drive)  # the other phone, with a line
    assert tally(world, drive)["seen"] == 1

    another_list(world, at + timedelta(minutes=1), "营业日志保存六十日", "营业日志保存九十日")
    older = waiting_pages._static
    monkeypatch.setattr(waiting_pages, "_static", lambda language: [*older(language), f"{older(language)[0]}?next"])
    phone.context.set_offline(False)
    page = phone.page = phone.tab()
    page.route("**/login/state/", lambda route: route.abort())  # the line is there, and nothing has gone out yet
    page.goto(f"{phone.address}/waiting/")
    page.evaluate("navigator.serviceWorker.getRegistration('/').then(one => one.update())")
    page.wait_for_function("before => caches.keys().then(now => now.length && now.join() !== before)", arg=",".join(build))
    page.locator("[data-waiting] .waiting-row").nth(1).wait_for()  # the next build has the whole queue
    page.unroute("**/login/state/")
    page.reload()
    page.locator("[data-waiting] .waiting-row", has_text="已送出").nth(1).wait_for()
    page.reload()
    page.get_by_text("没有要送的").wait_for()
    assert {name: tally(world, drive)[name] for name in ("seen", "failed", "deployed")} == {"seen": 3, "failed": 1, "deployed": 2}
    with acting(world.actor("encheng_police")):
        kept = rows("SELECT id, matter_id FROM ledger_fact WHERE kind = 'venue_checked' AND matter_id = ANY(%s)", [places[:2]])
        assert len(kept) == 2 and rows("SELECT count(*) FROM inspection_photo") == [(2,)]
        for id, matter in kept:
            told, digest = record_of(matter, id)
            fact: Any = venue_of(matter, world.on).held.fact(id)
            assert digest == fact.record and told["checklist"] == VERSION and len(told["photos"]) == (2 if matter == places[0] else 0)
    page.goto(f"{phone.address}/inspection/")
    page.get_by_text("带上了 3 家").wait_for()
    phone.enter("clerk")
    page.goto(f"{phone.address}/inspection/")
    page.locator("[data-sheets][data-empty]").wait_for()
    phone.enter("encheng_police")
    page.goto(f"{phone.address}/inspection/")
    page.locator("[data-sheets][data-empty]").wait_for()  # somebody else was here: nothing of it is left


def tally(world: make.World, drive: UUID) -> dict[str, Any]:
    clerk = world.actor("clerk")
    with acting(clerk):
        return tallies(clerk, running(clerk, world.on))[drive]


def test_a_draft_is_put_back_on_the_list_that_it_was_begun_on_and_moves_when_it_is_asked_to(
    phone: Desk, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = venue(world, at)
    page = phone.page
    phone.context.set_default_timeout(30_000)
    page.goto(f"{phone.address}/inspection/{of}/check/", timeout=60_000)
    for code, words in (("log", "三月没有日志"), ("signs", "大厅没有标志")):
        page.locator(f"label:has([name=item_{code}][value=no])").click()
        page.locator(f"[name=words_{code}]").fill(words)
    phone.written()
    another_list(world, at + timedelta(minutes=1), '    { code = "signs", text = "大厅、包厢有禁毒警示标志和举报电话", clause = "entertainment.30" },\n', "")
    page.goto(f"{phone.address}/inspection/{of}/check/")
    page.get_by_text("这份草稿是用旧的一版检查表开始的").wait_for()
    page.wait_for_function("() => document.querySelector('[name=words_signs]')?.value === '大厅没有标志'")
    assert page.locator("[name=checklist]").input_value() == VERSION
    page.get_by_role("link", name="换成现在的一版").click()
    page.get_by_text("项对不上，没有放进来").wait_for()
    assert page.locator("[name=words_log]").input_value() == "三月没有日志" and page.locator("[name=words_signs]").count() == 0
    assert page.locator("[name=checklist]").input_value() != VERSION
