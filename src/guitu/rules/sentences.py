"""Sentences for reasons: what the office counter would say, from a code and its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import ModuleType

from guitu.rules import (
    caseloads,
    consequences,
    corrections,
    custody,
    deadlines,
    deductions,
    documents,
    evidence,
    exits,
    findings,
    identifiers,
    isolation,
    leave,
    levels,
    maternity,
    measures,
    names,
    occasions,
    overlays,
    person,
    points,
    postponements,
    refusals,
    reporting,
    screenings,
    standing,
    steps,
    texts,
    urine_tests,
    violations,
    visits,
)
from guitu.rules.verdict import Reason

FAMILIES: tuple[ModuleType, ...] = (
    caseloads, consequences, corrections, custody, deadlines, deductions, documents, evidence, exits, findings,
    identifiers, isolation, leave, levels, maternity, measures, names, occasions, overlays, person, points,
    postponements, refusals, reporting, screenings, standing, steps, texts, urine_tests, violations, visits,
)  # fmt: skip

WORDS: Mapping[str, str] = {
    **steps.WORDS,
    **corrections.WORDS,
    **levels.TRIGGERS,
    "community_detox": "社区戒毒",
    "community_rehabilitation": "社区康复",
    "compulsory_isolation": "强制隔离戒毒",
    "voluntary": "自愿戒毒",
    "maintenance": "戒毒药物维持治疗",
    "test_refusals": "拒绝、逃避检测",
    "departures": "擅自离开",
    "days_away": "擅自离开天数",
    "report_in": "报到",
    "sign_agreement": "签订协议",
    "periodic_report": "定期报到",
    "urine_test": "尿检",
    "read_result": "检测结果的告知与复检",
    "read_result.told": "告知初筛结果",
    "read_result.laboratory": "送实验室检测",
    "read_result.second": "复检",
    "read_result.finding": "等公安认定",
    "visit": "走访",
    "return_from_leave": "销假",
    "return_test": "返回检测",
    "assess_level": "风险评估",
    "confirm_level": "确认等级",
    "release_measure": "解除措施",
    "confirm_exit": "确认三年未复吸",
    "report_violation": "报告严重违反",
    "check_absence": "核实未到原因",
    "complete_papers": "补齐证据",
    "confirm_deduction": "确认扣分",
    "level": "风险等级",
    "violation": "报告严重违反",
    "exit": "三年未复吸",
    "relapse_report": "报公安机关认定",
    "release": "解除措施",
    "approved_leave": "已请假",
    "hospital": "住院",
    "custody": "在押",
    "wrong_number": "电话有误",
    "work": "上班",
    "childcare": "照顾孩子",
    "bereavement": "办丧事",
    "weather": "天气",
    "none_given": "未说明",
    "refused": "拒绝",
    "evaded": "逃避",
    "high": "高",
    "middle": "中",
    "low": "低",
    "low_long": "长期低",
}


def collected(families: Iterable[ModuleType]) -> dict[str, str]:
    """All sentences of all families; a code said twice is an error, because one of them would be lost."""
    answer: dict[str, str] = {}
    for family in families:
        for code, text in family.SENTENCES.items():
            if code in answer:
                raise ValueError(f"{code} is said twice")
            answer[code] = text
    return answer


SENTENCES: dict[str, str] = collected(FAMILIES)


class _Shown(dict[str, str]):
    """Values as read aloud; one that is missing shows as …, because a page must not fail over a word."""

    def __missing__(self, name: str) -> str:
        return "…"


def _as_written(text: str) -> str:
    return text


def shown(value: object, translate: Callable[[str], str] = _as_written) -> str:
    """A value as it is read: days as 2026-11-18, codes as their word, several joined by 、. What stands in our
    tables passes through `translate`, what was handed in does not."""
    if value is None:
        return "…"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return translate(WORDS[value]) if value in WORDS else value
    if isinstance(value, (tuple, list)):
        return translate("、").join(shown(item, translate) for item in value)
    return str(value)


def sentence(reason: Reason, *, year: int | None = None, translate: Callable[[str], str] = _as_written) -> str:
    """The sentence for a reason. With `year`, days of that year are shown short, as 11-18; `translate` puts
    what our tables say into the reader's language. A code without a sentence is given back as it is: never an
    error on a page."""
    template = SENTENCES.get(reason.code)
    if template is None:
        return reason.code
    template = translate(template)
    values = _Shown({name: shown(value, translate) for name, value in reason.values.items()})
    if year is not None:
        for name, value in reason.values.items():
            if isinstance(value, date) and value.year == year:
                values[name] = f"{value.month:02d}-{value.day:02d}"
    try:
        return template.format_map(values)
    except (ValueError, IndexError, KeyError, AttributeError):
        return template
