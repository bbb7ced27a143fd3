"""无毒小单元: which types there are, what each must meet, who may confirm and name whom, and what a veto does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guitu.rules.dates import Calendar, days_after, first_of_year, period_end
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "units.unknown_type": "没有这一类小单元，请重新选。",
    "units.wrong_level": "“{kind}”不在这一级申报，请重新选地方。",
    "units.elsewhere": "这个地方不在您的辖区，请重新选。",
    "units.on_file": "这里已经有同名的小单元，请打开它再申报。",
    "units.needs_words": "请写明。",
    "units.not_now": "它现在是“{state}”，不能这样办。请刷新页面。",
    "units.barred": "被撤销的，{on} 起才能重新申报。",
    "units.renew_from": "称号到 {until} 前一天都有效，{on} 起可以申报续期。",
    "units.not_its_own": "由上一级审核，自己一级申报的自己不能审核。",
    "units.same_person": "申报的和审核的要是两个人，请换一位同事审核。",
    "units.creating": "创建期 {months} 个月，{on} 起才能考评。",
    "units.not_sampled": "这个镇（街）的家庭还没有抽样，先抽样、走访，再考评。",
    "units.not_visited": "抽到的还有 {n} 户没有走访，走访完再考评。",
    "units.vetoed": "有一票否决的事还没有处理完，不能命名。",
    "units.publicity": "公示到 {until}，满 {days} 个工作日以后才能命名。",
    "units.nothing_chosen": "请至少选一个。",
    "units.not_vetoed": "这一条已经处理过，请刷新页面。",
    "units.veto_not_of_type": "“{cause}”不适用于这一类小单元。",
    "units.answer_first": "对方可以在 {by} 前陈述申辩。收到申辩或者过了这一天，再作决定。",
    "units.decider": "记录的和决定的要是两个人，请换一位同事决定。",
    "units.passed": "得 {points} 分，必备项齐全，通过考评。",
    "units.failed": "得 {points} 分，还差：{missing}。",
    "units.suspended": "从 {on} 起暂停称号。请在 {by} 前陈述申辩。",
    "units.warned": "已提醒，称号不变。请在 {by} 前说明情况。",
    "units.titled": "称号从 {on} 起有效，到 {until} 前一天。",
    "units.recheck_by": "请在 {by} 前复查一次：上次 {last}。",
    "units.renew_by": "称号 {until} 起失效。要保留的，请在前一天之前申报续期。",
    "households.groups": "每个小组填一次户数，0 到 {most} 户，而且要是本村的小组。",
    "households.no_such": "没有第 {number} 户，或者写了两次，请核对小组和户号。",
    "households.argue": "第 {number} 户没有申报，请选原因并写明理由。",
    "households.none": "没有可以申报的家庭，请核对户数。",
    "units.mend_by": "复查有不足，请在 {by} 前改好，再复查一次。",
    "units.reply_by": "有一票否决的事，可以在 {by} 前陈述申辩。",
}

LEVELS = ("group", "village", "town", "county")
BY_LENGTH = {15: "group", 12: "village", 9: "town", 6: "county"}
TIERS = ("met", "model")
NAMED_BY = ("county", "city", "province")
OUTCOMES = ("kept", "mend", "lost")
DECISIONS = ("lifted", "revoked")
FAMILY = "family"
YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a unit must meet: what it is worth, what the answer rests on, and whether nothing makes up for it.
    `check` names what is looked up and `least` how much of it is enough, where the answer comes from data."""

    code: str
    text: str
    points: int
    how: Literal["data", "seen", "stated"]
    key: bool = False
    check: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class UnitType:
    """One type of unit: at which levels it is declared, how long a title lasts, how long it is worked for first."""

    name: str
    levels: tuple[str, ...]
    months: int
    creation_months: int
    criteria: tuple[Criterion, ...]
    small: bool = True  # one of the small units; a model town is none


@dataclass(frozen=True, slots=True)
class Cause:
    """What may cost a title: `suspend` stops it on the same day until it is decided, `warn` leaves it. Empty `types` mean all.
    `bar_years` are added to the year after which a new declaration may come. `tempts`: it tempts to hide a relapse."""

    name: str
    effect: Literal["suspend", "warn"]
    types: tuple[str, ...] = ()
    bar_years: int = 0
    tempts: bool = False


@dataclass(frozen=True)
class UnitsPolicy:
    """The standards of all types, what costs a title, and the days of each step."""

    types: Mapping[str, UnitType]
    causes: Mapping[str, Cause]
    pass_points: int
    model_points: int
    publicity_days: int  # working days
    reply_days: int  # working days
    renew_days: int
    recheck_months: int
    mend_days: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a unit comes to under its standard: points, and which criteria are missing."""

    points: int
    missing: tuple[Criterion, ...]
    passed: bool


def assessed(kind: UnitType, met: Collection[str], tier: str, policy: UnitsPolicy) -> Assessment:
    """Whether a unit passes: its points reach the pass of its tier, and no key criterion is missing. What is missing is said
    even where it passes. Points; guitu.default."""
    points = sum(one.points for one in kind.criteria if one.code in met)
    missing = tuple(one for one in kind.criteria if one.code not in met)
    least = policy.model_points if tier == "model" else policy.pass_points
    return Assessment(points, missing, points >= least and not any(one.key for one in missing))


def may_declare_at(code: str, path: str, policy: UnitsPolicy) -> Verdict:
    """Whether a type is declared at the level of a place. Policy: units.types"""
    kind = policy.types.get(code)
    if kind is None:
        return refused(Reason("units.unknown_type"))
    if BY_LENGTH.get(len(path)) not in kind.levels:
        return refused(Reason("units.wrong_level", {"kind": kind.name}, "guitu.default"))
    return ALLOWED


def may_check(declared_level: str, level: str, declared_by: str, person: str) -> Verdict:
    """Whether a post may confirm, return or assess a declaration: one of a level above the one that declared; at the county,
    which has none above it here, another human being. Nobody checks his own. Clause: guitu.default."""
    above = LEVELS.index(level) - LEVELS.index(declared_level)
    if above < 0 or (above == 0 and level != "county"):
        return refused(Reason("units.not_its_own", {}, "guitu.default"))
    if person and person == declared_by:
        return refused(Reason("units.same_person", {}, "guitu.default"))
    return ALLOWED


def publicity_until(on: date, policy: UnitsPolicy, calendar: Calendar) -> date:
    """The last day of publicity: so many working days, the first day not counted. Policy: units.publicity_days"""
    return calendar.working_days_after(on, policy.publicity_days)


def barred_until(on: date, bar_years: int) -> date:
    """From when a unit that lost its title may declare again: the next year, and later where the cause says so."""
    return period_end(first_of_year(on), YEAR * (1 + bar_years))


def title_until(on: date, kind: UnitType) -> date:
    """The first day on which a title given on a day is over. Months. Policy: units.types"""
    return period_end(on, kind.months)


def renewal_from(until: date, policy: UnitsPolicy) -> date:
    """From when a title that ends on a day may be declared again. Days before the end. Policy: units.renew_days"""
    return days_after(until, -policy.renew_days)


def applies(cause: Cause, code: str) -> bool:
    """Whether a cause can cost a unit of this type its title. Households are in no list: none of them is ever named."""
    return code in cause.types if cause.types else code != FAMILY


def plaque(code: str, path: str, year: int, number: int) -> str:
    """The number on a plaque: type, county, year, running number."""
    return f"WD-{code.upper()}-{path[:6]}-{year}-{number:04}"


def names_of(missing: Sequence[Criterion]) -> str:
    """What is missing, in one line."""
    return "、".join(one.text for one in missing)
