"""网上学习: twelve short lessons, each with five sentences to be judged. Passed, each brings its points once; kept apart from all else
that is known of somebody, and no test of a right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "lessons.passed": "这一课已经通过，不用再答。",
    "lessons.tomorrow": "这一课今天已经答过。明天可以再答。",
    "lessons.unanswered": "还有 {n} 句没有选。每一句都选“对”或者“不对”。",
    "lessons.changed": "这一课的题目已经换了。请重新打开这一页。",
}
ITEM = "P04"  # of the sheet of points


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to be judged: whether it is so."""

    text: str
    is_so: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    title: str
    text: str
    says: tuple[Sentence, ...]


@dataclass(frozen=True)
class LessonsPolicy:
    """The lessons by their code, how many right answers pass, and how often a day one may be answered."""

    lessons: Mapping[str, Lesson]
    right: int
    tries_a_day: int


def may_take(passed: bool, tries_today: int, policy: LessonsPolicy) -> Verdict:
    """Whether a lesson may be answered now: not passed before, and not as often today as it may be. Clause: guitu.default."""
    if passed:
        return refused(Reason("lessons.passed"))
    return refused(Reason("lessons.tomorrow", {}, "guitu.default")) if tries_today >= policy.tries_a_day else ALLOWED


def may_mark(answers: Sequence[bool | None], lesson: Lesson) -> Verdict:
    """Whether the answers can be marked: one for each sentence of the lesson as it stands."""
    if len(answers) != len(lesson.says):
        return refused(Reason("lessons.changed"))
    left = sum(answer is None for answer in answers)
    return refused(Reason("lessons.unanswered", {"n": left})) if left else ALLOWED


def right_of(answers: Sequence[bool | None], lesson: Lesson) -> int:
    """How many sentences were judged as it is."""
    return sum(answer == sentence.is_so for answer, sentence in zip(answers, lesson.says, strict=True))
