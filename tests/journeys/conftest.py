"""A real browser at two widths, on the real pages, with a clock that stands still."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import browser as installed
from tests import casefile, make
from tests.journeys.desk import Desk
from tests.journeys.hand import SIZES, Hand
from tests.security.test_sessions import give_password

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# The browser's own driver runs an event loop in this thread; Django would take that for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="module")  # its driver holds the thread's event loop: nothing else that wants one runs meanwhile
def chromium() -> Iterator[Any]:
    path = installed.needed()
    from playwright import sync_api

    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=list(SIZES))
def width(request: pytest.FixtureRequest) -> str:
    """Both, unless a story names the one at which its people live it; each page is looked at at both all the same."""
    return str(request.param)


@pytest.fixture
def hand(
    chromium: Any, width: str, live_server: Any, world: make.World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Hand]:
    """A hand at a screen of that width; every page it opens is listened to for errors."""
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    across, down = SIZES[width]
    context = chromium.new_context(
        viewport={"width": across, "height": down}, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=width == "phone"
    )
    held = Hand(
        context.new_page(), live_server.url, world, width, tmp_path, lambda moment: monkeypatch.setenv("GUITU_NOW", moment)
    )
    yield held
    context.close()
    assert held.trouble == [], held.trouble


@pytest.fixture
def desk_width() -> str:
    """At which somebody writes: of a phone, unless a file of tests says otherwise."""
    return "phone"


@pytest.fixture
def desk(
    chromium: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch, desk_width: str
) -> Iterator[Desk]:
    """Somebody who writes about one person on the detox measure, with a password to come in again."""
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", date(2026, 1, 2), on=date(2026, 1, 2))
    across, down = SIZES[desk_width]
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": across, "height": down})
    give_password(world, "encheng_worker")
    sat = Desk(context, live_server.url, world, person)
    sat.enter("encheng_worker")
    yield sat
    context.close()
    assert sat.trouble == [], sat.trouble
