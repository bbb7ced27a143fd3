"""Many rows at once: frozen, read back, each done by its own command with its own answer, and never twice."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.registrations.commands import assign_person
from guitu.grid.posts.commands import add_post
from guitu.kit.database import acting, rows
from guitu.lists.bulk import commands, pipeline, queries
from guitu.lists.bulk.acts import ACTS
from tests import casefile, make

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def people(world: make.World, at: datetime) -> list[UUID]:
    worker = world.actor("encheng_worker")
    return [casefile.person(worker, at, f"王{n}") for n in range(4)]


def begun(client: Client, act: str, ids: list[Any], **more: str) -> str:
    answer = client.post("/lists/bulk/freeze/", {"act": act, "rows": [str(one) for one in ids], **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def responsible(world: make.World, person: UUID) -> list[UUID]:
    with acting(world.actor("encheng_head")):
        sql = "SELECT post_id FROM matters_part WHERE matter_id = %s AND part = 'responsible' AND until_on IS NULL"
        return [post for (post,) in rows(sql, [person])]


def told(text: str) -> list[tuple[str, str]]:
    cells = re.findall(r'data-label="结果">(.*?)</td>\s*<td[^>]*data-label="原因">(.*?)</td>', text, re.S)
    return [(re.sub(r"<[^>]+>", "", one).strip(), re.sub(r"<[^>]+>", "", why).strip()) for one, why in cells]


def test_a_head_gives_many_people_another_social_worker_and_each_row_has_its_answer(
    client: Client, world: make.World, at: datetime, people: list[UUID]
) -> None:
    head, other = world.actor("encheng_head"), world.posts["encheng_other"]
    assign_person(head, at=at, person_id=people[0], post_id=other)
    foreign = casefile.person(world.actor("hengpi_worker"), at, "孙大海", scope_path=make.HENGPI + "001")
    make.enter(client, world, "encheng_head")
    assert "批量办理" in client.get("/people/?all=1").content.decode() and 'name="rows"' not in client.get("/people/?all=1").content.decode()
    picks = client.get("/people/?pick=1").content.decode()
    assert picks.count('name="rows"') == 4 and "换责任人" in picks and "王**" not in picks.split('name="rows"')[0].split("<main")[0]
    where = begun(client, "assign_person", [*people, foreign, make.request_id()])
    assert "选中 6 条" in client.get(where).content.decode()
    assert client.post(where, {"post": ""}).status_code == 422
    said = {"post": f"responsible|{other}"}
    check = client.post(where, said).content.decode()
    assert "办理这 3 条" in check and "本来就是，不用办" in check and "看不到了，不办" in check and "孙" not in check
    assert responsible(world, people[1]) == [world.posts["encheng_worker"]]  # nothing has happened yet
    click = make.request_id()
    for _ in range(2):  # a second tap is the same click
        assert client.post(f"{where}run/", {**said, "request_id": click})["Location"] == where
    assert all(responsible(world, one) == [other] for one in people)
    text = client.get(where).content.decode()
    assert "已办 3 条" in text and sorted(told(text)) == sorted([("已办", "—")] * 3 + [("本来就是", "—")] + [("看不到了", "—")] * 2)
    with acting(head):
        lines = rows("SELECT matter_id FROM ledger_entry WHERE command = 'assign_person' AND matter_id = ANY(%s)", [people[1:]])
    assert sorted(lines) == sorted((one,) for one in people[1:])
    assert f'href="{where}"' in client.get("/lists/bulk/").content.decode()


def test_a_row_that_is_refused_says_why_and_the_others_are_done(client: Client, world: make.World, at: datetime, people: list[UUID]) -> None:
    village = world.posts["village"]
    elsewhere = casefile.person(world.actor("encheng_worker"), at, "李四", scope_path=make.ENCHENG + "002")
    make.enter(client, world, "encheng_head")
    where = begun(client, "assign_person", [people[0], elsewhere])
    client.post(f"{where}run/", {"post": f"village|{village}"})
    answers = told(client.get(where).content.decode())
    assert answers[0] == ("已办", "—") and answers[1][0] == "没有办" and len(answers[1][1]) > 5
    assert told(client.get(where, {"only": "refused"}).content.decode()) == [answers[1]]


def test_all_that_are_found_are_frozen_at_that_moment(client: Client, world: make.World, at: datetime, people: list[UUID]) -> None:
    make.enter(client, world, "encheng_head")
    where = begun(client, "assign_person", [], everybody="1", query=f"post={world.posts['encheng_worker']}&evil=1")
    late = casefile.person(world.actor("encheng_worker"), at, "后来的")
    assert "选中 4 条" in client.get(where).content.decode()
    client.post(f"{where}run/", {"post": f"responsible|{world.posts['encheng_other']}"})
    assert responsible(world, late) == [world.posts["encheng_worker"]] and responsible(world, people[3]) == [world.posts["encheng_other"]]


def test_killed_in_the_middle_it_is_taken_up_with_what_was_said_first(
    client: Client, world: make.World, at: datetime, people: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, worker = world.posts["encheng_other"], world.posts["encheng_worker"]
    make.enter(client, world, "encheng_head")
    where = begun(client, "assign_person", people)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "SECONDS", -1)  # one row a click
        client.post(f"{where}run/", {"post": f"responsible|{other}"})
    assert [responsible(world, one) == [other] for one in people] == [True, False, False, False]
    assert "接着办 3 条" in client.get(where).content.decode()
    # the next row is done, and the process dies before it can say so
    head, bulk = world.actor("encheng_head"), UUID(where.split("/")[-2])
    with acting(head):
        found = queries.frozen(head, bulk)
    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(pipeline, "note_answer", lambda *_args, **_what: (_ for _ in ()).throw(SystemExit))
        pipeline.run(head, found, ACTS["assign_person"], {"post_id": other, "part": "responsible"}, at)
    client.post(f"{where}run/", {"post": f"responsible|{worker}"})  # what is sent later does not hold
    assert all(responsible(world, one) == [other] for one in people)
    assert told(client.get(where).content.decode()) == [("已办", "—")] * 4


def test_none_too_many_and_a_strange_act_are_answered(client: Client, world: make.World, people: list[UUID]) -> None:
    make.enter(client, world, "encheng_head")
    for sent, status in (
        ({"act": "assign_person"}, 422), ({"act": "assign_person", "rows": ["x", "'"]}, 422), ({"act": "end_measure", "rows": []}, 404),
        ({"act": "close_post", "rows": [str(people[0])]}, 404), ({}, 404),
        ({"act": "assign_person", "rows": [make.request_id() for _ in range(commands.MOST + 1)]}, 422),
    ):
        assert client.post("/lists/bulk/freeze/", sent).status_code == status, sent
    assert client.post("/lists/bulk/freeze/", {"act": "assign_person", "rows": [str(people[0])] * 2}).status_code == 302


def test_nobody_else_sees_it_and_who_may_not_has_no_such_page(client: Client, world: make.World, people: list[UUID]) -> None:
    make.enter(client, world, "encheng_head")
    where = begun(client, "assign_person", people)
    for name in ("hengpi_head", "yongan_head", "encheng_worker", "clerk", "village", "auditor"):
        stranger = make.Browser()
        make.enter(stranger, world, name)
        assert stranger.get(where).status_code == 404, name
        assert stranger.post(f"{where}run/", {"post": f"responsible|{world.posts['encheng_other']}"}).status_code == 404, name
        assert "换责任人" not in stranger.get("/people/?pick=1").content.decode() or name in ("hengpi_head", "yongan_head", "clerk")
    assert responsible(world, people[0]) == [world.posts["encheng_worker"]]


def test_no_legal_step_is_done_to_many() -> None:
    from guitu.for_systems import CLOSED

    assert {name for name in ACTS if CLOSED.get(name) in ("read_back", "two_people", "decision")} == set()


def test_a_worker_says_the_village_of_many_at_once(client: Client, world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    people = [casefile.person(worker, at, f"赵{n}", scope_path=make.ENCHENG) for n in range(3)]
    make.enter(client, world, "encheng_worker")
    where = begun(client, "place_person", people)
    client.post(f"{where}run/", {"path": make.ENCHENG + "002"})
    with acting(worker):
        assert rows("SELECT DISTINCT scope_path FROM people_person WHERE id = ANY(%s)", [people]) == [(make.ENCHENG + "002",)]


def test_administrators_close_posts_and_end_holdings(client: Client, world: make.World, at: datetime) -> None:
    clerk = world.actor("clerk")
    with acting(clerk):
        body = rows("SELECT body_id FROM grid_post WHERE id = %s", [world.posts["encheng_worker"]])[0][0]
    new = [
        UUID(add_post(clerk, at=at, body_id=body, role="social_worker", title=f"第{n}岗", path=make.ENCHENG, from_on=date(2026, 1, 1))["post"])
        for n in range(2)
    ]
    held, own = world.posts["encheng_other"], world.posts["clerk"]
    make.enter(client, world, "clerk")
    assert 'name="rows"' in client.get("/settings/posts/?pick=1").content.decode()
    where = begun(client, "close_post", [*new, held])
    check = client.post(where, {"until_on": "2026-03-16"}).content.decode()
    assert "办理这 3 条" in check and "第0岗" in check
    client.post(f"{where}run/", {"until_on": "2026-03-16"})
    assert [one for one, _why in told(client.get(where).content.decode())] == ["已办", "已办", "没有办"]
    where = begun(client, "end_holding", [held, own, world.posts["hengpi_worker"]])
    assert client.post(where, {"until_on": "x"}).status_code == 422
    assert client.post(f"{where}run/", {"until_on": "2026-03-16"})["Location"] == where  # a grave step has its own door
    client.post(f"{where}run-grave/", {"until_on": "2026-03-16"})
    assert [one for one, _why in told(client.get(where).content.decode())] == ["已办", "没有办", "已办"]
    end = begun(client, "end_holding", [held])
    assert "没有要办的" in client.post(end, {"until_on": "2026-03-16"}).content.decode()
