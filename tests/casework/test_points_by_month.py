"""积分: what a month earned, and beside it what was booked in it for other months; every month can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.points.commands import grant_points
from guitu.casework.urine_tests.commands import record_urine_test
from tests import make
from tests.casework import steps
from tests.casework.caseload import detox, page

pytestmark = [pytest.mark.django_db]

FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def test_taken(world: make.World, at: datetime, person: UUID, on: date) -> UUID:
    answer = record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=on, outcome="negative",
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]),
    )
    return UUID(answer["facts"][0])


test_taken.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    """February earned 22 points; in March a hour of training was 3, and one test of February was taken back."""
    who = detox(world, at)
    february = make.moment(2026, 2, 10)
    test = test_taken(world, february, who, FEBRUARY)
    worker = world.actor("encheng_worker")
    for item in ("P08", "P09"):
        grant_points(worker, at=february, person_id=who, on=FEBRUARY, item=item)
    grant_points(worker, at=at, person_id=who, on=MARCH, item="P06")
    withdraw_fact(worker, at=at, person_id=who, fact_id=test, why="wrong_person")
    return who


def shown(client: Client, person: UUID, **query: str) -> str:
    return steps.text(client.get(page("points-of-month", person, **query)))


def test_a_correction_is_booked_in_the_open_month_and_told_beside_what_the_month_earned(
    world: make.World, client: Client, person: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    march = shown(client, person)
    assert "本月所得 3" in march
    assert "更正以前月份 −10" in march
    assert "余额 11" in march


def test_any_month_can_be_opened_and_says_what_was_corrected_later(
    world: make.World, client: Client, person: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    february = shown(client, person, month="2026-02")
    assert "本月所得 18" in february
    assert "以后更正 −10" in february
    assert "2026-01" in february and "2026-03" in february
    assert "没有记分" in shown(client, person, month="2025-07")


@pytest.mark.parametrize("month", ["2026-13", "soon", "0000-01", "2026-2-2"])
def test_a_month_that_is_none_is_answered_as_a_wrong_address(
    world: make.World, client: Client, person: UUID, month: str
) -> None:
    make.enter(client, world, "encheng_worker")
    assert client.get(page("points-of-month", person, month=month)).status_code == 404


def test_the_form_and_the_head_of_the_person_say_the_same(world: make.World, client: Client, person: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    form = steps.text(client.get(page("grant-points", person)))
    assert "本月所得 3" in form and "更正以前月份 −10" in form


def test_an_outsider_learns_nothing(world: make.World, client: Client, person: UUID) -> None:
    for outsider in ("hengpi_worker", "encheng_other"):
        make.enter(client, world, outsider)
        assert client.get(page("points-of-month", person)).status_code == 404


def test_a_correction_within_the_month_is_no_correction_of_another(
    world: make.World, at: datetime, client: Client
) -> None:
    who = detox(world, at)
    test = test_taken(world, at, who, MARCH)
    withdraw_fact(world.actor("encheng_worker"), at=at, person_id=who, fact_id=test)
    make.enter(client, world, "encheng_worker")
    march: Any = shown(client, who)
    assert "本月所得 0" in march
    assert "更正以前月份" not in march
