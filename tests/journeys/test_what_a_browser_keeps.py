"""Whoever takes the computer finds nothing of what was typed in the browser's own files, past the logout."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from guitu.grid.models import Account
from guitu.kit import crypto
from tests import browser, casefile, make
from tests.journeys.conftest import ARGUMENTS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TYPED = "金丝雀谈话记录zqxcanary"  # the end of it is found in any encoding of one byte a letter


@pytest.fixture
def driver(chromium: Any) -> Iterator[Any]:
    return chromium.browser_type


def _kept(profile: Path) -> list[str]:
    return _holding(profile, [TYPED.encode(), TYPED.encode("utf-16-le"), b"zqxcanary", "zqxcanary".encode("utf-16-le")])


def _holding(profile: Path, words: list[bytes]) -> list[str]:
    return [
        str(file.relative_to(profile))
        for file in profile.rglob("*")
        if file.is_file() and any(word in file.read_bytes() for word in words)
    ]


def _session(world: make.World, address: str, post: str = "encheng_worker") -> dict[str, Any]:
    client = Client()
    make.enter(client, world, post)
    held = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": held.key, "value": held.value, "url": address}


def _launch(driver: Any, world: make.World, address: str, profile: Path, post: str) -> Any:
    context = driver.launch_persistent_context(profile, executable_path=browser.needed(), args=ARGUMENTS, locale="zh-CN")
    context.add_cookies([_session(world, address, post)])
    return context


def test_a_draft_that_was_kept_at_the_logout_is_bytes_to_everybody_but_its_writer(
    driver: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", on=date(2026, 1, 2))
    address = f"{live_server.url}/casework/people/{person}/visit/"
    context = _launch(driver, world, live_server.url, tmp_path, "encheng_worker")
    try:
        page = context.new_page()
        page.goto(address)
        page.locator("[name=note]").fill(TYPED)
        page.locator("form[data-written]").wait_for()
        page.wait_for_timeout(1500)
        page.evaluate("document.querySelector('form[data-leave] button').click()")
        page.get_by_role("button", name="留着，退出").click()
        page.wait_for_url("**/login/**")
    finally:
        context.close()
    key = crypto.key_for("draft", Account.objects.get(pk=world.accounts["encheng_worker"]).natural_person_id)
    assert _kept(tmp_path) == [] and _holding(tmp_path, [key, base64.b64encode(key)]) == []
    for post, opens in (("encheng_head", False), ("encheng_worker", True)):
        context = _launch(driver, world, live_server.url, tmp_path, post)
        try:
            page = context.new_page()
            page.goto(address)
            if opens:
                page.get_by_role("button", name="继续填").click()
            else:
                page.wait_for_timeout(1000)
                assert page.locator(".unsaved").count() == 0
            assert page.locator("[name=note]").input_value() == (TYPED if opens else "")
        finally:
            context.close()


def test_what_was_typed_refused_and_saved_is_in_no_file_of_the_browser(
    driver: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", on=date(2026, 1, 2))
    context = driver.launch_persistent_context(tmp_path, executable_path=browser.needed(), args=ARGUMENTS, locale="zh-CN")
    try:
        context.add_cookies([_session(world, live_server.url)])
        page = context.new_page()
        page.goto(f"{live_server.url}/casework/people/{person}/visit/")
        page.locator("[name=note]").fill(TYPED)
        page.locator("[name=on]").fill("2027-01-01")
        page.locator("form.form button[type=submit]").click()
        page.locator(".errors").wait_for()
        assert page.locator("[name=note]").input_value() == TYPED, "what was typed is kept on the page"
        page.wait_for_timeout(1500)  # a browser writes what it would restore after a crash every few seconds
        page.locator("[name=on]").fill("2026-03-16")
        page.locator("form.form button[type=submit]").click()
        page.locator(".followed").wait_for()
        page.goto(live_server.url)
        page.wait_for_timeout(1500)
        page.evaluate("document.querySelector('form[action=\"/logout/\"] button').click()")
        page.wait_for_url("**/login/**")
    finally:
        context.close()
    assert any(tmp_path.rglob("*")) and _kept(tmp_path) == []
