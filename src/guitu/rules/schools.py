"""学校毒品预防教育: what a school did in a school year of what it should do; and the year's contest in shares, never as a rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from guitu.rules.dates import school_year
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "schools.needs_name": "请写明学校名称。",
    "schools.on_file": "这里已经登记过同名的学校。",
    "schools.is_closed": "这所学校已停用。",
    "schools.needs_pupils": "学生数至少是 1。",
    "schools.hours": "上课要写几课时，1 到 {most}；别的不写。",
    "schools.before": "活动日不能晚于今天。",
    "schools.order": "参加的不能多于学生数，及格的不能多于参加的，优秀的不能多于及格的，满分的不能多于优秀的。",
    "schools.nobody_took_part": "没有人参加的，平均分不填；有人参加的，平均分在 0 到 100 之间。",
    "schools.year": "年度不对，请填 2015 到今年。",
    "schools.not_a_teacher": "请从本县的老师岗位里选。",
}

LEVELS = ("primary", "secondary", "high", "vocational", "nine_year")
FIVE = ("exhibition", "film", "lesson", "essay", "class_meeting")  # 五个一
STANDARD = ("leading_group", "plan", "teacher", "materials", "parents_letter", "surroundings", "records")  # the other items of 6·27
ITEMS = (*FIVE, *STANDARD)
MOST_HOURS = 20
FIRST_YEAR = 2015
SHARES = ("schools", "pupils", "mean", "passed", "perfect")


@dataclass(frozen=True)
class SchoolsPolicy:
    """Class hours a school year; and how much of a hundred each share of the contest counts for the county."""

    lesson_hours: int
    weights: Mapping[str, int]  # of SHARES


@dataclass(frozen=True, slots=True)
class Done:
    """One thing a school did."""

    item: str
    on: date
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """A school's line of the national contest of one year, as the platform gave it out. The mean is in hundredths."""

    pupils: int
    took_part: int
    passed: int
    excellent: int
    perfect: int
    mean: int | None


def missing(done: Sequence[Done], on: date, policy: SchoolsPolicy) -> list[str]:
    """What a school has not done yet in the school year of a day, as codes: of 五个一, of the other items of 6·27, and
    `lesson_hours` where class hours are too few. Policy: schools.lesson_hours."""
    since, until = school_year(on)
    here = [one for one in done if since <= one.on < until]
    found = [item for item in ITEMS if not any(one.item == item for one in here)]
    hours = sum(one.hours for one in here if one.item == "lesson")
    return found if hours >= policy.lesson_hours else [*found, "lesson_hours"]


def may_note(item: str, on: date, hours: int, today: date) -> Verdict:
    """Whether something a school did may be noted: not of a day to come, hours with a lesson and with nothing else."""
    wrong = []
    if on > today:
        wrong.append(Reason("schools.before"))
    if not (1 <= hours <= MOST_HOURS if item == "lesson" else hours == 0):
        wrong.append(Reason("schools.hours", {"most": MOST_HOURS}))
    return refused(*wrong) if wrong else ALLOWED


def may_enter(line: Entered, year: int, today: date) -> Verdict:
    """Whether a line of the contest may be: each number within the one before it, a mean where somebody took part."""
    wrong = []
    if not FIRST_YEAR <= year <= today.year:
        wrong.append(Reason("schools.year"))
    if not line.pupils >= line.took_part >= line.passed >= line.excellent >= line.perfect >= 0 or line.pupils < 1:
        wrong.append(Reason("schools.order"))
    if (line.mean is None) != (line.took_part == 0) or (line.mean is not None and not 0 <= line.mean <= 10_000):
        wrong.append(Reason("schools.nobody_took_part"))
    return refused(*wrong) if wrong else ALLOWED


def shares(lines: Sequence[Entered], schools: int) -> dict[str, Fraction | None]:
    """The shares of a year over all schools together, as fractions of one; unknown where there is nothing to divide by.
    Sums are divided, shares are never averaged."""
    took = sum(one.took_part for one in lines)
    points = sum((one.mean or 0) * one.took_part for one in lines)
    return {
        "schools": _of(sum(one.took_part > 0 for one in lines), schools),
        "pupils": _of(took, sum(one.pupils for one in lines)),
        "mean": _of(points, took * 10_000),
        "passed": _of(sum(one.passed for one in lines), took),
        "perfect": _of(sum(one.perfect for one in lines), took),
        "excellent": _of(sum(one.excellent for one in lines), took),
    }


def _of(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def together(found: Mapping[str, Fraction | None], policy: SchoolsPolicy) -> Fraction | None:
    """综合总分 of the county by the weights in force, out of a hundred; unknown while one share is. Policy: schools.weights."""
    total = Fraction(0)
    for share in SHARES:
        value = found[share]
        if value is None:
            return None
        total += value * policy.weights[share]
    return total
