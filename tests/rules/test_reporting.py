"""Reporting in, the agreement, changes of place, regular reports."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guitu.rules import custody, person, reporting
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty
from tests.rules.casebook import Fixed, day, detox, fact, numbers, ordered

PACK = numbers()
ORDERED = [
    fact("measure_decided", "2024-03-01", measure="m1", measure_kind="community_detox"),
    fact("decision_served", "2024-03-01", measure="m1"),
]


def duties(facts: Sequence[Fact], until: str = "2024-12-31", pack: Fixed = PACK) -> dict[str, Duty]:
    stand = ordered(facts)
    _, inside, (course,) = person.measures_of(stand, pack)
    found = reporting.duties(course, stand, inside, pack, day(until))
    assert len({duty.key for duty in found}) == len(found)
    return {duty.key: duty for duty in found}


@pytest.mark.parametrize(
    ("served", "by", "codes"),
    [
        ("2024-03-04", "2024-03-19", ["reporting.report_in"]),
        ("2024-03-01", "2024-03-18", ["reporting.report_in", "deadlines.shifted"]),
        ("2024-09-16", "2024-10-08", ["reporting.report_in", "deadlines.shifted"]),
        ("2024-02-14", "2024-02-29", ["reporting.report_in"]),
    ],
)
def test_fifteen_days_after_service(served: str, by: str, codes: list[str]) -> None:
    found, reasons = reporting.report_by(fact("decision_served", served, measure="m1"), [], PACK)
    assert found == day(by)
    assert [reason.code for reason in reasons] == codes
    assert reasons[0].clause == "detox_regulation.14"


@pytest.mark.parametrize(
    ("released", "waits", "by"),
    [
        ("2024-03-14", True, "2024-03-29"),
        ("2024-03-14", False, "2024-03-19"),
        ("2024-03-04", True, "2024-03-19"),  # out on the day of service
        (None, True, None),
    ],
)
def test_the_days_of_someone_in_custody_run_from_release(
    released: str | None, waits: bool, by: str | None
) -> None:
    facts = [fact("taken_into_custody", "2024-02-20")]
    if released:
        facts.append(fact("released_from_custody", released))
    pack = numbers(reporting={"clock_waits_for_release": waits})
    served = fact("decision_served", "2024-03-04", measure="m1")
    found, _ = reporting.report_by(served, custody.inside(custody.spans(ordered(facts)), ()), pack)
    assert found == (None if by is None else day(by))


@pytest.mark.parametrize(
    ("then", "state", "check"),
    [
        ([], "open", "open"),
        ([fact("reported_in", "2024-03-18", measure="m1")], "done", None),
        ([fact("reported_in", "2024-03-19", measure="m1")], "done", "done"),
        ([fact("report_refused", "2024-03-20", measure="m1")], "missed", "done"),
        ([fact("died", "2024-03-05")], "waived", "waived"),
        ([fact("measure_ended", "2024-03-05", measure="m1", how="withdrawn")], "waived", "waived"),
    ],
)
def test_what_becomes_of_the_report_in(then: list[Fact], state: str, check: str | None) -> None:
    found = duties([*ORDERED, *then])
    assert found["report_in:m1"].state == state
    assert found["report_in:m1"].due_on == day("2024-03-18")
    absent = found.get("check_absence:report_in:m1")
    assert (absent.state if absent else None) == check
    if absent:
        assert absent.opens_on == day("2024-03-19")


@pytest.mark.parametrize(
    ("taken", "released", "by", "codes"),
    [
        ("2024-03-10", "2024-03-15", "2024-03-25", ["deadlines.not_counted", "deadlines.shifted"]),
        ("2024-03-19", "2024-03-20", "2024-03-20", ["deadlines.not_counted"]),  # the last day
        ("2024-03-20", "2024-03-25", "2024-03-19", []),  # the days were over
        ("2024-02-20", "2024-03-06", "2024-03-21", ["deadlines.from_release"]),
        ("2024-02-20", "2024-03-04", "2024-03-19", []),  # out on the day of service
    ],
)
def test_the_days_stand_still_in_custody(taken: str, released: str, by: str, codes: list[str]) -> None:
    held = custody.spans([fact("taken_into_custody", taken), fact("released_from_custody", released)])
    inside = custody.inside(held, ())
    found, reasons = reporting.report_by(fact("decision_served", "2024-03-04", measure="m1"), inside, PACK)
    assert found == day(by)
    assert [reason.code for reason in reasons[1:]] == codes


def test_no_deadline_while_custody_has_no_end() -> None:
    found = duties([*ORDERED, fact("taken_into_custody", "2024-02-20")])
    assert "report_in:m1" not in found


@pytest.mark.parametrize(
    ("signed", "state"), [(None, "open"), ("2024-03-11", "done"), ("2024-05-01", "done")]
)
def test_the_agreement_within_seven_days_of_report_in(signed: str | None, state: str) -> None:
    facts = [*ORDERED, fact("reported_in", "2024-03-11", measure="m1")]
    if signed:
        facts.append(fact("agreement_signed", signed, measure="m1"))
    duty = duties(facts)["sign_agreement:m1"]
    assert (duty.state, duty.due_on) == (state, day("2024-03-18"))


def test_a_change_of_place_asks_for_report_in_and_a_new_agreement() -> None:
    facts = [
        *detox("2024-03-04"),
        fact("measure_transferred", "2024-06-03", measure="m1", to_path="440785001"),
    ]
    found = duties(facts)
    assert found["report_in:m1:1"].due_on == day("2024-06-18")
    assert found["report_in:m1:1"].reasons[0].clause == "detox_regulation.22"
    assert "sign_agreement:m1:1" not in found
    facts.append(fact("transfer_arrived", "2024-06-10", measure="m1"))
    found = duties(facts)
    assert found["report_in:m1:1"].state == "done"
    assert found["sign_agreement:m1:1"].state == "open"
    assert found["sign_agreement:m1"].state == "done"
    facts.append(fact("agreement_signed", "2024-06-11", "again", measure="m1"))
    assert duties(facts)["sign_agreement:m1:1"].done_by == "again"


def test_two_changes_of_place_are_told_apart() -> None:
    facts = [
        *detox("2024-03-04"),
        fact("measure_transferred", "2024-06-03", measure="m1", to_path="440785001"),
        fact("transfer_arrived", "2024-06-10", measure="m1"),
        fact("measure_transferred", "2024-09-02", measure="m1", to_path="440785002"),
    ]
    found = duties(facts)
    assert found["report_in:m1:1"].state == "done"
    assert found["report_in:m1:2"].state == "open"


def reports(*days: str) -> list[Fact]:
    return [fact("periodic_report", on) for on in days]


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ([], ["open"]),
        (["2024-03-11"], ["done", "open"]),
        (["2024-04-10"], ["done", "open"]),  # the last day of the first window
        (["2024-04-11"], ["done late", "open"]),  # the day after, nobody came before
        (["2024-04-17"], ["done late", "open"]),  # the last day of grace
        (["2024-04-18"], ["missed", "done", "open"]),  # grace is over: it answers the second
        (["2024-03-20", "2024-03-25"], ["done", "open"]),  # twice in a window is once
        (["2024-03-20", "2024-04-12"], ["done", "done", "open"]),
        (["2024-04-12", "2024-04-13"], ["done late", "done", "open"]),
        (["2024-06-20"], ["missed", "missed", "missed", "done", "open"]),
        (["2024-03-01"], ["open"]),  # before report-in it answers nothing
    ],
)
def test_one_regular_report_a_month(came: list[str], expected: list[str]) -> None:
    found = duties([*detox("2024-03-11"), *reports(*came)], until="2024-10-01")
    states = [
        duty.state + (" late" if duty.done_on and duty.done_on > duty.due_on else "")
        for key, duty in found.items()
        if key.startswith("periodic_report")
    ]
    assert states == expected


def test_windows_do_not_drift_over_short_months() -> None:
    came = reports("2024-02-01", "2024-03-01", "2024-04-01")
    found = duties([*detox("2024-01-31"), *came], until="2024-05-01")
    due = [d.due_on.isoformat() for k, d in found.items() if k.startswith("periodic_report")]
    assert due == ["2024-02-29", "2024-03-30", "2024-04-30", "2024-05-30"]


def test_no_report_is_asked_for_a_window_that_begins_in_custody() -> None:
    facts = [
        *detox("2024-03-11"),
        *reports("2024-03-20", "2024-06-20"),
        fact("taken_into_custody", "2024-04-05"),
        fact("released_from_custody", "2024-05-20"),
    ]
    found = duties(facts, until="2024-06-30")
    states = [duty.state for key, duty in found.items() if key.startswith("periodic_report")]
    assert states == ["done", "waived", "waived", "done"]
    waived = found["periodic_report:m1:2"]
    assert [reason.code for reason in waived.reasons] == ["reporting.paused", "reporting.periodic"]


def test_the_last_window_ends_with_the_measure() -> None:
    facts = [*detox("2024-03-11"), fact("measure_ended", "2024-03-25", measure="m1", how="converted")]
    (duty,) = [d for k, d in duties(facts).items() if k.startswith("periodic_report")]
    assert duty.due_on == day("2024-03-24")


def test_regular_reports_can_be_switched_off() -> None:
    found = duties(detox("2024-03-11"), pack=numbers(reporting={"periodic_months": 0}))
    assert not any(key.startswith("periodic_report") for key in found)


def test_nothing_is_laid_out_beyond_the_horizon() -> None:
    assert duties(ORDERED, until="2024-02-29") == {}
    assert set(duties(ORDERED, until="2024-03-01")) == {"report_in:m1"}
