"""Every look leaves its line, in the same transaction as the page; a refusal leaves one too."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, dicts, rows
from tests import make
from tests.rosters import offices
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]
TABS = ("overview", "measures", "tests", "visits", "points", "timeline")


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def lines(world: make.World, request: str) -> list[dict[str, Any]]:
    """What the log says of one request; read as the county's auditor reads it."""
    with acting(world.actor("auditor")):
        found = dicts(
            "SELECT id, action, outcome, post_id, account_id, person_id, classes, purpose, words, detail FROM people_access"
            " WHERE request_id = %s",
            [request],
        )
    return [{**line, "detail": json.loads(line["detail"])} for line in found]


def test_every_page_about_a_person_that_opens_leaves_a_line(
    world: make.World, client: Client, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    opened, missing = 0, []
    for route in doors.about_people():
        answer = client.get(doors.address(route, {"person_id": wang, "tab": "overview"}))
        if answer.status_code != 200 or "欧" not in answer.content.decode():
            continue
        opened += 1
        found = lines(world, answer["X-Request-Id"])
        if len(found) != 1:
            missing.append((route, len(found)))
            continue
        [line] = found
        assert line["person_id"] == wang and line["outcome"] == "done", route
        assert line["post_id"] == world.posts["encheng_worker"], route
        assert line["account_id"] == world.accounts["encheng_worker"], route
        assert "BASIC" in line["classes"] or line["classes"], route
    assert missing == [] and opened > 10


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_leaves_a_line_also_when_it_comes_alone(
    world: make.World, client: Client, wang: UUID, tab: str
) -> None:
    make.enter(client, world, "encheng_worker")
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.get(f"/casework/people/{wang}/show/{tab}/", headers=headers)
        assert answer.status_code == 200
        assert [line["person_id"] for line in lines(world, answer["X-Request-Id"])] == [wang]


def test_unmasking_says_for_what_and_a_refused_one_shows_nothing(
    world: make.World, client: Client, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post(f"/people/{wang}/unmask/", {"purpose": "other", "words": canaries.PURPOSE})
    [line] = lines(world, answer["X-Request-Id"])
    assert (line["action"], line["purpose"]) == ("unmask", "other")
    assert open_sealed("people_access|words", line["id"], line["words"]) == canaries.PURPOSE
    assert line["classes"] == "CONTACT IDENT" and line["person_id"] == wang
    refused = client.post(f"/people/{wang}/unmask/", {"purpose": ""})
    assert refused.status_code == 422 and canaries.seen_in(refused.content.decode()) == []


def test_a_search_leaves_a_line_without_its_words(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.get(client.post("/people/search/", {"q": canaries.NAME})["Location"])
    [line] = lines(world, answer["X-Request-Id"])
    assert line["action"] == "search" and line["detail"]["found"] == 1
    assert canaries.seen_in(str(line)) == []


def test_a_refusal_is_written_down_though_nothing_else_is(world: make.World, client: Client, wang: UUID) -> None:
    for name, url in (
        ("hengpi_head", f"/casework/people/{wang}/visit/"),
        ("hengpi_head", f"/people/{wang}/unmask/"),
        ("auditor", f"/people/{wang}/unmask/"),
        ("grid" if "grid" in world.posts else "auditor", "/figures/register/"),
    ):
        make.enter(client, world, name)
        for method in (client.get, client.post):
            answer = method(url)
            assert answer.status_code == 404
            [line] = lines(world, answer["X-Request-Id"])
            assert line["outcome"] == "denied" and line["post_id"] == world.posts[name]
            assert line["person_id"] is None, "a stranger's knock is not in the person's own log"
            if str(wang) in url:
                assert line["detail"]["person_id"] == str(wang)


def test_a_page_that_breaks_leaves_neither_page_nor_line_of_a_look(
    world: make.World, client: Client, wang: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line and page stand or fall together."""
    from guitu.casework.profiles import views

    monkeypatch.setattr(views.story, "entries", lambda *_: 1 / 0)
    client.raise_request_exception = False
    make.enter(client, world, "encheng_worker")
    answer = client.get(f"/casework/people/{wang}/")
    assert answer.status_code == 500
    assert canaries.seen_in(answer.content.decode()) == [] and "欧" not in answer.content.decode()
    assert lines(world, answer["X-Request-Id"]) == []


def test_who_looked_is_told_to_who_may_see_the_person_only(
    world: make.World, client: Client, wang: UUID, at: datetime
) -> None:
    head = world.actor("encheng_head")
    assign_person(head, at=at, person_id=wang, post_id=world.posts["village"], part="village")
    make.enter(client, world, "encheng_worker")
    client.get(f"/casework/people/{wang}/")
    with acting(world.actor("hengpi_head")):
        assert dicts("SELECT 1 FROM people_access WHERE person_id = %s", [wang]) == []
    with acting(world.actor("encheng_other")):
        assert dicts("SELECT 1 FROM people_access WHERE person_id = %s", [wang]) == []


# -- every answer that names somebody ------------------------------------------------------------------------------


def test_a_row_of_the_worklist_by_itself_and_putting_it_off_leave_a_line(
    world: make.World, client: Client, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    with acting(world.actor("encheng_worker")):
        [(key,)] = rows("SELECT key FROM duties_duty WHERE matter_id = %s AND state = 'open' AND kind = 'visit' LIMIT 1", [wang])
    for path in ("postpone/", "postpone/row/"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(f"/casework/people/{wang}/{path}?duty={key}", headers=headers)
            assert answer.status_code == 200
            assert [line["person_id"] for line in lines(world, answer["X-Request-Id"])] == [wang], path
    wrong = {"duty": key, "why": "other", "until": "2026-03-17", "request_id": make.request_id()}
    answer = client.post(f"/casework/people/{wang}/postpone/", wrong)
    assert answer.status_code == 422
    assert wang in [line["person_id"] for line in lines(world, answer["X-Request-Id"])]


def test_a_form_on_a_page_of_its_own_answers_with_a_page_and_one_in_the_list_with_its_row(
    world: make.World, client: Client, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    with acting(world.actor("encheng_worker")):
        [(key,)] = rows("SELECT key FROM duties_duty WHERE matter_id = %s AND state = 'open' AND kind = 'visit' LIMIT 1", [wang])
    sent = {"duty": key, "why": "other", "until": "2026-03-17", "request_id": make.request_id()}
    sheet = client.post(f"/casework/people/{wang}/postpone/", sent, headers={"HX-Request": "true"}).content.decode()
    row = client.post(f"/casework/people/{wang}/postpone/", {**sent, "inline": "1"}, headers={"HX-Request": "true"})
    assert "<body" in sheet and "<body" not in row.content.decode() and "<li" in row.content.decode()


def test_who_may_be_meant_when_somebody_is_added_leaves_a_line_each(
    world: make.World, client: Client, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    answer = client.post("/casework/people/add/", {"name": canaries.NAME, "id_number": "", "phone": ""})
    assert answer.status_code == 200 and "欧" in answer.content.decode()
    found = lines(world, answer["X-Request-Id"])
    assert sorted(line["action"] for line in found) == ["open", "search"]
    assert wang in [line["person_id"] for line in found]


def test_a_list_of_a_term_of_the_register_leaves_a_line(world: make.World, client: Client, wang: UUID) -> None:
    make.enter(client, world, "encheng_head")
    answer = client.get("/figures/register/community_detox/")
    assert answer.status_code == 200
    [line] = lines(world, answer["X-Request-Id"])
    assert line["action"] == "list" and line["detail"] == {"of": "term community_detox", "shown": 1}


def test_the_lines_of_a_roster_on_a_page_and_in_the_file_of_errors_leave_a_line_each(
    world: make.World, client: Client, tmp_path: Path
) -> None:
    lines_of = [offices.line(1, **offices.SINCE), {**offices.line(2, **offices.SINCE), "姓名": ""}]
    place = offices.screen(client, world).send(offices.table(tmp_path / "a.xlsx", lines_of))
    batch = place.rstrip("/").rsplit("/", 1)[-1]
    for tab in ("wrong", "good"):
        answer = client.get(f"/casework/rosters/{batch}/?tab={tab}")
        assert answer.status_code == 200
        [line] = lines(world, answer["X-Request-Id"])
        assert line["action"] == "sheet" and line["classes"] == "BASIC CONTACT IDENT", tab
        assert line["detail"]["batch"] == str(batch)
    answer = client.get(f"/casework/rosters/{batch}/errors.xlsx")
    [line] = lines(world, answer["X-Request-Id"])
    assert line["action"] == "sheet" and line["detail"]["lines"] == 1
