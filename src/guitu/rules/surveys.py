"""群众调查: who is sampled, what became of each, and which rate may be said of the rest, with its margin."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from typing import TypeVar

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "surveys.no_link": "没有这个调查链接。",
    "surveys.not_open": "这次调查现在不收答案。",
    "surveys.answered": "这个链接已经答过，不用再答。谢谢。",
    "surveys.thanks": "收到了，谢谢。",
    "surveys.all_have_links": "没有要发链接的编号：都有结果，或者都有链接。",
    "surveys.needs_words": "请写明。",
    "surveys.days": "结束的日子不能早于开始的日子。",
    "surveys.too_few": "一个县至少抽 {least} 人，现在填的是 {n} 人。",
    "surveys.no_frame": "抽样框还没有人数，先填各镇（街）按性别、年龄的人数。",
    "surveys.smaller_than_sample": "抽样框里只有 {there} 人，抽不出 {asked} 人。",
    "surveys.drawn_already": "样本已经抽过，不能再抽，也不能再改抽样框。",
    "surveys.not_drawn": "还没有抽样。",
    "surveys.no_such_number": "样本里没有这个编号。",
    "surveys.published": "结果已经发布，不能再改。",
    "surveys.needs_answers": "完成的，三个问题都要填。",
    "surveys.no_answers_here": "没有完成的，不填答案。",
    "surveys.out_of_range": "答对题数填 0 到 10，满意程度填 1 到 5。",
    "surveys.without_outcome": "还有 {n} 个人没有写结果。拒访、找不到、不符合条件的也要写，加起来等于样本，才能发布。",
    "surveys.too_few_completed": "完成 {n} 份，不到 {least} 份，不能发布。",
}

DISPOSITIONS = ("completed", "partial", "refused", "ineligible", "no_answer")
WAYS = ("phone", "paper", "face")
SEXES = ("female", "male")
AGES = ("under_35", "35_to_59", "60_up")
QUESTIONS, SCALE = 10, 5
CERTAIN = 1.96  # standard errors of a margin that holds nineteen times in twenty
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class SurveysPolicy:
    """How many are asked at least, and from which answer on somebody is aware or satisfied."""

    least: int
    aware_from: int  # of ten questions
    satisfied_from: int  # of five steps


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with the margin at 95 % in points of a hundred, and the rate weighted back to the frame."""

    yes: int
    n: int
    percent: float
    margin: float
    weighted: float


def allocated(n: int, frame: Mapping[T, int]) -> dict[T, int]:
    """How many of the sample fall on each cell of the frame: in proportion, the largest remainders first."""
    total = sum(frame.values())
    if not total:
        return {}
    shares = {key: n * people / total for key, people in frame.items()}
    given = {key: int(share) for key, share in shares.items()}
    for key in sorted(frame, key=lambda one: shares[one] - given[one], reverse=True)[: n - sum(given.values())]:
        given[key] += 1
    return given


def positions(seed: str, people: int, n: int) -> list[int]:
    """Which places of a list of so many people are asked: every so-manieth from a start that the seed gives, so that nobody
    chooses whom to ask. The list itself stays with who has it."""
    start = int.from_bytes(sha256(seed.encode()).digest()[:8]) % max(people, 1)
    n = min(n, people)
    return sorted((start + number * people // n) % people + 1 for number in range(n))


def may_publish(sample: int, outcomes: Mapping[str, int], policy: SurveysPolicy) -> Verdict:
    """Whether a rate may be said: everybody sampled has an outcome, so that they sum to the sample, and enough have answered.
    Persons. Policy: surveys.least"""
    without = sample - sum(outcomes.get(one, 0) for one in DISPOSITIONS)
    if not sample:
        return refused(Reason("surveys.not_drawn"))
    if without:
        return refused(Reason("surveys.without_outcome", {"n": without}, "guitu.default"))
    done = outcomes.get("completed", 0)
    if done < policy.least:
        return refused(Reason("surveys.too_few_completed", {"n": done, "least": policy.least}, "guitu.default"))
    return ALLOWED


def may_answer(outcome: str, right: int | None, satisfied: int | None, took_part: bool | None) -> Verdict:
    """Whether an outcome and answers belong together: all answers where it was completed, none else but where it broke off."""
    answers = (right, satisfied, took_part)
    if outcome == "completed" and None in answers:
        return refused(Reason("surveys.needs_answers"))
    if outcome not in ("completed", "partial") and any(one is not None for one in answers):
        return refused(Reason("surveys.no_answers_here"))
    if (right is not None and not 0 <= right <= QUESTIONS) or (satisfied is not None and not 1 <= satisfied <= SCALE):
        return refused(Reason("surveys.out_of_range"))
    return ALLOWED


def rate(cells: Sequence[tuple[int, int, int]]) -> Rate | None:
    """The rate over cells of (people in the frame, completed, of them yes): plain, with its margin, and weighted by the people
    of each cell in which somebody answered. None where nobody did."""
    n, yes = sum(done for _people, done, _yes in cells), sum(one for _people, _done, one in cells)
    if not n:
        return None
    share = yes / n
    reached = [(people, part / done) for people, done, part in cells if done]
    people = sum(one for one, _share in reached)
    weighted = sum(one * part for one, part in reached) / people if people else share
    return Rate(yes, n, share * 100, CERTAIN * sqrt(share * (1 - share) / n) * 100, weighted * 100)
