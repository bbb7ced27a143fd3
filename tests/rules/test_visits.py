"""Visits: as often as the level asks, counted from the last one."""

from __future__ import annotations

from datetime import date

from guitu import policy
from guitu.rules import visits
from guitu.rules.terms import Span
from tests.rules.casebook import fact

NATIONAL = policy.load("national")
START = date(2024, 1, 8)
FAR = date(2030, 1, 1)
SOCIETY = (Span("in_society", START, None),)


def due(
    spans: tuple[Span, ...], levels: list[tuple[date, str]], *made: object
) -> list[tuple[str, str, date]]:
    duties = visits.duties(spans, levels, made, NATIONAL, FAR)
    return [(duty.key.split(":")[1], duty.state, duty.due_on) for duty in duties]


def test_the_next_visit_counts_from_the_last_one() -> None:
    assert due(SOCIETY, [(START, "low")], fact("visit", "2024-02-01")) == [
        ("meet", "done", date(2024, 4, 8)),
        ("meet", "open", date(2024, 5, 1)),
        ("home", "done", date(2024, 4, 8)),
        ("home", "open", date(2024, 5, 1)),
    ]


def test_a_call_or_nobody_met_closes_nothing_and_a_talk_at_the_centre_is_no_home_visit() -> None:
    made = [
        fact("visit", "2024-02-01", how="phone"),
        fact("visit", "2024-02-02", met=False),
        fact("visit", "2024-02-03", how="centre"),
    ]
    assert [state for _, state, _ in due(SOCIETY, [(START, "low")], *made)] == ["done", "open", "open"]


def test_a_new_measure_begins_with_a_visit_at_home_within_three_days() -> None:
    spans = (Span("in_society", START, date(2024, 3, 1)), Span("community_detox", date(2024, 3, 1), None))
    assert ("home", "open", date(2024, 3, 4)) in due(spans, [(START, "low")])


def test_who_is_high_is_seen_weekly_and_who_is_locked_up_is_not_visited() -> None:
    spans = (Span("in_society", START, date(2024, 1, 20)), Span("detained", date(2024, 1, 20), None))
    assert due(spans, [(START, "high")]) == [("meet", "missed", date(2024, 1, 15))]


def test_a_milder_level_counts_from_the_last_visit() -> None:
    levels = [(START, "high"), (date(2024, 1, 10), "low")]
    assert due(SOCIETY, levels)[0] == ("meet", "open", date(2024, 4, 8))


def test_keys_are_unique_over_states_and_levels() -> None:
    spans = (
        Span("community_detox", START, date(2024, 6, 1)),
        Span("detained", date(2024, 6, 1), date(2024, 7, 1)),
        Span("community_detox", date(2024, 7, 1), date(2024, 9, 1)),
        Span("in_society", date(2024, 9, 1), None),
    )
    made = [
        fact("visit", day) for day in ("2024-01-08", "2024-05-31", "2024-07-01", "2024-08-31", "2024-09-01")
    ]
    keys = [duty.key for duty in visits.duties(spans, [(START, "low")], made, NATIONAL, FAR)]
    assert len(keys) == len(set(keys))
