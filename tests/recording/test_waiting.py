"""Which pages may wait for a line, what the house says it has, and what a device without a line shows (S-12)."""

from __future__ import annotations

import inspect
import random
import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve

from guitu.approvals.askable import ASKABLE
from guitu.kit.waiting import WAITING
from guitu.roles import ROLES
from tests import casefile, make
from tests.papers.test_files import photo
from tests.repository.test_doors import routes

pytestmark = [pytest.mark.django_db(transaction=True)]
MAY_WAIT = {
    "record-meeting": "record_visit",
    "record-visit": "record_visit",
    "record-urine-test": "record_urine_test",
    "record-report": "record_report",
    "correct-person": "correct_person",
    "item-file": "attach_file",
    "paper-file": "attach_file",
    "check-venue": "record_check",
}


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    return casefile.on_detox(world.actor("encheng_worker"), at, "王小明", date(2026, 1, 2), on=date(2026, 1, 2))


def test_these_pages_may_wait_and_no_other() -> None:
    assert {page: one.action for page, one in WAITING.items()} == MAY_WAIT


def test_no_legal_step_waits_nothing_that_is_read_back_and_nothing_that_takes_two() -> None:
    views = {entry.name: entry.callback for _route, entry in routes(get_resolver().url_patterns)}
    for page, one in WAITING.items():
        source = inspect.getsource(views[page])
        assert "steps.take(" not in source and " take(" not in source, f"{page} is read back on a check page"
        assert one.action not in ASKABLE, f"{one.action} takes a second person"
        assert any(one.action in role.may for role in ROLES.values())


def test_only_the_form_of_such_a_page_says_that_it_may_wait(client: Client, world: make.World, person: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    for path, waits in (("visit/", True), ("meeting/", True), ("test/", True), ("report/", True), ("correct-person/", True),
                        ("record-custody/", False), ("grant-leave/", False), ("correct-identity/", False)):
        page = client.get(f"/casework/people/{person}/{path}").content.decode()
        assert (' data-waits="' in page.split("<main", 1)[1].split("</main>", 1)[0]) is waits, path


def visit(client: Client, person: UUID, **more: str) -> Any:
    data = {"how": "home", "met": "yes", "on": "2026-03-16", "request_id": make.request_id(), **more}
    return client.post(f"/casework/people/{person}/visit/", data), data["request_id"]


def ticket_of(client: Client, path: str) -> str:
    found = re.search(r' data-waits="([0-9a-f]{32})"', client.get(path).content.decode())
    assert found
    return found[1]


def test_what_somebody_put_into_the_box_of_another_is_not_recorded(client: Client, world: make.World, person: UUID) -> None:
    """A ticket is of one page and one reader; and no other page takes what waited at all."""
    make.enter(client, world, "encheng_head")
    of_another = ticket_of(client, f"/casework/people/{person}/visit/")
    make.enter(client, world, "encheng_worker")
    own, of_meeting = (ticket_of(client, f"/casework/people/{person}/{page}/") for page in ("visit", "meeting"))
    data = {"how": "home", "met": "yes", "on": "2026-03-16", "request_id": make.request_id()}
    for forged in ("", "1", of_another, of_meeting):
        answer = client.post(f"/casework/people/{person}/visit/", data, headers={"X-Waits": forged})
        assert (answer.status_code, known(client, data["request_id"])) == (400, False)
    step = {"custody": "detained", "on": "2026-03-10", "stage": "confirm", "request_id": make.request_id()}
    assert client.post(f"/casework/people/{person}/record-custody/", step, headers={"X-Waits": own}).status_code == 400
    answer = client.post(f"/casework/people/{person}/visit/", data, headers={"X-Waits": own})
    assert (answer.status_code, answer["X-Recorded"]) == (200, data["request_id"])


def known(client: Client, request_id: str) -> bool:
    found: bool = client.get(f"/waiting/recorded/{request_id}/").json()["recorded"]
    return found


def test_what_is_recorded_says_so_with_the_id_of_its_request_and_what_is_refused_does_not(
    client: Client, world: make.World, person: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    done, request_id = visit(client, person)
    assert (done.status_code, done["X-Recorded"]) == (200, request_id) and known(client, request_id)
    refused, other = visit(client, person, on="2027-01-01")
    assert refused.status_code == 422 and "X-Recorded" not in refused and not known(client, other)
    again, _ = visit(client, person, request_id=request_id)
    assert again["X-Recorded"] == request_id and len(casefile.said(world.actor("encheng_worker"), "visit", person)) == 1


def test_a_meeting_of_several_parts_is_known_by_the_id_of_its_click(client: Client, world: make.World, person: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    click = make.request_id()
    data = {"on": "2026-03-16", "how": "home", "with_visit": "on", "visit-met": "yes", "request_id": click}
    answer = client.post(f"/casework/people/{person}/meeting/", data)
    assert answer["X-Recorded"] == click and known(client, click)


def test_the_house_tells_nobody_else_what_it_has(client: Client, world: make.World, person: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    _, request_id = visit(client, person)
    make.enter(client, world, "encheng_head")
    assert not known(client, request_id)
    assert client.get("/waiting/recorded/short/").status_code == 404
    client.logout()
    answer = client.get(f"/waiting/recorded/{request_id}/", headers={"X-Kept": "1"})
    assert (answer.status_code, answer["X-Wants"]) == (401, "login")


def test_a_file_that_was_sent_later_is_answered_with_its_id_and_not_led_away(
    client: Client, world: make.World, person: UUID
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    make.enter(client, world, "encheng_worker")
    path, sent, ids = f"/papers/people/{person}/items/agreement/", photo("PNG"), [make.request_id() for _ in range(2)]
    for click, headers, status in ((ids[0], {"X-Waits": ticket_of(client, path)}, 200), (ids[1], {}, 302)):
        data = {"file": SimpleUploadedFile("a.png", sent, "image/png"), "request_id": click}
        answer = client.post(path, data, headers=headers)
        assert (answer.status_code, answer["X-Recorded"]) == (status, click)


def test_the_page_of_what_waits_is_everybodys_and_asks_the_database_for_nothing_of_its_own(
    client: Client, world: make.World
) -> None:
    for post in world.posts:
        make.enter(client, world, post)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/waiting/")
        assert page.status_code == 200 and page["Cache-Control"] == "no-store", post
        assert len(asked) <= 4, post
    client.logout()
    assert client.get("/waiting/").status_code == 302


def test_a_device_without_a_line_is_given_a_page_with_nobody_in_it(client: Client, world: make.World) -> None:
    stranger = client.get("/no-line/")
    make.enter(client, world, "encheng_worker")
    ours = client.get("/no-line/")
    for page in (stranger.content.decode(), ours.content.decode()):
        assert "data-who" not in page and "csrfmiddlewaretoken" not in page and "hx-headers" not in page
    assert not stranger.cookies and not ours.cookies


def test_the_worker_keeps_one_page_our_style_and_our_scripts_and_nothing_else(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript") and "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    shell = text.split('"shell": [', 1)[1].split("]", 1)[0].replace('"', "").split(", ")
    assert shell[0] == "/no-line/" and all(path.startswith("/static/") for path in shell[1:])
    missing = [path for path in shell[1:] if not finders.find(path.removeprefix("/static/"))]
    assert missing == ["/static/vendor/bootstrap-reboot.min.css"] or missing == []
    assert resolve("/sw.js").url_name == "worker", "at the root: of another folder it would answer for that folder only"
    assert "put(" not in text, "it never adds what it has seen"
    assert "worker-src 'self'" in client.get("/login/")["Content-Security-Policy"]


def test_a_hundred_records_over_lost_answers_kills_and_two_tabs_are_each_on_file_once(
    client: Client, world: make.World, person: UUID
) -> None:
    """As the page does it (waiting.js): asks first whether the house has it, sends, and sends again until a receipt comes. Chance
    cuts the line before, within or after each, kills the page, and lets a second tab send the same."""
    chance, path = random.Random(11), f"/casework/people/{person}/visit/"
    make.enter(client, world, "encheng_worker")
    ticket = ticket_of(client, path)
    queue = {make.request_id(): {"how": "phone", "met": "yes", "note": f"第 {n} 次", "another_occasion": "on"} for n in range(100)}
    data = {key: {**body, "on": "2026-03-16", "request_id": key} for key, body in queue.items()}
    cuts = 0
    while queue:
        key = chance.choice(list(queue))
        if chance.random() < 0.25:  # no line: nothing leaves
            cuts += 1
            continue
        if known(client, key):
            del queue[key]
            continue
        answers = [client.post(path, data[key], headers={"X-Waits": ticket}) for _tab in range(2 if chance.random() < 0.2 else 1)]
        if chance.random() < 0.3:  # the answer is lost, or the page is killed before it reads it
            cuts += 1
            continue
        assert {answer["X-Recorded"] for answer in answers} == {key}
        del queue[key]
    assert cuts > 30
    assert len(casefile.said(world.actor("encheng_worker"), "visit", person)) == 100
