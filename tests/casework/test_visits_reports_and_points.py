"""A visit, a report, a lesson: recorded in a minute, and the answer says what is next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.points.commands import grant_points
from guitu.casework.registrations.commands import assign_person
from guitu.casework.reporting.commands import record_report
from guitu.casework.visits.commands import record_visit
from guitu.grid.models import Body, Holding, Post
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import make
from tests.casework.caseload import detox, own, page, text

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
OUTSIDERS = ("hengpi_worker", "encheng_other", "yongan_worker")
VISIT = {
    "on": "2026-03-16",
    "how": "home",
    "met": "yes",
    "moods": ["steady"],
    "needs": ["work"],
    "note": "谈了工作",
}
REPORT = {"on": "2026-03-16", "how": "in_person"}
POINTS = {"on": "2026-03-16", "item": "P04", "quantity": "1", "proof": "on"}
PAGES = (("record-visit", VISIT), ("record-report", REPORT), ("grant-points", POINTS))


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def count(world: make.World, person: UUID, kind: str) -> int:
    with acting(world.actor("encheng_worker")):
        sql = "SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = %s"
        return int(rows(sql, [person, kind])[0][0])


@pytest.mark.parametrize(("name", "sent"), PAGES)
def test_the_page_opens_records_once_and_hides_from_outsiders(
    world: make.World, at: datetime, client: Client, name: str, sent: dict[str, Any]
) -> None:
    person = detox(world, at)
    for outsider in OUTSIDERS:
        make.enter(client, world, outsider)
        assert client.get(page(name, person)).status_code == 404
        assert client.post(page(name, person), sent).status_code == 404
    make.enter(client, world, "encheng_worker")
    with CaptureQueriesContext(connection) as shown:
        form = client.get(page(name, person))
    assert form.status_code == 200
    assert "王小明" not in text(form)
    assert len(own(shown)) <= 5
    sent = {**sent, "request_id": make.request_id()}
    with CaptureQueriesContext(connection) as posted:
        first = client.post(page(name, person), sent)
    assert first.status_code == 200
    assert "已记录" in text(first)
    assert len(own(posted)) <= 14
    assert client.post(page(name, person), sent).status_code == 200
    kind = {"record-visit": "visit", "record-report": "periodic_report", "grant-points": "points_granted"}[
        name
    ]
    assert count(world, person, kind) == 1


@pytest.mark.parametrize(("name", "sent"), PAGES)
def test_a_day_that_has_not_come_is_refused_and_the_form_kept(
    world: make.World, at: datetime, client: Client, name: str, sent: dict[str, Any]
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    response = client.post(page(name, person), {**sent, "on": "2026-03-17"})
    assert response.status_code == 422
    assert "03-17 还没有到" in text(response)
    assert 'value="2026-03-17"' in text(response)


def test_a_visit_closes_the_reminders_and_names_the_next(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    said = text(client.post(page("record-visit", person), VISIT))
    assert "下一次：见面，应于" in said
    assert "下一次：家访，应于" in said


def test_the_note_of_a_talk_is_kept_encrypted(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    record_visit(worker, at=at, person_id=person, on=TODAY, note="谈了工作")
    with acting(worker):
        fact, note = rows(
            "SELECT id, note FROM ledger_fact WHERE matter_id = %s AND kind = 'visit'", [person]
        )[0]
    assert "谈了工作".encode() not in bytes(note)
    assert open_sealed("casework_fact|note", fact, note) == "谈了工作"


def test_words_that_are_not_on_the_list_are_refused(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    with pytest.raises(Refused):
        record_visit(world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, moods=("poem",))


def test_a_grid_worker_records_a_visit_and_learns_nothing_of_drugs(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    with acting(world.actor("clerk"), durable=True):
        body = Body.objects.create(
            id=uuid4(), county_id=make.ENPING, path=make.ENCHENG + "001", kind="grid", name="网格"
        )
        post = Post.objects.create(
            county_id=make.ENPING, body=body, role="grid_worker", title="网格员", path=make.ENCHENG + "001"
        )
        Holding.objects.create(
            county_id=make.ENPING,
            post=post,
            account_id=world.accounts["village"],
            name="测试网格",
            from_on=date(2020, 1, 1),
        )
        Holding.objects.filter(post_id=world.posts["village"]).update(until_on=date(2026, 1, 1))
    assign_person(world.actor("encheng_head"), at=at, person_id=person, post_id=post.id, part="grid")
    make.enter(client, world, "village")
    shown = text(client.get(page("record-visit", person)))
    saved = text(client.post(page("record-visit", person), VISIT))
    for said in (shown, saved):
        for word in ("尿检", "阳性", "积分", "戒毒", "吸毒"):
            assert word not in said
    assert "下一次：见面" in saved


def test_a_report_on_time_earns_its_points(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    answer = record_report(world.actor("encheng_worker"), at=at, person_id=person, on=TODAY)
    assert [reason[0] for reason in answer["followed"]] == ["consequences.done_late", "consequences.points"]
    assert answer["next"][0][0] == "periodic_report"


def test_a_village_worker_records_a_report_and_sees_no_points(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    assign_person(
        world.actor("encheng_head"), at=at, person_id=person, post_id=world.posts["village"], part="village"
    )
    make.enter(client, world, "village")
    saved = client.post(page("record-report", person), REPORT)
    assert saved.status_code == 200
    assert "积分" not in text(saved)


def test_points_are_granted_for_what_nothing_else_records(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    answer = grant_points(worker, at=at, person_id=person, on=TODAY, item="P06", quantity=2)
    assert "consequences.points" in [reason[0] for reason in answer["followed"]]
    with acting(worker):
        assert rows("SELECT sum(hundredths) FROM casework_pointstransfer WHERE person_id = %s", [person]) == [
            (600,)
        ]


def test_points_that_follow_by_themselves_are_not_entered_by_hand(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    for item in ("P01", "P02", "N03", "P99"):
        with pytest.raises(Refused):
            grant_points(worker, at=at, person_id=person, on=TODAY, item=item)
    with pytest.raises(Refused):
        grant_points(worker, at=at, person_id=person, on=TODAY, item="P04", quantity=40)
    make.enter(client, world, "encheng_worker")
    response = client.post(page("grant-points", person), {**POINTS, "proof": ""})
    assert response.status_code == 422
    assert "没有证明不能记分" in text(response)
