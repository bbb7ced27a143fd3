"""核对提问: a test that hardly goes with another is asked about and taken with words; somebody else reads them; nobody is named to others."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.doubts.commands import read_doubt
from guitu.casework.urine_tests.commands import record_urine_test
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from tests import casefile, make
from tests.casework import steps
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db]
ON = date(2026, 3, 16)
ANSWER = "两人同一车，先到站再上门，时间按出发写的"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T12:00")


def taken(world: make.World, **what: Any) -> dict[str, Any]:
    return {
        "at": make.moment(2026, 3, 16, 12), "on": ON, "outcome": "negative", "tester_1": str(world.posts["encheng_worker"]),
        "tester_2": str(world.posts["encheng_police"]), "taken_at": "09:40", "taken_where": "centre", **what,
    }


def typed(world: make.World, **what: Any) -> dict[str, Any]:
    sent = {**taken(world), "on": "2026-03-16", "purpose": "scheduled", "told": "on", "signed": "on", "request_id": make.request_id(), **what}
    del sent["at"]
    return sent


def asked(world: make.World, person: UUID, **what: Any) -> list[str]:
    """What the command asks; nothing is written."""
    with pytest.raises(Refused) as refusal:
        record_urine_test(world.actor("encheng_worker"), person_id=person, **taken(world, **what))
    return [reason.code for reason in refusal.value.reasons]


def samples_of(world: make.World, person: UUID) -> list[Any]:
    return [fact for fact in steps.facts(world, person) if fact.kind == "urine_test"]


def two(world: make.World, at: datetime) -> tuple[UUID, UUID]:
    """Two people, one of whom was tested at the centre at 09:40."""
    one, other = detox(world, at, id_number=""), detox(world, at, id_number="")
    record_urine_test(world.actor("encheng_worker"), person_id=one, **taken(world))
    return one, other


def test_a_page_asks_takes_words_and_somebody_else_reads_them(world: make.World, at: datetime, client: Client) -> None:
    _one, other = two(world, at)
    make.enter(client, world, "encheng_worker")
    sent = typed(world, taken_at="09:45", taken_where="home")
    said = client.post(page("record-urine-test", other), sent)
    assert said.status_code == 422
    assert "前后相差 5 分钟。是这样吗" in text(said) and "不能登记" not in text(said)
    assert 'name="explanation"' in said.content.decode()
    assert casefile.said(world.actor("encheng_worker"), "urine_test", other) == []
    for _again in range(2):
        assert client.post(page("record-urine-test", other), {**sent, "explanation": ANSWER}).status_code == 200
    kept = casefile.said(world.actor("encheng_worker"), "urine_test", other)
    assert [(one["taken_at"], one["doubts"]) for one in kept] == [("09:45", ["other_place"])]
    duty = next(one for one in steps.course(world, other, ON).duties if one.kind == "read_doubt")
    assert (duty.state, duty.due_on) == ("open", date(2026, 3, 23))

    head = Client()
    make.enter(head, world, "encheng_head")
    where = page("read-doubt", other, duty=duty.key)
    assert ANSWER in text(head.get(where)) and "同一采样人在两处" in text(head.get(where))
    no_words = {"test": duty.name.of, "read_as": "to_correct", "on": "2026-03-16", "request_id": make.request_id()}
    refused = head.post(where, no_words)
    assert refused.status_code == 422 and "请写明哪里要更正" in text(refused)
    for _again in range(2):
        assert head.post(where, {**no_words, "read_as": "clear"}).status_code == 200
    assert [one["read_as"] for one in casefile.said(world.actor("encheng_head"), "doubt_read", other)] == ["clear"]
    assert [one.state for one in steps.course(world, other, ON).duties if one.kind == "read_doubt"] == ["done"]
    assert "没有等着看的说明" in text(head.get(page("read-doubt", other)))


def test_who_wrote_or_took_it_reads_no_answer_and_a_stranger_gets_the_page_of_nothing(world: make.World, at: datetime, client: Client) -> None:
    _one, other = two(world, at)
    head = world.actor("encheng_head")
    mine = taken(world, taken_at="09:45", taken_where="home", explanation=ANSWER, tester_2=str(world.posts["encheng_head"]))
    test = record_urine_test(world.actor("encheng_worker"), person_id=other, **mine)["facts"][0]
    with pytest.raises(Refused) as refusal:  # stood by when the sample was taken
        read_doubt(head, at=make.moment(2026, 3, 17), person_id=other, test=test, on=ON, read_as="clear")
    assert [reason.code for reason in refusal.value.reasons] == ["doubts.another_reads"]
    make.enter(client, world, "encheng_worker")
    assert client.get(page("read-doubt", other)).status_code in (403, 404)
    outside = Client()
    make.enter(outside, world, "hengpi_head")
    never = outside.get(page("read-doubt", UUID(int=1)))
    assert (outside.get(page("read-doubt", other)).content, never.status_code) == (never.content, 404)


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ({"taken_at": "09:50", "taken_where": "home"}, []),
        ({"taken_at": None, "taken_where": "home"}, []),
        ({"tester_1": "encheng_other", "tester_2": "encheng_head", "taken_where": "home"}, []),
        ({"taken_at": "9:45"}, ["doubts.time"]),
        ({"taken_at": "12:01"}, ["doubts.time_ahead"]),
    ],
)
def test_what_goes_together_is_asked_nothing_and_no_time_is_refused(world: make.World, at: datetime, what: dict[str, Any], codes: list[str]) -> None:
    _one, other = two(world, at)
    what = {name: str(world.posts[value]) if value in world.posts else value for name, value in what.items()}
    if codes:
        assert asked(world, other, **what) == codes
        return
    test = record_urine_test(world.actor("encheng_worker"), person_id=other, **taken(world, **what))["facts"][0]
    assert "doubts" not in next(one for one in casefile.said(world.actor("encheng_worker"), "urine_test", other))
    assert test


def test_hands_in_another_town_are_asked_about_and_nobody_there_is_named(world: make.World, at: datetime) -> None:
    one, away = detox(world, at, id_number=""), detox(world, at, post="hengpi_worker", scope_path=make.HENGPI + "001", id_number="")
    record_urine_test(world.actor("encheng_worker"), person_id=one, **taken(world))
    with pytest.raises(Refused) as refusal:
        record_urine_test(world.actor("hengpi_worker"), person_id=away, **taken(world, taken_at="10:00"))
    reason = refusal.value.reasons[0]
    assert (reason.code, dict(reason.values)) == ("doubts.other_town", {"time": "09:40", "minutes": 20})
    with acting(world.actor("hengpi_worker")):
        names = {name for (name,) in rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'casework_sampling'")}
    assert not names & {"matter_id", "person_id", "place", "note"}


def test_a_record_put_right_or_taken_back_is_compared_as_it_stands(world: make.World, at: datetime) -> None:
    one, other = two(world, at)
    worker = world.actor("encheng_worker")
    close = {"taken_at": "09:41", "taken_where": "home"}
    assert asked(world, other, **close) == ["doubts.other_place"]
    test = samples_of(world, one)[-1]
    correct_fact(worker, at=make.moment(2026, 3, 16, 12), person_id=one, fact_id=UUID(test.id), on=ON, body={"taken_at": "11:30"}, because="mistake")
    record_urine_test(worker, person_id=other, **taken(world, **close))
    test = samples_of(world, other)[-1]
    third = detox(world, at, id_number="")
    assert asked(world, third, taken_at="09:42") == ["doubts.other_place"]
    withdraw_fact(worker, at=make.moment(2026, 3, 16, 12), person_id=other, fact_id=UUID(test.id), why="typed_twice", note=None)
    assert record_urine_test(worker, person_id=third, **taken(world, taken_at="09:42"))["facts"]


def test_a_lot_is_asked_about_once(world: make.World, at: datetime) -> None:
    one, other = detox(world, at, id_number=""), detox(world, at, id_number="")
    worker = world.actor("encheng_worker")
    strip = {"outcome": "positive", "substances": ("MET",), "sample_a": "E-1", "sample_b": "E-2", "kit_lot": "L7", "kit_until": date(2026, 9, 30)}
    record_urine_test(worker, person_id=one, **taken(world, **strip))
    again = {**strip, "kit_until": date(2026, 12, 31), "taken_at": "11:00"}
    assert asked(world, other, **again) == ["doubts.lot_dates"]
    record_urine_test(worker, person_id=other, **taken(world, **again, explanation="新到一箱，批号一样"))
    third = detox(world, at, id_number="")
    record_urine_test(worker, person_id=third, **taken(world, kit_lot="L7", kit_until=date(2026, 12, 31), taken_at="11:20"))
