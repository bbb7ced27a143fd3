"""更正: a fact is never changed; another one names it and stands in its place, or takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from guitu.rules.consequences import signed
from guitu.rules.facts import Fact
from guitu.rules.overlays import ended_by
from guitu.rules.present import called
from guitu.rules.records import LEANS_ON, LEGAL, body_of
from guitu.rules.terms import Counter, Course, Duty, Span
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "corrections.already": "这一条已经更正或撤回过。请改最新的那一条。",
    "corrections.own_word": "这是本人自己提的，不能由别人更正或者撤回。答复里可以说明。",
    "corrections.nothing": "没有改动。请修改要更正的地方，或者返回。",
    "corrections.registration": "入册记录不能撤回，可以更正。人不该在册的，请登记销册或迁出。",
    "corrections.leant_on": "还有别的记录依据这一条（{count} 条）。请先撤回那些记录。",
    "corrections.order": "日期和 {on} 的另一条记录对不上。请核对先后。",
    "corrections.second_person": "实验室已有结果。要改这一条，须由登记人以外的另一人凭文书更正。",
    "corrections.another_withdraws": "实验室的结果，须由登记人以外的另一人撤回。",
    "corrections.another_grants": "这是法律手续的记录，登记的人过了当天要更正、撤回，须由另一个人同意。",
    "corrections.needs_paper": "请填写更正所依据的文书编号。",
    "corrections.state": "{from_on} 起：{before} → {after}。",
    "corrections.state_gone": "{from_on} 起的“{before}”不再成立。",
    "corrections.duty": "{duty}（应于 {by} 前）：{before} → {after}。",
    "corrections.duty_new": "新增待办：{duty}，应于 {by} 前。",
    "corrections.duty_gone": "不再要求：{duty}（应于 {by} 前）。",
    "corrections.counter": "{counter}：{before} → {after}，共 {threshold}。",
    "corrections.points": "积分 {points}：合计 {before} → {after}。",
    "corrections.level": "等级：{before} → {after}。",
    "corrections.clean": "三年未复吸起算日：{before} → {after}。",
    "corrections.same": "状态、待办、计数、积分都不变。",
}
WORDS = {
    "level.unrated": "未定级",
    "clean.none": "无",
}
_PAPERS = ("measure_decided", "decision_served", "reported_in", "agreement_signed")  # of one measure, in order


def may_mend_alone(fact: Fact, *, by_same: bool, recorded_on: date, on: date) -> Verdict:
    """Whether who recorded a legal fact may put it right or take it back without another person: a slip of the day on
    the day itself, and no later. Clause: guitu.default."""
    if takes_two(fact) and by_same and on > recorded_on:
        return refused(Reason("corrections.another_grants", {}, "guitu.default"))
    return ALLOWED


def takes_two(fact: Any) -> bool:
    """Whether another person stands behind a later correction: of what somebody's legal standing rests on, and of a strip
    positive, whose sample is sealed by two. Clause: test_procedure.8"""
    return fact.kind in LEGAL or (fact.kind == "urine_test" and fact.outcome == "positive")


def may_correct(fact: Fact, facts: Iterable[Fact]) -> Verdict:
    """Whether this fact can still be put right: only the one that stands, not one already replaced; and never what
    somebody sent at their own door. Clause: guitu.default."""
    if getattr(fact, "through", "oral") != "oral":
        return refused(Reason("corrections.own_word", {}, "guitu.default"))
    if fact.kind == "withdrawn" or any(other.corrects == fact.id for other in facts):
        return refused(Reason("corrections.already"))
    return ALLOWED


def may_withdraw(fact: Fact, stand: Sequence[Fact]) -> Verdict:
    """Whether this fact can be taken back: not the only registration, and nothing that others lean on."""
    if fact.kind == "registered" and sum(other.kind == "registered" for other in stand) < 2:
        return refused(Reason("corrections.registration"))
    leaning = leaning_on(fact, stand)
    if leaning:
        return refused(Reason("corrections.leant_on", {"count": len(leaning)}))
    return ALLOWED


def leaning_on(fact: Fact, stand: Sequence[Fact]) -> list[Fact]:
    """The records that would hang in the air without this one: those that name it, the papers of a measure without
    its decision, the arrival without the change of place, the end of what it began."""
    leaning = [
        other
        for other in stand
        if other.id != fact.id and any(getattr(other, name, None) == fact.id for name in LEANS_ON)
    ]
    measure = getattr(fact, "measure", None) if fact.kind == "measure_decided" else None
    if measure is not None:
        leaning += [other for other in stand if other is not fact and getattr(other, "measure", "") == measure]
    if fact.kind == "measure_transferred":  # the arrival at the new place rests on the change
        leaning += [
            other
            for other in stand
            if other.kind == "transfer_arrived" and other.on >= fact.on and other.measure == fact.measure  # type: ignore[attr-defined]
        ]
    leaning += ended_by(fact, stand)
    return leaning


def may_stand(fact: Fact, old: Fact, stand: Sequence[Fact]) -> Verdict:
    """Whether the corrected fact keeps its place among the others: not before what it rests on, not after
    what rests on it, and the papers of a measure in the order of the law. Clauses: detox_regulation.14, 16."""
    for other in stand:
        if other.id == old.id:
            continue
        rests_on = any(getattr(fact, name, None) == other.id for name in LEANS_ON)
        carries = any(getattr(other, name, None) == old.id for name in LEANS_ON)
        if fact.kind in _PAPERS and other.kind in _PAPERS and fact.measure == other.measure:  # type: ignore[attr-defined]
            first = _PAPERS.index(other.kind) < _PAPERS.index(fact.kind)
            rests_on, carries = first, not first
        if (rests_on and fact.on < other.on) or (carries and other.on < fact.on):
            return refused(Reason("corrections.order", {"on": other.on}))
    return ALLOWED


RESTS_ON_PAPER = ("laboratory_result", "use_confirmed", "violation_reported", "report_refused")


def needs_paper(fact: Fact, old: Fact, stand: Sequence[Fact]) -> bool:
    """Whether this correction needs a document of its own: it unsays a positive that a laboratory has looked at, or
    says otherwise what a laboratory or the police said. Clause: test_procedure.4."""
    if is_unsaid(fact, old):
        return any(other.kind == "laboratory_result" and other.test == old.id for other in stand)  # type: ignore[attr-defined]
    return fact.kind in RESTS_ON_PAPER and body_of(fact) != body_of(old)


def is_unsaid(fact: Any, old: Any) -> bool:
    """Whether a strip positive is corrected into something else."""
    return old.kind == "urine_test" and old.outcome == "positive" and fact.outcome != "positive"


def may_overrule(fact: Fact, old: Fact, stand: Sequence[Fact], *, by_same: bool, paper: bool) -> Verdict:
    """Whether what a laboratory or the police rest on may be corrected: never a strip on which the police's finding
    rests; one that a laboratory has looked at, and a laboratory's own outcome, by another natural person than the one
    who recorded it, and with the paper. Clauses: test_procedure.4, detox_regulation.21."""
    if is_unsaid(fact, old):
        found = [f for f in stand if f.kind == "use_confirmed" and f.test == old.id]  # type: ignore[attr-defined]
        if found:
            return refused(Reason("corrections.leant_on", {"count": len(found)}))
    if not needs_paper(fact, old, stand):
        return ALLOWED
    other_outcome = getattr(fact, "outcome", None) != getattr(old, "outcome", None)
    if by_same and other_outcome:
        return refused(Reason("corrections.second_person", {}, "test_procedure.4"))
    return ALLOWED if paper else refused(Reason("corrections.needs_paper", {}, "test_procedure.4"))


def may_withdraw_finding(fact: Fact, *, by_same: bool) -> Verdict:
    """Whether what a laboratory said may be taken back: by another natural person than the one who recorded it, or
    one person alone could unsay a positive bit by bit. Clause: test_procedure.4."""
    if fact.kind == "laboratory_result" and by_same:
        return refused(Reason("corrections.another_withdraws", {}, "test_procedure.4"))
    return ALLOWED


def changes(before: Course, after: Course, on: date) -> list[Reason]:
    """What would be different: states, duties, counters, points, level, clean years. Up to the day for
    points and level; duties of the time laid out."""
    answer = [*_states(before.standing, after.standing), *_duties(before.duties, after.duties)]
    answer += _counters(before.counters, after.counters)
    points = [sum(entry.hundredths for entry in course.points) for course in (before, after)]
    if points[0] != points[1]:
        total = {"before": _points(points[0]), "after": _points(points[1])}
        answer.append(Reason("corrections.points", {"points": signed(points[1] - points[0]), **total}))
    levels = [_level(course.levels, on) for course in (before, after)]
    if levels[0] != levels[1]:
        answer.append(Reason("corrections.level", {"before": levels[0], "after": levels[1]}))
    if before.clean_from != after.clean_from:
        values = {"before": before.clean_from or "clean.none", "after": after.clean_from or "clean.none"}
        answer.append(Reason("corrections.clean", values, "detox_regulation.7"))
    return answer or [Reason("corrections.same")]


def _states(before: Sequence[Span], after: Sequence[Span]) -> list[Reason]:
    def states(spans: Sequence[Span]) -> dict[date, str]:
        return {span.from_on: span.state for span in spans}

    was, now = states(before), states(after)
    answer = []
    for day in sorted(was.keys() | now.keys()):
        if was.get(day) == now.get(day):
            continue
        if day in now:
            then = was.get(day) or _state_on(before, day)
            if then != now[day]:
                values = {"from_on": day, "before": f"standing.{then}", "after": f"standing.{now[day]}"}
                answer.append(Reason("corrections.state", values))
        else:
            values = {"from_on": day, "before": f"standing.{was[day]}"}
            answer.append(Reason("corrections.state_gone", values))
    return answer


def _state_on(spans: Sequence[Span], day: date) -> str | None:
    held = (s.state for s in spans if s.from_on <= day and (s.until_on is None or day < s.until_on))
    return next(held, None)


def _duties(before: Sequence[Duty], after: Sequence[Duty]) -> list[Reason]:
    was, now = {duty.key: duty for duty in before}, {duty.key: duty for duty in after}
    # A corrected record has a new id, and so have the duties named after it: the same step, not another.
    gone = {_step(duty) for key, duty in was.items() if key not in now and duty.state == "open"}
    new = {_step(duty) for key, duty in now.items() if key not in was and duty.state == "open"}
    answer = []
    for key, duty in now.items():
        values: dict[str, object] = {"duty": called(duty), "by": duty.due_on}
        then = was.get(key)
        if then is None and duty.state == "open" and _step(duty) not in gone:
            answer.append(Reason("corrections.duty_new", values))
        elif then is not None and then.state != duty.state:
            words = {"before": f"duty.{then.state}", "after": f"duty.{duty.state}"}
            answer.append(Reason("corrections.duty", {**values, **words}))
    for key, duty in was.items():
        if key not in now and duty.state == "open" and _step(duty) not in new:
            answer.append(Reason("corrections.duty_gone", {"duty": called(duty), "by": duty.due_on}))
    return answer


def _step(duty: Duty) -> tuple[str, date]:
    return called(duty), duty.due_on


def _counters(before: Sequence[Counter], after: Sequence[Counter]) -> list[Reason]:
    was = {(counter.code, counter.measure_id): counter.value for counter in before}
    answer = []
    for counter in after:
        value = was.get((counter.code, counter.measure_id), 0)
        if value != counter.value:
            values = {"counter": counter.code, "before": value, "after": counter.value}
            reason = Reason("corrections.counter", {**values, "threshold": counter.threshold}, counter.clause)
            answer.append(reason)
    return answer


def _level(levels: Sequence[tuple[date, str]], on: date) -> str:
    return next((level for day, level in reversed(levels) if day <= on), "level.unrated")


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:g}"
