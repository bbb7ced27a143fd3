"""大屏: counts, clocks and gaps of duty, and nothing of a person; it looks again by itself and gets nothing while nothing changed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guitu.response import raising
from tests import casefile, make
from tests.response import stage
from tests.response.stage import MINUTE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(world: make.World) -> make.World:
    return stage.set_up(world)


def test_the_wall_counts_and_says_who_is_missing_and_nothing_of_a_person(world: make.World, client: Client, at: datetime) -> None:
    person = casefile.person(world.actor("encheng_worker"), at, name="欧阳某某", post_id=world.posts["encheng_worker"])
    late = stage.sent(world, at - 40 * MINUTE, person_id=person, whom="欧阳某某", spot="南堤路 8 号", known="欧阳某某两天没有联系上")
    ended = stage.raised(world, at - 5 * MINUTE, another=True)
    raising.check_innocent(world.actor("encheng_worker"), at=at, call_id=ended, explains="leave", words="请假")
    make.enter(client, world, "clerk")
    page = client.get("/calls/wall/").content.decode()
    assert late.hex[:4].upper() in page and "过了" in page and "恩城" in page
    for word in ("欧阳", "南堤路", "两天没有联系上", "失联", "东门", str(person), "测试"):
        assert word not in page, word
    assert "<dt>在办的呼应</dt><dd>1</dd>" in page and "<dt>今天发起</dt><dd>2</dd>" in page
    assert "村（社区）" not in page and "检察院" in page  # a unit without anybody; villages are not on the wall


def test_the_wall_looks_again_and_is_given_nothing_until_something_changes(world: make.World, client: Client, at: datetime) -> None:
    make.enter(client, world, "director")
    first = client.get("/calls/wall/lines/")
    mark = {"If-None-Match": first["ETag"]}
    assert first.status_code == 200 and client.get("/calls/wall/lines/", headers=mark).status_code == 304
    stage.sent(world, at)
    assert client.get("/calls/wall/lines/", headers=mark).status_code == 200


def test_a_room_that_only_looks_again_ends_and_the_wall_goes_on(world: make.World, client: Client, at: datetime, clock: Any) -> None:
    call = stage.sent(world, at)
    timer = {"X-Timer": "1", "HX-Request": "true"}
    make.enter(client, world, "clerk")
    assert client.get(f"/calls/{call}/").status_code == 200

    def looked(hour: int, minute: int, path: str) -> Any:
        clock(f"2026-03-16T{hour:02}:{minute:02}:00")
        return client.get(path, headers=timer)

    for minute in range(2, 15, 4):
        assert looked(9, minute, f"/calls/{call}/lines/").status_code == 200
    assert client.get("/login/state/").json()["left"] == 60
    for minute in (20, 40, 59):  # of nobody in particular: it hangs there for the day
        assert looked(9, minute, "/calls/wall/lines/").status_code == 200
    assert client.get("/login/state/").json()["wants"] == "login"
    assert client.get("/calls/wall/lines/")["Location"].startswith("/login/")  # without the timer it is a click, and too late
    make.enter(client, world, "clerk")
    client.get("/calls/wall/")
    assert looked(17, 58, "/calls/wall/lines/").status_code == 200
    assert looked(18, 1, "/calls/wall/lines/")["HX-Redirect"].startswith("/login/")
    make.enter(client, world, "clerk")
    client.get(f"/calls/{call}/")
    refused = looked(18, 20, f"/calls/{call}/lines/")  # the page may hold words: its script asks for the login, and leads nowhere
    assert (refused.status_code, refused["X-Wants"]) == (401, "login")


def test_every_page_that_looks_again_says_that_nobody_clicked() -> None:
    pages = [page for page in Path("src/guitu").rglob("*.html") if 'hx-trigger="every' in page.read_text()]
    assert len(pages) > 3
    for page in pages:
        tags = re.findall(r"<[^<]*hx-trigger=\"every.*", page.read_text())
        assert all('X-Timer": "1"}\'' in tag for tag in tags), page


def test_a_town_hangs_up_its_own_and_who_is_not_in_charge_finds_none(world: make.World, client: Client, at: datetime, django_assert_max_num_queries: Any) -> None:
    call = stage.sent(world, at)
    make.enter(client, world, "hengpi_head")
    assert call.hex[:4].upper() not in client.get("/calls/wall/").content.decode()
    make.enter(client, world, "encheng_head")
    client.get("/calls/wall/")
    with django_assert_max_num_queries(16):
        assert call.hex[:4].upper() in client.get("/calls/wall/").content.decode()
    for name in ("encheng_worker", "squad", "auditor"):
        make.enter(client, world, name)
        assert client.get("/calls/wall/").status_code == 404 and client.get("/calls/wall/lines/").status_code == 404
