"""Trials: how much is asked for by month, and what of one person would be otherwise under other numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from guitu import policy
from guitu.cli.proving import lives
from guitu.policy import sources
from guitu.rules import person, trials, urine_tests_outside, visits
from guitu.rules.terms import Course, Span
from guitu.rules.trials import Law, Window
from tests.rules.casebook import detox, fact
from tests.rules.folding import NATIONAL, amended, folded, later

ON = date(2026, 3, 16)
WITHIN = trials.window(ON, NATIONAL.on(ON).trials)
WEEKLY = ('what = "中风险：多久见面一次"\nkind = "policy"\nclause = "guitu.default"\n2008-06-01 = { n = 1, unit = "month" }',
          'what = "中风险：多久见面一次"\nkind = "policy"\nclause = "guitu.default"\n2008-06-01 = { n = 1, unit = "week" }')
LIVES = 120


def society(until: date | None = None, since: date = date(2020, 1, 1)) -> tuple[Span, ...]:
    return (Span("in_society", since, until),)


def test_three_years_back_and_one_ahead_in_whole_months() -> None:
    assert Window(date(2023, 3, 1), date(2026, 3, 1), date(2027, 3, 1)) == WITHIN
    assert len(WITHIN.months) == 48 and WITHIN.place(WITHIN.ahead_on) == 36
    assert (WITHIN.months[0], WITHIN.months[-1], WITHIN.last) == (date(2023, 3, 1), date(2027, 2, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("level", "a_year"),
    [("high", 52), ("middle", 12), ("low", 4), ("low_long", 2)],
)
def test_visits_are_asked_for_as_often_as_the_level_asks_though_none_was_made(level: str, a_year: int) -> None:
    first = date(2024, 1, 1)
    asked = visits.asked(society(), [(date(2020, 1, 1), level)], NATIONAL, first, date(2028, 1, 1))
    assert abs(len(asked) - 4 * a_year) <= 2, "the last one may fall due after the end"
    assert all(first < day < date(2028, 1, 1) for day in asked) and len(set(asked)) == len(asked)


def test_a_visit_at_home_is_also_a_meeting() -> None:
    """High: seen weekly, at home every second week: the visits at home are none beside."""
    asked = visits.asked(society(), [(date(2020, 1, 1), "high")], NATIONAL, date(2026, 1, 1), date(2026, 3, 1))
    assert asked == [date(2026, 1, 8), date(2026, 1, 15), date(2026, 1, 22), date(2026, 1, 29), date(2026, 2, 5),
                     date(2026, 2, 12), date(2026, 2, 19), date(2026, 2, 26)]


def test_a_new_measure_begins_with_a_visit_at_home_and_nobody_is_visited_inside() -> None:
    spans = (Span("in_society", date(2025, 1, 1), date(2026, 1, 12)), Span("community_detox", date(2026, 1, 12), date(2026, 2, 2)),
             Span("compulsory_isolation", date(2026, 2, 2), None))
    assert visits.asked(spans, [], NATIONAL, date(2026, 1, 1), date(2026, 7, 1)) == [date(2026, 1, 15)]


def test_days_in_detention_ask_for_no_visit_and_it_goes_on_afterwards() -> None:
    spans = (Span("in_society", date(2025, 1, 1), date(2026, 1, 10)), Span("detained", date(2026, 1, 10), date(2026, 1, 25)),
             Span("in_society", date(2026, 1, 25), None))
    levels = [(date(2025, 1, 1), "high")]
    asked = visits.asked(spans, levels, NATIONAL, date(2026, 1, 1), date(2026, 2, 6))
    assert asked == [date(2026, 1, 8), date(2026, 1, 29), date(2026, 2, 5)]


def test_tests_outside_a_measure_are_asked_for_while_somebody_is_in_society() -> None:
    per_year = NATIONAL.on(ON).urine_tests.outside_per_year["low"]
    levels = [(date(2020, 1, 1), "low")]
    asked = urine_tests_outside.asked(society(date(2026, 1, 1)), levels, NATIONAL, date(2024, 1, 1), date(2027, 1, 1))
    assert len(asked) in (2 * per_year - 1, 2 * per_year) and all(day < date(2026, 1, 1) for day in asked)


def test_slots_and_reports_are_counted_by_their_last_day() -> None:
    course = folded(detox("2025-03-10"), WITHIN.last.isoformat())
    _visits, tests, reports = trials.work(course, NATIONAL, WITHIN)
    slots = [d for d in course.duties if d.kind == "urine_test" and d.state != "waived" and d.due_on < WITHIN.until]
    assert sum(tests) == len(slots) > 10 and sum(reports) > 10
    assert tests[WITHIN.place(slots[0].due_on)] >= 1 and sum(tests[:24]) == 0, "none before it began"


def test_numbers_that_change_a_level_tell_it_with_the_answers_taken_over() -> None:
    sheet = NATIONAL.on(ON).levels
    stricter = replace(sheet, high_from=30, factors={**sheet.factors, "work": {**sheet.factors["work"], "none": 20}})
    assessed = fact("risk_assessed", "2026-01-10", scores=(("work", 10), ("family", 10)))
    assert trials.level_proposed(assessed, [], sheet, sheet) == []
    ((what, before, after),) = trials.level_proposed(assessed, [], sheet, stricter)
    assert what == "level" and after[0].values["level"] == "high" != before[0].values["level"]
    assert after[1].values["score"] == 30, "no work is worth 20 on the new sheet"
    assert trials.last_assessment([fact("visit", "2026-01-01"), assessed]) is assessed and trials.last_assessment([]) is None


@pytest.mark.parametrize(
    ("old", "new", "law"),
    [(3, 2, "newly"), (2, 3, "released"), (3, 3, ""), (2, 1, ""), (4, 3, "")],
)
def test_whom_a_counter_of_the_law_would_newly_reach_or_let_go(old: int, new: int, law: Law) -> None:
    def refusing(threshold: int) -> Course:
        course = folded(detox("2025-03-10"), "2026-06-30")
        (counter,) = (c for c in course.counters if c.code == "test_refusals")
        return replace(course, counters=(replace(counter, value=2, threshold=threshold),))

    assert trials.law(refusing(old), refusing(new)) == law
    told = [one.what for one in trials.differences(refusing(old), refusing(new), ON)]
    assert told == ([] if old == new else ["counter"])


@pytest.mark.parametrize(("value", "is_reached"), [(30, False), (31, True)])
def test_days_away_are_reached_above_their_number(value: int, is_reached: bool) -> None:
    course = folded(detox("2025-03-10"), "2026-06-30")
    (counter,) = (c for c in course.counters if c.code == "days_away")
    assert trials.is_reached(replace(counter, value=value, threshold=30)) is is_reached


def test_what_is_due_next_is_told_with_the_reason_by_both_packs() -> None:
    facts = [*detox("2025-03-10"), fact("visit", "2026-03-02")]
    before, after = (folded(facts, WITHIN.last.isoformat(), pack) for pack in (NATIONAL, amended(WEEKLY)))
    (found,) = trials.differences(before, after, ON)
    assert found.what == "duty_kind.visit"
    assert [reason.code for reason in (*found.before, *found.after)] == ["visits.home_month", "visits.meet_week"]
    assert found.after[0].values["by"] == date(2026, 3, 9)


def test_the_work_ahead_is_told_where_it_is_another() -> None:
    before, after = ([1] * 36 + [1] * 12, [0] * 48, [2] * 48), ([9] * 36 + [4] * 12, [0] * 48, [2] * 48)
    (found,) = trials.asked_ahead(before, after, WITHIN)
    assert (found.what, found.before[0].values["n"], found.after[0].values["n"]) == ("asked_visits", 12, 48)


def by(pack: policy.Timeline, life: lives.Life) -> tuple[Course, trials.Months]:
    within = trials.window(life.today, NATIONAL.on(life.today).trials)
    course = person.fold(life.facts, pack, life.subject, until=within.last)
    return course, trials.work(course, pack, within)


def test_of_every_life_the_same_numbers_change_nothing_and_stricter_ones_never_ask_for_fewer_visits() -> None:
    again = policy.from_text(sources.joined("national"))
    not_yet = later("visits.meet.middle", '2039-01-01 = { n = 1, unit = "week" }')
    weekly = amended(WEEKLY)
    touched = 0
    for number in range(LIVES):
        life = lives.life(Random(f"trial:{number}"))
        (now, work), *same = (by(pack, life) for pack in (NATIONAL, again, not_yet))
        for then, asked in same:
            assert trials.differences(now, then, life.today) == [] and trials.law(now, then) == "" and asked == work
        _then, asked = by(weekly, life)
        assert sum(asked[0]) >= sum(work[0]) and asked[1:] == work[1:], number
        touched += asked != work
    assert touched > LIVES // 10, "lives of which nobody is visited would let this pass"
