"""Parts make the whole, shares make a hundred, and nobody is worked out from a table."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.rules.rollup import added, hidden, hidden_rates, shares

cells = st.dictionaries(st.sampled_from("甲乙丙丁戊己庚"), st.integers(0, 40), max_size=7)


def test_numerators_and_denominators_add_up_and_rates_are_never_averaged() -> None:
    assert added("ratio", [(Fraction(1), Fraction(2)), (Fraction(9), Fraction(10))]) == (Fraction(10), Fraction(12))
    assert added("additive", [(Fraction(3), None), (Fraction(4), None)]) == (Fraction(7), None)


def test_people_counted_once_are_counted_anew_for_the_whole() -> None:
    assert added("unique", [(Fraction(6), None), (Fraction(8), None)]) is None


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [([23, 15, 7], [51, 33, 16]), ([1, 1, 1], [34, 33, 33]), ([0, 0], [0, 0]), ([5], [100]), ([1, 199], [1, 99])],
)
def test_shares_go_to_the_largest_remainders(counts: list[int], wanted: list[int]) -> None:
    assert shares(counts) == wanted


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12), st.integers(0, 2))
def test_shares_add_up_to_a_hundred_and_are_off_by_less_than_a_unit(counts: list[int], digits: int) -> None:
    found = shares(counts, digits)
    if sum(counts):
        assert sum(found) == 100
        for count, share in zip(counts, found, strict=True):
            assert abs(share - Fraction(100 * count, sum(counts))) < Fraction(1, 10**digits)


def test_a_small_cell_takes_another_with_it_so_that_the_sum_does_not_tell_it() -> None:
    assert hidden({"甲": 3, "乙": 40, "丙": 12, "丁": 0}, 5) == {"甲", "丙"}
    assert hidden({"甲": 3, "乙": 2, "丙": 12}, 5) == {"甲", "乙"}
    assert hidden({"甲": 1, "乙": 2, "丙": 12}, 5) == {"甲", "乙", "丙"}
    assert hidden({"甲": 0, "乙": 40}, 5) == frozenset()
    assert hidden({"甲": 3, "乙": 0}, 5) == {"甲", "乙"}


@given(cells)
def test_no_small_cell_can_be_worked_out_from_the_sum_and_the_others(found: dict[str, int]) -> None:
    gone = hidden(found, 5)
    assert {name for name, number in found.items() if 0 < number < 5} <= gone
    if gone and len(found) > 1:
        assert len(gone) >= 2
        assert sum(found[name] for name in gone) >= 5 or gone == found.keys() or len([n for n in found.values() if n]) <= len(gone)


def test_a_small_rest_is_as_telling_as_a_small_numerator() -> None:
    tops, bottoms = hidden_rates({"甲": (96, 100), "乙": (20, 60), "丙": (50, 90)}, 5)
    assert "甲" in tops
    assert len(tops) >= 2
    assert bottoms == frozenset()
