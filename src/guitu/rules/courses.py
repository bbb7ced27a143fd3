"""培训: courses on a register, who was there on which day, who has a certificate. Person-times stand beside persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.facts import Fact
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "courses.unknown_topic": "没有这一类课程，请重新选。",
    "courses.not_that_day": "这门课从 {from_on} 上到 {last_on}，这一天不上课。",
    "courses.ends_before": "结束的日子不能早于开始。",
    "courses.never_there": "没有到过这门课，不能登记证书。先登记出勤。",
    "courses.certified_already": "这门课的证书已经登记过。",
    "courses.nobody": "请至少勾选一人。",
    "courses.needs_name": "请写课程名称。",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of course; `sum`: under which of the two sums of the article it is counted."""

    name: str
    sum: str


@dataclass(frozen=True)
class CoursesPolicy:
    """The kinds of course that a place holds."""

    topics: Mapping[str, Topic]


def may_hold(topic: str, from_on: date, last_on: date, policy: CoursesPolicy) -> Verdict:
    """Whether a course may be put on the register: of a kind of the pack, ending no earlier than it begins."""
    if topic not in policy.topics:
        return refused(Reason("courses.unknown_topic"))
    return ALLOWED if last_on >= from_on else refused(Reason("courses.ends_before"))


def may_attend(from_on: date, last_on: date, on: date) -> Verdict:
    """Whether somebody may have been there on that day: a day of the course."""
    if from_on <= on <= last_on:
        return ALLOWED
    return refused(Reason("courses.not_that_day", {"from_on": from_on, "last_on": last_on}))


def was_there(stand: Sequence[Fact], course: str, on: date | None = None) -> bool:
    """Whether somebody was at a course, or at it on one day."""
    return any(fact.kind == "course_attended" and fact.course == course and on in (None, fact.on) for fact in stand)  # type: ignore[attr-defined]


def may_certify(stand: Sequence[Fact], course: str) -> Verdict:
    """Whether a certificate may be noted: the person was there, and has none of this course yet."""
    if not was_there(stand, course):
        return refused(Reason("courses.never_there"))
    has = any(fact.kind == "certificate_given" and fact.course == course for fact in stand)  # type: ignore[attr-defined]
    return refused(Reason("courses.certified_already")) if has else ALLOWED
