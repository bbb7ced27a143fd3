"""A person's file for the tests of pairs of families, folded whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu import policy
from guitu.rules import person
from guitu.rules.facts import Fact
from guitu.rules.terms import Course, Duty, Known
from tests.rules.casebook import day, fact

PACK = policy.load("enping")
HIM = Known("male", date(1990, 1, 1))
ON_BOOK = fact("registered", "2020-01-06")
CAUGHT: dict[str, Any] = {"custody": "detained"}
STRIP: dict[str, Any] = {"outcome": "positive", "sample_a": "A1", "sample_b": "B1"}


def fold(*facts: Fact, until: str = "2026-06-30") -> Course:
    return person.fold([ON_BOOK, *facts], PACK, HIM, until=day(until))


def state_on(course: Course, on: str) -> str:
    return next(
        s.state for s in course.standing if s.from_on <= day(on) and (s.until_on is None or day(on) < s.until_on)
    )


def duties(course: Course, kind: str) -> list[Duty]:
    return [duty for duty in course.duties if duty.kind == kind]


def duty(course: Course, key: str) -> Duty:
    return next(duty for duty in course.duties if duty.key == key)


def inside(start: str, measure: str = "m9") -> Fact:
    return fact("measure_decided", start, f"{measure}-decided", measure=measure, measure_kind="compulsory_isolation")
