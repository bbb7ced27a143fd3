"""A form asks for a last day as people say it; what is kept is the first day without."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.load import cases
from guitu.casework.urine_tests.commands import record_missed_test
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import casefile, make
from tests.casefile import fact
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]


def test_the_last_day_of_a_waiver_is_in_it_and_what_is_kept_ends_the_day_after(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    assert "免检的最后一天" in text(client.get(page("waive-tests", person)))
    sent = {"on": "2026-03-10", "until": "2026-05-09", "why": "hospital", "proof": "on"}
    assert client.post(page("waive-tests", person), sent).status_code == 200
    assert [body["until"] for body in casefile.said(world.actor("encheng_worker"), "tests_waived")] == ["2026-05-10"]


def test_a_waiver_of_one_day_can_be_entered(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-10", "until": "2026-03-10", "why": "hospital", "proof": "on"}
    assert client.post(page("waive-tests", person), sent).status_code == 200
    assert client.post(page("waive-tests", person), {**sent, "until": "2026-03-09"}).status_code == 422
    assert [body["until"] for body in casefile.said(world.actor("encheng_worker"), "tests_waived")] == ["2026-03-11"]
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT happened_on::text FROM ledger_fact WHERE kind = 'tests_waived'") == [("2026-03-10",)]


def test_a_day_excused_by_leave_leaves_the_test_to_be_done(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    fact(worker, at, person, "leave_granted", date(2026, 3, 12), until=date(2026, 3, 20))
    record_missed_test(worker, at=at, person_id=person, on=at.date(), slot="1:2", reason="approved_leave")
    with acting(worker):
        [case] = cases([person], lock=False)
        states = {
            duty.key.rsplit(":", 2)[-2:][1]: duty.state
            for duty in case.course(at.date()).duties
            if duty.kind == "urine_test"
        }
    assert states["2"] == "open"


def test_the_day_of_return_is_no_day_of_leave(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    fact(worker, at, person, "leave_granted", date(2026, 3, 12), until=date(2026, 3, 16))
    with pytest.raises(Refused) as refusal:
        record_missed_test(worker, at=at, person_id=person, on=at.date(), slot="1:2", reason="approved_leave")
    assert refusal.value.reasons[0].code == "no_leave_on_file"


def test_a_correction_shows_and_asks_the_last_day_too(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    waived = fact(
        worker, at, person, "tests_waived", date(2026, 3, 10), until=date(2026, 5, 10), why="hospital", proof=True
    )
    make.enter(client, world, "encheng_worker")
    address = reverse("correct-fact", args=[person, waived])
    form = text(client.get(address))
    assert 'value="2026-05-09"' in form
    assert "免检至 2026-05-09" in text(client.get(reverse("person-tab", args=[person, "timeline"])))
