"""What ends being clean, whatever came to be known when; and when the exit is proposed. Standing and exits alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from guitu import policy
from guitu.rules import beliefs, person, steps
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Known, Span
from tests.rules.casebook import SHANGHAI, day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", day("1990-01-01"))
UNTIL = "2030-12-31"


def folded(facts: Sequence[Fact], until: str = UNTIL) -> Course:
    return person.fold(facts, PACK, HIM, until=day(until))


def state(course: Course, on: str) -> str:
    return next(s.state for s in reversed(course.standing) if s.from_on <= day(on))


def proposed(facts: Sequence[Fact], until: str = UNTIL) -> str | None:
    found = [p.on for p in folded(facts, until).proposals if p.kind == "exit"]
    assert len(found) < 2
    return found[0].isoformat() if found else None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(hour=9, tzinfo=SHANGHAI)


def isolation(start: str, measure: str = "m9") -> Fact:
    return fact("measure_decided", start, f"{measure}-decided", measure=measure, measure_kind="compulsory_isolation")


def ended(on: str, measure: str = "m1", how: str = "released") -> Fact:
    return fact("measure_ended", on, f"{measure}-ended", measure=measure, how=how)


BOOK = fact("registered", "2016-01-01", first_found_on="2016-01-01")
REHABILITATION: dict[str, Any] = {"measure_kind": "community_rehabilitation"}

# -- L3: one notion of what ends being clean ---------------------------------------------------------------


@pytest.mark.parametrize(
    "again",
    [
        detox("2024-05-06", "m2"),
        [fact("measure_decided", "2024-05-06", measure="m2", measure_kind="community_detox")],
        [isolation("2024-05-06")],
    ],
    ids=["detox", "detox only decided", "isolation"],
)
def test_a_new_measure_after_the_exit_brings_the_person_back_from_the_day_of_its_decision(again: list[Fact]) -> None:
    course = folded([BOOK, fact("abstinence_confirmed", "2021-01-04"), *again], "2024-12-31")
    assert state(course, "2024-05-05") == "abstinent"
    assert state(course, "2024-05-06") != "abstinent"


def test_the_duties_of_a_measure_after_the_exit_are_live() -> None:
    course = folded([BOOK, fact("abstinence_confirmed", "2021-01-04"), *detox("2024-05-06")], "2024-12-31")
    assert [d for d in course.duties if d.kind == "urine_test" and d.state == "open"]
    assert course.clean_from == day("2024-05-06")


def test_nobody_is_abstinent_while_a_measure_is_in_execution_though_an_exit_was_entered() -> None:
    course = folded([BOOK, *detox("2020-03-11"), fact("abstinence_confirmed", "2022-01-04")], "2023-12-31")
    assert state(course, "2022-06-01") == "community_detox"


def test_a_decision_that_was_revoked_gives_the_exit_back() -> None:
    facts = [
        BOOK,
        fact("abstinence_confirmed", "2021-01-04"),
        *detox("2024-05-06"),
        ended("2024-07-01", how="withdrawn"),
    ]
    course = folded(facts, "2024-12-31")
    assert [state(course, on) for on in ("2024-06-01", "2024-07-01")] == ["community_detox", "abstinent"]


# -- L5: in both times -------------------------------------------------------------------------------------

EXIT = fact("abstinence_confirmed", "2021-05-15", "exit", known=at("2021-05-15"))
LATE = {
    "use": [fact("use_confirmed", "2021-04-20", "use", known=at("2021-06-01"))],
    "detox": [fact("measure_decided", "2021-04-20", "late", measure="m2", measure_kind="community_detox",
                   known=at("2021-06-01"))],
    "isolation": [fact("measure_decided", "2021-04-20", "late", measure="m2", measure_kind="compulsory_isolation",
                       known=at("2021-06-01"))],
    "use two years before": [fact("use_confirmed", "2019-05-20", "use", known=at("2021-06-01"))],
}
late = pytest.mark.parametrize("known", LATE.values(), ids=LATE)


@late
def test_an_exit_falls_when_something_before_it_comes_to_be_known(known: list[Fact]) -> None:
    course = folded([BOOK, EXIT, *known], "2021-12-31")
    assert "abstinent" not in {span.state for span in course.standing}


@late
def test_until_then_the_exit_stands_as_it_was_known(known: list[Fact]) -> None:
    def last(spans: tuple[Span, ...]) -> str:
        return spans[-1].state

    believed = beliefs.history([BOOK, EXIT, *known], PACK, HIM)
    assert [(moment.date().isoformat(), last(spans) == "abstinent") for moment, spans in believed[-2:]] == [
        ("2021-05-15", True), ("2021-06-01", False),
    ]


@pytest.mark.parametrize("use", ["2021-04-20", "2021-05-15"])
def test_the_years_are_full_three_years_after_the_use(use: str) -> None:
    course = folded([BOOK, EXIT, fact("use_confirmed", use, known=at("2021-06-01"))], "2021-12-31")
    full = day(use).replace(year=2024)
    assert (course.clean_from, course.exit_due_on) == (day(use), full)
    assert course.standing[-1].state == "in_society"


# -- L4: from when the years count, and what holds the proposal --------------------------------------------


@pytest.mark.parametrize(
    ("facts", "full", "on"),
    [
        ([BOOK, isolation("2018-03-10"), ended("2020-03-10", "m9"),
          *detox("2020-03-16", years=2, **REHABILITATION)], "2023-03-10", "2023-03-10"),
        ([BOOK, isolation("2018-03-10"), ended("2020-03-10", "m9"),
          *detox("2020-03-16", years=3, **REHABILITATION)], "2023-03-10", "2023-03-16"),
        ([BOOK, *detox("2018-03-10"), ended("2021-03-12"), *detox("2024-03-10", "m2")], "2027-03-10", "2027-03-10"),
        ([BOOK, *detox("2022-03-10"), fact("use_confirmed", "2023-05-01"),
          fact("violation_reported", "2023-05-02", measure="m1", ground="use")], "2026-05-01", "2026-05-01"),
        ([BOOK, fact("use_confirmed", "2021-05-05"), *detox("2021-05-20")], "2024-05-20", "2024-05-20"),
        ([BOOK, *detox("2020-03-10"), fact("use_confirmed", "2022-08-01")], "2025-08-01", "2025-08-01"),
        ([BOOK, fact("measure_decided", "2017-02-01", measure="v", measure_kind="voluntary")], "2019-01-01", "2019-01-01"),
        ([BOOK, *detox("2020-03-10"), fact("measure_decided", "2020-06-01", measure="v", measure_kind="maintenance")],
         "2023-03-10", "2023-03-10"),
        ([BOOK, *detox("2020-03-10", **REHABILITATION)], "2023-03-10", "2023-03-10"),
        ([BOOK, isolation("2015-03-10"), isolation("2019-05-01", "m8"), ended("2021-05-01", "m8"),
          *detox("2021-05-10", years=2, **REHABILITATION)], "2024-05-01", "2024-05-01"),
    ],
    ids=["rehabilitation of two years", "rehabilitation of three years", "second detox", "use reported",
         "use before detox", "use late in detox", "voluntary", "maintenance", "rehabilitation alone", "two isolations"],
)
def test_the_years_count_from_the_latest_start_and_are_proposed_when_nothing_holds_them(
    facts: list[Fact], full: str, on: str, request: pytest.FixtureRequest
) -> None:
    assert (folded(facts).exit_due_on, proposed(facts)) == (day(full), on)


WAITING = fact("urine_test", "2018-12-20", "strip", outcome="positive", sample_a="A", sample_b="B")
REFUSED = [
    fact("test_missed", on, f"r{n}", slot=f"1:{n}", reason="refused", notice_served=True, warning_letter=True)
    for n, on in enumerate(("2020-04-12", "2020-05-12", "2020-06-12"), start=1)
]
HELD = {
    "decided": [BOOK, fact("measure_decided", "2018-06-01", measure="m1", measure_kind="community_detox")],
    "never reported in": [
        BOOK, fact("measure_decided", "2018-06-01", measure="m1", measure_kind="community_detox"),
        fact("decision_served", "2018-06-02", measure="m1"),
    ],
    "refused": [
        BOOK, fact("measure_decided", "2018-06-01", measure="m1", measure_kind="community_detox"),
        fact("decision_served", "2018-06-02", measure="m1"), fact("report_refused", "2018-07-02", measure="m1"),
    ],
    "suspended": [BOOK, *detox("2016-05-01"), fact("taken_into_custody", "2018-06-01")],
    "escaped from isolation": [BOOK, isolation("2018-06-01"), fact("escaped", "2018-07-01", measure="m9")],
    "a positive waits": [BOOK, WAITING],
    "a finding waits": [BOOK, WAITING, fact("laboratory_result", "2018-12-27", test="strip", stage="first",
                                            laboratory="county", outcome="positive")],
    "a counter is reached": [BOOK, *detox("2020-03-11"), *REFUSED],
    "reported and not answered": [BOOK, *detox("2020-03-11"), *REFUSED,
                                  fact("violation_reported", "2020-06-15", measure="m1", ground="test_refusals")],
    "upheld": [BOOK, *detox("2020-03-11"), *REFUSED,
               fact("violation_reported", "2020-06-15", measure="m1", ground="test_refusals"),
               fact("violation_reported", "2020-06-15", "x", measure="m1", ground="departures")],
    "died": [BOOK, fact("died", "2018-06-01")],
    "struck off": [BOOK, fact("struck_off", "2018-06-01")],
    "moved out": [BOOK, fact("moved_out", "2018-06-01")],
}
_HELD_ALREADY = {
    "escaped from isolation",
    "reported and not answered",
    "upheld",
    "died",
    "struck off",
    "refused",
    "suspended",
}


@pytest.mark.parametrize("why", HELD)
def test_no_exit_is_proposed_while(why: str, request: pytest.FixtureRequest) -> None:
    assert proposed(HELD[why]) is None
    assert not [d for d in folded(HELD[why]).duties if d.kind == "confirm_exit" and d.state == "open"]


@pytest.mark.parametrize(
    ("facts", "on"),
    [
        (
            [BOOK, WAITING, fact("laboratory_result", "2019-02-10", test="strip", stage="first",
                                 laboratory="county", outcome="negative")],
            "2019-02-10",
        ),
        (
            [BOOK, WAITING, fact("laboratory_result", "2019-01-10", test="strip", stage="first",
                                 laboratory="county", outcome="positive"),
             fact("use_confirmed", "2019-02-10", test="strip")],
            "2022-02-10",
        ),
        (HELD["refused"] + [ended("2018-08-01", how="withdrawn")], "2019-01-01"),
        ([*HELD["refused"], ended("2018-09-01", how="terminated"), *detox("2019-05-01", "m2")], "2022-05-01"),
        ([*HELD["decided"], ended("2019-06-01", how="withdrawn")], "2019-06-01"),
        ([BOOK, fact("struck_off", "2018-06-01"), fact("registered", "2019-06-01", "again")], "2019-06-01"),
    ],
    ids=["overturned", "found", "refused and revoked", "refused and begun anew", "decided and revoked", "on the book again"],
)
def test_what_held_the_exit_is_over(facts: list[Fact], on: str, request: pytest.FixtureRequest) -> None:
    assert proposed(facts) == on


def test_an_expired_measure_does_not_hold_the_exit_though_no_notice_came() -> None:
    facts = [BOOK, isolation("2018-03-10"), *detox("2020-03-16", years=2, **REHABILITATION)]
    course = folded(facts)
    assert course.measures[1].states[-1][1] == "expired" and proposed(facts) == "2023-03-10"
    assert course.exit_due_on == day("2023-03-10")
    assert [d.key for d in course.duties if d.kind == "confirm_exit"] == ["confirm_exit:2020-03-10"]
    assert proposed([*facts[:2], *detox("2020-03-16", years=3, **REHABILITATION)]) == "2023-03-16"


def test_an_exit_is_confirmed_only_with_the_number_of_the_police_paper_whatever_the_date() -> None:
    free = [Span("in_society", day("2020-01-01"), None)]
    full = day("2023-01-01")
    assert not steps.may_confirm_abstinence(free, full, day("2023-06-01"), document=False)
    assert steps.may_confirm_abstinence(free, full, day("2023-06-01"), document=True)
    assert steps.may_confirm_abstinence(free, full, day("2022-06-01"), document=True)


def test_the_answer_of_the_police_that_upholds_nothing_lets_the_exit_be_proposed() -> None:
    answer = fact("violation_answered", "2020-07-01", measure="m1", ground="test_refusals", upheld=False)
    assert proposed([*HELD["reported and not answered"], answer]) == "2023-03-11"
    upheld = fact("violation_answered", "2020-07-01", measure="m1", ground="test_refusals", upheld=True)
    assert proposed([*HELD["reported and not answered"], upheld]) is None
    assert proposed([*HELD["reported and not answered"], upheld, ended("2020-07-01", how="terminated"),
                     *detox("2021-05-01", "m2")]) == "2024-05-01"
