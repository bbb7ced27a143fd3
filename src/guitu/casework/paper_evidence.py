"""证据清单: what a report of a serious violation rests on, as the counters of the law counted it. Chinese, whoever prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guitu.rules import breaches
from guitu.rules.facts import Fact
from guitu.rules.sentences import shown
from guitu.rules.terms import Course


def evidence_of(report: Any, course: Course, facts: Sequence[Fact]) -> str:
    """Each record that was counted until the report: its day, what it tells, and its papers."""
    if report is None or report.kind != "violation_reported":
        return ""
    if report.ground == "use":
        counted = [fact for fact in facts if fact.kind == "use_confirmed" and fact.on <= report.on]
    else:
        of = [one for one in course.counters if (one.code, one.measure_id) == (report.ground, report.measure)]
        ids = {id for one in of for id in one.counted}
        counted = [fact for fact in facts if fact.id in ids and fact.on <= report.on]
    letters = {one.breach.id: one.warned for one in breaches.handled(facts) if one.warned is not None}
    notices = {fact.id: fact.on for fact in facts if fact.kind == "test_notice_served"}
    return "；".join(_line(number, fact, letters.get(fact.id), notices) for number, fact in enumerate(counted, 1))


def _line(number: int, fact: Any, letter: Any, notices: dict[str, Any]) -> str:
    papers = []
    if notice := notices.get(getattr(fact, "notice", None) or ""):
        papers.append(f"检测通知书{notice.isoformat()}送达")
    elif getattr(fact, "notice_served", False):
        papers.append("检测通知书已送达")
    if letter is not None:
        papers.append(f"告诫书{letter.on.isoformat()}送达（{shown(f'received.{letter.received}')}）")
    elif getattr(fact, "warning_letter", False):
        papers.append("告诫书已送达")
    return f"{number}. {fact.on.isoformat()} {_what(fact)}" + "".join(f"，{one}" for one in papers)


def _what(fact: Any) -> str:
    if fact.kind == "test_missed":
        return f"未到检（{shown(f'reason.{fact.reason}')}）"
    if fact.kind == "urine_test":
        return "到场拒绝检测"
    if fact.kind == "use_confirmed":
        return "公安机关认定吸毒"
    return f"擅自离开至{fact.until.isoformat()}" if fact.until else "擅自离开，尚未返回"
