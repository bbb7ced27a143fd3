"""Leave: who may grant it, the return, the test afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from guitu.rules import leave
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty
from tests.rules.casebook import day, fact, maybe, numbers, ordered

PACK = numbers()


@pytest.mark.parametrize(
    ("until", "body", "against"),
    [
        ("2024-03-01", {}, []),
        ("2024-02-29", {}, ["leave.ends_before_it_begins"]),
        ("2024-03-03", {"written": False}, []),  # two days
        ("2024-03-04", {"written": False}, ["leave.needs_writing"]),  # three days
        ("2024-03-04", {"written": True}, []),
        ("2024-03-04", {"written": False, "outside_county": False}, []),
        ("2024-03-11", {}, []),  # ten days
        ("2024-03-12", {}, ["leave.needs_town"]),  # eleven days
        ("2024-03-12", {"approved_by": "town"}, []),
        ("2024-03-12", {"written": False}, ["leave.needs_writing", "leave.needs_town"]),
        ("2024-03-31", {"approved_by": "town"}, []),  # thirty days
        ("2024-04-01", {"approved_by": "county"}, ["leave.too_long"]),
        ("2024-06-01", {"outside_county": False}, []),
    ],
)
def test_leave_by_its_length(until: str, body: dict[str, Any], against: list[str]) -> None:
    asked = fact("leave_granted", "2024-03-01", until=until, **body)
    verdict = leave.may_grant_leave(asked, PACK)  # type: ignore[arg-type]
    assert verdict.allowed is (not against)
    assert [reason.code for reason in verdict.reasons] == against


def test_only_the_written_report_is_the_law_s() -> None:
    asked = fact("leave_granted", "2024-03-01", until="2024-03-12", written=False)
    clauses = [reason.clause for reason in leave.may_grant_leave(asked, PACK).reasons]  # type: ignore[arg-type]
    assert clauses == ["detox_regulation.19", "guitu.default"]


def duties(*facts: Fact, until: str = "2024-12-31") -> dict[str, Duty]:
    return {duty.key: duty for duty in leave.duties(ordered(facts), PACK, day(until))}


GRANTED = fact("leave_granted", "2024-03-01", "l1", until="2024-03-09")


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ([], {"return_from_leave:l1": "open", "check_absence:leave:l1": "open"}),
        (
            [fact("leave_returned", "2024-03-09", leave="l1")],
            {"return_from_leave:l1": "done", "return_test:l1": "open"},
        ),
        (
            [fact("leave_returned", "2024-03-03", leave="l1")],
            {"return_from_leave:l1": "done"},  # two days away: no test
        ),
        (
            [fact("leave_returned", "2024-03-10", leave="l1")],
            {"return_from_leave:l1": "done", "check_absence:leave:l1": "done", "return_test:l1": "open"},
        ),
        (
            [fact("absence_confirmed", "2024-03-10")],
            {"return_from_leave:l1": "open", "check_absence:leave:l1": "done"},
        ),
        (
            [fact("died", "2024-03-05")],
            {"return_from_leave:l1": "waived", "check_absence:leave:l1": "waived"},
        ),
        (
            [fact("leave_returned", "2024-03-09", leave="other")],
            {"return_from_leave:l1": "open", "check_absence:leave:l1": "open"},
        ),
    ],
)
def test_the_return_and_what_follows_when_nobody_came(then: list[Fact], expected: dict[str, str]) -> None:
    assert {key: duty.state for key, duty in duties(GRANTED, *then).items()} == expected


def test_the_return_is_due_on_its_day_even_on_a_day_off() -> None:
    found = duties(GRANTED)  # 9 March 2024 is a Saturday
    assert found["return_from_leave:l1"].due_on == day("2024-03-09")
    assert found["check_absence:leave:l1"].opens_on == day("2024-03-10")


@pytest.mark.parametrize(
    ("tested", "outcome", "state"),
    [
        (None, "", "open"),
        ("2024-03-08", "negative", "open"),  # before the return
        ("2024-03-09", "negative", "done"),
        ("2024-03-16", "positive", "done"),
        ("2024-03-20", "prescribed", "done"),
        ("2024-03-12", "invalid", "open"),
        ("2024-03-12", "refused", "open"),
    ],
)
def test_a_test_within_seven_days_of_return(tested: str | None, outcome: str, state: str) -> None:
    then = [fact("leave_returned", "2024-03-09", leave="l1")]
    if tested:
        then.append(fact("urine_test", tested, outcome=outcome))
    duty = duties(GRANTED, *then)["return_test:l1"]
    assert (duty.state, duty.due_on) == (state, day("2024-03-18"))  # the 16th is a Saturday


def test_the_test_of_someone_who_died_is_waived_and_that_of_someone_inside_waits() -> None:
    back = fact("leave_returned", "2024-03-09", leave="l1")
    assert duties(GRANTED, back, fact("died", "2024-03-10"))["return_test:l1"].state == "waived"
    facts = ordered([GRANTED, back])
    for inside, due_on in (((day("2024-03-10"), day("2024-03-15")), "2024-03-21"), ((day("2024-03-10"), None), None)):
        found = {d.key: d.due_on for d in leave.duties(facts, PACK, day("2024-12-31"), [inside])}
        assert found.get("return_test:l1") == maybe(due_on)


def test_a_later_leave_is_not_laid_out_before_its_time() -> None:
    assert duties(GRANTED, until="2024-02-28") == {}


def test_approved_days_merge_and_last_a_day_at_least() -> None:
    facts = [
        GRANTED,
        fact("leave_granted", "2024-03-09", "l2", until="2024-03-12"),
        fact("leave_granted", "2024-05-01", "l3", until="2024-05-01"),
    ]
    assert leave.approved(facts) == [
        (day("2024-03-01"), day("2024-03-12")),
        (day("2024-05-01"), day("2024-05-02")),
    ]
