"""作品征集: who judges a work, what its marks come to, which get a prize; and until when a certificate is good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from guitu.rules.dates import day_before
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "works.needs_words": "请写明。",
    "works.days": "最后一天不能早于第一天。",
    "works.not_taken_now": "这次征集在 {since} 到 {last} 之间收作品。",
    "works.no_category": "这次征集没有这一类，请重新选。",
    "works.jury_is_over": "评审已经结束。",
    "works.jury_is_open": "还在评审。评完、定了奖，再办这一步。",
    "works.still_taking": "还在收作品，{last} 以后再评。",
    "works.too_few_jurors": "评委至少 {least} 人，现在 {n} 人。",
    "works.marks_missing": "还有 {n} 件作品没有评够 {least} 位评委。",
    "works.mark_range": "{part}最多 {most} 分。",
    "works.conflict": "这件作品和您有关，由别的评委评。",
    "works.juror_twice": "这个岗位已经是评委。",
    "works.juror_decides": "评委不能定奖，请别的岗位办。",
    "works.not_a_juror": "您不是这次征集的评委。",
    "works.is_withdrawn": "这张证书已经撤回。",
    "works.taken_back": "这件作品已经撤下。",
}

CATEGORIES = ("painting", "newspaper", "calligraphy", "poem", "photo", "video")
PARTS = ("theme", "idea", "expression")
PRIZES = ("first", "second", "third")
T = TypeVar("T")


@dataclass(frozen=True)
class WorksPolicy:
    """How many jurors judge each work, how many points each part has, which share of a category gets which prize."""

    jurors: int
    points: Mapping[str, int]  # of PARTS
    prizes: Mapping[str, int]  # of PRIZES, percent


def is_conflict(juror_path: str, juror_school: str, work_path: str, work_school: str) -> bool:
    """Whether a juror must not see a work: it comes from his own school, or from the town or village where he works. A post
    of the whole county conflicts with no place. Clause: guitu.default."""
    if juror_school and juror_school == work_school:
        return True
    return len(juror_path) > 6 and work_path[:9] == juror_path[:9]


def may_take(opens_on: date, closes_on: date, on: date, category: str, categories: Sequence[str]) -> Verdict:
    """Whether a work is taken: while the call is open (`closes_on` is the day after the last), of a category that it has."""
    wrong = []
    if not opens_on <= on < closes_on:
        wrong.append(Reason("works.not_taken_now", {"since": opens_on, "last": day_before(closes_on)}))
    if category not in categories:
        wrong.append(Reason("works.no_category"))
    return refused(*wrong) if wrong else ALLOWED


def may_mark(points: Mapping[str, int], policy: WorksPolicy) -> Verdict:
    """Whether the marks of a juror may be: each part from nothing up to its points. Policy: works.points."""
    wrong = [
        Reason("works.mark_range", {"part": f"mark.{part}", "most": policy.points[part]}, "guitu.default")
        for part in PARTS
        if not 0 <= points.get(part, -1) <= policy.points[part]
    ]
    return refused(*wrong) if wrong else ALLOWED


def may_decide(jurors: int, unmarked: int, closes_on: date, on: date, policy: WorksPolicy) -> Verdict:
    """Whether prizes may be decided: works are taken no more, there are jurors enough, and each work has its marks.
    Policy: works.jurors."""
    if on < closes_on:
        return refused(Reason("works.still_taking", {"last": day_before(closes_on)}))
    if jurors < policy.jurors:
        return refused(Reason("works.too_few_jurors", {"least": policy.jurors, "n": jurors}, "guitu.default"))
    if unmarked:
        return refused(Reason("works.marks_missing", {"n": unmarked, "least": policy.jurors}, "guitu.default"))
    return ALLOWED


def mean_of(totals: Sequence[int]) -> Fraction:
    """What the marks of a work come to: jurors may be fewer where some conflict, so the mean and not the sum."""
    return Fraction(sum(totals), len(totals))


def prized(marked: Sequence[tuple[T, Fraction]], policy: WorksPolicy) -> dict[T, str]:
    """Which works of one category get which prize: by mean, so many of a hundred each, at least one. Works of equal mean get the
    same prize, the higher one; what comes after takes what is left. Policy: works.prizes."""
    ordered = sorted(marked, key=lambda one: one[1], reverse=True)
    limits: list[tuple[str, int]] = []
    upto = 0
    for prize in PRIZES:
        upto += policy.prizes[prize]
        limits.append((prize, max(len(limits) + 1, len(ordered) * upto // 100)))
    found: dict[T, str] = {}
    for place, (one, mean) in enumerate(ordered):
        equal = next((found[before] for before, of_it in ordered[:place] if of_it == mean and before in found), None)
        won = equal or next((name for name, last in limits if place < last), None)
        if won:
            found[one] = won
    return found


def state_of_certificate(valid_until: date | None, withdrawn_on: date | None, on: date) -> str:
    """What the public page says of a certificate: valid, expired on a day (exclusive), or withdrawn; withdrawn outweighs."""
    if withdrawn_on is not None and withdrawn_on <= on:
        return "withdrawn"
    return "expired" if valid_until is not None and on >= valid_until else "valid"


def may_be_named(is_minor: bool, has_consent: bool) -> bool:
    """Whether a name stands where everybody can read it: of a minor only if the guardian agreed. Clause: guitu.default."""
    return has_consent or not is_minor
