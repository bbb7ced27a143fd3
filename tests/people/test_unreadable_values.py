"""A value that was flipped, moved or cut says so in its own place and raises the alarm; everything else is served."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from guitu.casework.load import cases
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.people.search import find, similar
from guitu.rules.identifiers import make_demo_id
from guitu.settling.settle import rebuild
from guitu.settling.summaries import course_in
from tests import casefile, make

pytestmark = [pytest.mark.django_db]
NUMBER = make_demo_id(date(1991, 5, 6), "female", 3)
SAID = "读不出"


def spoil(table: str, key: str, row: UUID, column: str, how: str = "flipped") -> None:
    """Change a stored value behind the back of the application, as a bad disk or a hand in the database would."""
    value = {
        "flipped": f"set_byte({column}, length({column}) - 1, get_byte({column}, length({column}) - 1) # 1)",
        "cut": f"substr({column}, 1, 20)",
        "of a lost key": f"set_byte({column}, 5, 99)",
    }[how]
    with connections["owner"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT set_config('guitu.definer', 'test', true)")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # facts are append-only, to their owner too
        cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = %s", [row])
        assert cursor.rowcount == 1
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("COMMIT")


@pytest.fixture
def two(world: make.World, at: datetime) -> tuple[UUID, UUID]:
    worker = world.actor("encheng_worker")
    what: dict[str, Any] = {"phone": "15405550001", "address": "石泉路一号", "family": [{"name": "李母", "relation": "母亲"}]}
    spoilt = casefile.on_detox(worker, at, "李小红", id_number=NUMBER, **what, on=date(2026, 1, 2))
    return spoilt, casefile.on_detox(worker, at, "李小兰", on=date(2026, 1, 2))


@pytest.mark.parametrize("how", ["flipped", "cut", "of a lost key"])
def test_a_search_that_meets_it_still_answers_with_everybody(
    world: make.World, two: tuple[UUID, UUID], how: str, caplog: pytest.LogCaptureFixture
) -> None:
    spoilt, whole = two
    spoil("people_identity", "person_id", spoilt, "name", how)
    with acting(world.actor("encheng_worker")), caplog.at_level(logging.ERROR):
        assert set(find(world.actor("encheng_worker"), "李小").ids) == {spoilt, whole}
        assert find(world.actor("encheng_worker"), NUMBER).ids == [spoilt]
        assert next(one.id for one in similar(world.actor("encheng_worker"), name="李小兰")) == whole
    alarms = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert alarms and all("people_identity|name" in said and str(spoilt) in said for said in alarms)
    assert not any("李" in said for said in alarms)


def test_a_number_that_cannot_be_read_is_still_found_by_its_index(world: make.World, two: tuple[UUID, UUID]) -> None:
    spoilt, _ = two
    spoil("people_identity", "person_id", spoilt, "id_number")
    with acting(world.actor("encheng_worker")):
        assert find(world.actor("encheng_worker"), NUMBER).ids == [spoilt]
        assert find(world.actor("encheng_worker"), NUMBER[-4:]).ids == [spoilt]


@pytest.mark.parametrize("column", ["name", "id_number", "phone", "address", "family"])
def test_the_page_of_the_whole_identity_says_which_value_and_shows_the_others(
    world: make.World, client: Client, two: tuple[UUID, UUID], column: str
) -> None:
    spoilt, _ = two
    spoil("people_identity", "person_id", spoilt, column)
    make.enter(client, world, "encheng_worker")
    page = client.post(f"/people/{spoilt}/unmask/", {"purpose": "visit"})
    text = page.content.decode()
    assert page.status_code == 200 and SAID in text
    values = {"name": "李小红", "id_number": NUMBER, "phone": "15405550001", "address": "石泉路一号", "family": "李母"}
    assert [name for name, value in values.items() if value in text] == [name for name in values if name != column]


def test_a_note_that_cannot_be_read_leaves_the_rest_of_the_story(
    world: make.World, client: Client, two: tuple[UUID, UUID], at: datetime
) -> None:
    spoilt, _ = two
    worker = world.actor("encheng_worker")
    broken = casefile.fact(worker, at, spoilt, "visit", date(2026, 3, 10), note="谈了工作")
    casefile.fact(worker, at, spoilt, "visit", date(2026, 3, 11), note="谈了住处")
    spoil("ledger_fact", "id", UUID(str(broken)), "note")
    make.enter(client, world, "encheng_worker")
    text = client.get(f"/casework/people/{spoilt}/").content.decode()
    assert SAID in text and "谈了住处" in text and "谈了工作" not in text
    page = client.get(f"/casework/people/{spoilt}/facts/{broken}/correct/")
    assert page.status_code == 200


@pytest.mark.parametrize("how", ["flipped", "cut", "of a lost key"])
def test_whose_basics_cannot_be_read_stands_on_every_list_without_a_name(
    world: make.World, client: Client, two: tuple[UUID, UUID], how: str, caplog: pytest.LogCaptureFixture
) -> None:
    spoilt, whole = two
    spoil("people_person", "id", spoilt, "basics", how)
    spoil("matters_matter", "id", spoilt, "label", how)
    make.enter(client, world, "encheng_worker")
    with caplog.at_level(logging.ERROR):
        for page in ("/people/", "/"):
            text = client.get(page).content.decode()
            assert SAID in text and "李**" in text and f"/people/{spoilt}/" in text and f"/people/{whole}/" in text, page
        answer = client.get(f"/casework/people/{spoilt}/")
    assert answer.status_code == 200 and SAID in answer.content.decode()
    said = [record.getMessage() for record in caplog.records if str(spoilt) in record.getMessage()]
    assert any("people_person|basics" in one for one in said) and any("matters_matter|label" in one for one in said)


def test_a_fact_that_cannot_be_read_is_said_on_the_page_and_nothing_new_is_recorded(
    world: make.World, client: Client, two: tuple[UUID, UUID], at: datetime
) -> None:
    spoilt, whole = two
    worker = world.actor("encheng_worker")
    broken = casefile.fact(worker, at, spoilt, "visit", date(2026, 3, 10), how="home")
    casefile.fact(worker, at, spoilt, "urine_test", date(2026, 3, 11), outcome="negative")
    spoil("ledger_fact", "id", UUID(str(broken)), "body")
    make.enter(client, world, "encheng_worker")
    text = client.get(f"/casework/people/{spoilt}/").content.decode()
    assert SAID in text and "阴性" in text
    form = {"on": "2026-03-16", "how": "home", "met": "1", "request_id": make.request_id()}
    refused = client.post(f"/casework/people/{spoilt}/visit/", form)
    assert refused.status_code == 422 and "2026-03-10 的一条记录读不出" in refused.content.decode()
    assert record_visit(worker, at=at, person_id=whole, on=date(2026, 3, 15))["facts"]


def test_a_course_that_cannot_be_read_is_made_again(world: make.World, client: Client, two: tuple[UUID, UUID]) -> None:
    spoilt, _ = two
    spoil("settling_summary", "matter_id", spoilt, "course")
    make.enter(client, world, "encheng_worker")
    assert client.get(f"/casework/people/{spoilt}/").status_code == 200
    with acting(world.actor("encheng_worker"), durable=True):
        rebuild(make.ENPING, cases([spoilt]), make.moment(2026, 3, 16, 12))
    with acting(world.actor("encheng_worker")):
        [(course,)] = rows("SELECT course FROM settling_summary WHERE matter_id = %s", [spoilt])
    assert course_in(spoilt, course)["measures"]
