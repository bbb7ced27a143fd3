"""羁押: suspends or ends a measure by its kind; the release lets it go on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.custody import commands
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at)
    steps.measure(world, at, person)
    return person


def test_detention_suspends_the_measure_and_the_check_page_says_so_first(
    client: Client, world: make.World, who: UUID, today: date
) -> None:
    make.enter(client, world, "encheng_worker")
    data = {"custody": "detained", "on": "2026-03-10", "request_id": new_request_id()}
    check = client.post(steps.url(who, "record-custody"), data)
    assert "执行中止" in steps.text(check)
    assert steps.course(world, who, today).measures[0].state_on(today) == "executing"
    done = client.post(steps.url(who, "record-custody"), {**data, "stage": "confirm"})
    assert "自 03-10 起被拘留、逮捕" in steps.text(done)
    course = steps.course(world, who, today)
    assert course.measures[0].state_on(today) == "suspended"
    assert course.standing[-1].state == "detained"


def test_release_moves_the_end_by_the_days_inside(
    client: Client, world: make.World, at: datetime, who: UUID, today: date
) -> None:
    commands.record_custody(
        world.actor("encheng_worker"), at=at, person_id=who, custody="detained", on=date(2026, 3, 1)
    )
    make.enter(client, world, "encheng_worker")
    _check, done = steps.confirmed(client, who, "release-from-custody", {"on": "2026-03-11"})
    assert "中止 10 天，期满日顺延至 2029-01-22" in steps.text(done)
    assert steps.course(world, who, today).measures[0].state_on(today) == "executing"


def test_prison_ends_the_measure(world: make.World, at: datetime, who: UUID, today: date) -> None:
    worker = world.actor("encheng_worker")
    commands.record_custody(worker, at=at, person_id=who, custody="imprisoned", on=date(2026, 3, 10))
    assert steps.course(world, who, today).measures[0].state_on(today) == "terminated"


def test_nobody_is_released_who_is_not_inside(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    page = client.get(steps.url(who, "release-from-custody"))
    assert "没有登记在押" in steps.text(page) and "disabled" in page.content.decode()
    refused = client.post(steps.url(who, "release-from-custody"), {"on": "2026-03-11"})
    assert refused.status_code == 422
    assert "没有登记在押" in steps.text(refused)


def test_custody_is_entered_once_and_its_end_lies_after_its_beginning(
    world: make.World, at: datetime, who: UUID
) -> None:
    worker = world.actor("encheng_worker")
    on = date(2026, 3, 10)
    with pytest.raises(Refused, match="release_before"):
        commands.record_custody(worker, at=at, person_id=who, custody="detained", on=on, planned_until=on)
    commands.record_custody(worker, at=at, person_id=who, custody="detained", on=on)
    with pytest.raises(Refused, match="in_custody"):
        commands.record_custody(worker, at=at, person_id=who, custody="detained", on=on)
    commands.record_custody(worker, at=at, person_id=who, custody="arrested", on=date(2026, 3, 12))


def test_a_day_that_has_not_come_is_refused_at_its_field(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    data = {"custody": "detained", "on": "2026-03-17", "stage": "confirm"}
    refused = client.post(steps.url(who, "record-custody"), data)
    assert refused.status_code == 422
    assert "还没有到" in steps.text(refused)


@pytest.mark.parametrize("name", ["record-custody", "release-from-custody"])
@pytest.mark.parametrize("outsider", ["hengpi_head", "encheng_other", "village", "yongan_head"])
def test_to_an_outsider_the_person_is_not_there(
    client: Client, world: make.World, who: UUID, name: str, outsider: str
) -> None:
    make.enter(client, world, outsider)
    assert client.get(steps.url(who, name)).status_code == 404
    for stage in ("check", "confirm"):
        data = {"custody": "detained", "on": "2026-03-10", "stage": stage}
        assert client.post(steps.url(who, name), data).status_code == 404


def test_confirming_twice_writes_one_fact(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_police")
    data = {"custody": "detained", "on": "2026-03-10", "stage": "confirm", "request_id": new_request_id()}
    first, second = (client.post(steps.url(who, "record-custody"), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert steps.text(first) == steps.text(second)
    assert [f.kind for f in steps.facts(world, who)].count("taken_into_custody") == 1


def test_who_goes_back_after_confirming_and_sends_the_same_again_is_given_the_first_answer(
    client: Client, world: make.World, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    data = {"custody": "detained", "on": "2026-03-10", "request_id": new_request_id()}
    done = client.post(steps.url(who, "record-custody"), {**data, "stage": "confirm"})
    again = client.post(steps.url(who, "record-custody"), data)
    assert (done.status_code, again.status_code) == (200, 200)
    assert again["X-Recorded"] == data["request_id"] and 'class="followed"' in again.content.decode()
    changed = client.post(steps.url(who, "record-custody"), {**data, "on": "2026-03-11"})
    assert changed.status_code == 422 and "刚才已经保存过" in changed.content.decode()
    another = client.post(steps.url(who, "record-custody"), {**data, "request_id": new_request_id()})
    assert another.status_code == 422 and "刚才已经保存过" not in another.content.decode()
    assert [f.kind for f in steps.facts(world, who)].count("taken_into_custody") == 1
