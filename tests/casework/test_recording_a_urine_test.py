"""A urine test is recorded in one go, with its chain of custody, and the answer says what followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guitu.casework.urine_tests.commands import record_urine_test
from guitu.grid.models import Holding
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from tests import casefile, make
from tests.casework.caseload import detox, own, page, text

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def taken(world: make.World, **what: Any) -> dict[str, Any]:
    return {"on": date(2026, 3, 16), "outcome": "negative", "tester_1": str(world.posts["encheng_worker"]),
            "tester_2": str(world.posts["encheng_police"]), **what}


def typed(world: make.World, **what: Any) -> dict[str, Any]:
    """What a browser sends for a plain negative."""
    return {**taken(world), "on": "2026-03-16", "purpose": "scheduled", "told": "on", "signed": "on",
            "request_id": make.request_id(), **what}


def kept(world: make.World, person: UUID, kind: str = "urine_test") -> list[dict[str, Any]]:
    return casefile.said(world.actor("encheng_worker"), kind, person)


def test_a_negative_test_closes_the_slot_and_says_what_is_next(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    answer = record_urine_test(world.actor("encheng_worker"), at=at, person_id=person, **taken(world))
    codes = [reason[0] for reason in answer["followed"]]
    assert "consequences.done" in codes
    assert "consequences.points" in codes
    assert answer["points"][0][0] == "points.streak"
    assert answer["next"][0][0] == "urine_test"


def test_one_tester_is_refused_with_what_to_do_and_the_clause(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    response = client.post(page("record-urine-test", person), typed(world, tester_2="", sample_a="恩-1", note="配合"))
    assert response.status_code == 422
    response = client.post(page("record-urine-test", person), typed(world, tester_2="", note="配合"))
    said = text(response)
    assert response.status_code == 422
    assert "不能登记：采样须两名工作人员在场（检测规定）。请补上第二名。" in said
    assert "第八条" in said
    assert "配合" in said
    assert kept(world, person) == []


def test_the_same_person_twice_is_one_person(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    me = str(world.posts["encheng_worker"])
    assert client.post(page("record-urine-test", person), typed(world, tester_2=me)).status_code == 422
    with pytest.raises(Refused):
        record_urine_test(
            world.actor("encheng_worker"), at=at, person_id=person, **taken(world, tester_1=me, tester_2=me)
        )


def test_staff_who_held_no_post_that_day_are_refused(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    with pytest.raises(Refused) as refusal:
        record_urine_test(
            world.actor("encheng_worker"), at=at, person_id=person,
            **taken(world, tester_2="00000000-0000-4000-8000-000000000001"),
        )
    assert refusal.value.reasons[0].code == "staff_unknown"


def test_a_womans_sample_is_taken_by_a_woman(world: make.World, at: datetime) -> None:
    with acting(world.actor("clerk"), durable=True):
        Holding.objects.filter(post_id=world.posts["encheng_police"]).update(sex="male")
    person = detox(world, at, sex="female")
    worker, police = world.posts["encheng_worker"], world.posts["encheng_police"]
    with pytest.raises(Refused) as refusal:
        record_urine_test(
            world.actor("encheng_worker"), at=at, person_id=person,
            **taken(world, tester_1=str(police), tester_2=str(worker)),
        )
    assert [reason.code for reason in refusal.value.reasons] == ["urine_tests.female_collector"]
    assert record_urine_test(world.actor("encheng_worker"), at=at, person_id=person, **taken(world))["facts"]


def test_nobody_knows_who_took_a_womans_sample_when_the_sex_is_not_on_file(world: make.World, at: datetime) -> None:
    with acting(world.actor("clerk"), durable=True):
        Holding.objects.filter(post_id=world.posts["encheng_worker"]).update(sex=None)
    person = detox(world, at, sex="female")
    with pytest.raises(Refused) as refusal:
        record_urine_test(world.actor("encheng_worker"), at=at, person_id=person, **taken(world))
    assert refusal.value.reasons[0].code == "collector_unknown"


def test_a_positive_needs_its_substances_and_two_sealed_bottles(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    with pytest.raises(Refused) as refusal:
        record_urine_test(worker, at=at, person_id=person, **taken(world, outcome="positive"))
    assert refusal.value.reasons[0].code == "substances_needed"
    with pytest.raises(Refused) as refusal:
        record_urine_test(
            worker,
            at=at,
            person_id=person,
            **taken(world, outcome="positive", substances=("MET",), sample_a="A1"),
        )
    assert refusal.value.reasons[0].code == "urine_tests.two_bottles"


def test_a_forced_test_names_the_police_who_approved_it(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    response = client.post(page("record-urine-test", person), typed(world, forced="on"))
    assert response.status_code == 422
    assert "强制检测须经公安机关负责人批准" in text(response)
    approved = typed(world, forced="on", forced_by=str(world.posts["encheng_police"]))
    assert client.post(page("record-urine-test", person), approved).status_code == 200
    assert kept(world, person)[0]["forced_by"] == str(world.posts["encheng_police"])


def test_a_strip_positive_is_not_a_relapse(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    said = client.post(
        page("record-urine-test", person),
        typed(world, outcome="positive", substances=["MET"], sample_a="A1", sample_b="B1"),
    )
    assert said.status_code == 200
    assert "初筛阳性不作数，等实验室和公安机关认定" in text(said)
    with acting(world.actor("encheng_worker")):
        assert rows("SELECT state FROM casework_current WHERE person_id = %s", [person]) == [("community_detox",)]


def test_the_page_says_what_followed_with_its_clause(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    said = text(client.post(page("record-urine-test", person), typed(world)))
    assert "完成：尿检。" in said
    assert "连续第 1 次阴性" in said
    assert "下一次：尿检，应于" in said
    assert "王小明" not in said


def test_the_form_opens_with_today_and_me_filled_in(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    said = text(client.get(page("record-urine-test", person)))
    assert 'value="2026-03-16"' in said
    assert f'<option value="{world.posts["encheng_worker"]}" selected>' in said
    assert "王小明" not in said
    assert "style=" not in said


def chosen(said: str, name: str) -> str:
    """The option that stands chosen in a select."""
    options = said.split(f'name="{name}"', 1)[1].split("</select>", 1)[0]
    found = re.search(r'value="([^"]*)" selected', options)
    return found.group(1) if found else ""


def test_a_second_tester_is_suggested_and_a_woman_for_a_woman(world: make.World, at: datetime, client: Client) -> None:
    with acting(world.actor("clerk"), durable=True):
        Holding.objects.filter(post_id=world.posts["encheng_worker"]).update(sex="male")
    make.enter(client, world, "encheng_worker")
    him, her = detox(world, at), detox(world, at, sex="female", id_number=None)
    said = text(client.get(page("record-urine-test", him)))
    assert chosen(said, "tester_1") == str(world.posts["encheng_worker"])
    assert chosen(said, "tester_2") == str(world.posts["encheng_other"])  # of the same house
    said = text(client.get(page("record-urine-test", her)))
    assert chosen(said, "tester_2") == str(world.posts["encheng_worker"])
    record_urine_test(world.actor("encheng_worker"), at=at, person_id=him, **taken(world))
    said = text(client.get(page("record-urine-test", him)))
    assert chosen(said, "tester_2") == str(world.posts["encheng_police"])  # as last time


def test_a_test_outside_ones_grid_does_not_exist(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    for outsider in ("hengpi_worker", "encheng_other", "yongan_worker", "village"):
        make.enter(client, world, outsider)
        assert client.get(page("record-urine-test", person)).status_code == 404
        assert client.post(page("record-urine-test", person), typed(world)).status_code == 404
    with pytest.raises(NotVisible):
        record_urine_test(world.actor("hengpi_worker"), at=at, person_id=person, **taken(world))
    assert kept(world, person) == []


def test_the_side_of_the_household_register_only_reads(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at, home_path=make.HENGPI + "200")
    make.enter(client, world, "hengpi_head")
    assert client.get(page("record-urine-test", person)).status_code == 404
    assert client.post(page("record-urine-test", person), typed(world)).status_code == 404
    assert client.post(page("record-urine-test", person), typed(world, tester_2="")).status_code == 404
    assert kept(world, person) == []


def test_a_double_click_records_one_test(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = typed(world)
    first, second = (client.post(page("record-urine-test", person), sent) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert "下一次：尿检" in text(second)
    assert len(kept(world, person)) == 1


def test_a_second_test_of_the_same_day_never_replaces_the_first(world: make.World, at: datetime) -> None:
    worker = world.actor("encheng_worker")
    for _ in range(4):  # ids are random: chance must not decide
        person = detox(world, at, id_number=None)
        first = record_urine_test(
            worker, at=at, person_id=person,
            **taken(world, outcome="positive", substances=("MET",), sample_a="A1", sample_b="B1"),
        )
        record_urine_test(worker, at=at, person_id=person, **taken(world))
        with acting(worker):
            done = rows(
                "SELECT done_by FROM duties_duty WHERE matter_id = %s AND done_on = %s AND kind = 'urine_test'",
                [person, date(2026, 3, 16)],
            )
        assert [str(by) for (by,) in done] == first["facts"]
        assert [body["outcome"] for body in kept(world, person)] == ["positive", "negative"]


def test_a_test_written_down_late_is_no_late_test(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    answer = record_urine_test(
        worker, at=make.moment(2026, 4, 20), person_id=person, **taken(world, on=date(2026, 4, 15))
    )
    assert "consequences.done" in [reason[0] for reason in answer["followed"]]
    assert answer["points"][0][0] == "points.streak"


def test_a_slot_that_has_passed_is_made_up_by_name_and_earns_nothing(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    answer = record_urine_test(worker, at=at, person_id=person, **taken(world, slot="1:2"))
    assert "consequences.done_late" in [reason[0] for reason in answer["followed"]]
    assert [reason[0] for reason in answer["points"]] == ["points.late"]
    with pytest.raises(Refused):
        record_urine_test(worker, at=at, person_id=person, **taken(world, slot="3:9"))


def test_the_form_and_the_record_keep_to_their_queries(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    client.post(page("record-urine-test", person), typed(world, on="2026-02-20"))
    with CaptureQueriesContext(connection) as shown:
        client.get(page("record-urine-test", person))
    with CaptureQueriesContext(connection) as posted:
        client.post(page("record-urine-test", person), typed(world))
    assert len(own(shown)) <= 5  # eyes, person, pack, log of the look, staff
    assert len(own(posted)) <= 15
