"""等级告知: the person is told the level and why, and may question it; somebody else than who set it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact, LevelConfirmed
from guitu.rules.facts.teamwork import LevelAnswered, LevelQuestioned, LevelTold
from guitu.rules.terms import Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "questions.no_level": "还没有确认过等级，没有可以告知的。",
    "questions.before": "日期早于确认等级的 {on}。请核对日期。",
    "questions.told": "现在这个等级已经告知本人。",
    "questions.asked": "对现在这个等级已经提过疑问，还在等答复。",
    "questions.words": "请写明本人对哪一点有疑问。",
    "questions.answer_words": "请写明理由，本人要看得懂。",
    "questions.answered": "这个疑问已经答复。",
    "questions.another_answers": "等级是谁确认的，疑问就不由谁答复。请由另一个人答复。",
    "questions.answer": "本人对等级有疑问，{days} 日内由确认人以外的人答复，应于 {by} 前。",
}


def latest(facts: Iterable[Fact]) -> LevelConfirmed | None:
    """The confirmation by which the level is what it is now."""
    found = [fact for fact in facts if isinstance(fact, LevelConfirmed)]
    return max(found, key=lambda fact: (fact.on, fact.known, fact.id), default=None)


def _of(kind: type[Any], facts: Iterable[Fact], confirmed: str) -> list[Any]:
    return [fact for fact in facts if isinstance(fact, kind) and fact.confirmed == confirmed]


def may_tell(facts: Sequence[Fact]) -> Verdict:
    """Whether there is a level of which the person has not been told. Clause: personal_information.24."""
    level = latest(facts)
    if level is None:
        return refused(Reason("questions.no_level"))
    return refused(Reason("questions.told")) if _of(LevelTold, facts, level.id) else ALLOWED


def open_questions(facts: Sequence[Fact]) -> list[LevelQuestioned]:
    """What was asked and nobody has answered, the oldest first."""
    done = {fact.question for fact in facts if isinstance(fact, LevelAnswered)}
    found = [fact for fact in facts if isinstance(fact, LevelQuestioned) and fact.id not in done]
    return sorted(found, key=lambda fact: (fact.on, fact.id))


def may_question(facts: Sequence[Fact]) -> Verdict:
    """Whether the person can question the level: there is one, and no question about it waits.
    Clause: personal_information.24."""
    level = latest(facts)
    if level is None:
        return refused(Reason("questions.no_level"))
    waits = any(one.confirmed == level.id for one in open_questions(facts))
    return refused(Reason("questions.asked", {}, "personal_information.24")) if waits else ALLOWED


def may_answer(question: str, facts: Sequence[Fact], *, by_same: bool) -> Verdict:
    """Whether this post can answer: a question that waits, and never who set the level. Clause: personal_information.24."""
    if all(one.id != question for one in open_questions(facts)):
        return refused(Reason("questions.answered"))
    return refused(Reason("questions.another_answers", {}, "personal_information.24")) if by_same else ALLOWED


def duties(papers: Sequence[Fact], timeline: Timeline) -> list[Duty]:
    """A question to be answered within some days. Days; how many is ours (guitu.default), that it is answered is law."""
    done = {fact.question: fact for fact in papers if isinstance(fact, LevelAnswered)}
    answer = []
    for fact in papers:
        if not isinstance(fact, LevelQuestioned):
            continue
        days = timeline.on(fact.on).levels.answer_days
        by, moved = due_of_office(fact.on, days, timeline)
        told = done.get(fact.id)
        reason = Reason("questions.answer", {"days": days.days, "by": by}, "personal_information.24")
        answer.append(
            Duty(
                f"answer_question:{fact.id}", "answer_question", fact.on, by, by, "done" if told else "open", (reason, *moved),
                None, told.id if told else None, told.on if told else None, timeline.version(fact.on),
            )
        )
    return answer
