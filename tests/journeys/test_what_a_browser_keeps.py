"""Whoever takes the computer finds nothing of what was typed in the browser's own files, past the logout."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
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

_CACHED = (
    "caches.keys().then(names => caches.open(names[0])).then(one => one.keys())"
    ".then(all => all.map(one => new URL(one.url).pathname))"
)


def _keys_of(world: make.World) -> list[bytes]:
    """What opens the worker's box, in each form in which it might lie somewhere."""
    id = Account.objects.get(pk=world.accounts["encheng_worker"]).natural_person_id
    text = crypto.key_of_box(id)
    made = serialization.load_der_private_key(base64.b64decode(text), None)
    assert isinstance(made, ec.EllipticCurvePrivateKey)
    number = made.private_numbers().private_value.to_bytes(32)
    return [text.encode(), base64.b64decode(text), number, base64.b64encode(number), base64.urlsafe_b64encode(number).rstrip(b"=")]


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
    assert _kept(tmp_path) == [] and _holding(tmp_path, _keys_of(world)) == []
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


def test_what_waits_for_a_line_lies_there_in_no_readable_form_and_no_page_of_a_person_is_kept(
    driver: Any, live_server: Any, world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A device that was turned on, a record that waits, a note on the empty sheet; then the browser is killed."""
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    person = casefile.on_detox(world.actor("encheng_worker"), at, "王小明", on=date(2026, 1, 2))
    visit = f"{live_server.url}/casework/people/{person}/visit/"
    context = _launch(driver, world, live_server.url, tmp_path, "encheng_worker")
    try:
        page = context.new_page()
        page.goto(f"{live_server.url}/waiting/")
        page.get_by_role("button", name="开通").click()
        page.get_by_text("这台设备已经开通").wait_for()
        page.goto(visit)
        page.locator("[name=note]").fill(TYPED)
        context.set_offline(True)
        page.locator("form.form button[type=submit]").click()
        page.locator(".unsaved", has_text="还没有送出").wait_for()
        page.goto(visit)
        page.locator("[name=who]").fill(TYPED)
        page.locator("[name=note]").fill(TYPED)
        page.get_by_role("button", name="记下").click()
        page.get_by_text("记下了").wait_for()
        cached = page.evaluate(_CACHED)
        page.wait_for_timeout(1500)
    finally:
        context.close()
    assert _kept(tmp_path) == [] and _holding(tmp_path, _keys_of(world)) == []
    assert _holding(tmp_path, ["王小明".encode(), "王小明".encode("utf-16-le"), str(person).encode() + b"|"]) == []
    assert [path for path in cached if not path.startswith("/static/")] == ["/no-line/"]
    context = _launch(driver, world, live_server.url, tmp_path, "encheng_worker")
    try:
        page = context.new_page()
        page.goto(f"{live_server.url}/waiting/")
        page.locator(".waiting-row", has_text="已送出").wait_for()
        page.locator(".waiting-row", has_text="要您认人").wait_for()
    finally:
        context.close()
    assert len(casefile.said(world.actor("encheng_worker"), "visit", person)) == 1
