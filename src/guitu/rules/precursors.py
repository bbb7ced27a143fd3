"""易制毒化学品: which substances are of which class since when, what each stage must hold, how soon sales and years are reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guitu.rules.deadlines import Days
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "precursors.unlisted": "没有这种易制毒化学品，或者那一天还没有列管。请重新选。",
    "precursors.choose": "请选至少一种化学品。",
    "precursors.needs_stage": "请选做哪些环节：生产、销售、储存、运输、使用。",
    "precursors.reported_already": "{year} 年度的已经报告过。",
    "precursors.year_not_over": "{year} 年度还没有过完，过完再报告。",
    "precursors.no_sales": "没有要报告的销售。",
}
STAGES = ("production", "sale", "storage", "transport", "use")
Way = Literal["licence", "filing", "none"]


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance by its class: 0 while it is not listed."""

    name: str
    grade: Literal[0, 1, 2, 3]
    unit: Literal["kilogram"] = "kilogram"


@dataclass(frozen=True, slots=True)
class Need:
    """What must be held at a stage: which paper, and of each class whether it is a licence, a filing, or nothing."""

    paper: str
    grade_1: Way
    grade_2: Way
    grade_3: Way


@dataclass(frozen=True, slots=True)
class YearDay:
    month: int
    day: int


@dataclass(frozen=True)
class PrecursorsPolicy:
    """The substances, what each stage needs, within how many days a sale is reported by class, and by which day a year."""

    substances: Mapping[str, Substance]
    needs: Mapping[str, Need]
    sale_days: Mapping[str, Days]
    report_by: YearDay


def grade_of(goods: Iterable[str], policy: PrecursorsPolicy) -> int:
    """The strictest class among some substances: 1 before 2 before 3; 0 where none is listed. Clause: precursor.annex"""
    listed = [found.grade for one in goods if (found := policy.substances.get(one)) is not None and found.grade]
    return min(listed, default=0)


def needed(goods: Iterable[str], stages: Iterable[str], policy: PrecursorsPolicy) -> dict[str, Way]:
    """The papers that must be held, each a licence or a filing, by the strictest class. Clauses: precursor.17, precursor.20"""
    grade = grade_of(goods, policy)
    if not grade:
        return {}
    asked = {need.paper: getattr(need, f"grade_{grade}") for stage in stages if (need := policy.needs.get(stage)) is not None}
    return {paper: way for paper, way in asked.items() if way != "none"}


def missing(goods: Iterable[str], stages: Iterable[str], held: Mapping[str, date], on: date, policy: PrecursorsPolicy) -> list[tuple[str, Way]]:
    """The papers that must be held and are not, or have run out by a day. `held`: paper and its last day."""
    return [(paper, way) for paper, way in needed(goods, stages, policy).items() if paper not in held or held[paper] < on]


def may_hold(goods: Iterable[str], stages: Iterable[str], policy: PrecursorsPolicy) -> Verdict:
    """Whether somebody may be put on the register with some substances at some stages: all of them listed on that day,
    at least one of each. Clause: precursor.annex"""
    chosen = list(goods)
    if not chosen:
        return refused(Reason("precursors.choose"))
    if any(not grade_of([one], policy) for one in chosen):
        return refused(Reason("precursors.unlisted", {}, "precursor.annex"))
    return ALLOWED if list(stages) and set(stages) <= set(STAGES) else refused(Reason("precursors.needs_stage"))


def may_report_year(year: int, reported: Iterable[int], on: date) -> Verdict:
    """Whether the report of a year may be noted: of a year that is over, and once. Clause: precursor.36"""
    if year >= on.year:
        return refused(Reason("precursors.year_not_over", {"year": year}, "precursor.36"))
    return refused(Reason("precursors.reported_already", {"year": year})) if year in set(reported) else ALLOWED
