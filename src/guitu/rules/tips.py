"""举报: where a tip without a name stands, who looks at it, when the name in it may be opened, and which days of the reward run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import period_end
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "tips.needs_words": "请写看到了什么。",
    "tips.numbers_below": "证件号码、电话号码写到“知道是谁的”那一格，这里不写。",
    "tips.no_such_place": "请在名单里选一个地方。",
    "tips.looked_already": "您看过了，换一个岗位也不行。请另一位同事看。",
    "tips.is_decided": "这条举报已经办结。",
    "tips.two_first": "先由两个人看过、都认为可信，再写结果。",
    "tips.needs_answer": "请写给举报人看的话。",
    "tips.not_verified": "查证属实的才有奖励。",
    "tips.claimed_already": "奖励已经登记领过。",
    "tips.claim_is_over": "领奖励的时间到 {until} 为止，已经过了。",
    "tips.needs_person": "这个岗位没有登记是哪个人，不能看举报。",
    "tips.no_receipt": "没有这个回执号。",
    "tips.check_number": "请核对：回执号是 16 位数字和字母。",
}
ABOUT = ("dealing", "using", "making", "growing", "goods", "parcel", "other")
LOOKS = ("follow", "nothing")
OUTCOMES = ("verified", "unfounded")
BOTH = 2  # so many natural persons say the same before anything follows: a name is no place for one opinion
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")


@dataclass(frozen=True)
class TipsPolicy:
    """How soon a tip is looked at and answered; within which days the reward is told and claimed, and how much it is."""

    look_days: Days
    answer_days: Days
    tell_working_days: int
    claim_months: int
    least_yuan: int
    most_yuan: int


@dataclass(frozen=True, slots=True)
class Look:
    """One human being read what was seen, without the name, and said whether it is worth following."""

    person: str
    look: str


@dataclass(frozen=True, slots=True)
class TipCourse:
    """Where a tip stands. `may_name`: two people found it worth following, so that the name may be opened. `claim_until` is
    the day on which claiming is over."""

    state: str
    due_by: date | None
    may_name: bool
    tell_by: date | None = None
    claim_until: date | None = None


def stand(
    received_on: date, looks: Sequence[Look], outcome: str, decided_on: date | None, claimed_on: date | None, timeline: Timeline
) -> TipCourse:
    """Where a tip stands on what was said of it: two human beings who find it worth following open the name, two who find
    nothing in it end it. Ours (guitu.default); the days of the reward: tips.tell_working_days, tips.claim_months."""
    policy: TipsPolicy = timeline.on(received_on).tips
    if outcome == "unfounded" or said(looks, "nothing") >= BOTH:
        return TipCourse("unfounded", None, False)
    may_name = said(looks, "follow") >= BOTH
    if outcome == "verified" and decided_on:
        tell_by = timeline.calendar.working_days_after(decided_on, policy.tell_working_days)
        until = period_end(tell_by, policy.claim_months, with_same_day=True)
        return TipCourse("paid" if claimed_on else "verified", None, may_name, tell_by, until)
    if may_name:
        return TipCourse("followed", due_of_office(received_on, policy.answer_days, timeline).by, True)
    return TipCourse("looked" if looks else "received", due_of_office(received_on, policy.look_days, timeline).by, False)


def said(looks: Sequence[Look], what: str) -> int:
    """How many human beings said so, each counted once whatever the posts."""
    return len({one.person for one in looks if one.look == what})


def may_send(what: str, where: str) -> Verdict:
    """Whether a tip may be sent: words of what was seen, and no number of a person in them, which belongs where the name
    is. Ours (guitu.default)."""
    if not what.strip():
        return refused(Reason("tips.needs_words"))
    return refused(Reason("tips.numbers_below")) if _NUMBER.search(what) or _NUMBER.search(where) else ALLOWED


def may_look(course: TipCourse, looks: Sequence[Look], person: str) -> Verdict:
    """Whether somebody may say what they think of a tip: a human being, once, while two have not agreed. Ours
    (guitu.default)."""
    if not person:
        return refused(Reason("tips.needs_person"))
    if course.state not in ("received", "looked"):
        return refused(Reason("tips.is_decided"))
    return refused(Reason("tips.looked_already", {}, "guitu.default")) if person in {one.person for one in looks} else ALLOWED


def may_decide(course: TipCourse, answer: str) -> Verdict:
    """Whether what came of a tip may be written: after two found it worth following, once, with words for whoever sent it.
    Ours (guitu.default)."""
    if course.state in ("received", "looked"):
        return refused(Reason("tips.two_first", {}, "guitu.default"))
    if course.state != "followed":
        return refused(Reason("tips.is_decided"))
    return ALLOWED if answer.strip() else refused(Reason("tips.needs_answer"))


def may_claim(course: TipCourse, on: date) -> Verdict:
    """Whether it may be noted that the reward was claimed: of a tip that was found true, once, before the time is over.
    Policy: tips.claim_months"""
    if course.state == "paid":
        return refused(Reason("tips.claimed_already"))
    if course.state != "verified" or course.claim_until is None:
        return refused(Reason("tips.not_verified"))
    return refused(Reason("tips.claim_is_over", {"until": course.claim_until}, "guitu.default")) if on >= course.claim_until else ALLOWED
