"""Somebody did not come: the reason first, evidence second, and only then a count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.load import case, cases
from guitu.casework.record import write
from guitu.casework.urine_tests.commands import (
    record_missed_test,
    record_urine_test,
    serve_test_notice,
    waive_tests,
)
from guitu.kit.database import acting, rows
from guitu.ledger.commands import Act
from guitu.settling.record import new
from tests import casefile, make
from tests.casework.caseload import detox, page, text
from tests.casework.steps import code_of

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
OUTSIDERS = ("hengpi_worker", "encheng_other", "yongan_worker", "village")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def missed(world: make.World, at: datetime, person: UUID, reason: str, slot: str = "1:2", **what: Any) -> Any:
    return record_missed_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, slot=slot, reason=reason, **what
    )


def slot_of(world: make.World, person: UUID, slot: str) -> str:
    with acting(world.actor("encheng_worker")):
        sql = "SELECT state FROM duties_duty WHERE matter_id = %s AND key LIKE %s"
        return str(rows(sql, [person, f"urine_test:%:{slot}"])[0][0])


def refusals_counted(world: make.World, person: UUID) -> tuple[int, int]:
    with acting(world.actor("encheng_worker")):
        course = cases([person], lock=False)[0].course(TODAY)
    counter = next(counter for counter in course.counters if counter.code == "test_refusals")
    return counter.value, len(counter.pending)


def test_an_accepted_reason_waives_the_slot(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    missed(world, at, person, "hospital")
    assert slot_of(world, person, "1:2") == "waived"
    assert refusals_counted(world, person) == (0, 0)


def test_an_evasion_counts_with_notice_and_letter_and_waits_without(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    answer = missed(world, at, person, "evaded", slot="1:1", notice_served=True)
    assert "consequences.pending" in [reason[0] for reason in answer["followed"]]
    assert refusals_counted(world, person) == (0, 1)
    answer = missed(world, at, person, "evaded", notice_served=True, warning_letter=True)
    assert "consequences.counted" in [reason[0] for reason in answer["followed"]]
    assert refusals_counted(world, person) == (1, 1)


def test_no_reason_given_is_a_missed_test_and_no_evasion(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    papers: dict[str, Any] = {"notice_served": True, "warning_letter": True}
    assert code_of(lambda: missed(world, at, person, "none_given", **papers)) == "urine_tests.papers_without_refusal"
    missed(world, at, person, "none_given")
    assert slot_of(world, person, "1:2") == "missed"
    assert refusals_counted(world, person) == (0, 0)


def test_approved_leave_is_looked_up(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    assert code_of(lambda: missed(world, at, person, "approved_leave")) == "no_leave_on_file"
    with acting(worker, durable=True):
        act = Act(worker, at, "test", make.request_id(), "grant_leave")
        write(act, case(act, person), [new("leave_granted", act, date(2026, 3, 12), until=date(2026, 3, 20))])
    missed(world, at, person, "approved_leave")
    assert slot_of(world, person, "1:2") == "open"  # that day is excused, the test is not


def test_a_slot_that_is_not_open_cannot_be_missed(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    for slot in ("1:9", "7:7", "x"):
        assert code_of(lambda slot=slot: missed(world, at, person, "none_given", slot=slot)) == "slot_not_open"


def test_only_what_is_over_or_was_called_for_can_be_missed(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)  # 1:1 and 1:2 are over, 1:3 has begun
    make.enter(client, world, "encheng_worker")
    form = text(client.get(page("record-missed-test", person)))
    assert 'value="1:1"' in form and 'value="1:2"' in form and 'value="1:3"' not in form
    sent = {"on": "2026-03-16", "slot": "1:3", "reason": "evaded"}
    response = client.post(page("record-missed-test", person), sent)
    assert response.status_code == 422
    assert "这一次的最后一天是 04-15，还没有过" in text(response) and "第二十条" in text(response)
    assert client.post(page("record-missed-test", person), {**sent, "reason": "hospital"}).status_code == 200
    called = detox(world, at, id_number=None, start=date(2026, 3, 10))
    assert 'value="1:1"' not in text(client.get(page("record-missed-test", called)))
    serve_test_notice(world.actor("encheng_worker"), at=at, person_id=called, on=date(2026, 3, 12), test_on=TODAY)
    assert 'value="1:1"' in text(client.get(page("record-missed-test", called)))
    sent["slot"] = "1:1"
    assert client.post(page("record-missed-test", called), sent).status_code == 200


def test_where_nothing_can_be_missed_the_page_says_from_when_on(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at, start=date(2026, 3, 10))
    make.enter(client, world, "encheng_worker")
    shown = text(client.get(page("record-missed-test", person)))
    assert "现在没有未到的检测" in shown and "下一次：第 1 年第 1 次，应于 2026-04-09 前。" in shown
    assert page("waive-tests", person) in shown and 'name="reason"' not in shown
    test = text(client.get(page("record-urine-test", person)))
    assert "没有来，登记未到" not in test


def test_the_page_asks_for_the_reason_first(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    form = text(client.get(page("record-missed-test", person)))
    assert form.index('name="reason" value="approved_leave"') < form.index('name="reason" value="refused"')
    assert form.index('name="reason" value="refused"') < form.index('name="notice_served"')
    response = client.post(page("record-missed-test", person), {"on": "2026-03-16", "slot": "1:2"})
    assert response.status_code == 422
    assert "请先问清原因" in text(response)
    key = make.request_id()
    sent = {"on": "2026-03-16", "slot": "1:2", "reason": "evaded", "request_id": key}
    first, second = (client.post(page("record-missed-test", person), sent) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert "证据未齐，暂不计入" in text(second)
    with acting(world.actor("encheng_worker")):
        sql = "SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND kind = 'test_missed'"
        assert rows(sql, [person]) == [(1,)]


def test_a_refusal_to_be_tested_counts_with_notice_and_letter(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    notice = serve_test_notice(worker, at=at, person_id=person, on=TODAY, test_on=TODAY, number="恩检 12")
    answer = record_urine_test(
        worker, at=at, person_id=person, on=TODAY, outcome="refused", notice=notice["facts"][0],
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]),
        warning_letter=True,
    )
    assert "consequences.counted" in [reason[0] for reason in answer["followed"]]
    assert refusals_counted(world, person) == (1, 0)


def test_a_notice_plans_the_test_and_keeps_its_number_encrypted(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "test_on": "2026-03-20", "number": "恩检（2026）12 号"}
    assert client.post(page("serve-notice", person), {**sent, "test_on": "2026-03-10"}).status_code == 422
    assert client.post(page("serve-notice", person), sent).status_code == 200
    with acting(world.actor("encheng_worker")):
        sql = "SELECT planned_on FROM duties_duty WHERE matter_id = %s AND key LIKE 'urine_test:%%:1:3'"
        assert rows(sql, [person]) == [(date(2026, 3, 20),)]
        kept = rows("SELECT note FROM ledger_fact WHERE kind = 'test_notice_served'")
    assert "恩检" not in str(casefile.said(world.actor("encheng_worker"), "test_notice_served"))
    assert "恩检".encode() not in bytes(kept[0][0])
    assert "03-16 送达" in text(client.get(page("record-urine-test", person)))


def test_a_waiver_needs_its_proof_and_an_order_of_days(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-10", "until": "2026-05-10", "why": "hospital", "proof": "on"}
    assert "免检须有证明" in text(client.post(page("waive-tests", person), {**sent, "proof": ""}))
    assert client.post(page("waive-tests", person), {**sent, "until": "2026-03-01"}).status_code == 422
    assert client.post(page("waive-tests", person), sent).status_code == 200
    assert slot_of(world, person, "1:3") == "waived"
    assert slot_of(world, person, "1:2") == "open"


def test_a_waiver_without_an_end_after_its_beginning_is_refused(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    what = {"at": at, "person_id": person, "on": TODAY, "until": date(2026, 3, 1), "why": "other", "proof": True}
    assert code_of(lambda: waive_tests(world.actor("encheng_worker"), **what)) == "dates_backwards"


@pytest.mark.parametrize("name", ["record-missed-test", "serve-notice", "waive-tests"])
def test_these_pages_outside_ones_grid_do_not_exist(world: make.World, at: datetime, client: Client, name: str) -> None:
    person = detox(world, at)
    sent = {"on": "2026-03-16", "slot": "1:2", "reason": "hospital", "test_on": "2026-03-20",
            "until": "2026-04-01", "why": "other", "proof": "on"}
    for outsider in OUTSIDERS:
        make.enter(client, world, outsider)
        assert client.get(page(name, person)).status_code == 404
        assert client.post(page(name, person), sent).status_code == 404
