"""自查: places look at themselves by their own list, a share of that is drawn for a spot check, and what the checks uphold is told
by kind of place, never by owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from guitu.rules.checklists import Checklist
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "self_checks.needs_name": "请写这一轮自查的名称。",
    "self_checks.days": "最后一天不能早于开始，也不能早于今天。",
    "self_checks.share": "抽查的比例是 1 到 100。",
    "self_checks.no_places": "这个范围里没有这几类场所。",
    "self_checks.still_open": "{last} 以前还在收自查，收完再抽。",
    "self_checks.drawn_already": "这一轮已经抽过，名单在下面。",
    "self_checks.nobody_answered": "这一轮没有一家交自查，没有可抽的。",
    "self_checks.answer_each": "还没有选：{item}",
    "self_checks.needs_words": "请写怎样改：{item}",
    "self_checks.is_over": "这一轮自查已经收完。",
    "self_checks.none": "没有这份自查。",
    "self_checks.other_list": "检查表换了版本，请重新打开这一页再填。",
}
SAID = ("yes", "no", "not_applicable")


@dataclass(frozen=True)
class SelfChecksPolicy:
    """Which share of self-checks is drawn, and how many at least."""

    share_percent: int
    least_drawn: int


@dataclass(frozen=True, slots=True)
class Own:
    """What a place said of one item of its list, with words where it is not so."""

    item: str
    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Upheld:
    """Of one kind of place: self-checks handed in, drawn, visited, and those that the visit upheld."""

    kind: str
    answered: int
    drawn: int
    visited: int
    upheld: int


def may_open(name: str, from_on: date, last_on: date, share: int, on: date) -> Verdict:
    """Whether a round of self-checks may be opened: a name, days that are not over, a share in percent."""
    wrong = []
    if not name.strip():
        wrong.append(Reason("self_checks.needs_name"))
    if last_on < from_on or last_on < on:
        wrong.append(Reason("self_checks.days"))
    if not 1 <= share <= 100:
        wrong.append(Reason("self_checks.share"))
    return refused(*wrong) if wrong else ALLOWED


def may_be_said(checklist: Checklist, said: Sequence[Own]) -> Verdict:
    """Whether a place may hand in its list: each item answered, since a missing answer is never a yes; what is not so with
    words of how it is put right. Our default (guitu.default)."""
    by_item = {one.item: one for one in said}
    wrong = [Reason("self_checks.answer_each", {"item": item.text}) for item in checklist.items if item.code not in by_item or by_item[item.code].answer not in SAID]
    wrong += [
        Reason("self_checks.needs_words", {"item": item.text}) for item in checklist.items
        if item.code in by_item and by_item[item.code].answer == "no" and not by_item[item.code].words.strip()
    ]
    return refused(*wrong) if wrong else ALLOWED


def may_draw(answered: int, closes_on: date, drawn: bool, on: date, last_on: date) -> Verdict:
    """Whether the share may be drawn: once, when nobody can hand in any more, from those handed in."""
    if drawn:
        return refused(Reason("self_checks.drawn_already"))
    if on < closes_on:
        return refused(Reason("self_checks.still_open", {"last": last_on}))
    return ALLOWED if answered else refused(Reason("self_checks.nobody_answered"))


def how_many(answered: int, share: int, policy: SelfChecksPolicy) -> int:
    """So many of those handed in are drawn: the share rounded up, the least number at least, never more than there are.
    Policy: self_checks.*"""
    return min(answered, max(policy.least_drawn, ceil(answered * share / 100)))


def is_upheld(said: Iterable[str], found: Iterable[str]) -> bool:
    """Whether a visit upholds a self-check: it found nothing wrong beyond what the place had said itself. Ours
    (guitu.default): who says what is wrong is not told apart from who is all right."""
    return set(found) <= set(said)
