"""在册状态: out of contact and found; off the book and back onto it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.statuses import commands
from guitu.kit.doors import new_request_id
from guitu.kit.errors import Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    return steps.person(world, at)


def tried(**times: Any) -> dict[str, Any]:
    return {"on": "2026-03-16", "note": "", "request_id": new_request_id(), **times}


@pytest.mark.parametrize("times", [{"phone": "5"}, {"phone": "1", "door": "1"}, {}])
def test_too_few_attempts_or_ways_are_not_being_out_of_contact(
    client: Client, world: make.World, who: UUID, times: dict[str, str]
) -> None:
    make.enter(client, world, "encheng_worker")
    refused = client.post(steps.url(who, "record-lost-contact"), tried(**times))
    assert refused.status_code == 422
    assert "须满 3 次、2 种" in steps.text(refused)


def test_out_of_contact_lies_over_the_state_until_found(
    client: Client, world: make.World, who: UUID, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.enter(client, world, "encheng_worker")
    data = tried(phone="2", door="1")
    first, second = (client.post(steps.url(who, "record-lost-contact"), data) for _ in range(2))
    assert first.status_code == second.status_code == 200
    course = steps.course(world, who, today)
    assert [o.overlay for o in course.overlays] == ["lost_contact"]
    assert course.standing[-1].state == "in_society"
    page = client.get(steps.url(who, "record-lost-contact"))
    assert "已登记失联" in steps.text(page) and "disabled" in page.content.decode()
    same_day = client.post(steps.url(who, "record-found"), {"on": "2026-03-16"})
    assert same_day.status_code == 422 and "撤回前一条" in steps.text(same_day)
    monkeypatch.setenv("GUITU_NOW", "2026-03-18T09:00")
    make.enter(client, world, "encheng_worker")
    found = client.post(steps.url(who, "record-found"), {"on": "2026-03-18", "note": "在亲戚家"})
    assert found.status_code == 200
    assert steps.course(world, who, today).overlays[0].until_on == date(2026, 3, 18)


def test_nobody_is_found_who_was_not_lost(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    refused = client.post(steps.url(who, "record-found"), {"on": "2026-03-16"})
    assert refused.status_code == 422 and "没有登记失联" in steps.text(refused)


@pytest.mark.parametrize(
    ("status", "state"),
    [("died", "dead"), ("struck_off", "struck_off"), ("moved_out", "moved_out"), ("went_abroad", "abroad")],
)
def test_leaving_the_book_is_read_back_and_takes_duties_off_the_list(
    client: Client, world: make.World, at: datetime, who: UUID, today: date, status: str, state: str
) -> None:
    steps.measure(world, at, who)
    make.enter(client, world, "encheng_worker")
    data = {"status": status, "on": "2026-03-16", "note": "户口本注销页"}
    check, done = steps.confirmed(client, who, "record-status", data)
    assert "不再要求：" in steps.text(check)
    assert done.status_code == 200
    assert steps.course(world, who, today).standing[-1].state == state


def test_coming_back_needs_having_gone_and_death_is_for_good(
    world: make.World, at: datetime, who: UUID, today: date
) -> None:
    worker = world.actor("encheng_worker")

    def record(status: str, on: date = today) -> None:
        commands.record_status(worker, at=at, person_id=who, status=status, on=on)

    for status in ("came_back", "moved_in"):
        with pytest.raises(Refused, match="status_needs"):
            record(status)
    record("went_abroad", date(2026, 3, 1))
    with pytest.raises(Refused, match="status_needs"):
        record("went_abroad")
    record("came_back", date(2026, 3, 9))
    record("moved_out", date(2026, 3, 10))
    record("moved_in", date(2026, 3, 12))
    record("died")
    with pytest.raises(Refused, match="dead"):
        record("struck_off")


def test_only_what_fits_the_state_is_offered(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    said = steps.text(client.get(steps.url(who, "record-status")))
    assert "迁出" in said and "回国" not in said


@pytest.mark.parametrize("name", ["record-lost-contact", "record-found", "record-status"])
@pytest.mark.parametrize("outsider", ["hengpi_worker", "encheng_other", "village", "yongan_head"])
def test_to_an_outsider_the_person_is_not_there(
    client: Client, world: make.World, who: UUID, name: str, outsider: str
) -> None:
    make.enter(client, world, outsider)
    assert client.get(steps.url(who, name)).status_code == 404
    data = {**tried(phone="2", door="1"), "status": "died"}
    assert client.post(steps.url(who, name), data).status_code == 404


def test_a_correction_of_being_lost_is_checked_as_recording_is(world: make.World, at: datetime, who: UUID) -> None:
    worker = world.actor("encheng_worker")
    lost = commands.record_lost_contact(worker, at=at, person_id=who, on=date(2026, 3, 2), attempts=3, channels=2)
    commands.record_found(worker, at=at, person_id=who, on=date(2026, 3, 9))
    fact = UUID(lost["facts"][0])
    for on, body in ((date(2026, 3, 10), {}), (date(2026, 3, 2), {"attempts": 1})):  # after it was over; too few
        with pytest.raises(Refused):
            correct_fact(worker, at=at, person_id=who, fact_id=fact, on=on, body=body)
    with pytest.raises(Refused, match="leant_on"):
        withdraw_fact(worker, at=at, person_id=who, fact_id=fact)
    correct_fact(worker, at=at, person_id=who, fact_id=fact, on=date(2026, 3, 4), body={})
