"""The sample pages in a real Chromium, under the strictest security policy that we may be served with."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django_htmx
import pytest
from axe_playwright_python import sync_playwright as axe
from playwright import sync_api as playwright

from guitu.frame import preview
from tests import browser as installed

VENDOR = preview.HERE / "static" / "vendor" / "icons.svg"
POLICY = (
    "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
WIDTHS = {"phone": (390, 844), "desk": (1366, 900)}

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not VENDOR.exists() and os.environ.get("CI") != "true", reason="front-end files are not set up yet"
    ),
]


class PageServer(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        path = path.split("?", maxsplit=1)[0]
        if path.startswith("/static/django_htmx/"):
            return str(Path(django_htmx.__file__).parent / path.removeprefix("/"))
        if path.startswith("/static/"):
            return str(preview.HERE / path.removeprefix("/"))
        return super().translate_path(path)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("pages")
    with override_settings(ROOT_URLCONF="guitu.frame.preview", STATIC_URL="/static/"):
        for name in preview.PAGES:
            page = preview.sample_page(name).replace('nonce=""', 'nonce="abc"')
            (folder / f"{name}.html").write_text(page, encoding="utf-8")
    handler = functools.partial(PageServer, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=installed.needed(), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(params=list(WIDTHS))
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    wide, tall = WIDTHS[request.param]
    context = browser.new_context(
        viewport={"width": wide, "height": tall}, is_mobile=request.param == "phone"
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda e: complaints.append(str(e)))
    yield opened
    context.close()
    assert not complaints


@pytest.mark.parametrize("name", preview.PAGES)
def test_a_page_is_accessible_and_fits_its_width(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_a_clause_opens_in_full_and_escape_closes_it(page: Any, address: str) -> None:
    page.goto(f"{address}/today.html")
    clause = page.locator(".duty details.clause").nth(1)
    clause.locator("summary").click()
    assert clause.locator(".clause-card").is_visible()
    box = clause.locator(".clause-card").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    page.keyboard.press("Escape")
    assert not clause.locator(".clause-card").is_visible()


def test_rows_are_walked_with_j_and_k(page: Any, address: str) -> None:
    page.goto(f"{address}/today.html")
    page.locator("[data-row]").first.wait_for()
    for key in ("j", "j", "k", "j"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.querySelector('h3').textContent") == "报到"


def test_a_part_appears_in_place_and_is_not_sent_while_hidden(page: Any, address: str) -> None:
    page.goto(f"{address}/urine_test.html")
    part = page.locator(".when")
    part.wait_for(state="hidden")
    assert page.locator("#id_sample_a").is_disabled()
    page.locator(".choice", has_text="初筛阳性").click()
    assert part.is_visible()
    assert page.locator("#id_sample_a").is_enabled()


def test_a_form_is_sent_once(page: Any, address: str) -> None:
    page.goto(f"{address}/urine_test.html")
    page.locator(".when").wait_for(state="hidden")
    sent = page.evaluate(
        "() => { let n = 0; const f = document.querySelector('form[data-once]:not([role])');"
        " f.addEventListener('htmx:beforeRequest', (e) => { n += 1; e.preventDefault(); });"
        " f.requestSubmit(); f.requestSubmit(); return n; }"
    )
    assert sent == 1


def test_the_errors_are_where_the_reader_is_put(page: Any, address: str) -> None:
    page.goto(f"{address}/urine_test.html")
    page.locator(".when").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.classList.contains('errors')")
    page.locator(".errors li > a").click()
    assert page.evaluate("document.activeElement.id") == "id_second_collector"


def test_controls_are_large_enough_for_a_thumb(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    opened = context.new_page()
    for name in preview.PAGES:
        opened.goto(f"{address}/{name}.html")
        small = opened.evaluate(
            "[...document.querySelectorAll('.btn, .input, .choice-face, .segments a, .bottom a,"
            " .more > summary, .check, .tabs a, .door')]"
            ".filter(e => e.offsetHeight > 0 && e.offsetHeight < 44).map(e => e.className + e.textContent)"
        )
        assert small == [], name
    context.close()
