"""A record is never changed: another one stands in its place, and all that followed follows anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.corrections.fields import LOCKED, names_of
from guitu.casework.levels.commands import assess_risk
from guitu.casework.load import cases
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.urine_tests.results import record_laboratory_result
from guitu.casework.visits.commands import record_visit
from guitu.grid.models import Holding
from guitu.kit.crypto import open_sealed
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible
from guitu.ledger import fact_words
from guitu.rules import records
from tests import casefile, make
from tests.casework.caseload import detox, text
from tests.casework.steps import code_of

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def took_a_test(world: make.World, at: datetime, person: UUID, outcome: str = "negative", **what: Any) -> UUID:
    found = {"substances": ("MET",), "sample_a": "A1", "sample_b": "B1"} if outcome == "positive" else {}
    answer = record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=person, outcome=outcome,
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]),
        **{"on": TODAY, **found, **what},
    )
    return UUID(answer["facts"][0])


def balance(world: make.World, person: UUID) -> int:
    with acting(world.actor("encheng_worker")):
        sql = "SELECT coalesce(sum(hundredths), 0) FROM casework_pointstransfer WHERE person_id = %s"
        return int(rows(sql, [person])[0][0])


def standing_facts(world: make.World, person: UUID, kind: str) -> list[Any]:
    with acting(world.actor("encheng_worker")):
        return [fact for fact in records.effective(cases([person], lock=False)[0].facts) if fact.kind == kind]


def place(name: str, person: UUID, fact: UUID) -> str:
    return reverse(name, args=[person, fact])


def test_a_corrected_outcome_takes_back_the_points_and_keeps_the_old_record(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    earned = balance(world, person)
    assert earned > 0
    body = {"outcome": "positive", "substances": ("MET",), "sample_a": "A1", "sample_b": "B1"}
    correct_fact(world.actor("encheng_worker"), at=at, person_id=person, fact_id=test, on=TODAY, body=body)
    assert balance(world, person) == 0
    assert [fact.outcome for fact in standing_facts(world, person, "urine_test")] == ["positive"]
    with acting(world.actor("encheng_worker")):
        sql = "SELECT count(*), count(corrects) FROM ledger_fact WHERE matter_id = %s AND kind = 'urine_test'"
        assert rows(sql, [person]) == [(2, 1)]


def test_a_correction_keeps_its_place_in_the_day(world: make.World, at: datetime) -> None:
    for _ in range(4):  # ids are random: chance must not decide
        person = detox(world, at, id_number=None)
        first = took_a_test(world, at, person, "positive")
        second = took_a_test(world, at, person)
        answer = correct_fact(
            world.actor("encheng_worker"), at=at, person_id=person, fact_id=first, on=TODAY,
            body={"sample_a": "A9"},
        )
        assert answer["facts"][0] < str(second)
        assert [fact.outcome for fact in standing_facts(world, person, "urine_test")] == ["positive", "negative"]


def test_a_correction_must_be_as_lawful_as_the_first_record(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    worker = world.actor("encheng_worker")
    what = {"at": at, "person_id": person, "fact_id": test, "on": TODAY}
    assert code_of(lambda: correct_fact(worker, body={"tester_2": None}, **what)) == "urine_tests.two_staff"
    assert code_of(lambda: correct_fact(worker, body={"outcome": "positive"}, **what)) == "substances_needed"
    assert code_of(lambda: correct_fact(worker, body={"outcome": "sober"}, **what)) == "not_in_list"
    assert code_of(lambda: correct_fact(worker, body={"notice": str(test)}, **what)) == "urine_tests.no_such_notice"
    assert code_of(lambda: correct_fact(worker, body={}, **what)) == "corrections.nothing"
    ahead = {**what, "on": date(2026, 3, 20)}
    assert code_of(lambda: correct_fact(worker, body={}, **ahead)) == "in_the_future"


def test_only_what_stands_is_corrected(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    worker = world.actor("encheng_worker")
    what = {"at": at, "person_id": person, "fact_id": test}
    correct_fact(worker, on=date(2026, 3, 15), body={}, **what)
    assert code_of(lambda: correct_fact(worker, on=date(2026, 3, 14), body={}, **what)) == "corrections.already"
    assert code_of(lambda: withdraw_fact(worker, **what)) == "corrections.already"


def test_the_note_goes_over_to_the_correction(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    visit = UUID(record_visit(worker, at=at, person_id=person, on=TODAY, note="谈了工作")["facts"][0])
    answer = correct_fact(worker, at=at, person_id=person, fact_id=visit, on=TODAY, body={"how": "centre"})
    with acting(worker):
        fact, note = rows("SELECT id, note FROM ledger_fact WHERE id = %s", [answer["facts"][0]])[0]
    assert open_sealed("casework_fact|note", fact, note) == "谈了工作"


def test_withdrawing_undoes_what_followed(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    withdraw_fact(world.actor("encheng_worker"), at=at, person_id=person, fact_id=test, why="wrong_person")
    assert balance(world, person) == 0
    assert standing_facts(world, person, "urine_test") == []
    with acting(world.actor("encheng_worker")):
        sql = "SELECT state FROM duties_duty WHERE matter_id = %s AND key LIKE 'urine_test:%%:1:3'"
        assert rows(sql, [person]) == [("open",)]


def test_the_only_registration_and_what_others_lean_on_stay(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    registration = UUID(standing_facts(world, person, "registered")[0].id)
    what = {"at": at, "person_id": person}
    assert code_of(lambda: withdraw_fact(worker, fact_id=registration, **what)) == "corrections.registration"
    decided = standing_facts(world, person, "measure_decided")[0]
    casefile.fact(worker, at, person, "agreement_signed", TODAY, measure=decided.measure)  # by a click of its own
    assert code_of(lambda: withdraw_fact(worker, fact_id=UUID(decided.id), **what)) == "corrections.leant_on"
    test = took_a_test(world, at, person, "positive")
    record_laboratory_result(
        worker, test=str(test), stage="first", laboratory="county_hospital", outcome="negative", on=TODAY, report_no="检 1", **what
    )
    assert code_of(lambda: withdraw_fact(worker, fact_id=test, **what)) == "corrections.leant_on"


def test_a_result_stays_the_result_of_a_corrected_test(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    test = took_a_test(world, at, person, "positive")
    what = {"at": at, "person_id": person}
    record_laboratory_result(
        worker, test=str(test), stage="first", laboratory="county_hospital", outcome="negative", on=TODAY, report_no="检 1", **what
    )
    cleared = balance(world, person)
    assert cleared > 0
    again = correct_fact(worker, fact_id=test, on=TODAY, body={"sample_a": "A9"}, **what)["facts"][0]
    assert balance(world, person) == cleared
    second = {"stage": "second", "laboratory": "county_hospital", "outcome": "negative", "on": TODAY, "report_no": "检 2"}
    code = code_of(lambda: record_laboratory_result(worker, test=again, **second, **what))
    assert code == "urine_tests.same_laboratory"
    assert code_of(lambda: withdraw_fact(worker, fact_id=UUID(again), **what)) == "corrections.leant_on"


def test_papers_keep_their_order(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    what = {"at": at, "person_id": person, "body": {}}
    reported = UUID(standing_facts(world, person, "reported_in")[0].id)
    early = {**what, "fact_id": reported, "on": date(2026, 1, 10)}
    assert code_of(lambda: correct_fact(worker, **early)) == "corrections.order"
    test = took_a_test(world, at, person, "positive", on=date(2026, 3, 10))
    record_laboratory_result(
        worker, at=at, person_id=person, test=str(test), stage="first", laboratory="county_hospital",
        outcome="negative", on=date(2026, 3, 12), report_no="检 1",
    )
    late = {**what, "fact_id": test, "on": date(2026, 3, 14)}
    assert code_of(lambda: correct_fact(worker, **late)) == "corrections.order"
    correct_fact(worker, **{**late, "on": date(2026, 3, 11)})


def test_the_page_shows_what_would_change_before_anything_is_written(
    world: make.World, at: datetime, client: Client
) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    make.enter(client, world, "encheng_worker")
    form = text(client.get(place("correct-fact", person, test)))
    assert '<option value="negative" selected>' in form
    sent = {
        "on": "2026-03-16", "outcome": "positive", "purpose": "scheduled", "substances": ["MET"], "sample_a": "A1",
        "sample_b": "B1", "tester_1": str(world.posts["encheng_worker"]), "told": "on", "signed": "on",
        "because": "mistake", "tester_2": str(world.posts["encheng_police"]), "request_id": make.request_id(),
    }
    check = text(client.post(place("correct-fact", person, test), sent))
    assert "阴性 → 初筛阳性" in check
    assert "积分 −10：合计 10 → 0" in check
    assert "还没有写入" in check
    assert balance(world, person) > 0
    for _ in range(2):  # clicked twice
        done = client.post(place("correct-fact", person, test), {**sent, "stage": "confirm"})
        assert done.status_code == 200
        assert "已记录" in text(done)
    assert balance(world, person) == 0
    assert len(standing_facts(world, person, "urine_test")) == 1
    again = text(client.get(place("correct-fact", person, test)))
    assert "这一条已经更正或撤回过" in again


def test_a_refused_correction_keeps_what_was_typed(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "outcome": "positive", "purpose": "scheduled", "sample_a": "甲 1", "because": "mistake"}
    response = client.post(place("correct-fact", person, test), sent)
    assert response.status_code == 422
    assert "甲 1" in text(response)
    response = client.post(place("correct-fact", person, test), {**sent, "on": ""})
    assert response.status_code == 422
    assert "请填写日期" in text(response)


def test_a_record_is_withdrawn_on_the_page(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = took_a_test(world, at, person)
    make.enter(client, world, "encheng_worker")
    assert client.get(place("withdraw-fact", person, test)).status_code == 200
    sent = {"why": "wrong_person", "request_id": make.request_id()}
    check = text(client.post(place("withdraw-fact", person, test), sent))
    assert "积分 −10：合计 10 → 0" in check
    assert len(standing_facts(world, person, "urine_test")) == 1
    done = client.post(place("withdraw-fact", person, test), {**sent, "stage": "confirm"})
    assert done.status_code == 200
    assert standing_facts(world, person, "urine_test") == []


def test_what_is_on_record_stays_to_be_chosen(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    test = took_a_test(world, at, person)
    sheet = tuple((factor, 0) for factor in ("drug_type", "since_last_use", "episodes", "missed_tests", "work"))
    sheet += tuple((factor, 0) for factor in ("family", "mental_state", "contact", "record"))
    found = assess_risk(
        worker, at=at, person_id=person, on=TODAY, scores=sheet, triggers=("self_harm",)
    )["facts"][0]
    with acting(world.actor("clerk"), durable=True):
        Holding.objects.filter(post_id=world.posts["encheng_police"]).update(until_on=date(2026, 3, 16))
    make.enter(client, world, "encheng_worker")
    form = text(client.get(place("correct-fact", person, test)))
    assert f'<option value="{world.posts["encheng_police"]}" selected>原来登记的</option>' in form
    form = text(client.get(place("correct-fact", person, UUID(found))))
    assert 'value="self_harm" checked' in form


@pytest.mark.parametrize("kind", ["registered", "measure_decided", "agreement_signed", "reported_in"])
def test_every_kind_of_record_has_its_form(world: make.World, at: datetime, client: Client, kind: str) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    fact = UUID(standing_facts(world, person, kind)[0].id)
    assert client.get(place("correct-fact", person, fact)).status_code == 200


def test_records_outside_ones_grid_do_not_exist(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    other = detox(world, at, id_number=None)
    test = took_a_test(world, at, person)
    for outsider in ("hengpi_worker", "encheng_other", "yongan_worker", "village"):
        make.enter(client, world, outsider)
        for name in ("correct-fact", "withdraw-fact"):
            assert client.get(place(name, person, test)).status_code == 404
            sent = {"on": "2026-03-16", "why": "mistake"}
            assert client.post(place(name, person, test), sent).status_code == 404
            assert client.post(place(name, person, test), {**sent, "stage": "confirm"}).status_code == 404
    make.enter(client, world, "encheng_worker")
    assert client.get(place("correct-fact", other, test)).status_code == 404
    with pytest.raises(NotVisible):
        withdraw_fact(world.actor("hengpi_worker"), at=at, person_id=person, fact_id=test)


@pytest.mark.parametrize("kind", sorted(records.KINDS))
def test_every_field_and_code_of_a_record_has_its_word(kind: str) -> None:
    assert fact_words.kind(kind) != kind
    for name in set(names_of(kind)) - LOCKED:
        assert name in fact_words.FIELDS
        assert set(records.codes_of(kind, name)) <= set(fact_words.CODES.get(name, ()))
