"""One answer page: its first line is what is true now, and it leads back to the list as it was and on to the next item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.kit.database import acting, rows
from guitu.recording import returning
from tests import make
from tests.casework.caseload import detox, own, page, text

pytestmark = [pytest.mark.django_db]

VISIT = {"on": "2026-03-16", "how": "home", "met": "yes"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def three(world: make.World, at: datetime) -> list[UUID]:
    """Three people whose visits are late, the first longest; as the list has them."""
    return [
        detox(world, at, start=date(2025, month, 16), name=name, id_number=None)
        for month, name in ((9, "王小明"), (10, "李小明"), (11, "陈小明"))
    ]


def duty_of(world: make.World, person: UUID, kind: str) -> str:
    """The first open one of this kind, as the list has it."""
    with acting(world.actor("encheng_worker")):
        sql = "SELECT key FROM duties_duty WHERE matter_id = %s AND kind = %s AND state = 'open' ORDER BY due_on, id LIMIT 1"
        return str(rows(sql, [person, kind])[0][0])


def first_line(response: Any) -> str:
    found = re.search(r'<section class="followed".*?<h2>.*?<span>(.*?)</span></h2>', text(response), re.S)
    assert found
    return found[1]


def next_link(response: Any) -> str:
    found = re.search(r'<a class="card answer-next" href="([^"]+)"', text(response))
    return found[1].replace("&amp;", "&") if found else ""


def back_link(response: Any) -> str:
    found = re.search(r'<a class="back" href="([^"]+)"', text(response))
    assert found
    return found[1].replace("&amp;", "&")


def saved(client: Client, world: make.World, person: UUID, came_from: str, kind: str = "visit") -> Any:
    """From a row of the list to the answer, as a browser goes: it says where it comes from, the form carries it."""
    key = duty_of(world, person, kind)
    form = text(client.get(page("record-visit", person, duty=key), headers={"referer": f"http://testserver{came_from}"}))
    carried = re.search(r'name="back" value="([^"]*)"', form)
    assert carried
    return client.post(
        page("record-visit", person), {**VISIT, "duty": key, "back": carried[1].replace("&amp;", "&")}
    )


def test_the_first_line_says_what_is_true_now(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    said = client.post(page("record-visit", person), VISIT)
    assert first_line(said).startswith("还有 4 件过期，最早的是风险评估")
    assert "接下来：尿检，应于 04-15 前。" in first_line(said)


def test_the_answer_leads_back_to_the_list_as_it_was_and_on_to_its_next_item(
    world: make.World, at: datetime, client: Client
) -> None:
    first, second, third = three(world, at)
    make.enter(client, world, "encheng_worker")
    done = saved(client, world, first, "/today/?kind=visits&page=1")
    on = next_link(done)
    assert str(second) in on and "/visit/" in on
    assert parse_qs(urlsplit(on).query)["back"] == ["/today/?kind=visits&page=1"]  # the chain does not lose the filter
    back = urlsplit(back_link(done))
    assert (back.path, back.query) == ("/today/", "kind=visits&page=1")
    assert f'id="{back.fragment}"' in text(client.get("/today/?kind=visits&page=1"))  # where the next item stands
    assert str(third) in next_link(saved(client, world, second, "/today/?kind=visits"))


def test_when_nothing_is_due_any_more_no_far_day_is_offered(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    assert next_link(saved(client, world, person, "/today/?kind=visits")) == ""


def test_behind_the_one_in_the_middle_stands_the_one_below_it(
    world: make.World, at: datetime, client: Client
) -> None:
    first, second, third = three(world, at)
    make.enter(client, world, "encheng_worker")
    assert str(third) in next_link(saved(client, world, second, "/today/?kind=visits"))
    assert str(first) in next_link(saved(client, world, third, "/today/?kind=visits"))  # behind the last: from the top


def test_a_filter_is_kept_to_a_list_of_reports_offers_no_visit(
    world: make.World, at: datetime, client: Client
) -> None:
    first, second, _third = three(world, at)
    make.enter(client, world, "encheng_worker")
    on = next_link(saved(client, world, first, "/today/?kind=reports"))
    assert "/report/" in on or "/report-in/" in on
    assert str(second) in on or str(first) in on


@pytest.mark.parametrize(
    "came_from",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/people/../accounts/logout/",
     "/no-such-page/", "/casework/people/x/visit/", "/" + "a" * 600, "/today/?kind=visits\r\nX: y"],
)
def test_nobody_is_led_off_the_site(came_from: str) -> None:
    assert returning.checked(came_from) == ""


def test_pages_that_list_and_files_are_gone_back_to(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    of_person = f"/casework/people/{person}/show/tests/"
    assert returning.checked(of_person) == of_person
    assert returning.checked("/people/?state=community_detox") == "/people/?state=community_detox"
    assert back_link(saved(client, world, person, of_person)) == of_person
    assert back_link(saved(client, world, person, "/people/?state=community_detox")) == "/people/?state=community_detox"


def test_the_answer_asks_for_the_next_item_and_for_nothing_else(
    world: make.World, at: datetime, client: Client
) -> None:
    person, *_others = three(world, at)
    make.enter(client, world, "encheng_worker")
    client.post(page("record-visit", person), {**VISIT, "on": "2026-03-15"})
    with CaptureQueriesContext(connection) as posted:
        client.post(page("record-visit", person), VISIT)
    asked = [sql for sql in own(posted) if "duties_postponement" in sql and sql.startswith("WITH put_off")]
    assert len(asked) == 1
    assert own(posted)[-1] == asked[0]


def test_sent_twice_the_first_line_is_said_again_and_one_visit_is_kept(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {**VISIT, "request_id": make.request_id()}
    first, second = (client.post(page("record-visit", person), sent) for _ in range(2))
    assert first_line(first) == first_line(second)
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = 'visit'", [person]) == [(1,)]

