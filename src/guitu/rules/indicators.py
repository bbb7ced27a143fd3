"""指标: what a figure counts, over what, how it is rounded, and what may be said of its change.

A definition names counts; the rows behind them are the figure's receipt. A rate is the quotient of two whole numbers
and never a sum or a mean of rates. Exact fractions throughout; rounding is the last step and goes half up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "indicators.choose_points_or_relative": "先选按百分点还是按相对比例：同样两个数，两种算法的结果不同。不选就不给数。",
    "indicators.nothing_to_divide_by": "分母是 0，没有率。",
    "indicators.outside_the_whole": "分子里有 {n} 条不在分母里，先核对，不给数。",
    "indicators.not_by_this_post": "这个岗位只看得见名下的人，数不全，不给数。",
    "indicators.not_known_then": "这一项只有现在的数，没有留下当时所知。",
    "indicators.nobody_counts_it": "还没有地方登记这一项。",
    "indicators.small": "不到 {n}，不显示。",
}

At = Literal["day", "month_ends", "period"]
Change = Literal["points", "relative"]


@dataclass(frozen=True, slots=True)
class Term:
    """One side of a figure: which count, of which codes, on which days."""

    count: str
    only: tuple[str, ...] = ()
    at: At = "day"  # on the last day · the mean of the ends of months · in the whole period


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition. `kind`: additive numbers of parts add up; unique ones count somebody once, however many parts he
    was in; a ratio is the quotient of its two counts, at every level anew."""

    words: str
    question: str
    kind: Literal["additive", "unique", "ratio"]
    unit: str  # people, times, places, posts, points, percent …
    numerator: Term
    denominator: Term | None = None
    digits: int = 0
    part: bool = True  # a ratio whose numerator lies inside its denominator: checked row by row


@dataclass(frozen=True)
class IndicatorsPolicy:
    """The definitions of a place, and from which number on a cell is shown."""

    smallest_shown: int
    defined: Mapping[str, Indicator]


@dataclass(frozen=True, slots=True)
class Value:
    """A number, hidden, or unknown: three things, never one for another. Zero is a number."""

    state: Literal["number", "hidden", "unknown"]
    number: Fraction | None = None
    why: Reason | None = None


def value(indicator: Indicator, numerator: Fraction, denominator: Fraction | None) -> Value:
    """What the two counts make of the figure; a rate over nothing is unknown, neither 0 nor 100 %."""
    if indicator.denominator is None:
        return Value("number", numerator)
    if not denominator:
        return Value("unknown", None, Reason("indicators.nothing_to_divide_by"))
    return Value("number", numerator / denominator * (100 if indicator.unit == "percent" else 1))


def averaged(rows: Fraction, term: Term, days: int) -> Fraction:
    """A count over several days is their mean; over one day or a period it is the number of rows."""
    return rows / days if term.at == "month_ends" and days else rows


def rounded(number: Fraction, digits: int) -> Decimal:
    """Half up, as in an office, on the exact fraction: 79.85 to one digit is 79.9, whatever a float makes of it."""
    scaled = number * 10**digits
    whole = (Decimal(scaled.numerator) / Decimal(scaled.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    return whole.scaleb(-digits)


def may_compare(how: Change | None) -> Verdict:
    """A change is told in points or relative to what was before; there is no default, so nothing is told unasked."""
    return ALLOWED if how in ("points", "relative") else refused(Reason("indicators.choose_points_or_relative"))


def change(before: Value, after: Value, how: Change) -> Value:
    """By how many points a figure moved, or by how many percent of what it was. From nothing there is no percentage."""
    for one in (before, after):
        if one.number is None:
            return one
    was, now = before.number or Fraction(0), after.number or Fraction(0)
    if how == "points":
        return Value("number", now - was)
    if not was:
        return Value("unknown", None, Reason("indicators.nothing_to_divide_by"))
    return Value("number", (now - was) / was * 100)
