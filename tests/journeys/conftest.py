"""A real browser at two widths, on the real pages, with a clock that stands still."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import browser as installed
from tests import make
from tests.journeys.hand import SIZES, Hand

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
