"""Somebody who writes about one person, in one browser; every page is listened to for errors of scripts and policy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from tests import casefile, make
from tests.security.test_sessions import PASSWORD

TYPED = "他说最近睡得不好"
NOTICE = "form[data-keep] > .unsaved"


class Desk:
    """One browser with one page, at which somebody writes about one person."""

    def __init__(self, context: Any, address: str, world: make.World, person: UUID) -> None:
        self.context, self.address, self.world, self.person = context, address, world, person
        self.trouble: list[str] = []
        self.page = self.tab()

    def tab(self) -> Any:
        page = self.context.new_page()
        page.set_default_timeout(15000)  # the first page of a server is slow on a busy machine
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", self._heard)
        return page

    def _heard(self, said: Any) -> None:
        if "Content Security" in said.text:
            self.trouble.append(said.text)

    def enter(self, post: str) -> None:
        client = Client()
        make.enter(client, self.world, post)
        held = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.clear_cookies()
        self.context.add_cookies([{"name": held.key, "value": held.value, "url": self.address}])

    def open(self, path: str = "visit/", page: Any = None) -> None:
        (page or self.page).goto(f"{self.address}/casework/people/{self.person}/{path}", wait_until="load")

    def type(self, text: str = TYPED, page: Any = None) -> None:
        (page or self.page).locator("[name=note]").fill(text)

    def note(self, page: Any = None) -> str:
        return str((page or self.page).locator("[name=note]").input_value())

    def save(self, page: Any = None) -> None:
        (page or self.page).locator("form[data-keep] button[type=submit]").first.click()

    def said(self, words: str = "还没有保存", page: Any = None) -> None:
        (page or self.page).locator(NOTICE, has_text=words).wait_for()

    def saved(self, page: Any = None) -> None:
        (page or self.page).locator(".followed").wait_for()

    def written(self) -> None:
        """The draft lies on the device: a moment after the last sign was typed."""
        self.page.locator("form[data-written]").wait_for()

    def log_in_here(self, post: str, page: Any = None) -> None:
        box = (page or self.page).locator("dialog[open]")
        box.locator("[name=login]").fill(f"t-{post}")
        box.locator("[name=password]").fill(PASSWORD)
        box.locator("[data-send]").click()

    def visits(self) -> int:
        return len(casefile.said(self.world.actor("encheng_worker"), "visit", self.person))
