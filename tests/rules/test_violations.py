"""The counters of the law: what counts, what waits for evidence, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from guitu.rules import leave, person, violations
from guitu.rules.facts import Fact
from guitu.rules.terms import Counter, Duty, Known, MeasureCourse, Proposal
from tests.rules.casebook import day, detox, fact, maybe, numbers, ordered

PACK = numbers()
ANYONE = Known()
NOTICE = fact("test_notice_served", "2024-04-28", "n1", test_on="2024-04-30")
PROOF = {"notice_served": True, "warning_letter": True}


def _course(stand: list[Fact]) -> MeasureCourse:
    return person.measures_of(stand, PACK)[2][0]


def tallied(facts: Sequence[Fact]) -> dict[str, violations.Tally]:
    stand = ordered(facts)
    found = violations.tallies(_course(stand), stand, leave.approved(stand), PACK)
    return {tally.counter.code: tally for tally in found}


def followed(
    facts: Sequence[Fact], subject: Known = ANYONE, until: str = "2030-01-01"
) -> tuple[list[Duty], list[Proposal]]:
    stand = ordered(facts)
    course = _course(stand)
    found = violations.tallies(course, stand, leave.approved(stand), PACK)
    return violations.outcome(course, stand, found, PACK, subject, day(until))


def missed(on: str, slot: str, reason: str = "refused", **proof: Any) -> Fact:
    return fact("test_missed", on, slot=slot, reason=reason, **(proof or PROOF))


@pytest.mark.parametrize(
    ("facts", "value", "pending"),
    [
        ([], 0, 0),
        ([missed("2024-04-30", "1:1")], 1, 0),
        ([missed("2024-04-30", "1:1", "evaded")], 1, 0),
        ([missed("2024-04-30", "1:1", "hospital")], 0, 0),
        ([missed("2024-04-30", "1:1", "none_given")], 0, 0),
        ([missed("2024-04-30", "1:1", notice_served=True, warning_letter=False)], 0, 1),
        ([missed("2024-04-30", "1:1", notice_served=False, warning_letter=True)], 0, 1),
        ([missed("2024-04-30", "1:1"), missed("2024-05-02", "1:1")], 1, 0),
        ([missed("2024-04-30", "1:1"), missed("2024-05-30", "1:2")], 2, 0),
        ([missed("2024-03-10", "1:1")], 0, 0),  # the day before report-in
        ([missed("2027-03-11", "3:4")], 0, 0),  # the measure is over
        ([missed("2027-03-10", "3:4")], 1, 0),
        ([NOTICE, fact("urine_test", "2024-04-30", outcome="refused", notice="n1", warning_letter=True)], 1, 0),
        ([fact("urine_test", "2024-04-30", outcome="refused", notice="n1", warning_letter=True)], 0, 1),  # no such paper
        ([NOTICE, fact("urine_test", "2024-04-30", outcome="refused", notice="n1")], 0, 1),
        ([fact("urine_test", "2024-04-30", outcome="refused", warning_letter=True)], 0, 1),
        ([fact("urine_test", "2024-04-30", outcome="positive", notice="n1", warning_letter=True)], 0, 0),
    ],
)
def test_a_refusal_counts_only_with_its_evidence(facts: list[Fact], value: int, pending: int) -> None:
    counter = tallied([*detox("2024-03-11"), *facts])["test_refusals"].counter
    assert (counter.value, len(counter.pending)) == (value, pending)
    assert (counter.threshold, counter.clause) == (3, "detox_regulation.20")


def test_a_slot_proved_later_waits_no_longer() -> None:
    facts = [
        fact("test_missed", "2024-04-30", "first", slot="1:1", reason="refused"),
        missed("2024-05-03", "1:1"),
    ]
    counter = tallied([*detox("2024-03-11"), *facts])["test_refusals"].counter
    assert (counter.value, counter.pending) == (1, ())


def test_refusals_add_up_over_the_whole_measure_not_per_year() -> None:
    facts = [
        *detox("2024-03-11"),
        missed("2024-04-30", "1:1"),
        missed("2025-04-30", "2:1"),
        missed("2026-04-30", "3:1"),
    ]
    tally = tallied(facts)["test_refusals"]
    assert tally.counter.value == 3
    assert tally.reached_on == day("2026-04-30")


def absent(on: str, until: str | None, *, letter: bool = True) -> Fact:
    return fact("absence_confirmed", on, until=until, warning_letter=letter)


@pytest.mark.parametrize(
    ("facts", "departures", "days", "reached"),
    [
        ([absent("2024-04-01", "2024-04-11")], 1, 10, None),
        ([absent("2024-04-01", "2024-05-01")], 1, 30, None),  # thirty days: not more than thirty
        ([absent("2024-04-01", "2024-05-02")], 1, 31, "2024-05-02"),
        ([absent("2024-04-01", "2024-04-21"), absent("2025-04-01", "2025-04-12")], 2, 31, "2025-04-12"),
        ([absent("2024-04-01", "2024-04-21"), absent("2024-04-11", "2024-04-26")], 1, 25, None),
        ([absent("2024-04-01", "2024-04-11", letter=False)], 0, 0, None),
        ([absent("2024-04-01", None)], 1, 0, "2024-05-02"),  # foreseen
        ([absent("2024-04-01", "2024-04-21"), absent("2024-06-01", None)], 2, 20, "2024-06-12"),
        (
            [absent("2024-04-01", "2024-05-11"), fact("leave_granted", "2024-04-01", until="2024-04-11")],
            1, 30, None,
        ),
        (
            [absent("2024-04-01", "2024-04-11"), fact("leave_granted", "2024-03-25", until="2024-04-11")],
            0, 0, None,
        ),
        ([absent("2024-03-01", "2024-04-11")], 0, 0, None),  # began before the measure
        ([absent("2027-03-01", "2027-05-01")], 1, 10, None),  # the measure ends on the way
        (
            [absent("2024-04-01", "2024-05-11"), fact("taken_into_custody", "2024-04-11"),
             fact("released_from_custody", "2024-04-21")],
            1, 30, None,
        ),
    ],
)
def test_departures_and_days_away(facts: list[Fact], departures: int, days: int, reached: str | None) -> None:
    found = tallied([*detox("2024-03-11"), *facts])
    assert found["departures"].counter.value == departures
    assert found["days_away"].counter.value == days
    assert found["days_away"].reached_on == maybe(reached)


def test_an_absence_without_a_warning_letter_waits() -> None:
    found = tallied([*detox("2024-03-11"), absent("2024-04-01", "2024-04-11", letter=False)])
    assert found["departures"].counter.pending == ("absence_confirmed@2024-04-01",)
    assert found["days_away"].counter.pending == ("absence_confirmed@2024-04-01",)


@pytest.mark.parametrize(
    ("code", "value", "approaching", "reached"),
    [
        ("test_refusals", 1, False, False),
        ("test_refusals", 2, True, False),
        ("test_refusals", 3, False, True),
        ("departures", 2, True, False),
        ("days_away", 19, False, False),
        ("days_away", 20, True, False),
        ("days_away", 30, True, False),
        ("days_away", 31, False, True),
    ],
)
def test_how_near_the_threshold_is(code: Any, value: int, approaching: bool, reached: bool) -> None:
    counter = Counter(code, "m1", value, 30 if code == "days_away" else 3, (), (), "detox_regulation.20")
    assert violations.is_approaching(counter) is approaching
    assert violations.is_reached(counter) is reached


THREE = [missed("2024-04-30", "1:1"), missed("2024-05-30", "1:2"), missed("2024-06-28", "1:3")]


def test_the_third_refusal_asks_for_a_report_and_decides_nothing() -> None:
    duties, proposals = followed([*detox("2024-03-11"), *THREE])
    (duty,) = duties
    assert (duty.kind, duty.opens_on, duty.due_on, duty.state) == (
        "report_violation", day("2024-06-28"), day("2024-07-01"), "open",
    )
    (proposal,) = proposals
    assert (proposal.kind, proposal.value, proposal.on) == ("violation", "test_refusals", day("2024-06-28"))
    assert len(proposal.evidence) == 3
    assert [r.clause for r in proposal.reasons] == ["detox_regulation.20", "drug_law.38"]


def test_once_reported_the_proposal_is_gone_and_the_duty_done() -> None:
    report = fact("violation_reported", "2024-06-29", measure="m1", ground="test_refusals")
    duties, proposals = followed([*detox("2024-03-11"), *THREE, report])
    assert [duty.state for duty in duties] == ["done"]
    assert proposals == []


def test_nothing_is_proposed_before_its_day() -> None:
    assert followed([*detox("2024-03-11"), *THREE], until="2024-06-27") == ([], [])


def test_a_lasting_absence_is_foreseen() -> None:
    facts = [*detox("2024-03-11"), absent("2024-04-01", None)]
    duties, proposals = followed(facts)
    assert proposals[0].on == day("2024-05-02")
    assert proposals[0].reasons[0].values["value"] == 31
    assert duties[0].opens_on == day("2024-05-02")


@pytest.mark.parametrize(
    ("kind", "subject", "extra", "codes"),
    [
        ("community_detox", Known(), [], ["violations.may_lead_to_compulsory"]),
        ("community_rehabilitation", Known(), [], ["violations.disputed_by_38", "violations.disputed_by_48"]),
        (
            "community_detox", Known(born_on=day("2008-06-29")), [],
            ["violations.may_lead_to_compulsory", "violations.may_spare_under_16"],
        ),
        ("community_detox", Known(born_on=day("2008-06-28")), [], ["violations.may_lead_to_compulsory"]),
        (
            "community_detox", Known("female"),
            [fact("tests_waived", "2024-06-01", until="2025-02-01", why="pregnancy")],
            ["violations.may_lead_to_compulsory", "violations.not_compulsory_pregnant"],
        ),
        (
            "community_detox", Known("female"),
            [fact("tests_waived", "2024-06-01", until="2024-06-28", why="nursing")],
            ["violations.may_lead_to_compulsory"],
        ),
        (
            "community_detox", Known(),
            [fact("tests_waived", "2024-06-01", until="2025-02-01", why="hospital")],
            ["violations.may_lead_to_compulsory"],
        ),
    ],
)
def test_what_the_police_may_decide_differs_by_measure_and_person(
    kind: str, subject: Known, extra: list[Fact], codes: list[str]
) -> None:
    _, proposals = followed([*detox("2024-03-11", measure_kind=kind), *THREE, *extra], subject)
    assert [reason.code for reason in proposals[0].reasons[1:]] == codes


@pytest.mark.parametrize("kind", ["community_detox", "community_rehabilitation"])
def test_renewed_use_is_a_ground_in_either_measure(kind: str) -> None:
    facts = [*detox("2024-03-11", measure_kind=kind), fact("use_confirmed", "2024-08-01")]
    duties, (proposal,) = followed(facts)
    assert duties == []  # the police found it: there is nothing to report
    assert (proposal.value, proposal.on) == ("use", day("2024-08-01"))
    assert [r.code for r in proposal.reasons] == ["violations.used", "violations.may_lead_to_compulsory"]


@pytest.mark.parametrize("on", ["2024-03-10", "2027-03-11"])
def test_use_outside_the_measure_is_no_ground(on: str) -> None:
    assert followed([*detox("2024-03-11"), fact("use_confirmed", on)])[1] == []


def test_a_measure_that_never_began_has_no_counters() -> None:
    facts = [fact("measure_decided", "2024-03-11", measure="m1", measure_kind="community_detox")]
    assert tallied([*facts, *THREE]) == {}


@pytest.mark.parametrize(
    ("stage", "outcome", "found", "count"),
    [
        ("second", "positive", False, 1),
        ("second", "negative", False, 0),
        ("first", "positive", False, 0),
        ("second", "positive", True, 0),
    ],
)
def test_a_positive_upheld_goes_to_the_police(stage: str, outcome: str, found: bool, count: int) -> None:
    facts = [
        fact("urine_test", "2024-04-01", "t1", outcome="positive"),
        fact("laboratory_result", "2024-04-05", test="t1", stage=stage, laboratory="b", outcome=outcome),
    ]
    if found:
        facts.append(fact("use_confirmed", "2024-04-08", test="t1"))
    assert len(violations.relapse_reports(facts, day("2024-12-31"))) == count


@pytest.mark.parametrize(("answered", "until"), [("2024-07-01", None), ("2024-08-05", "2024-08-05")])
def test_an_answer_of_the_police_before_a_threshold_was_passed_is_no_answer_to_it(answered: str, until: str | None) -> None:
    """Away since 1 July, thirty days are full on the 31st of July and passed on the 1st of August."""
    stand = ordered([
        *detox("2024-03-11"), fact("absence_confirmed", "2024-07-01", warning_letter=True),
        fact("violation_answered", answered, measure="m1", ground="days_away", upheld=False),
    ])
    course = _course(stand)
    found = violations.unanswered(course, stand, violations.tallies(course, stand, leave.approved(stand), PACK))
    assert found == [(day("2024-08-01"), maybe(until))]
