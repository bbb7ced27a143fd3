"""网上报名: how many an activity takes, who waits, who is let in at the door. Nobody's name: a number is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "signups.publish_first": "这场活动现在是“{state}”。先发布，再开放报名。",
    "signups.not_open": "这场活动没有开放报名，或者已经停止报名。",
    "signups.is_over": "活动日已经过了，不能再报名。",
    "signups.nobody": "人数至少是 1。",
    "signups.too_many": "一次最多报 {most} 人。人多的请找主办单位。",
    "signups.waiting": "名额还剩 {left} 个，放不下，先排候补；有人取消就按先后补上。",
    "signups.moved_up": "候补的 {n} 批已经补上。",
    "signups.below": "已经报上 {taken} 人，名额不能比这个数少。",
    "signups.not_its_day": "活动日是 {held_on}，当天才能签到。",
    "signups.code_is_wrong": "报名号和签到码对不上。报名号在您的报名页上，签到码在活动现场。",
    "signups.still_waiting": "这个报名还在候补，没有名额。请找现场的工作人员。",
    "signups.number_over": "这个报名已经取消。",
    "signups.came_already": "这个报名已经签到。",
}
STATES = ("confirmed", "waiting", "cancelled", "came")


@dataclass(frozen=True)
class SignupsPolicy:
    """How many heads one may sign up at once, and how long a telephone number is kept."""

    most_at_once: int
    phone_days: int  # after the day of the activity


def may_open(state: str, places: int, taken: int) -> Verdict:
    """Whether an activity may take sign-ups for so many places: it is published, and nobody who is in loses the place."""
    if state != "published":
        return refused(Reason("signups.publish_first", {"state": f"activity.{state}"}))
    if places < 1:
        return refused(Reason("signups.nobody"))
    return ALLOWED if places >= taken else refused(Reason("signups.below", {"taken": taken}))


def may_sign_up(places: int | None, held_on: date, heads: int, on: date, policy: SignupsPolicy) -> Verdict:
    """Whether so many heads may be signed up on a day, full or not: sign-up is open, the day is not over, and no more than one
    may bring. Policy: signups.most_at_once"""
    wrong = []
    if not places:
        wrong.append(Reason("signups.not_open"))
    if on > held_on:
        wrong.append(Reason("signups.is_over"))
    if heads < 1:
        wrong.append(Reason("signups.nobody"))
    if heads > policy.most_at_once:
        wrong.append(Reason("signups.too_many", {"most": policy.most_at_once}, "guitu.default"))
    return refused(*wrong) if wrong else ALLOWED


def signed_as(heads: int, taken: int, places: int) -> str:
    """Confirmed where all of them fit into what is left, else waiting."""
    return "confirmed" if taken + heads <= places else "waiting"


def may_check_in(state: str, held_on: date, on: date) -> Verdict:
    """Whether somebody signed up may be checked in: on the day of the activity or, by the office, after it; confirmed or called
    in from the waitlist at the door; once. Clause: guitu.default"""
    if on < held_on:
        return refused(Reason("signups.not_its_day", {"held_on": held_on}, "guitu.default"))
    if state == "came":
        return refused(Reason("signups.came_already"))
    return refused(Reason("signups.number_over")) if state == "cancelled" else ALLOWED
