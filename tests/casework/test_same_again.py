"""The same thing written down twice: the second time it is asked whether it is another occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.leave.commands import confirm_absence
from guitu.casework.load import cases
from guitu.casework.points.commands import grant_points
from guitu.casework.reporting.commands import record_report
from guitu.casework.urine_tests.commands import record_urine_test, serve_test_notice
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import make
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
ASKED = "今天已有一次一样的，是另一次吗？"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def two(world: make.World) -> dict[str, str]:
    return {"tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"])}


Record = Callable[..., Any]
EVENTS: dict[str, tuple[Record, dict[str, Any]]] = {
    "visit": (record_visit, {"how": "home"}),
    "periodic_report": (record_report, {}),
    "urine_test": (record_urine_test, {"outcome": "negative"}),
    "points_granted": (grant_points, {"item": "P04"}),
    "test_notice_served": (serve_test_notice, {"test_on": date(2026, 3, 20)}),
    "absence_confirmed": (confirm_absence, {"until": TODAY, "warning_letter": True, "note": "民警核实"}),
}


def kept(world: make.World, person: UUID, kind: str) -> int:
    with acting(world.actor("encheng_worker")):
        sql = "SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = %s"
        return int(rows(sql, [person, kind])[0][0])


@pytest.mark.parametrize("kind", EVENTS)
def test_the_second_asks_and_is_kept_when_it_says_that_it_is_another(
    world: make.World, at: datetime, kind: str
) -> None:
    person = detox(world, at)
    command, what = EVENTS[kind]
    said = {"at": at, "person_id": person, "on": TODAY, **what, **(two(world) if kind == "urine_test" else {})}
    worker = world.actor("encheng_worker")
    command(worker, **said)
    with pytest.raises(Refused) as refusal:
        command(worker, request_id=make.request_id(), **said)
    assert (refusal.value.reasons[0].code, refusal.value.field) == ("occasions.same_today", "another_occasion")
    assert kept(world, person, kind) == 1
    command(worker, another_occasion=True, **said)
    assert kept(world, person, kind) == 2


def test_the_page_asks_in_words_and_a_tick_answers(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "how": "home", "met": "yes"}
    assert "another_occasion" not in text(client.get(page("record-visit", person)))
    assert client.post(page("record-visit", person), {**sent, "request_id": make.request_id()}).status_code == 200
    again = client.post(page("record-visit", person), {**sent, "note": "第二次", "request_id": make.request_id()})
    assert again.status_code == 422
    assert ASKED in text(again)
    assert 'name="another_occasion"' in text(again)
    assert "第二次" in text(again)
    sent = {**sent, "another_occasion": "on", "request_id": make.request_id()}
    assert client.post(page("record-visit", person), sent).status_code == 200
    assert kept(world, person, "visit") == 2


def test_two_workers_who_saw_the_person_on_one_day_are_asked_too(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    record_visit(world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, moods=("steady",))
    with pytest.raises(Refused):
        record_visit(world.actor("encheng_head"), at=at, person_id=person, on=TODAY, needs=("work",))
    record_visit(
        world.actor("encheng_head"), at=at, person_id=person, on=TODAY, how="phone"
    )  # another way: another talk


def test_a_late_report_saved_twice_closes_one_window(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker, late = world.actor("encheng_worker"), date(2026, 2, 18)  # two days after the first window
    record_report(worker, at=at, person_id=person, on=late)
    with pytest.raises(Refused):
        record_report(worker, at=at, person_id=person, on=late)
    with acting(worker):
        course = cases([person], lock=False)[0].course(TODAY)
    assert [d.state for d in course.duties if d.kind == "periodic_report"] == ["done", "open"]


def test_a_test_saved_twice_is_told_of_no_slot_made_up_for(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    what = {"at": at, "person_id": person, "on": TODAY, "outcome": "negative", **two(world)}
    record_urine_test(worker, slot="1:1", **what)
    with pytest.raises(Refused) as refusal:
        record_urine_test(worker, slot="1:2", **what)
    assert refusal.value.reasons[0].code == "occasions.same_today"


def test_the_same_click_sent_twice_is_still_one_and_asks_nothing(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "how": "home", "met": "yes", "request_id": make.request_id()}
    for _ in range(2):
        assert client.post(page("record-visit", person), sent).status_code == 200
    assert kept(world, person, "visit") == 1
