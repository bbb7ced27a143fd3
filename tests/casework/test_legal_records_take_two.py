"""A record of a legal step is put right by who recorded it on the day itself; later another person must grant it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.approvals.commands import decide_approval
from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.visits.commands import record_visit
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]

EARLIER = make.moment(2026, 3, 10)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


@pytest.fixture
def reported(world: make.World) -> tuple[UUID, Any]:
    """Somebody whose reporting in the worker recorded last week, and that record."""
    who = steps.person(world, EARLIER)
    steps.measure(world, EARLIER, who)
    return who, next(fact for fact in steps.facts(world, who) if fact.kind == "reported_in")


def place(who: UUID, fact: Any, name: str = "correct") -> str:
    return f"/casework/people/{who}/facts/{fact.id}/{name}/"


def days(world: make.World, who: UUID) -> list[date]:
    return [fact.on for fact in steps.facts(world, who) if fact.kind == "reported_in"]


SENT = {"on": "2026-01-09", "because": "paper", "paper_no": ""}


def test_who_recorded_it_is_refused_a_week_later_and_may_ask(
    client: Client, world: make.World, reported: tuple[UUID, Any]
) -> None:
    who, fact = reported
    make.enter(client, world, "encheng_worker")
    check = client.post(place(who, fact), SENT)
    assert "须由另一个人同意" in steps.text(check) and "请另一个人同意" in steps.text(check)
    assert "以更正后的为准" in steps.text(check)  # what it would change is told all the same
    refused = client.post(place(who, fact), {**SENT, "stage": "confirm"})
    assert refused.status_code == 422 and "须由另一个人同意" in steps.text(refused)
    assert days(world, who) == [date(2026, 1, 12)]


def test_what_another_person_grants_is_done_as_it_was_asked(
    client: Client, world: make.World, at: datetime, reported: tuple[UUID, Any]
) -> None:
    who, fact = reported
    make.enter(client, world, "encheng_worker")
    sent = {**SENT, "stage": "ask", "request_id": make.request_id()}
    asked = [client.post(place(who, fact), sent) for _ in range(2)]  # clicked twice
    assert all("同意以前，原来的记录不变" in steps.text(one) for one in asked)
    with acting(world.actor("encheng_head")):
        found = rows("SELECT id FROM approvals_approval WHERE state = 'open'")
    assert len(found) == 1 and days(world, who) == [date(2026, 1, 12)]
    make.enter(client, world, "encheng_head")
    waiting = steps.text(client.get("/approvals/"))
    assert "更正法律手续的记录" in waiting and "2026-01-12 → 2026-01-09" in waiting and "以文书为准" in waiting
    with pytest.raises((Refused, NotVisible)):  # not by who asked
        decide_approval(world.actor("encheng_worker"), at=at, approval_id=found[0][0], grant=True)
    decide_approval(world.actor("encheng_head"), at=at, approval_id=found[0][0], grant=True)
    assert sorted(days(world, who)) == [date(2026, 1, 9), date(2026, 1, 12)]  # the old record stays to be seen


def test_a_withdrawal_takes_two_as_well(world: make.World, at: datetime, reported: tuple[UUID, Any]) -> None:
    who, _fact = reported
    signed = next(fact for fact in steps.facts(world, who) if fact.kind == "agreement_signed")
    what: dict[str, Any] = {"person_id": who, "fact_id": UUID(signed.id), "why": "mistake"}
    assert steps.code_of(lambda: withdraw_fact(world.actor("encheng_worker"), at=at, **what)) == "corrections.another_grants"
    make.granted(world, "encheng_worker", "encheng_head", withdraw_fact, at=at, **what)
    assert "withdrawn" in [fact.kind for fact in steps.facts(world, who)]


def test_another_person_does_it_without_asking_and_a_slip_of_the_day_is_ones_own(
    world: make.World, at: datetime, reported: tuple[UUID, Any]
) -> None:
    who, fact = reported
    what: dict[str, Any] = {"person_id": who, "fact_id": UUID(fact.id), "on": date(2026, 1, 9), "body": {}}
    correct_fact(world.actor("clerk"), at=at, **what)
    other = steps.person(world, EARLIER, id_number=None)
    steps.measure(world, EARLIER, other)
    mine = next(fact for fact in steps.facts(world, other) if fact.kind == "reported_in")
    correct_fact(world.actor("encheng_worker"), at=EARLIER, **{**what, "person_id": other, "fact_id": UUID(mine.id)})
    assert date(2026, 1, 9) in days(world, other)


def test_what_is_of_every_day_stays_ones_own(world: make.World, at: datetime, reported: tuple[UUID, Any]) -> None:
    who, _fact = reported
    worker = world.actor("encheng_worker")
    visit = UUID(record_visit(worker, at=EARLIER, person_id=who, on=date(2026, 3, 9))["facts"][0])
    what: dict[str, Any] = {"person_id": who, "fact_id": visit, "on": date(2026, 3, 9), "body": {"how": "centre"}}
    with pytest.raises(Refused, match="not_in_list"):
        correct_fact(worker, at=at, **what, because="whim")
    again = correct_fact(worker, at=at, **what, because="mistake")["facts"][0]
    with acting(worker):
        sealed = rows("SELECT id, note FROM ledger_fact WHERE id = %s", [again])[0]
    assert open_sealed("casework_fact|note", *sealed) == "更正原因：记错了"


@pytest.mark.parametrize("outsider", ["hengpi_worker", "encheng_other", "village", "encheng_police"])
def test_to_an_outsider_there_is_nothing_to_ask_for(
    client: Client, world: make.World, reported: tuple[UUID, Any], outsider: str
) -> None:
    who, fact = reported
    make.enter(client, world, outsider)
    assert client.post(place(who, fact), {**SENT, "stage": "ask"}).status_code == 404
    with acting(world.actor("director")):
        assert rows("SELECT count(*) FROM approvals_approval") == [(0,)]
