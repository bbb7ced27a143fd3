"""Days as people write them in a spreadsheet."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from guitu.rules.texts import has_other_digits

EXCEL_DAY_0 = date(1899, 12, 30)
SERIALS = range(3_653, 73_051)  # 1910 to the end of 2099; the numbers 1900 to 2100 are years
YEARS = range(1900, 2101)

_DIGITS = {sign: str(digit) for digit, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "元": "1",
}
_TEN = re.compile(r"([一二三]?)十([一二三四五六七八九]?)")
_DAY = re.compile(
    r"(\d{2}|\d{4})[-./\\年、,，\s]{1,3}(\d{1,2})[-./\\月、,，\s]{1,3}(\d{1,2})\s?[日号]?"
    r"(?:[\sT]*\d{1,2}[:时点]\d{0,2}[:分]?\d{0,2}(?:\.\d+)?秒?)?[起止前后]?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-./\\年\s]{1,2}(\d{1,2})月?[份底初中旬上下]{0,2}|(\d{4})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?[初底中上下半年]{0,3}")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_PERIOD = re.compile(r"(.{8,12}?)\s*(?:至|到|—+|–+|~+|～+|--+|(?<=日)-|(?<=\d)-(?=\d{4}))\s*(.{8,12})")


@dataclass(frozen=True, slots=True)
class Day:
    """A day; or only its month or year, as the beginning of an ISO date; or the code of what is wrong."""

    on: date | None = None
    partly: str | None = None
    wrong: str | None = None  # day_unreadable day_impossible day_short_year day_partial


UNREADABLE = Day(wrong="day_unreadable")
IMPOSSIBLE = Day(wrong="day_impossible")


def read_day(cell: Any) -> Day:
    """The day in a cell that is not empty."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool):
        return UNREADABLE
    if isinstance(cell, int | float):
        return _day_of_number(cell)
    return _day_of_text(str(cell))


def read_period(cell: str) -> tuple[Day, Day] | None:
    """Two days in one cell, `2023.3.5—2026.3.4`; None if it is not that."""
    found = _PERIOD.fullmatch(_plain(cell))
    if not found:
        return None
    return _day_of_text(found[1]), _day_of_text(found[2])


def _within(day: date) -> Day:
    return Day(day) if day.year in YEARS else IMPOSSIBLE


def _day_of_number(number: int | float) -> Day:
    if not math.isfinite(number):
        return UNREADABLE
    whole = int(number)
    if whole in YEARS:
        # 2023.3 kept as a number may have been 2023.3 or 2023.30: the month is not sure
        return Day(partly=f"{whole:04d}", wrong="day_partial")
    if whole in SERIALS:
        return Day(EXCEL_DAY_0 + timedelta(days=whole))
    if number == whole and 10_000_000 <= whole <= 99_999_999:
        return _day_of_text(str(whole))
    return UNREADABLE


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().replace("。", ".").replace("·", ".")
    if any(sign in _DIGITS or sign == "十" for sign in text):
        text = _TEN.sub(lambda m: f"{_DIGITS.get(m[1], '1')}{_DIGITS.get(m[2], '0')}", text)
        text = "".join(_DIGITS.get(sign, sign) for sign in text)
    return text


def _day_of_text(text: str) -> Day:
    if has_other_digits(text):
        return UNREADABLE
    plain = _plain(text)
    found = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found:
        if len(found[1]) == 2:
            return Day(wrong="day_short_year")
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if plain.isascii() and _SERIAL.fullmatch(plain):
        return _day_of_number(float(plain))
    if found := _MONTH.fullmatch(plain):
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
        if year in YEARS and 1 <= month <= 12:
            return Day(partly=f"{year:04d}-{month:02d}", wrong="day_partial")
        return IMPOSSIBLE
    if (found := _YEAR.fullmatch(plain)) and int(found[1]) in YEARS:
        return Day(partly=found[1], wrong="day_partial")
    return UNREADABLE


def _day(year: int, month: int, day: int) -> Day:
    try:
        return _within(date(year, month, day))
    except ValueError:
        return IMPOSSIBLE
