"""What a person does at a screen, counted: touches, fields, screens. Every page it looks at is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from tests import make

SIZES = {"phone": (390, 844), "desktop": (1366, 900)}
# axe takes a while: a page that has the same address and the same headings is asked about once per width.
_ASKED: set[tuple[Any, ...]] = set()
_HEADINGS = "[...document.querySelectorAll('h1,h2,legend')].map(e => e.textContent.trim()).join('|')"
_WRONG = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(found => found.violations)"
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def is_sent(answer: Any) -> bool:
    """The answer to a form, and not to what a page counts beside it."""
    return answer.request.method == "POST" and answer.request.resource_type != "ping"


@dataclass
class Hand:
    page: Any
    address: str
    world: make.World
    width: str
    folder: Path
    set_clock: Callable[[str], None]
    touches: int = 0
    fields: int = 0
    screens: int = 0
    trouble: list[str] = field(default_factory=list)
    _as: str = ""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20000)  # only what fails waits so long; a busy machine is slow
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message: Any) -> None:
        # the browser says in its console that a refusal or a missing page was answered: both are meant
        if message.type == "error" and "422" not in message.text and "404" not in message.text:
            self.trouble.append(message.text)

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.trouble.append(f"{response.status} {response.url}")
        is_sent_form = is_sent(response) and response.request.headers.get("hx-target") != "closest li"
        is_screen = response.request.resource_type == "document" or is_sent_form
        if is_screen and response.status not in (301, 302, 303):
            self.screens += 1

    def enter(self, post: str) -> None:
        """Come in as the holder of a post: the session's cookie, as the login leaves it."""
        client = Client()
        make.enter(client, self.world, post)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        self._as = post
        self.open("/")

    def later(self, day: str) -> None:
        """Another morning; the login of the day before is over."""
        self.set_clock(f"{day}T09:00:00")
        self.enter(self._as)

    def open(self, path: str) -> int:
        answer = self.page.goto(self.address + path)
        self.usable()
        return int(answer.status)

    def touch(self, what: str, within: Any = None, *, exact: bool = False) -> None:
        """Touch the first button, link or label that says so."""
        place = within or self.page
        found = place.locator("button, a, label, summary")
        found = found.filter(has=self.page.locator(f":text-is('{what}')")) if exact else found.filter(has_text=what)
        found.locator("visible=true").first.click()
        self.settled()
        self.touches += 1

    def settled(self) -> None:
        """The answer to a form stands in the place of the page, and its fields are listened to."""
        self.page.locator("html:not(:has(.htmx-request, .htmx-swapping, .htmx-settling))").wait_for()

    def row(self, what: str, who: str = "") -> Any:
        """The line of today's list that says so."""
        said = f"h3:text-is('{what}'), .duty-parts strong:text-is('{what}')"  # by itself, or one of several of a person
        found = self.page.locator("[data-row]").filter(has=self.page.locator(said))
        row = (found.filter(has_text=who) if who else found).first
        folded = self.page.locator("main details:not([open])", has=row)
        if folded.count() and not row.is_visible():  # what comes later is folded
            folded.first.locator("summary").first.click()
            self.touches += 1
        return row

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
        """These words are on the page; and the page is one that everybody can use."""
        for word in words:
            self.page.get_by_text(word).locator("visible=true").first.wait_for()
        self.usable()

    def not_see(self, *words: str) -> None:
        """None of these words is on the page; what the post itself is called stands beside it."""
        text = self.page.locator("main").inner_text()
        assert not [word for word in words if word in text]

    def usable(self) -> None:
        """Nothing is wider than the screen, and axe finds nothing: at the width of this hand, and at the other too where
        the page is a new one, so that a story need be lived at one of them only."""
        self.page.wait_for_load_state("load")  # its style sheets too
        page = tuple(re.sub(r"[0-9a-f-]{36}|\?.*|\d+", "", said) for said in (self.page.url, self._headings()))
        self._fits(page)
        for width in SIZES:
            if width != self.width and (width, *page) not in _ASKED:
                self._resized(width)
                self._fits(page, width)
                self._resized(self.width)

    def _fits(self, page: tuple[str, ...], width: str = "") -> None:
        across = self.page.evaluate(_TOO_WIDE)
        assert across <= 0, f"{self.page.url} is {across} px too wide at {width or self.width}"
        if (shape := (width or self.width, *page)) not in _ASKED:
            found = self._wrong()
            said = [f"{wrong['id']}: {node['html'][:160]}" for wrong in found for node in wrong["nodes"][:3]]
            assert not said, f"{self.page.url} at {width or self.width}: {said}"
            _ASKED.add(shape)

    def _wrong(self) -> list[Any]:
        """What axe finds: it is brought to a page once, and says only what is wrong."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
        return list(self.page.evaluate(_WRONG))

    def _resized(self, width: str) -> None:
        across, down = SIZES[width]
        self.page.set_viewport_size({"width": across, "height": down})

    def _headings(self) -> str:
        return str(self.page.evaluate(_HEADINGS))

    def count(self, story: str) -> None:
        print(f"{story} ({self.width}): {self.touches} touches, {self.fields} fields, {self.screens} screens")
        self.begin()

    def begin(self) -> None:
        """What is counted begins here."""
        self.touches = self.fields = self.screens = 0
