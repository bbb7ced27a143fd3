"""检测日: a cup is read back, and one sign misread is never somebody else's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules import testing_days

ON, DAY, OTHER = date(2026, 3, 16), UUID(int=2**127 + 5).hex, UUID(int=2**126 + 77).hex


@pytest.mark.parametrize(
    ("code", "today", "said"),
    [
        (testing_days.cup_of(DAY, 7), ON, ""),
        (f" {testing_days.cup_of(DAY, 7)[:2].lower()}-{testing_days.cup_of(DAY, 7)[2:].lower()} ", ON, ""),
        (testing_days.cup_of(DAY, 8), ON, "testing_days.other_cup"),
        (testing_days.cup_of(OTHER, 7), ON, "testing_days.no_cup"),
        ("7", ON, "testing_days.no_cup"),
        (testing_days.cup_of(DAY, 7), ON - timedelta(days=1), "testing_days.not_yet"),
    ],
)
def test_a_result_needs_the_cup_of_that_number_and_day(code: str, today: date, said: str) -> None:
    assert [reason.code for reason in testing_days.may_take(DAY, ON, 7, code, today=today).reasons] == ([said] if said else [])


@given(st.uuids(), st.integers(1, testing_days.MOST), st.integers(0, 5), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_one_sign_misread_is_no_cup_of_anybody(day: UUID, number: int, place: int, sign: str) -> None:
    code = testing_days.cup_of(day.hex, number)
    assert testing_days.number_on(day.hex, code) == number
    misread = code[:place] + sign + code[place + 1 :]
    assert misread == code or testing_days.number_on(day.hex, misread) is None


@pytest.mark.parametrize(
    ("on", "people", "same", "said"),
    [
        (ON, [1], False, ""),
        (ON - timedelta(days=1), [1], False, "testing_days.gone_by"),
        (ON, [], False, "testing_days.nobody"),
        (ON, list(range(121)), False, "testing_days.too_many"),
        (ON, [1], True, "testing_days.one_person"),
    ],
)
def test_which_day_may_be_set(on: date, people: list[int], same: bool, said: str) -> None:
    verdict = testing_days.may_plan(on, people, same_tester=same, today=ON)
    assert [reason.code for reason in verdict.reasons] == ([said] if said else [])
