"""The course of measures: when they start, what moves their end, how they end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guitu.rules import person, releases
from guitu.rules.facts import Fact
from guitu.rules.terms import MeasureCourse
from tests.rules.casebook import Fixed, day, detox, fact, maybe, numbers, ordered

PACK = numbers()


def courses(facts: Sequence[Fact], pack: Fixed = PACK) -> list[MeasureCourse]:
    stand = ordered(facts)
    return person.measures_of(stand, pack)[2]


def states(course: MeasureCourse) -> list[tuple[str, str]]:
    return [(on.isoformat(), state) for on, state in course.states]


# -- starts and lengths


def test_community_detox_runs_three_years_from_report_in_not_from_the_decision() -> None:
    (course,) = courses(
        [
            fact("measure_decided", "2024-03-01", measure="m1", measure_kind="community_detox"),
            fact("decision_served", "2024-03-04", measure="m1"),
            fact("reported_in", "2024-03-11", measure="m1"),
            fact("agreement_signed", "2024-03-14", measure="m1"),
        ]
    )
    assert course.starts_on == day("2024-03-11")
    assert course.ends_on == day("2027-03-11")
    assert states(course) == [
        ("2024-03-01", "decided"),
        ("2024-03-04", "served"),
        ("2024-03-11", "reported"),
        ("2024-03-14", "executing"),
        ("2027-03-11", "expired"),
    ]
    assert course.reasons[0].clause == "drug_law.33"


@pytest.mark.parametrize(
    ("start", "rule", "end"),
    [
        ("2024-03-11", "day_before", "2027-03-11"),
        ("2024-03-11", "same_day", "2027-03-12"),
        ("2024-02-29", "day_before", "2027-03-01"),
        ("2024-02-29", "same_day", "2027-03-01"),
        ("2023-02-28", "day_before", "2026-02-28"),
    ],
)
def test_the_last_day_is_a_reading_that_policy_fixes(start: str, rule: str, end: str) -> None:
    (course,) = courses(detox(start), numbers(measures={"last_day": rule}))
    assert course.ends_on == day(end)


@pytest.mark.parametrize(
    ("years", "end"), [(2, "2026-03-11"), (3, "2027-03-11"), (5, "2027-03-11"), (0, "2027-03-11")]
)
def test_community_rehabilitation_is_as_long_as_decided_but_three_years_at_most(years: int, end: str) -> None:
    (course,) = courses(detox("2024-03-11", measure_kind="community_rehabilitation", years=years))
    assert course.ends_on == day(end)
    assert course.reasons[0].clause == "drug_law.48"


def test_the_years_of_community_detox_are_the_law_s_whatever_the_form_says() -> None:
    (course,) = courses(detox("2024-03-11", years=1))
    assert course.ends_on == day("2027-03-11")


def test_compulsory_isolation_runs_two_years_from_the_decision() -> None:
    (course,) = courses(
        [fact("measure_decided", "2024-02-29", measure="m1", measure_kind="compulsory_isolation")]
    )
    assert course.starts_on == day("2024-02-29")
    assert course.ends_on == day("2026-03-01")
    assert states(course) == [("2024-02-29", "executing"), ("2026-03-01", "expired")]


@pytest.mark.parametrize("kind", ["voluntary", "maintenance"])
def test_treatment_has_no_end_of_law(kind: str) -> None:
    (course,) = courses([fact("measure_decided", "2024-02-29", measure="m1", measure_kind=kind)])
    assert course.ends_on is None
    assert states(course) == [("2024-02-29", "executing")]


def test_time_served_in_isolation_is_deducted_after_medical_leave() -> None:
    (course,) = courses(detox("2024-03-11", served_days_deducted=100))
    assert course.ends_on == day("2026-12-01")
    assert [reason.code for reason in course.reasons] == ["measures.runs", "measures.deducted"]


def test_who_never_reported_has_a_measure_without_end() -> None:
    (course,) = courses(
        [
            fact("measure_decided", "2024-03-01", measure="m1", measure_kind="community_detox"),
            fact("decision_served", "2024-03-01", measure="m1"),
        ]
    )
    assert course.starts_on is None
    assert course.ends_on is None
    assert states(course)[-1] == ("2024-03-19", "overdue")


def test_papers_of_a_measure_never_decided_are_left_aside() -> None:
    assert courses([fact("reported_in", "2024-03-01", measure="m9")]) == []


def test_papers_of_one_day_fall_into_the_order_of_the_law() -> None:
    facts = detox("2024-03-11")
    assert states(courses(facts)[0]) == states(courses(facts[::-1])[0])
    assert states(courses(facts)[0])[0] == ("2024-03-11", "executing")


def test_the_agreement_counts_as_report_in_when_that_was_not_recorded() -> None:
    (course,) = courses(
        [
            fact("measure_decided", "2024-03-01", measure="m1", measure_kind="community_detox"),
            fact("agreement_signed", "2024-03-14", measure="m1"),
        ]
    )
    assert course.starts_on == day("2024-03-14")


# -- late, refused


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ([], "overdue"),
        ([fact("report_refused", "2024-03-25", measure="m1")], "refused"),
        ([fact("reported_in", "2024-03-25", measure="m1")], "reported"),
        (
            [
                fact("report_refused", "2024-03-25", measure="m1"),
                fact("measure_ended", "2024-04-10", measure="m1", how="converted"),
            ],
            "converted",
        ),
        (
            [
                fact("report_refused", "2024-03-25", measure="m1"),
                fact("reported_in", "2024-04-10", measure="m1"),
            ],
            "reported",
        ),
    ],
)
def test_after_the_fifteen_days(then: list[Fact], expected: str) -> None:
    (course,) = courses(
        [
            fact("measure_decided", "2024-03-01", measure="m1", measure_kind="community_detox"),
            fact("decision_served", "2024-03-01", measure="m1"),
            *then,
        ]
    )
    assert course.state_on(day("2024-03-18")) == "served"
    assert course.state_on(day("2024-03-19")) == "overdue"
    assert course.state_on(day("2024-05-01")) == expected


def test_before_the_decision_there_is_no_state() -> None:
    assert courses(detox("2024-03-11"))[0].state_on(day("2024-03-10")) is None


# -- what pauses, what does not


@pytest.mark.parametrize(
    ("custody_kind", "released", "end", "state"),
    [
        ("detained", "2024-06-16", "2027-03-26", "suspended"),
        ("arrested", "2024-12-01", "2027-09-10", "suspended"),
        ("detained", None, None, "suspended"),
        ("imprisoned", "2025-06-01", "2027-03-11", "terminated"),
        ("corrective_education", None, "2027-03-11", "terminated"),
    ],
)
def test_detention_pauses_and_prison_ends(
    custody_kind: str, released: str | None, end: str | None, state: str
) -> None:
    facts = [*detox("2024-03-11"), fact("taken_into_custody", "2024-06-01", custody=custody_kind)]
    if released:
        facts.append(fact("released_from_custody", released))
    (course,) = courses(facts)
    assert course.ends_on == maybe(end)
    assert course.state_on(day("2024-06-01")) == state
    if state == "suspended" and released:
        assert course.state_on(day(released)) == "executing"
        assert course.paused == ((day("2024-06-01"), day(released)),)
        assert course.reasons[-1].code == "measures.end_moved"
    if state == "suspended" and not released:
        assert course.reasons[-1].code == "measures.suspended"
        assert course.states[-1][1] == "suspended"


def test_who_is_held_before_signing_still_has_to_sign() -> None:
    facts = [
        *detox("2024-03-11", agreed=False),
        fact("taken_into_custody", "2024-03-12"),
        fact("released_from_custody", "2024-03-20"),
    ]
    assert courses(facts)[0].state_on(day("2024-03-20")) == "reported"
    facts.append(fact("agreement_signed", "2024-03-15", measure="m1"))
    assert courses(facts)[0].state_on(day("2024-03-15")) == "suspended"
    assert courses(facts)[0].state_on(day("2024-03-20")) == "executing"


def test_whether_a_pause_moves_the_end_is_policy() -> None:
    facts = [
        *detox("2024-03-11"),
        fact("taken_into_custody", "2024-06-01"),
        fact("released_from_custody", "2024-06-16"),
    ]
    (course,) = courses(facts, numbers(measures={"suspension_moves_end": False}))
    assert course.ends_on == day("2027-03-11")


def test_a_second_pause_inside_the_time_won_by_the_first_moves_the_end_again() -> None:
    facts = [
        *detox("2024-03-11"),
        fact("taken_into_custody", "2024-06-01"),
        fact("released_from_custody", "2024-06-16"),
        fact("taken_into_custody", "2027-03-20"),
        fact("released_from_custody", "2027-03-30"),
    ]
    assert courses(facts)[0].ends_on == day("2027-04-05")


def test_custody_after_the_end_changes_nothing() -> None:
    facts = [*detox("2024-03-11"), fact("taken_into_custody", "2027-03-11", custody="imprisoned")]
    (course,) = courses(facts)
    assert course.ends_on == day("2027-03-11")
    assert course.paused == ()


def test_detention_across_the_start_counts_from_the_start() -> None:
    facts = [
        *detox("2024-03-11"),
        fact("taken_into_custody", "2024-03-01"),
        fact("released_from_custody", "2024-03-13"),
    ]
    (course,) = courses(facts)
    assert course.paused == ((day("2024-03-11"), day("2024-03-13")),)
    assert course.ends_on == day("2027-03-13")


def test_custody_does_not_pause_isolation_but_escape_does_not_count() -> None:
    facts = [
        fact("measure_decided", "2024-01-01", measure="m1", measure_kind="compulsory_isolation"),
        fact("taken_into_custody", "2024-02-01", custody="imprisoned"),
        fact("released_from_custody", "2024-03-01"),
    ]
    assert courses(facts)[0].ends_on == day("2026-01-01")
    facts += [
        fact("escaped", "2024-05-01", measure="m1"),
        fact("recaptured", "2024-05-11", measure="m1"),
    ]
    (course,) = courses(facts)
    assert course.ends_on == day("2026-01-11")
    assert course.reasons[-1].clause == "detox_regulation.32"
    assert courses([*facts, fact("escaped", "2025-05-01", measure="m1")])[0].ends_on is None


def test_medical_leave_counts_as_time_served() -> None:
    facts = [
        fact("measure_decided", "2024-01-01", measure="m1", measure_kind="compulsory_isolation"),
        fact("medical_leave_started", "2024-02-01", measure="m1"),
        fact("medical_leave_ended", "2024-06-01", measure="m1"),
    ]
    assert courses(facts)[0].ends_on == day("2026-01-01")


@pytest.mark.parametrize(
    ("months", "end"), [(6, "2026-07-01"), (12, "2027-01-01"), (18, "2027-01-01"), (-6, "2025-07-01")]
)
def test_isolation_is_extended_by_a_year_at_most_or_shortened(months: int, end: str) -> None:
    facts = [
        fact("measure_decided", "2024-01-01", measure="m1", measure_kind="compulsory_isolation"),
        fact("measure_extended", "2025-01-15", measure="m1", months=months),
    ]
    assert courses(facts)[0].ends_on == day(end)


def test_a_change_of_place_does_not_stop_the_time() -> None:
    facts = [
        *detox("2024-03-11"),
        fact("measure_transferred", "2025-01-10", measure="m1", to_path="440785001"),
        fact("transfer_arrived", "2025-01-20", measure="m1"),
    ]
    (course,) = courses(facts)
    assert course.ends_on == day("2027-03-11")
    assert course.state_on(day("2025-01-19")) == "transferring"
    assert course.state_on(day("2025-01-20")) == "executing"


# -- ends


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ("released", "released"),
        ("terminated", "terminated"),
        ("withdrawn", "terminated"),
        ("converted", "converted"),
    ],
)
def test_a_measure_ends_as_the_paper_says(how: str, state: str) -> None:
    facts = [*detox("2024-03-11"), fact("measure_ended", "2026-01-10", measure="m1", how=how)]
    (course,) = courses(facts)
    assert course.state_on(day("2026-01-09")) == "executing"
    assert course.states[-1] == (day("2026-01-10"), state)


def test_death_closes_every_measure() -> None:
    (course,) = courses([*detox("2024-03-11"), fact("died", "2025-05-05")])
    assert course.states[-1] == (day("2025-05-05"), "closed_death")


def test_a_measure_without_its_release_notice_does_not_stay_in_execution() -> None:
    (course,) = courses(detox("2024-03-11"))
    assert course.state_on(day("2027-03-10")) == "executing"
    assert course.state_on(day("2027-03-11")) == "expired"
    assert course.state_on(day("2030-01-01")) == "expired"


@pytest.mark.parametrize(
    ("extra", "until", "expected"),
    [
        ([], "2027-03-10", None),
        ([], "2027-03-11", ("open", "2027-03-18")),
        ([fact("measure_ended", "2027-03-15", measure="m1")], "2027-12-31", ("done", "2027-03-18")),
        ([fact("measure_ended", "2027-03-10", measure="m1")], "2027-12-31", None),
        ([fact("died", "2027-03-14")], "2027-12-31", ("waived", "2027-03-18")),
        ([fact("died", "2026-03-14")], "2027-12-31", None),
        ([fact("taken_into_custody", "2026-05-01", custody="imprisoned")], "2027-12-31", None),
    ],
)
def test_the_release_notice_is_due_within_seven_days_of_expiry(
    extra: list[Fact], until: str, expected: tuple[str, str] | None
) -> None:
    facts = ordered([*detox("2024-03-11"), *extra])
    (course,) = courses(facts)
    duties = releases.duties(course, facts, PACK, day(until))
    if expected is None:
        assert duties == []
        return
    (duty,) = duties
    assert (duty.state, duty.due_on.isoformat()) == expected
    assert duty.key == "release_measure:m1"
    assert duty.reasons[0].clause == "detox_regulation.23"


def test_release_is_proposed_on_the_day_of_expiry_and_only_while_nothing_came() -> None:
    (course,) = courses(detox("2024-03-11"))
    assert releases.proposals(course, day("2027-03-10")) == []
    (proposal,) = releases.proposals(course, day("2027-03-11"))
    assert (proposal.kind, proposal.on) == ("release", day("2027-03-11"))
    ended = [*detox("2024-03-11"), fact("measure_ended", "2027-03-12", measure="m1")]
    assert releases.proposals(courses(ended)[0], day("2028-01-01")) == []


def test_a_chain_of_measures_is_kept_in_order() -> None:
    facts = [
        *detox("2020-03-11", "m1"),
        fact("measure_ended", "2021-01-10", measure="m1", how="converted"),
        fact("measure_decided", "2021-01-10", "m2", measure="m2", measure_kind="compulsory_isolation"),
        *detox("2023-01-12", "m3", measure_kind="community_rehabilitation", years=2),
    ]
    assert [(c.measure_id, c.kind) for c in courses(facts)] == [
        ("m1", "community_detox"),
        ("m2", "compulsory_isolation"),
        ("m3", "community_rehabilitation"),
    ]
