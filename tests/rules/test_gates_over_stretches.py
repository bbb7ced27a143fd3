"""Gates look at stretches of time, in both directions, each refusal with its clause; never at the day of entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from guitu import policy
from guitu.rules import custody, lifetimes, person, steps
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Known, MeasureCourse
from guitu.rules.verdict import Verdict
from tests.rules.casebook import day, detox, fact

PACK = policy.load("enping")
HIM = Known("male", day("1990-01-01"))
BOOK = fact("registered", "2026-03-01")  # came into Guitu long after all of it
REHABILITATION: dict[str, Any] = {"measure_kind": "community_rehabilitation"}


def folded(facts: Sequence[Fact], until: str = "2030-12-31") -> Course:
    return person.fold(facts, PACK, HIM, until=day(until))


def isolation(start: str, measure: str = "m9", *more: Fact) -> list[Fact]:
    return [
        fact("measure_decided", start, f"{measure}-decided", measure=measure, measure_kind="compulsory_isolation"), *more,
    ]


def inside(facts: Sequence[Fact]) -> MeasureCourse:
    return next(c for c in folded(facts).measures if c.kind == "compulsory_isolation")


def code(verdict: Verdict) -> tuple[str, str | None] | None:
    return None if verdict else (verdict.reasons[0].code, verdict.reasons[0].clause)


# -- the end of isolation ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "on", "clause"),
    [
        ("released", "2024-06-11", "drug_law.47"),
        ("released", "2025-03-10", "drug_law.47"),
        ("released", "2025-03-11", None),
        ("released", "2026-03-11", None),
        ("withdrawn", "2024-03-12", None),
        ("converted", "2024-06-11", None),
        ("not_applicable", "2024-06-11", None),
    ],
)
def test_isolation_ends_early_after_a_year_and_by_other_papers_at_any_time(
    how: str, on: str, clause: str | None
) -> None:
    verdict = steps.may_end(inside([BOOK, *isolation("2024-03-11")]), how, day(on), least_months=12)
    assert (None if verdict else verdict.reasons[0].clause) == clause


def test_time_on_the_run_does_not_count_for_the_first_year() -> None:
    away = [fact("escaped", "2024-05-01", measure="m9"), fact("recaptured", "2024-06-01", measure="m9")]
    course = inside([BOOK, *isolation("2024-03-11", "m9", *away)])
    assert not steps.may_end(course, "released", day("2025-04-10"), least_months=12)
    assert steps.may_end(course, "released", day("2025-04-11"), least_months=12)


@pytest.mark.parametrize(
    ("earlier", "months", "on", "allowed"),
    [
        ((), -12, "2024-09-01", True),
        ((-12,), -12, "2024-09-01", False),
        ((-6,), -6, "2024-09-01", True),
        ((-6,), -7, "2024-09-01", False),
        ((12,), 1, "2024-09-01", False),
        ((6,), 6, "2024-09-01", True),
        ((-6,), 12, "2024-09-01", True),
        ((), -6, "2025-09-11", True),  # ends on the paper's own day
        ((), -6, "2025-09-12", False),  # would have ended before the paper was made
    ],
)
def test_shortenings_and_extensions_are_summed_and_never_end_before_their_own_paper(
    earlier: tuple[int, ...], months: int, on: str, allowed: bool
) -> None:
    papers = [
        fact("measure_extended", f"2024-08-0{n}", f"x{n}", measure="m9", months=m) for n, m in enumerate(earlier, 1)
    ]
    course = inside([BOOK, *isolation("2024-03-11", "m9", *papers)])
    verdict = steps.may_extend(course, months, 12, day(on))
    assert verdict.allowed is allowed
    assert allowed or verdict.reasons[0].clause == "drug_law.47"


def test_none_is_shortened_after_an_escape() -> None:
    away = [fact("escaped", "2024-05-01", measure="m9"), fact("recaptured", "2024-06-01", measure="m9")]
    course = inside([BOOK, *isolation("2024-03-11", "m9", *away)])
    assert code(steps.may_extend(course, -3, 12, day("2025-01-01"))) == (
        "stretches.not_shortened_after_escape", "detox_regulation.32",
    )
    assert steps.may_extend(course, 3, 12, day("2025-01-01"))


@pytest.mark.parametrize(
    ("months", "ends_on"),
    [((-12, -12), "2025-03-11"), ((12, 12), "2027-03-11"), ((-6, 12), "2026-09-11")],
)
def test_the_fold_keeps_isolation_between_one_and_three_years(
    months: tuple[int, ...], ends_on: str, request: pytest.FixtureRequest
) -> None:
    papers = [
        fact("measure_extended", f"2024-08-0{n}", f"x{n}", measure="m9", months=m) for n, m in enumerate(months, 1)
    ]
    assert inside([BOOK, *isolation("2024-03-11", "m9", *papers)]).ends_on == day(ends_on)


# -- a measure beside another ------------------------------------------------------------------------------

OPENED = {
    "older beside a running one": ("community_detox", "2023-03-01", 3, detox("2024-03-11"), "drug_law.33"),
    "older that would last into one decided": (
        "community_detox", "2022-03-01", 3,
        [fact("measure_decided", "2025-02-01", measure="m1", measure_kind="community_detox")], "drug_law.33",
    ),
    "rehabilitation beside detox": ("community_rehabilitation", "2024-06-01", 3, detox("2024-03-11"), "drug_law.33"),
    "older rehabilitation beside detox": ("community_rehabilitation", "2022-06-01", 2, detox("2024-03-11"), "drug_law.33"),
    "detox beside rehabilitation": ("community_detox", "2024-06-01", 3, detox("2024-03-11", **REHABILITATION), "drug_law.48"),
    "older that was long over": ("community_detox", "2018-03-01", 3, detox("2024-03-11"), None),
    "rehabilitation of two years that was over": ("community_rehabilitation", "2022-03-11", 2, detox("2024-03-11"), None),
    "after the end": ("community_detox", "2027-03-11", 3, detox("2024-03-11"), None),
    "older whose place isolation took": ("community_detox", "2022-03-01", 3, [
        *isolation("2023-01-10"), *detox("2025-01-10", **REHABILITATION)], None),
    "older that prison ended": ("community_detox", "2022-03-01", 3, [
        fact("taken_into_custody", "2023-01-10", custody="imprisoned"), *detox("2025-01-10")], None),
    "beside one that was revoked": ("community_detox", "2023-03-01", 3, [
        *detox("2024-03-11"), fact("measure_ended", "2024-04-01", measure="m1", how="withdrawn")], None),
    "treatment beside anything": ("voluntary", "2024-06-01", 3, detox("2024-03-11"), None),
    "isolation takes the place of detox": ("compulsory_isolation", "2024-06-01", 3, detox("2024-03-11"), None),
    "detox inside isolation": ("community_detox", "2024-06-01", 3, isolation("2024-03-11"), "detox_regulation.31"),
}


@pytest.mark.parametrize("name", OPENED)
def test_a_running_community_measure_blocks_another_for_its_whole_stretch(name: str) -> None:
    kind, on, years, facts, clause = OPENED[name]
    course = folded([BOOK, *facts])
    verdict = steps.may_open(kind, course.measures, day(on), years=years, held=custody.spans([BOOK, *facts]))
    assert (None if verdict else verdict.reasons[0].clause) == clause


def test_a_detox_entered_late_is_converted_by_the_isolation_on_file_as_if_known_in_time() -> None:
    facts = [BOOK, *isolation("2023-01-10"), *detox("2022-03-01", "m2")]
    states = next(c.states for c in folded(facts).measures if c.measure_id == "m2")
    assert states[-1] == (day("2023-01-10"), "converted")


@pytest.mark.parametrize("again", [False, True])
def test_a_detox_converted_goes_on_when_the_isolation_was_entered_by_mistake(again: bool) -> None:
    decided = isolation("2023-01-10", "m9")
    facts = [*detox("2022-03-01", "m2"), *decided, fact("withdrawn", "2023-02-01", corrects="m9-decided")]
    facts += isolation("2023-03-01", "m8") if again else []
    states = next(c.states for c in folded([BOOK, *facts]).measures if c.measure_id == "m2")
    assert states[-1] == ((day("2023-03-01"), "converted") if again else (day("2025-03-01"), "expired"))


@pytest.mark.parametrize(
    "how", ["withdrawn", "not_applicable"]
)
def test_a_detox_goes_on_when_the_isolation_was_revoked_or_does_not_apply(how: str) -> None:
    paper = fact("measure_ended", "2023-02-01", "gone", measure="m9", how=how)
    facts = [BOOK, *detox("2022-03-01", "m2"), *isolation("2023-01-10", "m9", paper)]
    states = next(c.states for c in folded(facts).measures if c.measure_id == "m2")
    assert states[-1] == (day("2025-03-01"), "expired")


def test_isolation_after_a_detox_has_expired_converts_nothing() -> None:
    facts = [BOOK, *detox("2018-03-01", "m2"), *isolation("2023-01-10")]
    assert next(c.states for c in folded(facts).measures if c.measure_id == "m2")[-1] == (day("2021-03-01"), "expired")
    running = [BOOK, *detox("2020-03-01", "m2"), *isolation("2023-01-10")]
    assert next(c.states for c in folded(running).measures if c.measure_id == "m2")[-1][1] == "converted"


@pytest.mark.parametrize(("served", "ends_on"), [(200, "2026-08-23"), (1095, "2024-03-11"), (4000, "2024-03-11")])
def test_days_served_in_isolation_are_deducted_and_never_more_than_the_term(
    served: int, ends_on: str, request: pytest.FixtureRequest
) -> None:
    (course,) = folded([BOOK, *detox("2024-03-11", served_days_deducted=served)]).measures
    assert course.ends_on is not None and course.ends_on <= max(day(ends_on), day("2024-03-12"))
    assert course.ends_on >= day("2024-03-11")


# -- a fact outside a life ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "on", "body", "refused"),
    [
        ("visit", "2024-05-02", {}, "lifetimes.after_death"),
        ("use_confirmed", "2024-05-02", {}, "lifetimes.after_death"),
        ("measure_decided", "2024-05-02", {"measure": "m", "measure_kind": "voluntary"}, "lifetimes.after_death"),
        ("visit", "2024-05-01", {}, None),
        ("laboratory_result", "2024-05-09", {"test": "t", "stage": "first", "laboratory": "c", "outcome": "negative"}, None),
        ("visit", "1989-12-31", {}, "lifetimes.before_birth"),
        ("registered", "1989-12-31", {}, "lifetimes.before_birth"),
        ("visit", "1990-01-01", {}, None),
    ],
)
def test_nothing_happens_before_birth_or_after_death(
    kind: str, on: str, body: dict[str, Any], refused: str | None
) -> None:
    on_file = [BOOK, fact("died", "2024-05-01")]
    found = code(lifetimes.may_happen(fact(kind, on, "new", **body), on_file, HIM))
    assert (found[0] if found else None) == refused


def test_before_the_first_dated_fact_it_asks_and_never_against_the_day_of_entry() -> None:
    visit = fact("visit", "2015-06-01", "new")
    assert lifetimes.asks(visit, [BOOK]) is None  # entered by a roster: older papers come later
    dated = [BOOK, *detox("2024-03-11")]
    asked = lifetimes.asks(visit, dated)
    assert asked is not None and (asked.code, asked.values["on"]) == ("lifetimes.before_first", day("2024-03-11"))
    assert lifetimes.asks(fact("visit", "2024-03-11", "new"), dated) is None
    found = fact("registered", "2026-03-01", first_found_on="2014-01-01")
    assert lifetimes.asks(visit, [found, *detox("2024-03-11")]) is None
