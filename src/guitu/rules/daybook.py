"""工作记录: which facts are work done with a person, how a month of them adds up, and when a filled sheet may be taken away.

A day's work is written down once. What papers, sheets and the month's report say of it is read off the same facts. The
number of records in one print is the house's own (no article of law).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guitu.rules.exports import AT_ONCE, needs_second_person
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

MOST = 500  # records in one file
WORDS_MOST = 2000  # signs of one part of a month's report
SENTENCES = {
    "daybook.nothing": "这些条件下没有记录，不用打印。请换一个月或一张表。",
    "daybook.too_many": "有 {count} 条，一次最多 {most} 条。请按人或按社工分开打印。",
    "daybook.takes_two": "这张表有谈话内容、尿检结果，或超过 {people} 人，不能直接导出 Excel。请打印，或用「导出名单」请另一人批准。",
    "daybook.month_ahead": "{month} 还没有开始，不能存月报。",
    "daybook.same_report": "和上次存的一样，不用再存。",
}
# Kind of fact → what the month counts it as; a visit by how it was made.
_VISITS: Mapping[str, str] = {"home": "visit", "workplace": "visit", "centre": "talk", "phone": "call", "video": "call"}
_GROUP_OF: Mapping[str, str] = {
    "session_held": "talk", "periodic_report": "report", "urine_test": "test", "test_missed": "missed",
    "leave_granted": "leave", "leave_returned": "leave", "risk_assessed": "level", "level_told": "level",
    "plan_made": "plan", "plan_reviewed": "plan", "need_found": "help", "aid_applied": "help", "work_referred": "help",
    "job_started": "help", "job_checked": "help", "certificate_given": "help", "check_up_attended": "help",
    "decision_served": "paper", "reported_in": "paper", "agreement_signed": "paper", "test_notice_served": "paper",
    "violation_reported": "paper", "measure_ended": "paper",
}
KINDS = ("visit", *_GROUP_OF)
GROUPS = ("visit", "talk", "call", "report", "test", "missed", "leave", "level", "plan", "help", "paper")  # in this order


@dataclass(frozen=True, slots=True)
class Done:
    """One record: whose file, its kind, how it was made where it was a visit, and whether the person was met."""

    person: str
    kind: str
    on: date
    how: str = ""
    met: bool = True


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What was done of one group: times, and with how many people; of visits and talks, how often nobody was met."""

    group: str
    times: int
    people: int
    unmet: int = 0


def group_of(kind: str, how: str = "") -> str:
    """What the month counts a record as; empty: it is no work with the person. A visit counts by how it was made: at home
    or at work 走访, at the centre 谈话, by phone or video 联系."""
    return _VISITS.get(how, "visit") if kind == "visit" else _GROUP_OF.get(kind, "")


def month(done: Iterable[Done]) -> list[MonthLine]:
    """The month by groups: times and people, both always; somebody who was seen twice is one person and two times."""
    by: dict[str, list[Done]] = {}
    for one in done:
        if group := group_of(one.kind, one.how):
            by.setdefault(group, []).append(one)
    return [
        MonthLine(group, len(found), len({one.person for one in found}), sum(not one.met for one in found))
        for group in GROUPS if (found := by.get(group))
    ]


def people_of(done: Iterable[Done]) -> int:
    """With how many people anything was done: never the sum of the lines, in which one person may stand many times."""
    return len({one.person for one in done if group_of(one.kind, one.how)})


def may_print(count: int) -> Verdict:
    """Whether a form may be printed of so many records: of none there is nothing, of too many no file."""
    if not count:
        return refused(Reason("daybook.nothing"))
    if count > MOST:
        return refused(Reason("daybook.too_many", {"count": count, "most": MOST}))
    return ALLOWED


def may_take(people: int, classes: Collection[str]) -> Verdict:
    """Whether a sheet may leave as Excel by one's own hand: the same bounds as any list that leaves the house."""
    if needs_second_person(people, classes):
        return refused(Reason("daybook.takes_two", {"people": AT_ONCE}))
    return ALLOWED


def may_keep(month_of: date, on: date, *, is_same: bool) -> Verdict:
    """Whether a month's report may be kept: not of a month to come, and not the same again."""
    if month_of > on:
        return refused(Reason("daybook.month_ahead", {"month": month_of.isoformat()[:7]}))
    return refused(Reason("daybook.same_report")) if is_same else ALLOWED
