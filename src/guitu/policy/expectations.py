"""What a worked example expects, said as a sentence and looked up in the fold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from guitu.policy.phrases import LEVELS
from guitu.rules.terms import Course, Duty

_DAY = r"(\d{4}-\d{2}-\d{2})"
_STATES = {
    "死亡": "dead",
    "销册": "struck_off",
    "迁出": "moved_out",
    "出境": "abroad",
    "三年未复吸": "abstinent",
    "强制隔离戒毒": "compulsory_isolation",
    "服刑": "imprisoned",
    "拘留": "detained",
    "社区戒毒": "community_detox",
    "社区康复": "community_rehabilitation",
    "自愿戒毒": "voluntary",
    "维持治疗": "maintenance",
    "社会面": "in_society",
}
_DUTY_STATES = {"待办": "open", "已办": "done", "免除": "waived", "未办": "missed"}
_DUTIES = {
    "报到": "report_in",
    "签协议": "sign_agreement",
    "尿检": "urine_test",
    "定期报到": "periodic_report",
    "走访": "visit",
    "检测结果": "read_result",
    "返回检测": "return_test",
    "评估": "assess_level",
    "确认等级": "confirm_level",
    "解除": "release_measure",
    "确认三年未复吸": "confirm_exit",
    "报告严重违反": "report_violation",
    "核实": "check_absence",
    "补齐证据": "complete_papers",
    "确认扣分": "confirm_deduction",
    "销假": "return_from_leave",
}
_COUNTERS = {"拒检": "test_refusals", "擅自离开": "departures", "离开日数": "days_away"}


def unmet(line: str, course: Course) -> str | None:
    """Why the sentence does not hold of this fold, or None. Raises ValueError when it is not understood."""
    squeezed = re.sub(r"\s+", "", line)
    for pattern, look in _LOOKS:
        if words := re.fullmatch(pattern, squeezed):
            return look(course, words)
    raise ValueError(f"听不懂：{line}")


def _shown(duty: Duty) -> str:
    return f"{duty.key} 最迟 {duty.due_on}，{duty.state}"


def _slot(course: Course, words: re.Match[str]) -> str | None:
    name = f":{words[1]}:{words[2]}"
    found = [d for d in course.duties if d.kind == "urine_test" and d.key.endswith(name)]
    for duty in found:
        due = words[3] is None or duty.due_on == date.fromisoformat(words[3])
        state = words[4] is None or duty.state == _DUTY_STATES[words[4]]
        if due and state:
            return None
    return "；".join(map(_shown, found)) or "没有这一次"


def _due(course: Course, words: re.Match[str]) -> str | None:
    found = [d for d in course.duties if d.kind == _DUTIES[words[1]]]
    on = date.fromisoformat(words[2])
    for duty in found:
        if duty.due_on == on and (words[3] is None or duty.state == _DUTY_STATES[words[3]]):
            return None
    return "；".join(map(_shown, found)) or "没有这样的待办"


def _number(course: Course, words: re.Match[str]) -> str | None:
    count = sum(d.kind == _DUTIES[words[1]] and d.measure_id is not None for d in course.duties)
    return None if count == int(words[2]) else f"是 {count} 次"


def _points(course: Course, words: re.Match[str]) -> str | None:
    total = sum(e.hundredths for e in course.points if e.on.strftime("%Y-%m") == words[1])
    if total == round(float(words[2]) * 100):
        return None
    return f"是 {total / 100:g} 分：" + "，".join(
        f"{e.on} {e.item} {e.hundredths / 100:g}" for e in course.points if e.on.strftime("%Y-%m") == words[1]
    )


def _state(course: Course, words: re.Match[str]) -> str | None:
    day = date.fromisoformat(words[1])
    for span in course.standing:
        if span.from_on <= day and (span.until_on is None or day < span.until_on):
            return None if span.state == _STATES[words[2]] else f"是 {span.state}"
    return "那天不在册"


def _level(course: Course, words: re.Match[str]) -> str | None:
    found = [p.value for p in course.proposals if p.kind == "level"]
    return None if LEVELS[words[1]] in found else f"建议是 {found}"


def _counter(course: Course, words: re.Match[str]) -> str | None:
    found = [c.value for c in course.counters if c.code == _COUNTERS[words[1]]]
    return None if int(words[2]) in found else f"是 {found}"


def _ends(course: Course, words: re.Match[str]) -> str | None:
    found = [str(m.ends_on) for m in course.measures]
    return None if words[1] in found else f"是 {found}"


def _exit(course: Course, words: re.Match[str]) -> str | None:
    return None if str(course.exit_due_on) == words[1] else f"是 {course.exit_due_on}"


def _proposed(course: Course, words: re.Match[str]) -> str | None:
    there = any(p.kind == "violation" for p in course.proposals)
    return None if there == (words[0][0] != "不") else "没有建议" if not there else "有建议"


_LOOKS: list[tuple[str, Callable[[Course, re.Match[str]], str | None]]] = [
    (rf"尿检第(\d)年第(\d+)次(?:应于{_DAY}前)?(?:，?({'|'.join(_DUTY_STATES)}))?", _slot),
    (rf"({'|'.join(_DUTIES)})应于{_DAY}前(?:，({'|'.join(_DUTY_STATES)}))?", _due),
    (rf"({'|'.join(_DUTIES)})共(\d+)次", _number),
    (r"(\d{4}-\d{2})积分(-?[\d.]+)", _points),
    (rf"{_DAY}是(.+)", _state),
    (r"建议等级(长期低|高|中|低)", _level),
    (rf"累计({'|'.join(_COUNTERS)})(\d+)", _counter),
    (rf"期满{_DAY}", _ends),
    (rf"三年满{_DAY}", _exit),
    (r"不?建议报告严重违反", _proposed),
]
