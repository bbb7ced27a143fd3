"""知识竞答: who may sit one, until when answers are taken, and what a result is called. A result is of a sitting, never of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "quizzes.needs_title": "请写明竞答叫什么。",
    "quizzes.too_many": "题库里这个难度只有 {bank} 道题，请少选几道。",
    "quizzes.too_few": "至少出 {least} 道题。",
    "quizzes.days": "最后一天不能早于第一天。",
    "quizzes.not_open": "这次竞答从 {since} 起开放，请到时再来。",
    "quizzes.is_over": "这次竞答已经结束。",
    "quizzes.attempts": "这个学号已经答过 {most} 次，取答对最多的一次。",
    "quizzes.needs_seat": "请填学号：1 到 {most} 之间的数字，班里的序号就行。",
    "quizzes.time_is_up": "时间到了，已答的题都已收到，按已答的算。",
    "quizzes.handed_in": "已经交卷，不能再改。",
    "quizzes.no_such_question": "没有这道题或者这个选项，请从页面上选。",
    "quizzes.ended_already": "这次竞答已经结束，不用再结束。",
    "quizzes.class_on_file": "这次竞答里，这所学校已经有同名的班。",
    "quizzes.needs_class": "请写明班级和人数。",
}

LEVELS = ("primary", "secondary", "public")
TOPICS = ("law", "detox", "substances", "refusing", "minors", "venues", "goods")
AUDIENCES = ("anybody", "classes")
LEAST = 5  # questions: fewer tell nothing
SEATS = 99  # of a class


@dataclass(frozen=True)
class QuizzesPolicy:
    """How many questions, for how long, how often for one seat, and from how many of a hundred right a result is so called."""

    questions: int
    minutes: int
    attempts: int
    pass_percent: int
    excellent_percent: int


def may_open(title: str, questions: int, bank: int, opens_on: date, last_on: date) -> Verdict:
    """Whether a quiz may be opened: it has a title, its last day does not come before its first, and the bank holds enough
    questions of its level. Clause: guitu.default."""
    wrong = []
    if not title.strip():
        wrong.append(Reason("quizzes.needs_title"))
    if questions < LEAST:
        wrong.append(Reason("quizzes.too_few", {"least": LEAST}))
    elif questions > bank:
        wrong.append(Reason("quizzes.too_many", {"bank": bank}))
    if last_on < opens_on:
        wrong.append(Reason("quizzes.days"))
    return refused(*wrong) if wrong else ALLOWED


def may_sit(opens_on: date, closes_on: date, on: date, seat: int | None, sat: int, policy: QuizzesPolicy, *, by_class: bool) -> Verdict:
    """Whether somebody may begin: on a day on which it is open (`closes_on` is the day after the last), and in a class with a
    seat that has attempts left. Nobody is asked who he is. Policy: quizzes.attempts."""
    if on < opens_on:
        return refused(Reason("quizzes.not_open", {"since": opens_on}))
    if on >= closes_on:
        return refused(Reason("quizzes.is_over"))
    if by_class and (seat is None or not 1 <= seat <= SEATS):
        return refused(Reason("quizzes.needs_seat", {"most": SEATS}))
    if by_class and sat >= policy.attempts:
        return refused(Reason("quizzes.attempts", {"most": policy.attempts}, "guitu.default"))
    return ALLOWED


def ends_at(started_at: datetime, minutes: int) -> datetime:
    """The moment from which no answer is taken any more; what was sent before counts."""
    return started_at + timedelta(minutes=minutes)


def open_places(asked: int, answered: Sequence[int]) -> list[int]:
    """Which questions of a sitting have no answer yet, by their place from 1: said before it is handed in."""
    return [place for place in range(1, asked + 1) if place not in set(answered)]


def percent_right(right: int, asked: int) -> int:
    """Whole percent, rounded down: 89.9 is not excellent."""
    return right * 100 // asked if asked else 0


def result(right: int, asked: int, policy: QuizzesPolicy) -> str:
    """What a sitting is called: excellent, passed or again. Of questions left out none is right.
    Policy: quizzes.pass_percent, quizzes.excellent_percent."""
    found = percent_right(right, asked)
    if found >= policy.excellent_percent:
        return "excellent"
    return "passed" if found >= policy.pass_percent else "again"
