"""项目和全年计划: the days of the year that call for something, campaigns and series as containers, stamps without a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.dates import days_after
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "programmes.needs_title": "请写名称。",
    "programmes.days": "结束的日子不能早于开始的日子。",
    "programmes.too_long": "一个项目最长 {months} 个月。更长的，按年分开。",
    "programmes.on_file": "同一年已经有这个名称的项目。",
    "programmes.no_weeks": "从今天到 {until} 没有这样的日子，排不出活动。",
    "programmes.outside": "活动日 {held_on} 不在项目的日子里（{since} 到 {until}）。",
    "programmes.no_stamps": "这里不能盖章：签到码不对，或者活动不属于可以盖章的项目。",
    "programmes.no_card": "没有这张卡。请核对卡号，或者空着，给您一张新的。",
    "programmes.not_its_day": "活动日是 {held_on}，当天才能盖章。",
    "programmes.too_few_stamps": "现在有 {n} 个章，满 {least} 个才能领。",
    "programmes.gift_given": "这张卡已经领过了。",
}
KINDS = ("campaign", "series")
LONGEST = 12  # months
STATES = ("ahead", "running", "over")


@dataclass(frozen=True)
class ProgrammesPolicy:
    """The days of a year that call for something, by month and day; how near an activity must be to answer one; and from how
    many stamps on a visitor is given something, where the programme says nothing else."""

    nodes: Mapping[str, str]  # code → MM-DD
    near_days: int
    stamps_for_gift: int


@dataclass(frozen=True, slots=True)
class Node:
    """One of those days, and how many activities lie near it."""

    on: date
    code: str
    n: int


def nodes_of(year: int, held: Iterable[date], policy: ProgrammesPolicy) -> list[Node]:
    """The days of a year in order, each with the activities within some days of it, before or after. Policy: programmes.*"""
    days = list(held)
    found = []
    for code, text in policy.nodes.items():
        on = date(year, int(text[:2]), int(text[3:]))
        found.append(Node(on, code, sum(abs((day - on).days) <= policy.near_days for day in days)))
    return sorted(found, key=lambda node: (node.on, node.code))


def state_of(since: date, until: date, on: date) -> str:
    """Where a programme stands on a day; `until` is the day after its last."""
    return "ahead" if on < since else "running" if on < until else "over"


def may_plan(title: str, since: date, last: date, months: int = LONGEST) -> Verdict:
    """Whether a programme may be planned for these days, the last with it: named, in order, no longer than a year. Clause: guitu.default"""
    wrong = []
    if not title.strip():
        wrong.append(Reason("programmes.needs_title"))
    if last < since:
        wrong.append(Reason("programmes.days"))
    elif (last.year - since.year) * 12 + last.month - since.month >= months and last.day >= since.day:
        wrong.append(Reason("programmes.too_long", {"months": months}, "guitu.default"))
    return refused(*wrong) if wrong else ALLOWED


def weeks_of(since: date, until: date, weekdays: Sequence[int], on: date) -> list[date]:
    """The days of a series from a day on: every week on these weekdays (1 is Monday), before `until`."""
    day, found = max(since, on), []
    while day < until:
        if day.isoweekday() in weekdays:
            found.append(day)
        day = days_after(day, 1)
    return found


def may_belong(held_on: date, since: date, until: date) -> Verdict:
    """Whether an activity may be put into a programme: it is held in its days."""
    if since <= held_on < until:
        return ALLOWED
    return refused(Reason("programmes.outside", {"held_on": held_on, "since": since, "until": days_after(until, -1)}))


def may_give(stamps: int, least: int | None, given_on: date | None) -> Verdict:
    """Whether a card with so many stamps is given something for it: enough stamps, and once. Policy: programmes.stamps_for_gift"""
    if given_on is not None:
        return refused(Reason("programmes.gift_given"))
    if least is None or stamps < least:
        return refused(Reason("programmes.too_few_stamps", {"n": stamps, "least": least or 0}))
    return ALLOWED
