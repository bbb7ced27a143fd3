"""Days as rosters write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.importing.days import EXCEL_DAY_0, read_day, read_period

DAYS = st.dates(date(1910, 1, 1), date(2099, 12, 31))
NUMERALS = "〇一二三四五六七八九"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    text = ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "")
    return text + (NUMERALS[ones] if ones or not tens else "")


SPELLINGS: list[Any] = [
    lambda d: d,
    lambda d: datetime(d.year, d.month, d.day, 23, 59),
    lambda d: (d - EXCEL_DAY_0).days,
    lambda d: (d - EXCEL_DAY_0).days + 0.75,
    lambda d: str((d - EXCEL_DAY_0).days) if (d - EXCEL_DAY_0).days > 9999 else d,
    lambda d: int(f"{d:%Y%m%d}"),
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}／{d.month}／{d.day}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y-%m-%d} 00:00:00",
    lambda d: f"{d:%Y-%m-%d}T08:30",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}号",
    lambda d: f"{d.year}。{d.month}。{d.day}",
    lambda d: "".join(NUMERALS[int(c)] for c in str(d.year)) + f"年{_numeral(d.month)}月{_numeral(d.day)}日",
]


@given(DAYS, st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_that_day(day: date, spell: Any) -> None:
    assert read_day(spell(day)).on == day


@given(DAYS, st.integers(1, 2000), st.sampled_from(["-", "—", "——", "~", "至", " 至 ", "到", "–"]))
def test_two_days_in_one_cell_are_a_period(day: date, length: int, between: str) -> None:
    until = min(day + timedelta(days=length), date(2099, 12, 31))
    for spell in SPELLINGS[7:9]:
        period = read_period(f"{spell(day)}{between}{spell(until)}")
        assert period is not None and (period[0].on, period[1].on) == (day, until)


@pytest.mark.parametrize(
    ("cell", "partly"),
    [
        ("2023年3月", "2023-03"),
        ("2023.3", "2023-03"),
        ("2023-12", "2023-12"),
        ("202303", "2023-03"),
        ("2023", "2023"),
        ("2023年", "2023"),
        (2023, "2023"),
        (2023.3, "2023"),
        ("2023年3月份", "2023-03"),
        ("2023年初", "2023"),
    ],
)
def test_a_month_or_a_year_alone_is_said_to_be_only_that(cell: Any, partly: str) -> None:
    assert (read_day(cell).partly, read_day(cell).wrong) == (partly, "day_partial")


@pytest.mark.parametrize(
    "cell", ["2023.2.30", "2023-13-01", "2023.0.1", "20230231", 20230231, "2023年13月", "1899.1.1"]
)
def test_a_day_that_never_was_is_refused(cell: Any) -> None:
    assert read_day(cell).wrong == "day_impossible"


@pytest.mark.parametrize(
    "cell", ["至今", "长期", "3.5", 3.5, -1, 0, True, "2023.3.5.6", "abc", float("nan"), 10**30]
)
def test_what_is_no_day_is_refused(cell: Any) -> None:
    assert read_day(cell).wrong == "day_unreadable"


def test_a_year_of_two_digits_is_refused_because_it_may_be_of_either_century() -> None:
    assert read_day("23.3.5").wrong == "day_short_year"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.dates(), st.booleans()))
def test_no_cell_makes_the_reader_fall_over(cell: Any) -> None:
    day = read_day(cell)
    assert (day.on is None) == (day.wrong is not None)
    read_period(str(cell))
