"""Which day's numbers hold: a pack that begins later changes nothing earlier."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.rules.facts import Fact
from tests.rules.casebook import day, detox, fact
from tests.rules.folding import NATIONAL, due, folded, later

FROM = "2027-01-15"
ONLY_DETOX = f'{FROM} = ["community_detox"]'


def living(start: str = "2026-03-02") -> list[Fact]:
    """Somebody without a measure who is visited every three months."""
    visits = ("2026-05-20", "2026-08-14", "2026-11-10")
    return [
        fact("registered", start),
        fact("level_confirmed", start, level="low"),
        *(fact("visit", on, f"v-{on}") for on in visits),
    ]


def opened_before(duties: object, on: date) -> list[object]:
    return [d for d in duties if d.opens_on < on]  # type: ignore[attr-defined]


@pytest.mark.parametrize("until", ["2027-01-15", "2027-02-28", "2027-06-30"])
@pytest.mark.parametrize("field", ["visits.states", "levels.states"])
def test_a_later_pack_that_visits_fewer_leaves_the_duties_of_before(until: str, field: str) -> None:
    changed = later(field, ONLY_DETOX)
    before = folded(living(), until).duties
    after = folded(living(), until, changed).duties
    key = lambda d: (d.key, d.state, d.opens_on, d.due_on)  # noqa: E731
    assert [key(d) for d in opened_before(before, day(FROM))] == [key(d) for d in opened_before(after, day(FROM))]
    last = folded(living(), "2027-06-30", changed).duties
    assert len([d for d in last if d.kind in ("visit", "assess_level")]) > 0


def test_after_a_pack_that_visits_fewer_no_new_visit_is_asked_for() -> None:
    facts = [*living(), fact("visit", "2027-02-01", "v-after")]
    changed = later("visits.states", ONLY_DETOX)
    duties = [d for d in folded(facts, "2027-12-31", changed).duties if d.kind == "visit"]
    assert [d.state for d in duties if d.done_by == "v-after"] == ["done", "done"]
    assert [d for d in duties if d.opens_on >= day(FROM)] == []


@pytest.mark.parametrize(("field", "kind"), [("visits.states", "visit"), ("levels.states", "assess_level")])
def test_a_pack_that_takes_more_people_into_care_begins_on_its_day(field: str, kind: str) -> None:
    changed = later(field, f'{FROM} = ["community_detox", "in_society", "detained"]')
    facts = [fact("registered", "2026-03-02"), fact("taken_into_custody", "2026-12-01", "c1")]
    inside = [
        d for d in folded(facts, "2027-06-30", changed).duties if d.kind == kind and d.opens_on >= day("2026-12-01")
    ]
    assert {d.opens_on for d in inside} == {day(FROM)}
    earlier = [d.key for d in folded(facts, "2027-01-14", changed).duties]
    assert earlier == [d.key for d in folded(facts, "2027-01-14").duties]


def test_windows_of_reports_are_as_long_as_the_pack_says_when_each_opens() -> None:
    changed = later("reporting.periodic_months", f"{FROM} = 3")
    came = [fact("periodic_report", f"2026-{month:02d}-12", f"r{month}") for month in range(10, 13)]
    came += [fact("periodic_report", "2027-01-12", "r13"), fact("periodic_report", "2027-03-01", "r14")]
    facts = [*detox("2026-10-10"), *came]
    keys = [f"periodic_report:m1:{number}" for number in range(1, 6)]
    dues = [due(facts, key, "2027-12-31", changed).due_on.isoformat() for key in keys]
    assert dues == ["2026-11-09", "2026-12-09", "2027-01-09", "2027-02-09", "2027-05-09"]
    assert due(facts, keys[3], "2027-12-31").due_on == day("2027-02-09")


def test_what_a_missed_test_comes_to_is_asked_of_the_day_it_was_missed() -> None:
    changed = later("urine_tests.accepted_reasons", f'{FROM} = ["hospital"]')
    missed = fact("test_missed", "2027-02-20", "m", slot="1:2", reason="weather")
    facts = [*detox("2026-12-10"), missed]
    assert due(facts, "urine_test:m1:1:2", "2027-06-30").state == "waived"
    assert due(facts, "urine_test:m1:1:2", "2027-06-30", changed).state == "missed"


def test_the_days_of_a_paper_are_those_of_the_day_of_its_event() -> None:
    days = "= { days = 9, shifts = false, waits_inside = false }"
    changed = later("leave.return_test_within_days", f"{FROM} {days}")
    facts = [
        *detox("2026-10-10"),
        fact("leave_granted", "2027-01-06", "leave1", until="2027-01-20"),
        fact("leave_returned", "2027-01-20", "back1", leave="leave1"),
    ]
    assert due(facts, "return_test:leave1", "2027-06-30", changed).due_on == day("2027-01-29")
    told = later("urine_tests.objection_days", f"{FROM} {days}")
    test = fact("urine_test", "2027-01-18", "t1", outcome="positive", sample_a="A", sample_b="B")
    (step,) = [
        d for d in folded([*detox("2026-10-10"), test], "2027-06-30", told).duties if d.key.endswith(":laboratory")
    ]
    assert step.reasons[0].values["by"] == day("2027-01-27")


def test_the_end_and_the_thresholds_are_those_of_the_measure_s_first_day() -> None:
    changed = later("violations.days_away_over", f"{FROM} = 5")
    away = fact("absence_confirmed", "2027-02-01", "a1", until="2027-02-11", warning_letter=True)
    facts = [*detox("2026-10-10"), away]
    assert [c.threshold for c in folded(facts, "2027-06-30", changed).counters if c.code == "days_away"] == [30]
    first = [(d.key, d.due_on, d.state) for d in folded(facts, "2026-12-31", changed).duties]
    assert first == [(d.key, d.due_on, d.state) for d in folded(facts, "2026-12-31", NATIONAL).duties]
    longer = later("measures.suspension_moves_end", f"{FROM} = false")
    held = [fact("taken_into_custody", "2027-02-01", "c1"), fact("released_from_custody", "2027-02-11", "o1")]
    same = folded([*detox("2026-10-10"), *held], "2027-06-30", longer).measures[0]
    assert same.ends_on == day("2029-10-20")
    assert [
        d for d in folded(living(), "2026-12-31", later("visits.states", f"{FROM} = []")).duties if d.kind == "visit"
    ]
