"""封存: on which day a file passes into which state, and who may have it opened."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules.dates import Interval, days_after
from guitu.rules.sealing import Ending, SealingPolicy, destroyed, ending, may_check, may_hold, may_unseal

POLICY = SealingPolicy(restricted_days=30, archived_days=30, kept_months=120, unseal_days=15)
CHECKED = date(2024, 1, 31)


@pytest.mark.parametrize(
    ("holds", "archived", "sealed", "shredded"),
    [
        ([], date(2024, 3, 1), date(2024, 3, 31), date(2034, 4, 1)),  # no 31 April: March ends, counted from its last day
        ([(date(2024, 2, 1), date(2024, 2, 20))], date(2024, 3, 1), date(2024, 3, 31), date(2034, 4, 1)),
        ([(date(2024, 3, 1), date(2024, 3, 2))], date(2024, 3, 2), date(2024, 4, 1), date(2034, 4, 1)),
        ([(date(2024, 2, 29), date(2024, 3, 1))], date(2024, 3, 1), date(2024, 3, 31), date(2034, 4, 1)),
        ([(date(2024, 3, 31), date(2024, 5, 6))], date(2024, 3, 1), date(2024, 5, 6), date(2034, 5, 6)),
        ([(date(2024, 3, 20), None)], date(2024, 3, 1), None, None),
        ([(date(2024, 2, 10), None)], None, None, None),
        ([(date(2030, 1, 1), None)], date(2024, 3, 1), date(2024, 3, 31), None),
    ],
)
def test_each_state_begins_on_its_day_and_a_hold_moves_what_falls_into_it(
    holds: list[Interval], archived: date | None, sealed: date | None, shredded: date | None
) -> None:
    if sealed == date(2024, 3, 31) and shredded is not None:
        shredded = date(2034, 3, 31)
    assert ending(CHECKED, holds, POLICY) == Ending(CHECKED, archived, sealed, shredded)


def test_the_states_follow_each_other_at_midnight() -> None:
    found = ending(CHECKED, [], POLICY)
    told = [found.state_on(day) for day in (date(2024, 1, 30), CHECKED, date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 30), date(2024, 3, 31), date(2034, 3, 30), date(2034, 3, 31))]
    assert told == ["active", "restricted", "restricted", "archived", "archived", "sealed", "sealed", "shredded"]


def test_ten_thousand_files_over_a_frozen_clock_none_early_none_late() -> None:
    """Walked day by day by a second, plainer reckoning: wait out the days, and while a hold stands nothing moves."""
    chance = random.Random(7)
    early = late = 0
    for _ in range(10_000):
        checked = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        policy = SealingPolicy(chance.randrange(0, 40), chance.randrange(0, 40), 1, 15)
        holds: list[Interval] = []
        for _hold in range(chance.randrange(3)):
            start = checked + timedelta(days=chance.randrange(-20, 90))
            holds.append((start, None if chance.random() < 0.1 else start + timedelta(days=chance.randrange(1, 60))))
        found = ending(checked, holds, policy)
        state, since, day = "restricted", checked, checked
        walked = {"restricted": checked}
        for _day in range(400):
            is_held = any(start <= day and (end is None or day < end) for start, end in holds)
            wait = policy.restricted_days if state == "restricted" else policy.archived_days
            while not is_held and state in ("restricted", "archived") and (day - since).days >= wait:
                state, since = ("archived", day) if state == "restricted" else ("sealed", day)
                walked[state] = day
                wait = policy.archived_days
            day += timedelta(days=1)
        for name, on in (("archived", found.archived_on), ("sealed", found.sealed_on)):
            real = walked.get(name)
            early += on is not None and (real is None or on < real)
            late += real is not None and (on is None or on > real)
    assert (early, late) == (0, 0)


_DAY = st.dates(date(2020, 1, 1), date(2026, 12, 31))
_HOLD = st.tuples(_DAY, st.none() | st.integers(1, 400)).map(lambda one: (one[0], one[1] and days_after(one[0], one[1])))


@given(_DAY, st.lists(_HOLD, max_size=4), _DAY)
def test_a_file_never_goes_back_and_nothing_passes_within_a_hold(checked: date, holds: list[Interval], day: date) -> None:
    found = ending(checked, holds, POLICY)
    days = [one for one in (found.restricted_on, found.archived_on, found.sealed_on, found.shredded_on) if one is not None]
    assert days == sorted(days)
    order = ["active", "restricted", "archived", "sealed", "shredded"]
    assert order.index(found.state_on(day)) <= order.index(found.state_on(days_after(day, 1)))
    for passes in days[1:]:
        assert not any(start <= passes and (end is None or passes < end) for start, end in holds)
    if found.sealed_on:
        assert destroyed(found.sealed_on, holds, POLICY) == found.shredded_on
    without = ending(checked, [], POLICY)
    assert without.sealed_on and (found.sealed_on is None or found.sealed_on >= without.sealed_on)


def test_who_may_check_hold_and_unseal() -> None:
    assert may_check(stands=True, checked=None, recorded_by_me=False)
    for verdict, code in (
        (may_check(stands=True, checked=None, recorded_by_me=True), "sealing.another_person"),
        (may_check(stands=False, checked=None, recorded_by_me=False), "sealing.not_confirmed"),
        (may_check(stands=True, checked=CHECKED, recorded_by_me=False), "sealing.checked_already"),
        (may_hold("", is_held=False), "sealing.needs_words"),
        (may_hold("诉讼", is_held=True), "sealing.on_hold_already"),
    ):
        assert not verdict and verdict.reasons[0].code == code
    policy = load("national").on(date(2026, 3, 16)).sealing
    for given_, lacking in (
        (("curiosity", "1", "院", 5), "ground"), (("case_handling", " ", "院", 5), "document_no"),
        (("case_handling", "1", "", 5), "organ"), (("own_request", "1", "本人", 16), "days"), (("own_request", "1", "本人", 15), ""),
    ):
        field, verdict = may_unseal(*given_, policy)
        assert field == lacking and bool(verdict) == (lacking == "")
