"""无毒社区评选: which unit a juror judges, when a round may be decided, and what its votes come to. Each vote has its reason, and so
has each result; whoever has to do with a unit does not judge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "selections.needs_words": "请写明。",
    "selections.needs_reason": "请写明理由。",
    "selections.candidates": "至少选两个参加评选的，而且要是本辖区的小单元。",
    "selections.last_day": "评审的最后一天不能早于今天。",
    "selections.still_open": "评委评到 {last}，之后再定。",
    "selections.is_over": "评选已经定了。",
    "selections.closed": "评审已经结束，不能再评。",
    "selections.not_a_juror": "您不是这次评选的评委。",
    "selections.juror_twice": "这个岗位已经是评委。",
    "selections.no_judge": "这个岗位不当评委，请另选一个。",
    "selections.conflict": "这个和您有关，由别的评委评。",
    "selections.too_few_jurors": "评委至少 {least} 人，现在 {n} 人。",
    "selections.votes_missing": "还有 {n} 个没有评够 {least} 位评委。",
    "selections.juror_decides": "评委不能定结果，请别的岗位办。",
    "selections.no_page": "没有这次评选，或者还没有定。",
}


@dataclass(frozen=True)
class SelectionsPolicy:
    """How many jurors judge each unit, and of how many of a hundred votes for it more is needed."""

    jurors: int
    for_percent: int


def is_conflict(juror_path: str, unit_path: str) -> bool:
    """Whether a juror must not judge a unit: it is of the place where the juror works, or holds that place. A post of a town judges
    the villages of it, a post of the county all. Clause: guitu.default."""
    if juror_path == unit_path:
        return len(unit_path) > 6
    return (len(juror_path) > 9 and unit_path.startswith(juror_path)) or (len(unit_path) > 6 and juror_path.startswith(unit_path))


def may_vote(closes_on: date, on: date, reason: str) -> Verdict:
    """Whether a vote is taken: before the day after the last, and with its reason."""
    if on >= closes_on:
        return refused(Reason("selections.closed"))
    return ALLOWED if reason.strip() else refused(Reason("selections.needs_reason"))


def may_decide(jurors: int, short: int, unvoted: bool, last: date, on: date, policy: SelectionsPolicy) -> Verdict:
    """Whether a round may be decided: there are jurors enough and every unit has its votes; `short` units have too few. Where somebody
    may still vote it waits for the last day. Policy: selections.jurors."""
    if jurors < policy.jurors:
        return refused(Reason("selections.too_few_jurors", {"least": policy.jurors, "n": jurors}, "guitu.default"))
    if short:
        return refused(Reason("selections.votes_missing", {"n": short, "least": policy.jurors}, "guitu.default"))
    if unvoted and on <= last:
        return refused(Reason("selections.still_open", {"last": last}))
    return ALLOWED


def is_chosen(votes: Sequence[bool], policy: SelectionsPolicy) -> bool:
    """Whether the votes for a unit are more than the share that is needed; half and half is not. Policy: selections.for_percent."""
    return bool(votes) and sum(votes) * 100 > policy.for_percent * len(votes)
