"""A deduction typed by hand stands last, needs words, and counts when another person confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import withdraw_fact
from guitu.casework.points.commands import confirm_deduction, grant_points
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import make
from tests.casework import steps
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def balance(world: make.World, person: UUID) -> int:
    with acting(world.actor("encheng_worker")):
        sql = "SELECT coalesce(sum(hundredths), 0) FROM casework_pointstransfer WHERE person_id = %s"
        return int(rows(sql, [person])[0][0])


def typed(world: make.World, at: datetime, person: UUID, item: str = "N06", **what: Any) -> str:
    said = {"on": TODAY, "note": "代打卡，有录像", **what}
    return str(grant_points(world.actor("encheng_worker"), at=at, person_id=person, item=item, **said)["facts"][0])


def codes_of(call: Any) -> set[str]:
    with pytest.raises(Refused) as refusal:
        call()
    return {reason.code for reason in refusal.value.reasons}


@pytest.fixture
def person(world: make.World, at: datetime) -> UUID:
    who = detox(world, at)
    for item in ("P08", "P09"):
        typed(world, at, who, item, on=date(2026, 3, 10))
    return who


def test_a_deduction_stands_last_in_the_list_and_asks_for_words(
    world: make.World, at: datetime, client: Client, person: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    shown = text(client.get(page("grant-points", person)))
    items = [part.split('"')[0] for part in shown.split('name="item" value="')[1:]] or [
        part.split('"')[0] for part in shown.split('value="') if part[:1] in "PN" and part[1:3].isdigit()
    ]
    assert items[-1] == "N06"
    assert codes_of(lambda: typed(world, at, person, note=" ")) == {"points.deduction_needs_words"}


def test_a_deduction_counts_when_another_natural_person_confirmed_it(
    world: make.World, at: datetime, person: UUID
) -> None:
    before = balance(world, person)
    grant = typed(world, at, person)
    assert balance(world, person) == before
    waiting = [d for d in steps.course(world, person, TODAY).duties if d.kind == "confirm_deduction"]
    assert [d.state for d in waiting] == ["open"]
    worker, head = world.actor("encheng_worker"), world.actor("encheng_head")
    assert codes_of(lambda: confirm_deduction(worker, at=at, person_id=person, grant=grant, on=TODAY)) & {
        "not_for_this_post", "points.another_confirms"}
    done = confirm_deduction(head, at=at, person_id=person, grant=grant, on=TODAY)["facts"][0]
    assert balance(world, person) == max(before - 2000, 0)
    assert codes_of(lambda: confirm_deduction(head, at=at, person_id=person, grant=grant, on=TODAY)) == {
        "points.confirmed_already"}
    withdraw_fact(head, at=at, person_id=person, fact_id=UUID(done))
    assert balance(world, person) == before


def test_who_typed_it_does_not_confirm_it_from_another_post(world: make.World, at: datetime, person: UUID) -> None:
    head = world.actor("encheng_head")
    grant = str(grant_points(head, at=at, person_id=person, item="N06", on=TODAY, note="录像")["facts"][0])
    assert codes_of(lambda: confirm_deduction(head, at=at, person_id=person, grant=grant, on=TODAY)) == {
        "points.another_confirms"}


def test_the_page_of_confirming_reads_it_back_and_hides_from_outsiders(
    world: make.World, at: datetime, client: Client, person: UUID
) -> None:
    grant = typed(world, at, person)
    make.enter(client, world, "hengpi_head")
    assert client.get(page("confirm-deduction", person)).status_code == 404
    make.enter(client, world, "encheng_head")
    assert "弄虚作假" in text(client.get(page("confirm-deduction", person, duty=f"confirm_deduction:{grant}")))
    check, done = steps.confirmed(client, person, "confirmed-deduction", {"on": "2026-03-16", "grant": grant})
    assert "还没有写入" in steps.text(check)
    assert done.status_code == 200
    assert "−" in steps.text(done)


def test_what_waits_for_its_papers_is_told_beside_the_counter(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, outcome="refused",
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]),
    )
    make.enter(client, world, "encheng_worker")
    shown = steps.text(client.get(page("person", person)))
    assert "另有 1 次待补证据" in shown
    assert "补齐证据" in shown
