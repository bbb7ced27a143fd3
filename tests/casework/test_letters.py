"""函件往来、期限一览: letters go out and answers come in, whereabouts hold for some days, and each clock is on its page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.measures.commands import transfer_measure
from guitu.casework.two_way_control import letters
from guitu.casework.two_way_control.commands import start_two_way_control
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.kit.doors import new_request_id
from tests import make
from tests.casework import steps

pytestmark = [pytest.mark.django_db]
ON = date(2026, 3, 16)
FAR = "440106001"


@pytest.fixture
def who(world: make.World, at: datetime) -> UUID:
    person = steps.person(world, at)
    steps.measure(world, at, person)
    return person


def worker(world: make.World) -> Any:
    return world.actor("encheng_worker")


def waiting(world: make.World, who: UUID, kind: str) -> list[str]:
    return [duty.state for duty in steps.course(world, who, ON).duties if duty.kind == kind]


def test_a_letter_is_answered_on_the_screen_once_and_its_duty_is_done(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    started = start_two_way_control(worker(world), at=at, person_id=who, on=date(2026, 3, 2), to_path=FAR, letter_no="双控 1")
    assert waiting(world, who, "reply_two_way") == ["open"]
    make.enter(client, world, "encheng_worker")
    assert "还没有回函" in steps.text(client.get(steps.url(who, "letters")))
    data = {"sent_letter": started["facts"][0], "on": "2026-03-10", "agrees": "yes", "answer_no": "回 7"}
    steps.confirmed(client, who, "letters/answer", data)
    again = client.post(steps.url(who, "letters/answer"), {**data, "request_id": new_request_id(), "stage": "confirm"})
    assert again.status_code == 422
    assert waiting(world, who, "reply_two_way") == ["done"]
    assert "2026-03-10 回函：同意协助" in steps.text(client.get(steps.url(who, "letters")))


def test_who_is_unsure_has_not_verified_and_the_page_says_until_when_the_rest_holds(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    assert "没有登记双向管控" in steps.text(client.get(steps.url(who, "letters/whereabouts")))
    start_two_way_control(worker(world), at=at, person_id=who, on=date(2026, 2, 10))
    assert waiting(world, who, "verify_whereabouts") == ["open"]
    say: dict[str, Any] = {"at": at, "person_id": who, "on": ON, "verified_by": "family"}
    wrong = steps.code_of(lambda: letters.verify_whereabouts(worker(world), **say, certainty="sure", stays="unknown"))
    assert wrong == "two_way_control.known_but_unsure"
    letters.verify_whereabouts(worker(world), **say, certainty="unsure", stays="as_known")
    assert waiting(world, who, "verify_whereabouts") == ["open"]
    data = {"verified_by": "residence", "stays": "as_known", "certainty": "sure", "on": "2026-03-16", "request_id": new_request_id()}
    first, second = (client.post(steps.url(who, "letters/whereabouts"), data) for _ in range(2))
    assert first.status_code == 200 and steps.text(first) == steps.text(second)
    assert sorted(waiting(world, who, "verify_whereabouts")) == ["done", "open"]
    shown = steps.text(client.get(steps.url(who, "letters")))
    assert "居住地工作人员见到" in shown and "有效到 2026-05-15" in shown and "说不准" in shown


def test_a_test_taken_elsewhere_comes_back_with_its_receipt(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    ask: dict[str, Any] = {"at": at, "person_id": who, "on": date(2026, 3, 2)}
    assert steps.code_of(lambda: letters.ask_elsewhere_test(worker(world), **ask, test_by=date(2026, 3, 1))) == "two_way_control.test_past"
    letters.ask_elsewhere_test(worker(world), **ask, test_by=date(2026, 3, 13), to_path=FAR, letter_no="异检 1")
    assert steps.code_of(lambda: letters.ask_elsewhere_test(worker(world), **ask, test_by=date(2026, 3, 20))) == "two_way_control.test_waits"
    taken: dict[str, Any] = {"at": at, "person_id": who, "on": date(2026, 3, 12), "outcome": "negative", "elsewhere": True}
    record_urine_test(worker(world), **taken, receipt_no="穗检 12 号")
    assert waiting(world, who, "elsewhere_result") == ["done"]
    make.enter(client, world, "encheng_worker")
    assert "2026-03-12 已做：阴性" in steps.text(client.get(steps.url(who, "letters")))


def test_what_is_asked_elsewhere_and_not_taken_says_what_it_foretold(client: Client, world: make.World, who: UUID) -> None:
    make.enter(client, world, "encheng_worker")
    steps.confirmed(client, who, "letters/test", {"on": "2026-03-02", "test_by": "2026-03-13", "to_path": FAR, "letter_no": "异检 2"})
    (asked,) = [fact.id for fact in steps.facts(world, who) if fact.kind == "elsewhere_test_asked"]
    steps.confirmed(client, who, "letters/no-test", {"asked_for": asked, "on": "2026-03-16", "note": "对方没有人手"})
    assert waiting(world, who, "elsewhere_result") != ["open"]


def test_a_file_to_another_county_waits_for_its_receipt(client: Client, world: make.World, at: datetime, who: UUID) -> None:
    measure = steps.course(world, who, ON).measures[0].measure_id
    transfer_measure(worker(world), at=at, person_id=who, measure=measure, on=date(2026, 3, 9), to_path=FAR)
    assert waiting(world, who, "transfer_receipt") == ["open"]
    (moved,) = [fact for fact in steps.facts(world, who) if fact.kind == "measure_transferred"]
    make.enter(client, world, "encheng_worker")
    early = client.post(steps.url(who, "acknowledge-transfer"), {"transfer": moved.id, "on": "2026-03-08", "taken_over": "yes"})
    assert early.status_code == 422 and "早于发函的 03-09" in steps.text(early)
    steps.confirmed(client, who, "acknowledge-transfer", {"transfer": moved.id, "on": "2026-03-13", "taken_over": "yes", "receipt_no": "回执 3"})
    assert waiting(world, who, "transfer_receipt") == ["done"]
    assert "2026-03-13 回执：已接收" in steps.text(client.get(steps.url(who, "letters")))


def test_the_page_of_clocks_has_fourteen_lines_with_day_clause_and_keeper(
    client: Client, world: make.World, at: datetime, who: UUID
) -> None:
    start_two_way_control(worker(world), at=at, person_id=who, on=date(2026, 3, 2))
    make.enter(client, world, "encheng_worker")
    client.get(steps.url(who, "clocks"))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(steps.url(who, "clocks"))
    shown = steps.text(page)
    assert page.content.decode().count('<td data-label="期限"') == 14
    for said in ("执行期限", "2029-01-11", "第三十三条", "取得回函", "2026-03-17", "还没有开始", "公安机关"):
        assert said in shown, said
    assert len(asked) <= 18, [one["sql"][:90] for one in asked]


@pytest.mark.parametrize("name", ["clocks", "letters", "letters/whereabouts", "acknowledge-transfer"])
def test_to_an_outsider_the_person_is_not_there(client: Client, world: make.World, who: UUID, name: str) -> None:
    for outsider in ("hengpi_worker", "encheng_other", "grid"):
        make.enter(client, world, outsider)
        assert client.get(steps.url(who, name)).status_code == 404
