"""What a person does at a screen, counted: touches, fields, pages."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from tests import make

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


@dataclass
class Hand:
    page: Any
    address: str
    world: make.World
    width: str
    folder: Path
    touches: int = 0
    fields: int = 0
    screens: int = 0
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(8000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        # the browser says in its console what `expect_refusal` expects
        if message.type == "error" and "422" not in message.text and "404" not in message.text:
            self.trouble.append(message.text)

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.trouble.append(f"{response.status} {response.url}")

    def enter(self, post: str) -> None:
        """Come in as the holder of a post: the session's cookie, as the login leaves it."""
        client = Client()
        make.enter(client, self.world, post)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        self.open("/")

    def open(self, path: str) -> int:
        answer = self.page.goto(self.address + path)
        self.screens += 1
        return int(answer.status)

    def touch(self, what: str, within: Any = None, *, exact: bool = False) -> None:
        """Touch the first button, link or label that says so."""
        place = within or self.page
        found = place.locator("button, a, label, summary").filter(has_text=what)
        if exact:
            found = place.get_by_text(what, exact=True)
        found.locator("visible=true").first.click()
        self.touches += 1

    def write(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}]").locator("visible=true").first.fill(value)
        self.fields += 1
        self.touches += 1

    def choose(self, name: str, label: str) -> None:
        self.page.locator(f"select[name={name}]").select_option(label=label)
        self.fields += 1
        self.touches += 2

    def choose_somebody(self, name: str) -> None:
        """The first person offered, where nobody is chosen yet."""
        box = self.page.locator(f"select[name={name}]")
        if not box.input_value():
            box.select_option(index=1)
            self.fields += 1
            self.touches += 2

    def see(self, *words: str) -> None:
        for word in words:
            self.page.get_by_text(word).locator("visible=true").first.wait_for()

    def not_see(self, *words: str) -> None:
        text = self.page.locator("body").inner_text()
        assert not [word for word in words if word in text]

    def accessible(self) -> None:
        """axe finds nothing, and nothing is wider than the screen."""
        found = Axe().run(self.page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
        across = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert across <= 0, f"{self.page.url} is {across} px too wide"

    def picture(self, name: str, *, full: bool = False) -> None:
        """A picture for the guide, when asked for by GUITU_PICTURES=1; always one for this run's folder."""
        self.page.screenshot(path=str(self.folder / f"{name}.png"), full_page=full)
        if os.environ.get("GUITU_PICTURES") == "1":
            GUIDE.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(GUIDE / f"{name}-{self.width}.png"), full_page=full)

    def count(self, story: str) -> None:
        print(f"{story} ({self.width}): {self.touches} touches, {self.fields} fields, {self.screens} pages opened")
        self.touches = self.fields = self.screens = 0
