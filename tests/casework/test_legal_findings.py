"""A legal finding needs its named ground, its document number and a check page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import correct_fact
from guitu.casework.measures.commands import refuse_report
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.urine_tests.results import confirm_use, object_to_test, record_laboratory_result
from guitu.casework.violations.commands import report_violation
from guitu.rules import records
from tests import make
from tests.casework import steps
from tests.casework.caseload import detox, page, text
from tests.casework.steps import code_of
from tests.casework.test_violations import away

pytestmark = [pytest.mark.django_db]

TODAY, TAKEN = date(2026, 3, 16), date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def strip(world: make.World, at: datetime, person: UUID, *, told: bool = False) -> str:
    answer = record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=TAKEN, outcome="positive", substances=("MET",),
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]), sample_a="A1",
        sample_b="B1", told=told, signed=told,
    )
    return str(answer["facts"][0])


def laboratory(world: make.World, at: datetime, person: UUID, test: str, stage: str = "first", **what: Any) -> Any:
    said = {"laboratory": f"{'county' if stage == 'first' else 'city'}_police_laboratory", "outcome": "positive",
            "on": date(2026, 3, 5 if stage == "first" else 12), "report_no": f"检 {stage}", **what}
    if stage == "second":
        said.setdefault("checked_by", str(world.posts["encheng_police"]))
    return record_laboratory_result(
        world.actor("encheng_worker"), at=at, person_id=person, test=test, stage=stage, **said
    )


def test_use_is_found_on_a_named_ground_with_its_document_number(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    clerk = world.actor("clerk")
    what: dict[str, Any] = {"at": at, "person_id": person, "on": TODAY, "test": test}
    assert code_of(lambda: confirm_use(clerk, **what)) == "findings.needs_ground"
    assert code_of(lambda: confirm_use(clerk, ground="confession", **what)) == "findings.needs_document"
    assert code_of(lambda: confirm_use(clerk, document_no="恩公 7 号", **what)) == "findings.needs_ground"
    assert code_of(lambda: confirm_use(clerk, ground="sober", document_no="恩公 7 号", **what)) == "not_in_list"
    assert code_of(lambda: confirm_use(clerk, ground="laboratory", document_no="恩公 7 号", **what)) == (
        "findings.no_laboratory")
    assert confirm_use(clerk, ground="confession", document_no="恩公 7 号", **what)["facts"]
    (found,) = [f for f in steps.facts(world, person) if f.kind == "use_confirmed"]
    assert found.ground == "confession"


def test_use_is_found_on_the_laboratory_once_no_objection_waits(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = strip(world, at, person, told=True)
    laboratory(world, at, person, test)
    object_to_test(world.actor("encheng_worker"), at=at, person_id=person, test=test, on=date(2026, 3, 6))
    what: dict[str, Any] = {"at": at, "person_id": person, "on": TODAY, "test": test, "ground": "laboratory",
                            "document_no": "恩公 7 号"}
    assert code_of(lambda: confirm_use(world.actor("clerk"), **what)) == "findings.second_awaited"
    laboratory(world, at, person, test, "second")
    assert confirm_use(world.actor("clerk"), **what)["facts"]


def test_a_finding_is_read_back_first_and_its_answer_says_nothing_that_did_not_happen(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    make.enter(client, world, "clerk")
    sent = {"on": "2026-03-16", "test": test, "ground": "confession", "document_no": "恩公 7 号"}
    blank = client.post(page("confirm-use", person), {**sent, "ground": "", "document_no": ""})
    assert blank.status_code == 422
    check, done = steps.confirmed(client, person, "confirmed-use", sent)
    assert "还没有写入" in steps.text(check)
    assert "恩公 7 号" in steps.text(check)
    for said in (steps.text(check), steps.text(done)):
        assert "完成：送实验室检测" not in said
        assert "完成：告知" not in said
    kept = [d.state for d in steps.course(world, person, TODAY).duties if d.key == f"read_result:{test}:laboratory"]
    assert kept == ["open"]


def test_a_laboratory_result_has_its_report_number(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person)
    assert code_of(lambda: laboratory(world, at, person, test, report_no=" ")) == "findings.needs_document"
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-05", "test": test, "which": "first", "laboratory": "county_police_laboratory",
            "outcome": "positive", "report_no": "检 1"}
    assert client.post(page("record-laboratory-result", person), {**sent, "report_no": ""}).status_code == 422
    check, done = steps.confirmed(client, person, "laboratory", sent)
    assert "检 1" in steps.text(check) and done.status_code == 200
    assert "完成：告知" not in steps.text(done)


def test_a_second_laboratory_follows_a_first_and_an_objection_or_names_the_exception(
    world: make.World, at: datetime
) -> None:
    person = detox(world, at)
    test = strip(world, at, person, told=True)
    assert code_of(lambda: laboratory(world, at, person, test, "second")) == "urine_tests.second_without_first"
    laboratory(world, at, person, test)
    assert code_of(lambda: laboratory(world, at, person, test, "second")) == "urine_tests.second_without_objection"
    assert code_of(lambda: laboratory(world, at, person, test, "second", exception="because")) == "not_in_list"
    assert laboratory(world, at, person, test, "second", exception="police_ordered")["facts"]


def test_a_second_laboratory_is_read_by_two_people(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = strip(world, at, person, told=True)
    laboratory(world, at, person, test)
    object_to_test(world.actor("encheng_worker"), at=at, person_id=person, test=test, on=date(2026, 3, 6))
    mine = str(world.posts["encheng_worker"])
    assert code_of(lambda: laboratory(world, at, person, test, "second", checked_by=None)) == "findings.second_person"
    assert code_of(lambda: laboratory(world, at, person, test, "second", checked_by=mine)) == "findings.second_person"
    assert laboratory(world, at, person, test, "second")["facts"]


def test_one_seal_is_not_on_two_bottles(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    what = {"outcome": "positive", "substances": ("MET",), "sample_a": "A1", "sample_b": "A1", "on": TAKEN,
            "tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"])}
    call = lambda: record_urine_test(world.actor("encheng_worker"), at=at, person_id=person, **what)  # noqa: E731
    assert code_of(call) == "urine_tests.one_seal_twice"


def test_a_report_of_a_violation_has_its_document_number(world: make.World, at: datetime, client: Client) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    away(world, at, who, 3)
    what: dict[str, Any] = {"at": at, "person_id": who, "measure": measure, "ground": "departures", "on": TODAY}
    assert code_of(lambda: report_violation(world.actor("encheng_worker"), **what)) == "findings.needs_document"
    make.enter(client, world, "encheng_worker")
    sent = {"which": f"{measure}:departures", "on": "2026-03-16", "receipt_no": ""}
    assert client.post(steps.url(who, "report-violation"), sent).status_code == 422
    assert report_violation(world.actor("encheng_worker"), receipt_no="移 1", **what)["facts"]


def test_a_report_of_a_violation_does_not_come_before_its_ground(world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who)
    away(world, at, who, 3)
    what: dict[str, Any] = {"at": at, "person_id": who, "measure": measure, "ground": "departures", "receipt_no": "1"}
    assert code_of(lambda: report_violation(world.actor("encheng_worker"), on=date(2026, 2, 5), **what)) == (
        "steps.no_ground")
    report_violation(world.actor("encheng_worker"), on=TODAY, **what)
    found = next(f for f in records.effective(steps.facts(world, who)) if f.kind == "violation_reported")
    assert code_of(lambda: correct_fact(world.actor("encheng_head"), at=at, person_id=who, fact_id=UUID(found.id),
                                        on=date(2026, 2, 5), body={})) == "steps.no_ground"


def test_a_refusal_handed_to_the_police_has_its_document_number(world: make.World, at: datetime) -> None:
    who = steps.person(world, at)
    measure = steps.measure(world, at, who, until="served")
    what: dict[str, Any] = {"at": at, "person_id": who, "measure": measure, "on": TODAY, "warning_letter": True,
                            "certificate": True}
    assert code_of(lambda: refuse_report(world.actor("encheng_worker"), **what)) == "findings.needs_document"
    assert refuse_report(world.actor("encheng_worker"), document_no="移 2", **what)["facts"]


def test_a_page_of_use_names_only_grounds_and_hides_from_outsiders(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_police")
    shown = text(client.get(page("confirm-use", person)))
    assert 'name="ground"' in shown and 'name="document_no"' in shown
    make.enter(client, world, "hengpi_head")
    assert client.get(page("confirm-use", person)).status_code in (403, 404)
