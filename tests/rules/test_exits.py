"""The three clean years: from when they count by class, what stops them, what is proposed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guitu.rules import exits, person
from guitu.rules.facts import Fact
from tests.rules.casebook import Fixed, day, detox, fact, maybe, numbers, ordered

PACK = numbers()


def clean(facts: Sequence[Fact], pack: Fixed = PACK) -> exits.CleanYears:
    stand = ordered(facts)
    held, _, found = person.measures_of(stand, pack)
    return exits.clean_years(stand, found, held, pack)


def isolation(start: str, measure: str = "m9") -> Fact:
    return fact(
        "measure_decided", start, f"{measure}-decided", measure=measure, measure_kind="compulsory_isolation"
    )


ON_BOOK = fact("registered", "2020-02-01", first_found_on="2020-01-10")
NOT_ADDICTED = fact("registered", "2020-02-01", first_found_on="2020-01-10", addicted=False)
ENDED = fact("measure_ended", "2023-03-11", measure="m1")


@pytest.mark.parametrize(
    ("facts", "from_on", "due_on", "code"),
    [
        ([NOT_ADDICTED], "2020-01-10", "2023-01-10", "exits.from_first_found"),
        (
            [fact("registered", "2020-02-01", addicted=False)],
            "2020-02-01", "2023-02-01", "exits.from_first_found",
        ),
        ([ON_BOOK], "2020-01-10", "2023-01-10", "exits.from_register"),
        ([ON_BOOK, *detox("2020-03-11")], "2020-03-11", "2023-03-11", "exits.from_execution"),
        ([ON_BOOK, *detox("2020-03-11"), ENDED], "2020-03-11", "2023-03-11", "exits.from_execution"),
        ([ON_BOOK, isolation("2020-03-11")], "2022-03-11", "2025-03-11", "exits.from_release"),
        (
            [ON_BOOK, isolation("2020-03-11"), fact("measure_ended", "2021-03-11", measure="m9")],
            "2021-03-11", "2024-03-11", "exits.from_release",
        ),
        (  # 社康 after 强戒: clean from release on, not anew from reporting in
            [ON_BOOK, isolation("2020-03-11"), *detox("2022-03-20", measure_kind="community_rehabilitation")],
            "2022-03-11", "2025-03-11", "exits.from_release",
        ),
        (
            [NOT_ADDICTED, fact("use_confirmed", "2021-05-05")],
            "2021-05-05", "2024-05-05", "exits.from_use",
        ),
        (
            [NOT_ADDICTED, fact("use_confirmed", "2021-05-05"), *detox("2021-05-20")],
            "2021-05-20", "2024-05-20", "exits.from_execution",
        ),
        (  # use on the day of reporting in
            [ON_BOOK, fact("use_confirmed", "2021-05-20"), *detox("2021-05-20")],
            "2021-05-20", "2024-05-20", "exits.from_execution",
        ),
        (  # use in the middle of the measure: zero again
            [ON_BOOK, *detox("2020-03-11"), fact("use_confirmed", "2021-05-05")],
            "2021-05-05", "2024-05-05", "exits.from_use",
        ),
        (  # use after isolation: the release of before does not count any more
            [ON_BOOK, isolation("2020-03-11"), fact("use_confirmed", "2023-05-05")],
            "2023-05-05", "2026-05-05", "exits.from_use",
        ),
        ([ON_BOOK, *detox("2020-02-29")], "2020-02-29", "2023-03-01", "exits.from_execution"),
    ],
)
def test_the_class_says_from_when_the_years_count(
    facts: list[Fact], from_on: str, due_on: str, code: str
) -> None:
    found = clean(facts)
    assert (found.from_on, found.due_on) == (day(from_on), day(due_on))
    assert found.reasons[0].code == code


@pytest.mark.parametrize(
    ("facts", "from_on"),
    [
        ([], None),
        ([ON_BOOK, fact("died", "2021-01-01")], None),
        ([ON_BOOK, fact("struck_off", "2021-01-01")], None),
        ([ON_BOOK, isolation("2020-03-11"), fact("escaped", "2021-01-01", measure="m9")], None),
        ([ON_BOOK, fact("abstinence_confirmed", "2023-02-01")], "2020-01-10"),
        ([ON_BOOK, *detox("2020-03-11"), fact("report_refused", "2020-04-11", measure="m1")], "2020-03-11"),
        (
            [ON_BOOK, *detox("2020-03-11"),
             fact("violation_reported", "2021-01-01", measure="m1", ground="departures")],
            "2020-03-11",
        ),
        ([ON_BOOK, fact("taken_into_custody", "2021-01-01")], "2020-01-10"),
    ],
)
def test_when_no_day_can_be_foreseen(facts: list[Fact], from_on: str | None) -> None:
    found = clean(facts)
    assert found.from_on == maybe(from_on)
    assert found.due_on is None


def test_a_refusal_before_the_last_use_is_past() -> None:
    facts = [
        ON_BOOK,
        fact("measure_decided", "2020-03-01", measure="m1", measure_kind="community_detox"),
        fact("report_refused", "2020-04-11", measure="m1"),
        fact("use_confirmed", "2020-06-01"),
        *detox("2020-07-01", "m2"),
    ]
    assert clean(facts).due_on == day("2023-07-01")


def test_whether_a_refusal_excludes_is_policy() -> None:
    facts = [ON_BOOK, *detox("2020-03-11"), fact("report_refused", "2020-04-11", measure="m1")]
    assert clean(facts, numbers(exits={"refusal_excludes": False})).due_on == day("2023-03-11")


def test_an_isolation_withdrawn_leaves_the_clean_years_of_the_other_measure() -> None:
    facts = [
        ON_BOOK,
        isolation("2020-03-01"),
        fact("measure_ended", "2020-03-05", measure="m9", how="withdrawn"),
        *detox("2020-03-11"),
    ]
    assert clean(facts).from_on == day("2020-03-11")


@pytest.mark.parametrize(
    ("counts", "due_on"),
    [(False, "2023-02-04"), (True, "2023-01-10")],
)
def test_custody_is_not_counted_unless_policy_says_so(counts: bool, due_on: str) -> None:
    facts = [
        NOT_ADDICTED,
        fact("taken_into_custody", "2021-01-01"),
        fact("released_from_custody", "2021-01-16"),
        fact("taken_into_custody", "2023-01-15"),  # inside the time that the first custody added
        fact("released_from_custody", "2023-01-25"),
        fact("taken_into_custody", "2024-01-15"),  # after the years are full
        fact("released_from_custody", "2024-01-25"),
    ]
    assert clean(facts, numbers(exits={"count_custody_time": counts})).due_on == day(due_on)


def test_three_full_years_are_proposed_on_their_day_and_confirmed_by_the_police_only() -> None:
    found = clean([NOT_ADDICTED])
    assert exits.outcome(found, PACK, day("2023-01-09")) == ([], [])
    (duty,), (proposal,) = exits.outcome(found, PACK, day("2023-01-10"))
    assert (duty.kind, duty.opens_on, duty.due_on) == (
        "confirm_exit", day("2023-01-10"), day("2023-02-09"),
    )
    assert (proposal.kind, proposal.value) == ("exit", "abstinent")
    assert proposal.reasons[0].clause == "detox_regulation.7"
    assert duty.state == "open"


def test_use_after_the_exit_begins_anew() -> None:
    facts = [NOT_ADDICTED, fact("abstinence_confirmed", "2023-02-01"), fact("use_confirmed", "2024-06-01")]
    found = clean(facts)
    assert (found.from_on, found.due_on) == (day("2024-06-01"), day("2027-06-01"))
