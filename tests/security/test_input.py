"""No input breaks a page, runs as anything, or slips past the address it came by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guitu.kit.database import acting, rows
from tests import casefile, make
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]

MARK = "zq7x"
HOSTILE = (
    "'", "\"", "';DROP TABLE people_person;--", "' OR '1'='1", "%", "%s", "%(on)s", "{0}", "{{7*7}}", "{% debug %}", "\\",
    f"<script>{MARK}()</script>", f"\"><img src=x onerror={MARK}()>", f"javascript:{MARK}()", f"' onmouseover='{MARK}()",
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "\x00", "a\x00b", "\ud7ff\uffff", "\u202e反", "\u200b",
    "../../etc/passwd", "²", "٣", "1e309", "-0", "NaN", "99999999999999999999", "9" * 5000, "null", "[]", "{}", "0x10",
    "2026-02-30", "9999-12-31", "0001-01-01", "10000-01-01", "2026-13-01T99:99", "\r\nSet-Cookie: a=b", "王" * 3000,
)
FIELDS = (
    "q", "on", "note", "words", "purpose", "how", "met", "measure", "kind", "organ", "decision_no", "duty", "request_id",
    "stage", "reason", "to_path", "post", "result", "slot", "place", "from_on", "until_on", "until", "returned_on", "at",
    "time", "number", "fact", "hundredths", "item", "level", "page", "area", "state", "after", "before", "order", "sort",
    "search", "kind_of", "known", "late", "home", "hidden", "only", "role", "tab", "receipt_no", "document_no", "letter_no",
    "back_on", "assessment", "days", "name", "sex", "id_number", "phone", "address", "born_on", "scope_path", "login",
)


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


class Scripts(HTMLParser):
    """What would run: elements and attributes that came out of what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (name in ("href", "src", "action") and (value or "").startswith("javascript:")):
                self.found.append(f"{tag} {name}={value}")
        if tag == "script" and not dict(attrs).get("nonce"):
            self.found.append("script without a nonce")

    def handle_data(self, data: str) -> None:
        if self.rawdata and self.lasttag == "script" and MARK in data and self.cdata_elem == "script":
            self.found.append(data)


def pages_of(client: Client, wang: UUID, text: str, n: int) -> Iterator[tuple[str, Any]]:
    """One hostile value in every field and parameter, at a share of the routes that moves with the value."""
    filled = dict.fromkeys(FIELDS, text)
    for i, (route, view) in enumerate(doors.routes()):
        if getattr(view, "access_policy", "") in ("",) or route.startswith(("logout", "password")):
            continue
        if (i + n) % 12:
            continue
        url = doors.address(route, {"person_id": wang})
        yield f"get {url}", client.get(url, filled)
        yield f"post {url}", client.post(url, {**filled, "stage": "confirm"})
        if i % 2:
            continue
        yield f"half {url}", client.post(url, {**filled, "on": "2026-03-16", "purpose": "visit", "request_id": str(uuid4())})


@pytest.mark.parametrize("n", range(4))
def test_nothing_typed_breaks_a_page_or_runs_in_it(world: make.World, client: Client, wang: UUID, n: int) -> None:
    make.enter(client, world, ("encheng_worker", "encheng_head", "clerk", "encheng_head")[n])
    before = everybody(world)
    for i, text in enumerate(HOSTILE):
        if i % 4 == n:
            for where, answer in pages_of(client, wang, text, i // 4):
                assert answer.status_code < 500, (where, text[:40])
                page = answer.content.decode("utf-8", "replace")
                assert Scripts(page).found == [], (where, text[:40])
                assert "Set-Cookie: a=b" not in str(answer.headers)
    assert everybody(world) == before


def everybody(world: make.World) -> object:
    with acting(world.actor("director")):
        return rows("SELECT count(*) FROM people_person")


@pytest.mark.parametrize("name", ["<b>王</b>", "=cmd|'/c calc'!A1", "';--", "{{7*7}}", "%s%s", "O\\'R", "a,b\"c{d}", "NULL"])
def test_a_hostile_name_and_note_are_only_words(
    world: make.World, client: Client, at: datetime, name: str
) -> None:
    worker = world.actor("encheng_worker")
    person = casefile.on_detox(worker, at, name, address=name, phone="10012345678", family=[{"name": name, "relation": "母亲"}])
    casefile.fact(worker, at, person, "visit", datetime(2026, 3, 10).date(), note=f"<script>{MARK}</script>{name}")
    make.enter(client, world, "encheng_worker")
    for url in ("/", "/people/", f"/casework/people/{person}/", f"/casework/people/{person}/show/timeline/"):
        answer = client.get(url)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert Scripts(page).found == [] and f"<script>{MARK}" not in page and "<b>王" not in page
    page = client.post(f"/people/{person}/unmask/", {"purpose": "visit"}).content.decode()
    assert Scripts(page).found == [] and "<b>王" not in page
    found = client.get(client.post("/people/search/", {"q": name})["Location"])
    assert found.status_code == 200 and Scripts(found.content.decode()).found == []


def test_a_parameter_given_twice_opens_nothing_more(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "hengpi_head")
    never = uuid4()
    for query in (
        f"?area={make.HENGPI}&area={make.ENCHENG}", f"?area={make.ENCHENG}", f"?area={make.ENPING}",
        f"?person_id={wang}", f"?post={world.posts['encheng_worker']}", "?state=book&state=x'", "?home=1&home=0",
        f"?lo={make.ENCHENG}&whole=1", f"?after={make.ENCHENG}.{never}", f"?before=9.{never}",
    ):
        for url in ("/", "/people/", "/figures/register/", "/figures/register/community_detox/", "/settings/posts/"):
            answer = client.get(url + query)
            assert answer.status_code in (200, 400, 404, 422), (url, query)
            text = answer.content.decode()
            assert canaries.seen_in(text) == [] and "欧*" not in text, (url, query)
    real = client.post(f"/casework/people/{never}/visit/?person_id={wang}", {"person_id": str(wang), "on": "2026-03-16"})
    assert real.status_code == 404


def test_addresses_never_carry_what_was_typed(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    seen = []
    for words in (canaries.NAME, canaries.NUMBER, canaries.PHONE):
        answer = client.post("/people/search/", {"q": words})
        seen.append(answer["Location"])
        page = client.get(answer["Location"]).content.decode()
        seen += re.findall(r'(?:href|action|hx-get|hx-post|src)="([^"]*)"', page)
    page = client.post(f"/people/{wang}/unmask/", {"purpose": "visit"}).content.decode()
    seen += re.findall(r'(?:href|action|hx-get|hx-post|src)="((?!tel:)[^"]*)"', page)  # a number to ring is no address of ours
    assert canaries.seen_in(" ".join(seen)) == []


def test_a_search_kept_in_one_session_is_nothing_in_another(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    address = client.post("/people/search/", {"q": canaries.NAME})["Location"]
    other = Client()
    make.enter(other, world, "encheng_head")
    page = other.get(address)
    assert page.status_code == 200 and canaries.NAME not in page.content.decode()


def test_bodies_that_are_no_forms_are_refused(world: make.World, wang: UUID) -> None:
    client = make.Browser(raise_request_exception=False)
    make.enter(client, world, "encheng_worker")
    url = f"/casework/people/{wang}/visit/"
    for body, kind in (
        (b"{", "application/json"), (b"\xff\xfe\x00", "application/x-www-form-urlencoded"), (b"--x\r\n", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n", "multipart/form-data; boundary=x"), (b"", "text/xml"),
        (b"&".join(b"a%d=1" % i for i in range(1200)), "application/x-www-form-urlencoded"),
        (b"note=" + b"x" * (3 * 1024 * 1024), "application/x-www-form-urlencoded"),
    ):
        answer = client.post(url, body, content_type=kind)
        assert answer.status_code in (400, 413, 422), (body[:20], kind, answer.status_code)
    answer = client.post(url, {"note": SimpleUploadedFile("../../x.html", b"<script>")})
    assert answer.status_code == 422


def test_a_form_without_its_token_saves_nothing(world: make.World, wang: UUID) -> None:
    client = Client(enforce_csrf_checks=True)
    make.enter(client, world, "encheng_worker")
    for route, _ in doors.routes():
        if route.startswith(("healthz", "readyz", "l/", "p/", "me/in/", "me/c/", "me/phone/", "api/v1/")):  # no cookie opens anything there: a code, a key
            continue
        answer = client.post(doors.address(route, {"person_id": wang}), {"on": "2026-03-16"})
        assert answer.status_code == 400, route
        assert "欧" not in answer.content.decode()
