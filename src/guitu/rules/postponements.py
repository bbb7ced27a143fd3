"""暂不: a reminder put off for a reason and to a day. The deadline of the law never moves with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_after, days_between
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import DutyPostponed, Fact
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "postponements.must_be_ahead": "“暂不”要有以后的日期：最早 {earliest}。",
    "postponements.too_far": "这个理由最多推后 {days} 天，最晚 {latest}。到时还不能办，可以再说明一次。",
    "postponements.words_needed": "选了“其他”，请写明为什么暂不。",
    "postponements.no_duty": "这件事已经办完或者不再要求，不用推后。",
    "postponements.deadline_stays": "期限仍是 {by}，过了照样算过期。",
    "postponements.back_on": "{until} 再提醒。",
    "postponements.taken_back": "已撤销“暂不”，这件事回到清单上。",
}


@dataclass(frozen=True)
class PostponementsPolicy:
    """How many days a reminder may be put off, by reason."""

    most_days: Mapping[str, Days]


def latest(why: str, on: date, timeline: Timeline) -> date:
    """The last day to which a reminder may be put off for this reason, in days from today. Policy."""
    most: Mapping[str, Days] = timeline.on(on).postponements.most_days
    number = most.get(why) or min(most.values(), key=lambda number: number.days)
    return due_of_office(on, number, timeline).by


def may_postpone(why: str, until: date, on: date, timeline: Timeline, *, has_words: bool = True) -> Verdict:
    """Whether a reminder may be put off to that day for that reason. Refuses a day that is not ahead, one further
    off than the reason allows, and another reason than the listed ones without words. Policy."""
    last = latest(why, on, timeline)
    if until <= on:
        return refused(Reason("postponements.must_be_ahead", {"earliest": day_after(on)}))
    if until > last:
        values = {"days": days_between(on, last), "latest": last}
        return refused(
            Reason("postponements.too_far", values, timeline.clause(f"postponements.most_days.{why}", on))
        )
    if why == "other" and not has_words:
        return refused(Reason("postponements.words_needed"))
    return ALLOWED


def last_said(stand: Iterable[Fact]) -> dict[tuple[str, str], date]:
    """Until when each post has put off each duty: what it said last counts, be it an earlier day. By post and key of
    the duty; of the facts that stand."""
    said: dict[tuple[str, str], DutyPostponed] = {}
    for fact in stand:
        if isinstance(fact, DutyPostponed) and fact.by is not None:
            now = said.get((fact.by, fact.duty))
            if now is None or (now.known, now.id) < (fact.known, fact.id):
                said[fact.by, fact.duty] = fact
    return {whose: fact.until for whose, fact in said.items()}
