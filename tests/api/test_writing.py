"""A system writes by the commands that are open to it: once, in the ledger as what it is, and never what people must do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from guitu.for_systems import CLOSED, OPEN
from guitu.kit.database import acting, rows
from tests import make
from tests.api.test_refusals import codes, problem
from tests.security import canaries
from tests.systems import keys

pytestmark = [pytest.mark.django_db]
ID = "1234567890abcdef-visit"


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def lines(world: make.World, key: keys.Key) -> list[tuple[Any, ...]]:
    with acting(world.actor("encheng_head")):
        return rows("SELECT door, command, request_id, post_id FROM ledger_entry WHERE post_id = %s ORDER BY at", [key.post])


def test_a_visit_is_recorded_with_what_followed_and_a_line_of_the_ledger(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    answer = key.post_to("record_visit", {"person_id": str(wang), "on": "2026-03-16", "how": "home", "moods": ["steady"]}, ID)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["command"] == "record_visit" and said["answer"]["person"] == str(wang) and len(said["answer"]["facts"]) == 1
    assert all(one["sentence"] and one["code"] for one in said["followed"])
    assert lines(world, key) == [("api", "record_visit", ID, key.post)]
    facts = key.get(f"/people/{wang}/facts").json()["facts"]
    assert facts[0]["by_post"] == str(key.post) and facts[0]["body"]["how"] == "home"


def test_sent_again_it_is_done_once_and_with_other_content_refused(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    body = {"person_id": str(wang), "on": "2026-03-16", "how": "home"}
    first, second = key.post_to("record_visit", body, ID), key.post_to("record_visit", body, ID)
    assert first.status_code == second.status_code == 200 and first.json() == second.json()
    assert codes(problem(key.post_to("record_visit", {**body, "how": "phone"}, ID), 422, "rules")) == ["request_reused"]
    assert len(lines(world, key)) == 1
    other = keys.all_of(world, at, "town_head", path=make.ENCHENG)  # the id is the key's own
    assert codes(problem(other.post_to("record_visit", body, ID), 422, "rules")) != ["request_reused"]


def test_who_looked_and_who_recorded_is_the_system_by_its_name(world: make.World, at: datetime, wang: UUID, client: Any) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    key.get(f"/people/{wang}")
    key.post_to("record_visit", {"person_id": str(wang), "on": "2026-03-16", "how": "home"})
    make.enter(client, world, "encheng_head")
    page = client.get(f"/casework/people/{wang}/").content.decode()
    assert "恩平市基层治理平台 · 别的系统" in page


def test_a_new_file_passes_the_same_form_as_on_the_page(world: make.World, at: datetime) -> None:
    key = keys.all_of(world, at, "town_head", path=make.ENCHENG)
    wrong = {"name": "王\u202e五", "scope_path": make.ENCHENG + "001", "on": "2026-03-17", "source": "found", "id_number": "44078519900101123X"}
    said = problem(key.post_to("add_person", wrong), 422, "fields")
    assert {one["field"] for one in said["errors"]} >= {"name", "id_number", "on"}
    good = {"name": "王五", "scope_path": make.ENCHENG + "001", "on": "2026-03-16", "source": "found", "sex": "male", "born_on": "1990-01-01"}
    made = key.post_to("add_person", good, ID)
    assert made.status_code == 200, made.content
    assert key.post_to("add_person", good, ID).json() == made.json()
    assert key.get("/people").json()["total"] == 1
    outside = problem(key.post_to("add_person", {**good, "scope_path": make.HENGPI + "001"}), 422, "fields")
    assert [one["field"] for one in outside["errors"]] == ["scope_path"]


def test_a_system_gives_a_task_and_nobody_lets_it_check_one(world: make.World, at: datetime) -> None:
    key = keys.all_of(world, at, "county_clerk")
    owner = str(world.posts["encheng_head"])
    given = key.post_to("give_task", {"owner": owner, "text": "核对台账", "due_on": "2026-03-30", "source": "meeting"})
    assert given.status_code == 200, given.content
    task = given.json()["answer"]["task"]
    found = key.get(f"/tasks/{task}").json()
    assert (found["text"], found["state"], found["steps"][0]["kind"]) == ("核对台账", "given", "given")
    assert [one["id"] for one in key.get("/tasks", {"box": "given"}).json()["tasks"]] == [task]
    problem(key.post_to("check_task", {"task_id": task}), 404, "not_found")


def test_what_people_must_do_has_no_door(world: make.World, at: datetime) -> None:
    key = keys.all_of(world, at, "county_clerk")
    for name in CLOSED:
        problem(key.post_to(name, {}), 404, "not_found")


@pytest.mark.parametrize("name", [one.name for one in OPEN])
def test_every_door_answers_an_empty_body_with_its_fields(world: make.World, at: datetime, name: str) -> None:
    role = next(role for role in ("town_head", "county_clerk") if name in keys.ROLES[role].may | keys.ROLES["system"].may)
    key = keys.all_of(world, at, role)
    said = problem(key.post_to(name, {}), 422, "fields")
    assert {one["code"] for one in said["errors"]} == {"api.missing"}
