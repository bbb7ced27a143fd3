"""违反协议的处理: accepted reasons first, then 批评教育, then 告诫书; only the law's counters lead on to the police.

Each step stands on the one before it and is taken back before that one. Until the letter was served nothing is counted
against the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from guitu.rules import evidence
from guitu.rules.dates import Interval, covers, without
from guitu.rules.facts import AbsenceConfirmed, Fact
from guitu.rules.facts.breaches import AgreementBreached, BreachCriticised, BreachExcused, WarningServed
from guitu.rules.measure_states import own_days
from guitu.rules.terms import MeasureCourse
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "breaches.none": "没有可以办这一步的违反情形。",
    "breaches.no_agreement": "这一天没有已签协议、正在执行的社区戒毒（康复）。没有协议，谈不上违反协议。",
    "breaches.before": "日期早于违反的那一天 {on}。请核对。",
    "breaches.before_step": "日期早于上一步 {on}。请核对。",
    "breaches.excused_already": "已登记有正当理由，到此为止。",
    "breaches.criticised_already": "已经批评教育过。登记错了的，请先撤回后面的，再撤回这一条。",
    "breaches.ask_first": "先问本人：有没有请假、住院、羁押、不可抗力。问过再登记批评教育。",
    "breaches.on_leave": "档案里有：{on} 在请假期间。请登记有正当理由。",
    "breaches.inside": "档案里有：{on} 在羁押或者强制隔离戒毒。请登记有正当理由。",
    "breaches.waived": "档案里有：{on} 在免检期间（{why}）。请登记有正当理由。",
    "breaches.criticise_first": "先批评教育，再出告诫书。",
    "breaches.warned_already": "告诫书已经送达。",
    "breaches.two_serve": "告诫书由两名工作人员送达。请选两个不同的人，当天都在岗。",
    "breaches.witness": "本人拒绝签字的，请写见证人的姓名。",
    "breaches.needs_paper": "请先出具告诫书，取得文号，再登记送达。",
    "breaches.words": "请写明谈了什么，本人怎么说。",
    "breaches.proof": "请写明凭什么：证明、电话核实、文书号。",
}
Step = Literal["criticise", "warn", "to_police", "none"]
# What an accepted reason makes of a test that nobody came to.
_HEARD = {"approved_leave": "approved_leave", "hospital": "hospital", "custody": "custody", "force_majeure": "weather"}
_STEPS = frozenset({"breach_excused", "warning_served"})
_UNEXCUSED = ("none_given", "refused", "evaded")


@dataclass(frozen=True, slots=True)
class Handled:
    """One breach, and how far it was taken."""

    breach: Fact
    excused: BreachExcused | None = None
    criticised: BreachCriticised | None = None
    warned: WarningServed | None = None

    @property
    def next(self) -> Step:
        """The only step that may follow."""
        if self.excused is not None:
            return "none"
        if self.criticised is None:
            return "criticise"
        return "warn" if self.warned is None else "to_police"


def is_breach(fact: Any) -> bool:
    """Whether this record tells of a breach of the agreement: a test refused or missed without an accepted reason, an
    absence without leave, or what was written down as one. What cannot be proved is none. Clause: drug_law.35."""
    if fact.kind == "test_missed":
        return fact.reason in _UNEXCUSED and not fact.unprovable
    if fact.kind == "urine_test":
        return evidence.is_refusal(fact) and not fact.unprovable
    return isinstance(fact, AgreementBreached) or (isinstance(fact, AbsenceConfirmed) and not fact.unprovable)


def handled(facts: Iterable[Fact]) -> list[Handled]:
    """Every breach with its steps, the latest first."""
    stand = list(facts)
    excused = {fact.breach: fact for fact in stand if isinstance(fact, BreachExcused)}
    criticised = {fact.breach: fact for fact in stand if isinstance(fact, BreachCriticised)}
    warned = {fact.criticised: fact for fact in stand if isinstance(fact, WarningServed)}
    answer = []
    for fact in stand:
        if is_breach(fact):
            first = criticised.get(fact.id)
            answer.append(Handled(fact, excused.get(fact.id), first, warned.get(first.id) if first else None))
    return sorted(answer, key=lambda one: (one.breach.on, one.breach.id), reverse=True)


def accepted(
    breach: Any, approved: Sequence[Interval], inside: Sequence[Interval], facts: Iterable[Fact]
) -> list[Reason]:
    """The accepted reasons that are on record for the day: leave granted, custody, a waiver for hospital, pregnancy or
    nursing. Clauses: detox_regulation.19, 24."""
    waivers = [fact for fact in facts if fact.kind == "tests_waived"]
    waived = [(fact.on, fact.until) for fact in waivers]  # type: ignore[attr-defined]
    answer = []
    if _covered(breach, approved):
        answer.append(Reason("breaches.on_leave", {"on": breach.on}, "detox_regulation.19"))
    if _covered(breach, inside):
        answer.append(Reason("breaches.inside", {"on": breach.on}, "detox_regulation.24"))
    if _covered(breach, waived):
        why = next(f"why.{fact.why}" for fact in waivers if fact.on <= breach.on < fact.until)  # type: ignore[attr-defined]
        answer.append(Reason("breaches.waived", {"on": breach.on, "why": why}, "guitu.default"))
    return answer


def _covered(breach: Any, days: Sequence[Interval]) -> bool:
    """Whether these days leave nothing of it: of an absence all of its days, of anything else its day."""
    until = getattr(breach, "until", None) if isinstance(breach, AbsenceConfirmed) else breach.on
    if until is None or until <= breach.on:
        return covers(days, breach.on)
    return not without([(breach.on, until)], days)


def under(courses: Iterable[MeasureCourse], facts: Iterable[Fact], on: date) -> MeasureCourse | None:
    """The 社戒 or 社康 that ran on this day under an agreement. Clause: detox_regulation.16."""
    signed = {fact.measure: fact.on for fact in facts if fact.kind == "agreement_signed"}  # type: ignore[attr-defined]
    for course in courses:
        agreed = signed.get(course.measure_id)
        if agreed is None or course.is_revoked or on < agreed:
            continue
        end = own_days(course)[1]
        if end is None or on < end:
            return course
    return None


def waits_for_police(facts: Iterable[Any]) -> bool:
    """Whether a report to the police has no answer yet. Clause: detox_regulation.21."""
    stand = list(facts)
    answered = {(fact.measure, fact.ground) for fact in stand if fact.kind == "violation_answered"}
    return any(fact.kind == "violation_reported" and (fact.measure, fact.ground) not in answered for fact in stand)


def may_excuse(one: Handled | None, on: date, *, has_words: bool) -> Verdict:
    """Whether an accepted reason can be entered: of a breach that nothing was done about yet, with what it is known by.
    Clause: guitu.default."""
    if one is None:
        return refused(Reason("breaches.none"))
    if one.excused is not None:
        return refused(Reason("breaches.excused_already"))
    if one.criticised is not None:
        return refused(Reason("breaches.criticised_already", {}, "guitu.default"))
    if on < one.breach.on:
        return refused(Reason("breaches.before", {"on": one.breach.on}))
    return ALLOWED if has_words else refused(Reason("breaches.proof", {}, "guitu.default"))


def may_criticise(one: Handled | None, on: date, known: Sequence[Reason], *, asked: bool, has_words: bool) -> Verdict:
    """Whether somebody can be talked to about a breach: none of the accepted reasons is on record (`known`), and the
    person was asked for the others. Clause: drug_law.35."""
    if one is None:
        return refused(Reason("breaches.none"))
    if one.excused is not None:
        return refused(Reason("breaches.excused_already"))
    if one.criticised is not None:
        return refused(Reason("breaches.criticised_already", {}, "guitu.default"))
    if on < one.breach.on:
        return refused(Reason("breaches.before", {"on": one.breach.on}))
    if known:
        return refused(*known)
    if not asked:
        return refused(Reason("breaches.ask_first", {}, "guitu.default"))
    return ALLOWED if has_words else refused(Reason("breaches.words", {}, "guitu.default"))


def may_warn(one: Handled | None, on: date, *, two: bool, received: str, witnessed: bool) -> Verdict:
    """Whether the letter counts as served: after the talk, once, by two who are two people, signed for or refused before
    a witness. Clauses: drug_law.35, guitu.default."""
    if one is None:
        return refused(Reason("breaches.none"))
    if one.criticised is None:
        return refused(Reason("breaches.criticise_first", {}, "drug_law.35"))
    if one.warned is not None:
        return refused(Reason("breaches.warned_already"))
    if on < one.criticised.on:
        return refused(Reason("breaches.before_step", {"on": one.criticised.on}))
    if not two:
        return refused(Reason("breaches.two_serve", {}, "guitu.default"))
    if received == "unsigned" and not witnessed:
        return refused(Reason("breaches.witness", {}, "guitu.default"))
    return ALLOWED


def applied(facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts as they count: what was excused is no refusal and no departure, and a letter served here is the letter of
    its breach. Clauses: detox_regulation.19, 20."""
    if not any(fact.kind in _STEPS for fact in facts):
        return facts
    talked = {fact.id: fact.breach for fact in facts if isinstance(fact, BreachCriticised)}
    excused = {fact.breach: fact.excuse for fact in facts if isinstance(fact, BreachExcused)}
    warned = {talked[fact.criticised] for fact in facts if isinstance(fact, WarningServed) and fact.criticised in talked}
    return [_as_it_counts(fact, excused.get(fact.id), fact.id in warned) for fact in facts]


def _as_it_counts(fact: Any, excuse: str | None, is_warned: bool) -> Fact:
    if excuse is not None and fact.kind == "test_missed":
        return replace(fact, reason=_HEARD[excuse])
    if excuse is not None and fact.kind in ("urine_test", "absence_confirmed"):
        return replace(fact, unprovable=True)
    return replace(fact, warning_letter=True) if is_warned and hasattr(fact, "warning_letter") else fact
