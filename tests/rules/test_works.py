"""作品 and 竞答 as rules: prizes by means, conflicts, states by days, results by percent."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules.quizzes import QuizzesPolicy, open_places, result
from guitu.rules.works import PRIZES, WorksPolicy, is_conflict, may_be_named, prized, state_of_certificate

POLICY = WorksPolicy(3, {"theme": 40, "idea": 30, "expression": 30}, {"first": 5, "second": 10, "third": 15})
QUIZ = QuizzesPolicy(20, 15, 3, 60, 90)


def test_of_a_hundred_works_five_ten_and_fifteen_get_a_prize() -> None:
    marked = [(n, Fraction(100 - n)) for n in range(100)]
    assert Counter(prized(marked, POLICY).values()) == {"first": 5, "second": 10, "third": 15}
    assert prized(marked[:1], POLICY) == {0: "first"} and prized([], POLICY) == {}


@given(st.lists(st.integers(0, 100), max_size=60))
def test_who_has_more_never_gets_less_and_equal_marks_get_the_same(means: list[int]) -> None:
    won = prized([(place, Fraction(mean)) for place, mean in enumerate(means)], POLICY)
    rank = {prize: place for place, prize in enumerate((*PRIZES, ""))}
    for one, mine in enumerate(means):
        for other, theirs in enumerate(means):
            if mine > theirs:
                assert rank[won.get(one, "")] <= rank[won.get(other, "")]
            elif mine == theirs:
                assert won.get(one) == won.get(other)


@pytest.mark.parametrize(
    ("juror", "school", "work", "of", "conflicts"),
    [
        ("440785", "", "440785001", "", False), ("440785001", "", "440785001", "", True), ("440785001", "", "440785001002", "", True),
        ("440785001002", "", "440785001", "", True), ("440785001", "", "440785101", "", False), ("440785", "a", "440785101", "a", True),
        ("440785", "a", "440785", "", False),
    ],
)
def test_a_juror_does_not_judge_his_own_school_town_or_village(juror: str, school: str, work: str, of: str, conflicts: bool) -> None:
    assert is_conflict(juror, school, work, of) is conflicts


def test_a_certificate_is_valid_until_its_day_and_withdrawn_outweighs() -> None:
    until, back = date(2026, 6, 26), date(2026, 6, 1)
    assert [state_of_certificate(until, None, day) for day in (date(2026, 6, 25), until)] == ["valid", "expired"]
    assert [state_of_certificate(until, back, day) for day in (date(2026, 5, 31), back, until)] == ["valid", "withdrawn", "withdrawn"]
    assert state_of_certificate(None, None, date(2099, 1, 1)) == "valid"
    assert [may_be_named(*one) for one in ((True, False), (True, True), (False, False))] == [False, True, True]


@pytest.mark.parametrize(("right", "asked", "called"), [(18, 20, "excellent"), (17, 20, "passed"), (12, 20, "passed"), (11, 20, "again"), (0, 0, "again"), (26, 29, "passed")])
def test_a_result_is_called_by_its_percent_rounded_down(right: int, asked: int, called: str) -> None:
    assert result(right, asked, QUIZ) == called
    assert open_places(3, [2]) == [1, 3]
