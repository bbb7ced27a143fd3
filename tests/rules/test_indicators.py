"""A figure is two whole numbers and a rule for saying them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from guitu.rules.indicators import Change, Indicator, Term, Value, averaged, change, may_compare, rounded, value

RATE = Indicator("率", "？", "ratio", "percent", Term("part"), Term("whole"), digits=1)
PLAIN = Indicator("数", "？", "additive", "people", Term("part"))


def number(text: str) -> Value:
    return Value("number", Fraction(text))


@pytest.mark.parametrize(
    ("number_", "digits", "said"),
    [
        ("1010/1250", 0, "1"), ("80.8", 1, "80.8"), ("79.85", 1, "79.9"), ("-18.755", 2, "-18.76"), ("2/3", 2, "0.67"),
        ("0.5", 0, "1"), ("1.005", 2, "1.01"), ("100", 0, "100"),
    ],
)
def test_rounding_goes_half_up_on_the_exact_fraction(number_: str, digits: int, said: str) -> None:
    assert rounded(Fraction(number_), digits) == Decimal(said)


def test_a_rate_over_nothing_is_unknown_and_neither_nothing_nor_everything() -> None:
    found = value(RATE, Fraction(0), Fraction(0))
    assert (found.state, found.number) == ("unknown", None)
    assert found.why is not None and found.why.code == "indicators.nothing_to_divide_by"
    assert value(RATE, Fraction(0), Fraction(8)) == Value("number", Fraction(0))


def test_a_plain_number_needs_no_denominator_and_zero_is_a_number() -> None:
    assert value(PLAIN, Fraction(0), None) == Value("number", Fraction(0))


def test_the_mean_of_ends_of_months_is_taken_of_rows_and_not_of_means() -> None:
    term = Term("in_state", at="month_ends")
    assert averaged(Fraction(1548), term, 12) == 129
    assert averaged(Fraction(1548), Term("in_state"), 12) == 1548
    assert averaged(Fraction(0), term, 0) == 0


@pytest.mark.parametrize(
    ("before", "after", "how", "wanted"),
    [
        ("860/1265", "1010/1250", "relative", "18.85"),
        ("5/131", "4/129", "relative", "-18.76"),
        ("4/94", "1/92", "relative", "-74.46"),
        ("10", "0", "relative", "-100.00"),
    ],
)
def test_the_changes_of_the_articles(before: str, after: str, how: Change, wanted: str) -> None:
    found = change(number(before), number(after), how)
    assert found.number is not None
    assert str(rounded(found.number, 2)) == wanted


def test_points_are_the_difference_and_differ_from_what_is_told_relative() -> None:
    assert change(number("40"), number("50"), "points").number == 10
    assert change(number("40"), number("50"), "relative").number == 25


def test_nothing_is_told_of_a_change_until_it_is_said_how() -> None:
    assert may_compare("points")
    assert may_compare("relative")
    verdict = may_compare(None)
    assert not verdict
    assert verdict.reasons[0].code == "indicators.choose_points_or_relative"


def test_from_nothing_there_is_no_percentage_and_from_the_unknown_no_change() -> None:
    assert change(number("0"), number("5"), "relative").state == "unknown"
    assert change(number("0"), number("5"), "points").number == 5
    hidden = Value("hidden")
    assert change(hidden, number("5"), "points") is hidden
    assert change(number("5"), hidden, "points") is hidden
