"""本人请求: what somebody may ask of the office for themselves, by when it is answered, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.facts import Fact, LeaveGranted, RequestAnswered, RequestMade
from guitu.rules.terms import Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "requests.needs_need": "请选要帮什么忙。",
    "requests.needs_days": "请填写哪天离开、哪天回来。",
    "requests.leave_past": "离开的日子已经过去。请核对日期。",
    "requests.back_before_leaving": "回来的日子早于离开的日子。请核对日期。",
    "requests.needs_reason": "请选为什么来不了。",
    "requests.needs_words": "请写几句，说清楚是什么事。",
    "requests.waits_already": "这件事您 {on} 提过，正在办，{by} 前答复。",
    "requests.waits": "本人提的请求，{days} 个工作日内答复。",
    "requests.answered_already": "这件请求已经答复过。",
    "requests.none": "没有等着答复的请求。",
    "requests.leave_first": "同意请假的，请先办请假，再答复。",
    "requests.own_hand": "只有本人在自己的页面上提的，才能记成本人提的。",
    "requests.words_needed": "不同意的，请写明为什么、还可以怎么办。",
    "requests.before_asked": "答复的日子早于提出的日子 {on}。请核对日期。",
}
_WORDY = ("level", "correction", "other")  # nothing but words says what is meant


@dataclass(frozen=True)
class RequestsPolicy:
    """Within how many working days a request is answered."""

    answer_days: int


def may_ask(asked: RequestMade, facts: Iterable[Fact], timeline: Timeline, *, has_words: bool) -> Verdict:
    """Whether this may be asked: a need named, a leave that begins and ends, a reason for not coming, words where nothing
    else says what is meant; and not what already waits for its answer. Policy: requests.answer_days; ours (guitu.default)."""
    if asked.wish == "help" and asked.need is None:
        return refused(Reason("requests.needs_need"))
    if asked.wish == "leave":
        if asked.since is None or asked.until is None:
            return refused(Reason("requests.needs_days"))
        if asked.since < asked.on:
            return refused(Reason("requests.leave_past"))
        if asked.until < asked.since:
            return refused(Reason("requests.back_before_leaving"))
    if asked.wish == "cannot_come" and asked.reason is None:
        return refused(Reason("requests.needs_reason"))
    if asked.wish in _WORDY and not has_words:
        return refused(Reason("requests.needs_words"))
    for other in waiting(facts):
        if _same(other, asked):
            by = answer_by(other, timeline)
            return refused(Reason("requests.waits_already", {"on": other.on, "by": by}, "guitu.default"))
    return ALLOWED


def may_answer(request: Any, how: str, on: date, facts: Sequence[Fact], *, has_words: bool) -> Verdict:
    """Whether a request may be answered so: one that waits, once, not before it was made; a no says why, and a yes to a
    leave comes after the leave was granted. Clause: guitu.default."""
    if not isinstance(request, RequestMade):
        return refused(Reason("requests.none"))
    if any(isinstance(fact, RequestAnswered) and fact.request == request.id for fact in facts):
        return refused(Reason("requests.answered_already"))
    if on < request.on:
        return refused(Reason("requests.before_asked", {"on": request.on}))
    if how == "declined" and not has_words:
        return refused(Reason("requests.words_needed", {}, "guitu.default"))
    if request.wish == "leave" and how == "granted" and not _is_granted(request, facts):
        return refused(Reason("requests.leave_first", {}, "detox_regulation.19"))
    return ALLOWED


def waiting(facts: Iterable[Fact]) -> list[RequestMade]:
    """The requests that stand and have no answer, the oldest first."""
    stand = list(facts)
    done = {fact.request for fact in stand if isinstance(fact, RequestAnswered)}
    return sorted((f for f in stand if isinstance(f, RequestMade) and f.id not in done), key=lambda one: (one.on, one.known))


def answer_by(request: Fact, timeline: Timeline) -> date:
    """The last day for the answer: so many working days after the day on which it was asked, that day not counted.
    Policy: requests.answer_days."""
    return timeline.calendar.working_days_after(request.on, timeline.on(request.on).requests.answer_days)


def duties(facts: Sequence[Fact], timeline: Timeline, until: date) -> list[Duty]:
    """For each request the duty to answer it. Working days; ours (guitu.default)."""
    asked = [fact for fact in facts if isinstance(fact, RequestMade) and fact.on <= until]
    if not asked:
        return []
    answers: dict[str, RequestAnswered] = {}
    for fact in facts:
        if isinstance(fact, RequestAnswered):
            answers.setdefault(fact.request, fact)
    return [_duty(one, answers.get(one.id), timeline) for one in asked]


def _duty(request: RequestMade, answer: RequestAnswered | None, timeline: Timeline) -> Duty:
    why = Reason("requests.waits", {"days": timeline.on(request.on).requests.answer_days}, "guitu.default")
    return Duty(
        f"answer_request:{request.id}", "answer_request", request.on, request.on, answer_by(request, timeline),
        "done" if answer else "open", (why,), None, answer.id if answer else None, answer.on if answer else None,
        timeline.version(request.on),
    )


def _is_granted(request: RequestMade, facts: Iterable[Fact]) -> bool:
    """Whether a leave on file covers some of the days that were asked for, granted since."""
    since, until = request.since, request.until
    if since is None or until is None:
        return False
    leaves = (fact for fact in facts if isinstance(fact, LeaveGranted) and fact.known >= request.known)
    return any(leave.on <= until and leave.until >= since for leave in leaves)


def _same(one: RequestMade, other: RequestMade) -> bool:
    if one.wish in ("other", "correction"):  # each is about something else
        return False
    return (one.wish, one.need, one.duty) == (other.wish, other.need, other.duty)
