"""Correcting is checked no less than recording: what could not have been recorded so is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from guitu.casework import fact_words, gates
from guitu.casework.corrections.commands import correct_fact, withdraw_fact
from guitu.casework.custody.commands import record_custody, release_from_custody
from guitu.casework.leave.commands import confirm_absence, grant_leave, record_return
from guitu.casework.measures.commands import end_measure, open_measure, transfer_measure
from guitu.casework.points.commands import grant_points
from guitu.casework.statuses.commands import record_found, record_lost_contact, record_status
from guitu.casework.urine_tests.commands import record_missed_test, record_urine_test, serve_test_notice, waive_tests
from guitu.casework.urine_tests.results import object_to_test
from guitu.kit.errors import Refused
from guitu.rules import records
from tests import casefile, make
from tests.casework import steps
from tests.casework.caseload import detox
from tests.casework.steps import code_of

pytestmark = [pytest.mark.django_db]

TODAY = date(2026, 3, 16)
START = date(2026, 1, 16)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


def the(world: make.World, person: UUID, kind: str, number: int = -1) -> Any:
    found = [f for f in records.effective(steps.facts(world, person)) if f.kind == kind]
    return found[number]


def test_result(world: make.World, at: datetime, person: UUID, **what: Any) -> UUID:
    said = {"outcome": "positive", "substances": ("MET",), "sample_a": "A1", "sample_b": "B1", "on": date(2026, 3, 2),
            "tester_1": str(world.posts["encheng_worker"]), "tester_2": str(world.posts["encheng_police"]), **what}
    answer = record_urine_test(world.actor("encheng_worker"), at=at, person_id=person, **said)
    return UUID(answer["facts"][0])


test_result.__test__ = False  # type: ignore[attr-defined]


def two_laboratories(world: make.World, at: datetime, person: UUID, test: UUID) -> None:
    worker = world.actor("encheng_worker")
    for stage, on in (("first", date(2026, 3, 5)), ("second", date(2026, 3, 9))):
        casefile.fact(worker, at, person, "laboratory_result", on, test=str(test), stage=stage,
                      laboratory=f"{stage}_laboratory", outcome="positive")


NEGATIVE = {"outcome": "negative", "substances": (), "sample_a": None, "sample_b": None}


@pytest.mark.pair("corrections", "urine_tests")
def test_a_strip_beneath_two_laboratory_positives_is_corrected_by_a_second_person_with_the_paper_only(
    world: make.World, at: datetime
) -> None:
    person = detox(world, at)
    test = test_result(world, at, person)
    two_laboratories(world, at, person, test)
    what: dict[str, Any] = {"at": at, "person_id": person, "fact_id": test, "on": date(2026, 3, 2), "body": NEGATIVE}
    one, second = world.actor("encheng_worker"), world.actor("encheng_head")
    assert code_of(lambda: correct_fact(one, **what)) == "corrections.second_person"
    assert code_of(lambda: correct_fact(one, paper_no="恩公 12 号", **what)) == "corrections.second_person"
    assert code_of(lambda: correct_fact(second, **what)) == "corrections.needs_paper"
    assert correct_fact(second, paper_no="恩公 12 号", **what)["facts"]


def test_one_person_does_not_unsay_a_positive_bit_by_bit(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = test_result(world, at, person)
    two_laboratories(world, at, person, test)
    second = UUID(the(world, person, "laboratory_result").id)
    what: dict[str, Any] = {"at": at, "person_id": person, "fact_id": second}
    assert code_of(lambda: withdraw_fact(world.actor("encheng_worker"), **what)) == "corrections.another_withdraws"
    assert withdraw_fact(world.actor("encheng_head"), **what)["facts"]


def test_a_laboratorys_outcome_is_corrected_by_another_person_with_the_paper(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    two_laboratories(world, at, person, test_result(world, at, person))
    first = the(world, person, "laboratory_result", 0)
    what: dict[str, Any] = {"at": at, "person_id": person, "fact_id": UUID(first.id), "on": first.on,
                            "body": {"outcome": "negative"}}
    worker, head = world.actor("encheng_worker"), world.actor("encheng_head")
    assert code_of(lambda: correct_fact(worker, paper_no="检 9", **what)) == "corrections.second_person"
    assert code_of(lambda: correct_fact(head, **what)) == "corrections.needs_paper"
    assert correct_fact(head, paper_no="检 9", **what)["facts"]


@pytest.mark.pair("corrections", "exits")
def test_a_strip_on_which_a_finding_rests_is_not_corrected_away(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = test_result(world, at, person)
    casefile.fact(world.actor("clerk"), at, person, "use_confirmed", date(2026, 3, 12), test=str(test))
    what: dict[str, Any] = {"at": at, "person_id": person, "fact_id": test, "on": date(2026, 3, 2), "body": NEGATIVE}
    assert code_of(lambda: correct_fact(world.actor("encheng_head"), paper_no="1", **what)) == "corrections.leant_on"


def moved(
    world: make.World, at: datetime, person: UUID, kind: str, on: date, by: str = "encheng_head", **body: Any
) -> Any:
    fact = the(world, person, kind)
    return lambda: correct_fact(world.actor(by), at=at, person_id=person, fact_id=UUID(fact.id), on=on, body=body)


def test_a_release_is_not_moved_before_its_custody(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    record_custody(worker, at=at, person_id=person, custody="detained", on=date(2026, 2, 10))
    release_from_custody(worker, at=at, person_id=person, on=date(2026, 2, 20))
    assert code_of(moved(world, at, person, "released_from_custody", date(2026, 2, 9))).startswith("steps.")
    assert moved(world, at, person, "released_from_custody", date(2026, 2, 18))()["facts"]


def test_a_custody_is_not_moved_behind_its_release(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    record_custody(worker, at=at, person_id=person, custody="detained", on=date(2026, 2, 10))
    release_from_custody(worker, at=at, person_id=person, on=date(2026, 2, 20))
    assert code_of(moved(world, at, person, "taken_into_custody", date(2026, 2, 21))) == "corrections.order"


def test_a_transfer_is_not_moved_before_its_decision(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    transfer_measure(
        world.actor("encheng_head"), at=at, person_id=person, measure=the(world, person, "measure_decided").measure,
        on=date(2026, 2, 10), to_path="440784001",
    )
    assert code_of(moved(world, at, person, "measure_transferred", date(2026, 1, 15))).startswith("steps.")


def test_an_end_is_not_moved_before_its_decision(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    measure = the(world, person, "measure_decided").measure
    end_measure(
        world.actor("encheng_head"), at=at, person_id=person, measure=measure, on=date(2026, 2, 10), how="withdrawn"
    )
    assert code_of(moved(world, at, person, "measure_ended", date(2026, 1, 10))).startswith("steps.")


def test_an_end_is_not_corrected_into_an_early_release(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    measure = the(world, person, "measure_decided").measure
    end_measure(
        world.actor("encheng_head"), at=at, person_id=person, measure=measure, on=date(2026, 2, 10), how="withdrawn"
    )
    call = moved(world, at, person, "measure_ended", date(2026, 2, 10), how="released")
    assert code_of(call) == "steps.no_early_release"


def test_a_return_is_not_moved_before_its_leave(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    leave = grant_leave(worker, at=at, person_id=person, on=date(2026, 3, 2), until=date(2026, 3, 4), written=True)[
        "facts"
    ][0]
    record_return(worker, at=at, person_id=person, leave=leave, on=date(2026, 3, 4))
    assert code_of(moved(world, at, person, "leave_returned", date(2026, 3, 1))) in (
        "steps.back_before_leaving", "corrections.order")
    second = grant_leave(worker, at=at, person_id=person, on=date(2026, 3, 10), until=date(2026, 3, 12), written=True)
    assert second["facts"]
    assert code_of(moved(world, at, person, "leave_granted", date(2026, 3, 3))) == "steps.leave_overlaps"


def test_an_absence_is_not_moved_onto_leave(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    grant_leave(worker, at=at, person_id=person, on=date(2026, 3, 2), until=date(2026, 3, 8), written=True)
    confirm_absence(worker, at=at, person_id=person, on=date(2026, 2, 1), until=date(2026, 2, 3), note="核实")
    call = moved(world, at, person, "absence_confirmed", date(2026, 3, 3), until=date(2026, 3, 5))
    assert code_of(call) == "steps.leave_covers"


def test_a_lost_contact_keeps_its_attempts_and_a_find_its_loss(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    record_lost_contact(worker, at=at, person_id=person, on=date(2026, 2, 10), attempts=3, channels=2)
    record_found(worker, at=at, person_id=person, on=date(2026, 2, 20))
    assert code_of(moved(world, at, person, "lost_contact", date(2026, 2, 10), attempts=1)) == "steps.attempts"
    assert code_of(moved(world, at, person, "found_again", date(2026, 2, 9))) == "steps.not_lost"


def test_who_came_back_had_gone_before(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    head = world.actor("encheng_head")
    record_status(head, at=at, person_id=person, status="went_abroad", on=date(2026, 2, 10))
    record_status(head, at=at, person_id=person, status="came_back", on=date(2026, 2, 20))
    assert code_of(moved(world, at, person, "came_back", date(2026, 2, 9))) == "steps.status_needs"


def test_an_objection_is_not_moved_past_its_days(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    test = test_result(world, at, person)
    object_to_test(world.actor("encheng_worker"), at=at, person_id=person, test=str(test), on=date(2026, 3, 3))
    assert code_of(moved(world, at, person, "test_objected", date(2026, 3, 16))) == "urine_tests.objection_late"


def test_a_missed_test_is_not_moved_before_it_could_be_missed(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    record_missed_test(
        world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, slot="1:1", reason="none_given"
    )
    assert code_of(moved(world, at, person, "test_missed", date(2026, 2, 1))) == "urine_tests.not_missed_yet"


def test_points_are_not_corrected_beyond_what_may_be_typed(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    grant_points(world.actor("encheng_worker"), at=at, person_id=person, on=TODAY, item="P04")
    assert code_of(moved(world, at, person, "points_granted", TODAY, quantity=32)) == "odd_quantity"


def test_a_notice_is_not_moved_behind_the_test_that_names_it(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    notice = serve_test_notice(worker, at=at, person_id=person, on=date(2026, 3, 1), test_on=date(2026, 3, 2))["facts"][
        0
    ]
    test_result(world, at, person, outcome="refused", substances=(), sample_a=None, sample_b=None, notice=notice,
                warning_letter=True)
    assert code_of(moved(world, at, person, "test_notice_served", date(2026, 3, 3), test_on=date(2026, 3, 4))) == (
        "corrections.order")
    late = serve_test_notice(worker, at=at, person_id=person, on=date(2026, 3, 10), test_on=date(2026, 3, 12))["facts"][
        0
    ]
    with pytest.raises(Refused) as refusal:
        test_result(world, at, person, outcome="refused", substances=(), sample_a=None, sample_b=None, notice=late,
                    warning_letter=True, another_occasion=True)
    assert refusal.value.reasons[0].code == "urine_tests.notice_later"


def test_papers_that_were_missing_are_added_by_a_correction(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    worker = world.actor("encheng_worker")
    notice = serve_test_notice(worker, at=at, person_id=person, on=date(2026, 3, 1), test_on=date(2026, 3, 2))["facts"][
        0
    ]
    test_result(world, at, person, outcome="refused", substances=(), sample_a=None, sample_b=None)
    open_ = [d.kind for d in steps.course(world, person, TODAY).duties if d.state == "open"]
    assert "complete_papers" in open_
    moved(world, at, person, "urine_test", date(2026, 3, 2), "encheng_worker", notice=notice, warning_letter=True)()
    course = steps.course(world, person, TODAY)
    assert [c.value for c in course.counters if c.code == "test_refusals"] == [1]
    assert "complete_papers" not in [d.kind for d in course.duties if d.state == "open"]


def test_a_waiver_keeps_its_proof_and_its_order(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    waive_tests(world.actor("encheng_worker"), at=at, person_id=person, on=date(2026, 3, 1), until=date(2026, 3, 8),
                why="hospital", proof=True)
    assert code_of(moved(world, at, person, "tests_waived", date(2026, 3, 1), proof=False)) == "proof_needed"
    assert code_of(moved(world, at, person, "tests_waived", date(2026, 3, 9))) == "dates_backwards"


def test_every_kind_of_fact_has_its_gate_or_says_why_it_needs_none() -> None:
    of_people = fact_words.KINDS.keys()  # what is told of places, calls and activities is no record of a person
    assert set(of_people) == set(gates.GATES) | set(gates.NONE_NEEDED)
    assert not set(gates.GATES) & set(gates.NONE_NEEDED)


def test_the_days_deducted_from_a_detox_inside_isolation_are_put_right_up_to_those_served(
    world: make.World, at: datetime
) -> None:
    who, worker = steps.person(world, at), world.actor("encheng_worker")
    open_measure(worker, at=at, person_id=who, kind="compulsory_isolation", on=date(2025, 9, 1), decision_no="1 号")
    open_measure(
        worker, at=at, person_id=who, kind="community_detox", on=date(2026, 3, 2), served_days_deducted=150, decision_no="2 号"
    )
    detox_decided = UUID(the(world, who, "measure_decided").id)
    what: dict[str, Any] = {"at": at, "person_id": who, "fact_id": detox_decided, "on": date(2026, 3, 2)}
    head = world.actor("encheng_head")
    too_many = {"body": {"served_days_deducted": 400}, "paper_no": "恩公 12 号"}
    assert code_of(lambda: correct_fact(head, **what, **too_many)) == "stretches.deducted_too_many"
    assert code_of(lambda: correct_fact(head, **what, body={"served_days_deducted": 0}, paper_no="1")) == (
        "stretches.inside_isolation"
    )
    assert correct_fact(head, **what, body={"served_days_deducted": 182}, paper_no="恩公 12 号")["facts"]
