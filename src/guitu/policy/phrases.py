"""The sentences of worked examples: which fact a line gives, and what a line expects.

Spaces do not matter. A line that matches nothing is a fault of the example, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from guitu.policy.timeline import Timeline
from guitu.rules import records
from guitu.rules.dates import day_after
from guitu.rules.facts import Fact

_DAY = r"(\d{4}-\d{2}-\d{2})"
LEVELS = {"高": "high", "中": "middle", "低": "low", "长期低": "low_long"}
REASONS = {
    "已请假": "approved_leave",
    "住院": "hospital",
    "羁押": "custody",
    "号码有误": "wrong_number",
    "上班": "work",
    "照看孩子": "childcare",
    "奔丧": "bereavement",
    "天气": "weather",
    "没有说明": "none_given",
    "拒绝": "refused",
    "逃避": "evaded",
}
RESULTS = {"阴性": "negative", "阳性": "positive", "处方药": "prescribed"}
_MEASURES = {
    "责令社区戒毒": "community_detox",
    "责令社区康复": "community_rehabilitation",
    "决定强制隔离戒毒": "compulsory_isolation",
    "自愿戒毒": "voluntary",
    "参加维持治疗": "maintenance",
}
_CUSTODY = {
    "拘留": "detained",
    "逮捕": "arrested",
    "收监": "imprisoned",
    "强制性教育": "corrective_education",
}
_OF_MEASURE: dict[str, tuple[str, dict[str, Any]]] = {
    "送达": ("decision_served", {}),
    "报到": ("reported_in", {}),
    "签协议": ("agreement_signed", {}),
    "拒绝报到已移交": ("report_refused", {}),
    "到新执行地报到": ("transfer_arrived", {}),
    "解除": ("measure_ended", {"how": "released"}),
    "终止": ("measure_ended", {"how": "terminated"}),
    "转强制隔离戒毒": ("measure_ended", {"how": "converted"}),
    "脱逃": ("escaped", {}),
    "追回": ("recaptured", {}),
    "变更执行地": ("measure_transferred", {"to_path": "440785"}),
}
_PLAIN: dict[str, tuple[str, dict[str, Any]]] = {
    "入册": ("registered", {}),
    "公安确认三年未复吸": ("abstinence_confirmed", {}),
    "死亡": ("died", {}),
    "公安认定吸毒": ("use_confirmed", {}),
    "销册": ("struck_off", {}),
    "迁出": ("moved_out", {}),
    "迁入": ("moved_in", {}),
    "出境": ("went_abroad", {}),
    "回国": ("came_back", {}),
    "释放": ("released_from_custody", {}),
    "定期报到": ("periodic_report", {}),
    "走访": ("visit", {}),
    "电话联系": ("visit", {"how": "phone"}),
    "走访未见到": ("visit", {"met": False}),
    "尿检阴性": ("urine_test", {"outcome": "negative"}),
    "尿检初筛阳性": ("urine_test", {"outcome": "positive"}),
    "随机尿检阴性": ("urine_test", {"outcome": "negative", "purpose": "random"}),
    "拒绝尿检": ("urine_test", {"outcome": "refused"}),
    "尿检处方药": ("urine_test", {"outcome": "prescribed"}),
    "尿检无效": ("urine_test", {"outcome": "invalid"}),
    "失联": ("lost_contact", {}),
    "找回": ("found_again", {}),
}


@dataclass(slots=True)
class Story:
    """The facts of one example as they are told."""

    timeline: Timeline
    facts: list[Fact] = field(default_factory=list)

    def tell(self, line: str) -> None:
        """Adds the fact that the line gives. Raises ValueError when the line is not understood."""
        squeezed = re.sub(r"\s+", "", line)
        found = re.match(_DAY + r"(.+)$", squeezed)
        if found is None:
            raise ValueError("一行要以日期开头")
        on = date.fromisoformat(found[1])
        for pattern, telling in _TELLINGS:
            if words := re.fullmatch(pattern, found[2]):
                kind, body = telling(self, words)
                break
        else:
            kind, body = self._point(found[2], on)
        known = datetime.combine(on, time(9), UTC)
        fact = records.make(kind, id=f"f{len(self.facts) + 1}", on=on, known=known, corrects=None, body=body)
        if wrong := records.faults(fact):
            raise ValueError(f"{kind} 的 {'、'.join(wrong)} 不对")
        self.facts.append(fact)

    def last(self, kind: str) -> Any:
        for fact in reversed(self.facts):
            if fact.kind == kind:
                return fact
        raise ValueError(f"前面没有 {kind}")

    def _point(self, words: str, on: date) -> tuple[str, dict[str, Any]]:
        """The name of an item of the points sheet, with how many times."""
        found = re.fullmatch(r"(?P<name>.+?)(?:(?P<n>\d+)次)?", words)
        for code, item in self.timeline.on(on).points.items.items():
            if found and item.name == found["name"]:
                return "points_granted", {"item": code, "quantity": int(found["n"] or 1)}
        raise ValueError(f"听不懂：{words}")


Telling = Callable[[Story, re.Match[str]], tuple[str, dict[str, Any]]]


def _measure(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    number = sum(fact.kind == "measure_decided" for fact in story.facts) + 1
    years = int(words[2] or (2 if words[1] == "决定强制隔离戒毒" else 3))
    return "measure_decided", {"measure": f"m{number}", "measure_kind": _MEASURES[words[1]], "years": years}


def _plain(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    return _PLAIN[words[0]]


def _of_measure(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    kind, body = _OF_MEASURE[words[0]]
    return kind, {**body, "measure": story.last("measure_decided").measure}


def _missed(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    proof = words[4] is not None
    body = {"slot": f"{words[1]}:{words[2]}", "reason": REASONS[words[3]]}
    return "test_missed", {**body, "notice_served": proof, "warning_letter": proof}


def _assessed(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    scores = [(name, int(score)) for name, score in re.findall(r"([a-z_]+)(\d+)", words[1] or "")]
    triggers = (words[2] or "").split("、") if words[2] else []
    return "risk_assessed", {"scores": tuple(scores), "triggers": tuple(triggers)}


def _laboratory(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    stage = {"一": "first", "二": "second"}[words[1]]
    body = {"stage": stage, "laboratory": f"lab-{stage}", "outcome": RESULTS[words[2]]}
    return "laboratory_result", {**body, "test": story.last("urine_test").id}


def _registered(story: Story, words: re.Match[str]) -> tuple[str, dict[str, Any]]:
    return "registered", {"first_found_on": date.fromisoformat(words[2]), "addicted": words[1] is None}


_TELLINGS: list[tuple[str, Telling]] = [
    ("|".join(_PLAIN), _plain),
    ("|".join(_OF_MEASURE), _of_measure),
    (rf"({'|'.join(_MEASURES)})(?:(\d)年)?", _measure),
    (rf"入册(，未认定成瘾)?，首次查获{_DAY}", _registered),
    (
        rf"({'|'.join(_CUSTODY)})",
        lambda story, words: ("taken_into_custody", {"custody": _CUSTODY[words[1]]}),
    ),
    (
        r"补第(\d)年第(\d+)次尿检阴性",
        lambda story, words: ("urine_test", {"outcome": "negative", "slot": f"{words[1]}:{words[2]}"}),
    ),
    (
        rf"尿检通知定于{_DAY}",
        lambda story, words: ("test_notice_served", {"test_on": date.fromisoformat(words[1])}),
    ),
    (rf"第(\d)年第(\d+)次未到检，原因：({'|'.join(REASONS)})(，通知书和告诫书齐全)?", _missed),
    (
        rf"因怀孕免检至{_DAY}",
        lambda story, words: (
            "tests_waived",
            {"until": day_after(date.fromisoformat(words[1])), "why": "pregnancy"},
        ),
    ),
    (r"本人对结果有异议", lambda story, words: ("test_objected", {"test": story.last("urine_test").id})),
    (r"第(一|二)实验室(阴性|阳性|处方药)", _laboratory),
    (
        r"公安认定该次尿检为吸毒",
        lambda story, words: ("use_confirmed", {"test": story.last("urine_test").id}),
    ),
    (rf"请假至{_DAY}", lambda story, words: ("leave_granted", {"until": date.fromisoformat(words[1])})),
    (r"销假", lambda story, words: ("leave_returned", {"leave": story.last("leave_granted").id})),
    (
        rf"擅自离开至{_DAY}(，有告诫书)?",
        lambda story, words: (
            "absence_confirmed",
            {"until": date.fromisoformat(words[1]), "warning_letter": words[2] is not None},
        ),
    ),
    (r"评估((?:[a-z_]+\d+、?)*)(?:，?一票情形([a-z_、]+))?", _assessed),
    (r"定级(长期低|高|中|低)", lambda story, words: ("level_confirmed", {"level": LEVELS[words[1]]})),
]
