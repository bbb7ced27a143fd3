"""A strip positive is only a strip: laboratories and the police say what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.load import cases
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.casework.urine_tests.results import confirm_use, object_to_test, record_laboratory_result
from guitu.kit.database import acting, rows
from guitu.rules.terms import Course
from tests import make
from tests.casework.caseload import detox, page, text
from tests.casework.steps import code_of

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
LATER = make.moment(2026, 3, 30)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-30T09:00")
    yield


def strip(world: make.World, at: datetime, person: UUID, outcome: str, on: date = TODAY) -> str:
    positive = {"substances": ("MET",), "sample_a": "A1", "sample_b": "B1"} if outcome == "positive" else {}
    answer = record_urine_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=on, outcome=outcome,
        tester_1=str(world.posts["encheng_worker"]), tester_2=str(world.posts["encheng_police"]), **positive,
    )
    return str(answer["facts"][0])


def laboratory(world: make.World, person: UUID, test: str, stage: str, outcome: str, **what: Any) -> dict[str, Any]:
    where = {"first": "county_police_laboratory", "second": "city_police_laboratory"}[stage]
    given = {"on": date(2026, 3, 25), "laboratory": where, "report_no": f"检 {stage}", **what}
    if stage == "second":
        given.setdefault("checked_by", str(world.posts["encheng_police"]))
    return dict(
        record_laboratory_result(
            world.actor("encheng_worker"), at=LATER, person_id=person, test=test, stage=stage, outcome=outcome, **given
        )
    )


def course_of(world: make.World, person: UUID) -> Course:
    with acting(world.actor("encheng_worker")):
        return cases([person], lock=False)[0].course(date(2026, 6, 30))


def weighed(world: make.World, person: UUID) -> dict[str, Any]:
    """Everything that a test can move: points, counters, level, standing, clean years, the balance posted."""
    course = course_of(world, person)
    with acting(world.actor("encheng_worker")):
        sql = "SELECT coalesce(sum(hundredths), 0) FROM casework_pointstransfer WHERE person_id = %s"
        balance = rows(sql, [person])[0][0]
        current = rows("SELECT state, since_on FROM casework_current WHERE person_id = %s", [person])
        carried = rows(
            "SELECT s.state, s.from_on, s.until_on FROM casework_standing s JOIN people_person p"
            " ON p.standing_no = s.standing_no WHERE p.id = %s AND s.known_until IS NULL ORDER BY s.from_on", [person],
        )
    return {
        "points": [(entry.on, entry.item, entry.hundredths) for entry in course.points],
        "counters": [(counter.code, counter.value, counter.pending) for counter in course.counters],
        "levels": course.levels,
        "standing": [(span.state, span.from_on, span.until_on) for span in course.standing],
        "clean": (course.clean_from, course.exit_due_on),
        "tests": [(duty.due_on, duty.state) for duty in course.duties if duty.kind == "urine_test"],
        "proposals": [(proposal.kind, proposal.value) for proposal in course.proposals],
        "balance": balance,
        "current": current,
        "carried": carried,
    }


def test_a_positive_overturned_by_the_second_laboratory_is_a_plain_negative(world: make.World, at: datetime) -> None:
    plain = detox(world, at, id_number=None)
    before = strip(world, at, plain, "negative", date(2026, 2, 20))
    assert before
    strip(world, at, plain, "negative")

    accused = detox(world, at, id_number=None)
    strip(world, at, accused, "negative", date(2026, 2, 20))
    test = strip(world, at, accused, "positive")
    laboratory(world, accused, test, "first", "positive", on=date(2026, 3, 18))
    worker = world.actor("encheng_worker")
    object_to_test(worker, at=LATER, person_id=accused, test=test, on=date(2026, 3, 19))
    answer = laboratory(world, accused, test, "second", "negative")
    assert "consequences.overturned" in [reason[0] for reason in answer["followed"]]
    assert weighed(world, accused) == weighed(world, plain)
    steps = [duty for duty in course_of(world, accused).duties if duty.kind == "read_result"]
    assert steps and not [duty for duty in steps if duty.state == "open"]


def test_nothing_moves_while_the_laboratories_are_asked(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    before = weighed(world, person)
    test = strip(world, at, person, "positive")
    during = weighed(world, person)
    for kept in ("counters", "levels", "standing", "clean", "balance", "current"):
        assert during[kept] == before[kept]
    laboratory(world, person, test, "first", "positive", on=date(2026, 3, 18))
    for kept in ("counters", "levels", "standing", "clean", "balance", "current"):
        assert weighed(world, person)[kept] == before[kept]


def test_the_second_laboratory_is_another_than_the_first(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, "positive")
    laboratory(world, person, test, "first", "positive")
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-26", "test": test, "which": "second", "outcome": "negative", "report_no": "检 2",
            "laboratory": "county_police_laboratory", "checked_by": str(world.posts["encheng_police"]),
            "exception": "police_ordered"}
    response = client.post(page("record-laboratory-result", person), sent)
    assert response.status_code == 422
    assert "复检不得由做第一次检测的机构进行" in text(response)
    sent["laboratory"] = "city_police_laboratory"
    said = client.post(page("record-laboratory-result", person), {**sent, "stage": "confirm"})
    assert said.status_code == 200
    assert "第二实验室：阴性。此前初筛阳性不作数，积分与等级均未变动。" in text(said)


def test_a_result_is_taken_once_per_stage_of_a_positive_and_not_before_it(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    negative = strip(world, at, person, "negative", date(2026, 2, 20))
    test = strip(world, at, person, "positive")
    assert code_of(lambda: laboratory(world, person, negative, "first", "positive")) == "urine_tests.not_positive"
    early = date(2026, 3, 10)
    assert code_of(lambda: laboratory(world, person, test, "first", "positive", on=early)) == "result_before_test"
    laboratory(world, person, test, "first", "positive")
    assert code_of(lambda: laboratory(world, person, test, "first", "negative")) == "urine_tests.stage_twice"


def test_an_objection_keeps_to_its_days(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, "positive")
    make.enter(client, world, "encheng_worker")
    assert test in text(client.get(page("object-to-test", person, duty=f"read_result:{test}:laboratory")))
    response = client.post(page("object-to-test", person), {"on": "2026-03-25", "test": test})
    assert response.status_code == 422
    assert "提出异议的期限是 3 日，已于 03-19 届满" in text(response)
    assert client.post(page("object-to-test", person), {"on": "2026-03-18", "test": test}).status_code == 200


def test_only_the_police_find_renewed_use(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    test = strip(world, at, person, "positive")
    sent = {"on": "2026-03-28", "test": test, "ground": "confession", "document_no": "恩公 1 号", "stage": "confirm"}
    make.enter(client, world, "encheng_worker")
    assert client.get(page("confirm-use", person)).status_code == 404
    assert client.post(page("confirm-use", person), sent).status_code == 404
    make.enter(client, world, "encheng_police")
    assert client.post(page("confirm-use", person), {**sent, "document_no": ""}).status_code == 422
    said = client.post(page("confirm-use", person), sent)
    assert said.status_code == 200
    assert "三年未复吸自 03-28 起重新计算" in text(said)


def test_an_overturned_positive_is_no_ground_for_a_finding(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = strip(world, at, person, "positive")
    laboratory(world, person, test, "first", "positive", on=date(2026, 3, 18))
    laboratory(world, person, test, "second", "negative", exception="police_ordered")
    police = world.actor("encheng_police")
    what = {"at": LATER, "person_id": person, "on": date(2026, 3, 28), "test": test, "ground": "laboratory",
            "document_no": "恩公 1 号"}
    assert code_of(lambda: confirm_use(police, **what)) == "overturned_already"


@pytest.mark.parametrize("name", ["record-laboratory-result", "object-to-test", "confirm-use"])
def test_results_outside_ones_grid_do_not_exist(world: make.World, at: datetime, client: Client, name: str) -> None:
    person = detox(world, at)
    test = strip(world, at, person, "positive")
    sent = {"on": "2026-03-18", "test": test, "stage": "first", "outcome": "negative", "seen": "on",
            "laboratory": "county_police_laboratory"}
    for outsider in ("hengpi_worker", "encheng_other", "yongan_worker", "village"):
        make.enter(client, world, outsider)
        assert client.get(page(name, person)).status_code == 404
        assert client.post(page(name, person), sent).status_code == 404
