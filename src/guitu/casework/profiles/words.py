"""What happened, in the words of the counter: a sentence per kind of fact, and the words of its codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guitu.casework import fact_words
from guitu.duties import doors
from guitu.kit.telling import labelled, listed, numbered, shown, with_more
from guitu.rules.dates import day_before

KINDS: Mapping[str, Any] = {
    "registered": gettext_lazy("入册"),
    "use_confirmed": gettext_lazy("公安机关认定吸毒"),
    "abstinence_confirmed": gettext_lazy("公安机关确认三年未复吸"),
    "died": gettext_lazy("死亡"),
    "struck_off": gettext_lazy("销册"),
    "moved_out": gettext_lazy("迁出"),
    "moved_in": gettext_lazy("迁入"),
    "went_abroad": gettext_lazy("出境"),
    "came_back": gettext_lazy("回国"),
    "released_from_custody": gettext_lazy("释放"),
    "decision_served": gettext_lazy("送达决定书"),
    "reported_in": gettext_lazy("报到"),
    "report_refused": gettext_lazy("逾期未报到、拒签，已移交公安"),
    "transfer_arrived": gettext_lazy("到新执行地报到"),
    "escaped": gettext_lazy("脱逃"),
    "recaptured": gettext_lazy("追回"),
    "medical_leave_started": gettext_lazy("所外就医"),
    "medical_leave_ended": gettext_lazy("所外就医结束"),
    "lost_contact": gettext_lazy("失联"),
    "found_again": gettext_lazy("找回，恢复联系"),
    "two_way_control_started": gettext_lazy("开始双向管控"),
    "two_way_control_ended": gettext_lazy("双向管控结束"),
    "pregnancy_started": gettext_lazy("怀孕"),
    "pregnancy_ended": gettext_lazy("怀孕结束"),
    "nursing_ended": gettext_lazy("哺乳结束"),
    "test_objected": gettext_lazy("对检测结果提出异议"),
    "leave_returned": gettext_lazy("销假"),
    "risk_assessed": gettext_lazy("风险评估"),
    "deduction_confirmed": gettext_lazy("扣分经另一人确认"),
    "withdrawn": gettext_lazy("撤回一条记录"),
}
CODES: Mapping[str, Any] = {
    "negative": gettext_lazy("阴性"), "positive": gettext_lazy("阳性"), "invalid": gettext_lazy("无效"),
    "refused": gettext_lazy("拒绝检测"), "prescribed": gettext_lazy("阳性，有处方"),
    "home": gettext_lazy("家访"), "centre": gettext_lazy("来站谈话"), "workplace": gettext_lazy("到单位走访"),
    "phone": gettext_lazy("电话"), "video": gettext_lazy("视频"), "in_person": gettext_lazy("本人到站"),
    "detained": gettext_lazy("拘留"), "arrested": gettext_lazy("逮捕"), "imprisoned": gettext_lazy("收监服刑"),
    "corrective_education": gettext_lazy("强制性教育"), "released": gettext_lazy("解除"),
    "terminated": gettext_lazy("终止"), "converted": gettext_lazy("转强制隔离戒毒"), "withdrawn": gettext_lazy("撤销"),
    "work": gettext_lazy("工作"), "family": gettext_lazy("家庭"), "health": gettext_lazy("身体"),
    "mood": gettext_lazy("情绪"), "contact": gettext_lazy("交往"), "medical": gettext_lazy("就医"),
    "study": gettext_lazy("学习"), "other": gettext_lazy("其他"), "pregnancy": gettext_lazy("怀孕"),
    "nursing": gettext_lazy("哺乳"), "hospital": gettext_lazy("住院"),
}  # fmt: skip
OVERLAYS: Mapping[str, Any] = {
    "lost_contact": gettext_lazy("失联"),
    "on_leave": gettext_lazy("请假"),
    "two_way_control": gettext_lazy("双向管控"),
    "medical_leave": gettext_lazy("所外就医"),
    "escaped": gettext_lazy("脱逃"),
    "pregnant": gettext_lazy("怀孕"),
    "nursing": gettext_lazy("哺乳"),
}
PARTS: Mapping[str, Any] = {
    "responsible": gettext_lazy("社工"), "village": gettext_lazy("村（社区）"), "grid": gettext_lazy("网格员"),
    "police": gettext_lazy("民警"), "medical": gettext_lazy("医务"), "counsellor": gettext_lazy("心理"),
}  # fmt: skip
# Which field class tells about a fact; a post that does not read it never sees the line.
_TEST = frozenset(
    {"urine_test", "test_missed", "test_objected", "laboratory_result", "test_notice_served", "tests_waived",
     "use_confirmed", "violation_reported", "violation_answered", "pregnancy_started", "pregnancy_ended", "nursing_started",
     "nursing_ended"}
)  # fmt: skip
_CONTACT = frozenset({"visit", "duty_postponed"})
_POINTS = frozenset({"points_granted", "deduction_confirmed"})
COUNTED = ("test_missed", "absence_confirmed")  # by a counter of the law; so is a test refused
_TESTS_TAB = _TEST - {
    "violation_reported", "violation_answered", "pregnancy_started", "pregnancy_ended", "nursing_started", "nursing_ended",
}  # fmt: skip
_VISITS_TAB = frozenset({"visit", "periodic_report"})


def needs(kind: str) -> str:
    """The field class of a kind of fact."""
    if kind in _TEST:
        return "TEST"
    return "CONTACT" if kind in _CONTACT else "POINTS" if kind in _POINTS else "STATUS"


def tab_of(kind: str) -> str:
    """The tab that a fact stands under, beside the timeline."""
    return "tests" if kind in _TESTS_TAB else "visits" if kind in _VISITS_TAB else ""


@lru_cache(maxsize=64)
def kinds_for(classes: frozenset[str], tab: str = "") -> tuple[str, ...]:
    """The kinds of fact that a post with these classes is shown, under a tab or at all. That something was taken back
    is said where it stood."""
    kinds = [kind for kind in fact_words.KINDS if kind != "withdrawn" and needs(kind) in classes]
    return tuple(kind for kind in kinds if tab in ("", tab_of(kind)))


def code(value: str) -> str:
    """A code as it is read; one without a word of its own stays as the rulebook says it."""
    return str(CODES.get(value) or _(shown(value)))


def _codes(field: str, values: Any) -> str:
    return listed(fact_words.code(field, value) for value in values or ())


def happened(kind: str, body: Mapping[str, Any], item_names: Mapping[str, str]) -> str:
    """One fact as one short sentence."""
    builder = _BUILT.get(kind)
    if builder is not None:
        return builder(body, item_names)
    return str(KINDS.get(kind, kind))


def _test(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    outcome = code(body["outcome"])
    if body["outcome"] == "positive":
        found = with_more(outcome, _codes("substances", body["substances"])) if body.get("substances") else outcome
        said = _("尿检初筛：%(outcome)s") % {"outcome": found}
        return _("；").join([said, *_told(body)])
    return _("尿检：%(outcome)s") % {"outcome": outcome}


def _told(body: Mapping[str, Any]) -> list[str]:
    """What is out of the ordinary in how the person was told: later, unsigned, or not at all."""
    if not body.get("told", True):
        return [_("还没有告知本人")]
    said = [_("%(on)s 告知本人") % {"on": body["told_on"]}] if body.get("told_on") else []
    if body.get("signature_refused"):
        return [*said, _("本人拒绝签字")]
    return said if body.get("signed", True) else [*said, _("本人还没有签字")]


def _laboratory(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    stage = _("第二实验室") if body["stage"] == "second" else _("实验室检测")
    return labelled(stage, code(body["outcome"]))


def _visit(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    how = code(body.get("how", "home"))
    if not body.get("met", True):
        return _("%(how)s：没有见到") % {"how": how}
    needed = _("需要：%(n)s") % {"n": _codes("needs", body["needs"])} if body.get("needs") else ""
    parts = [_codes("moods", body.get("moods")), needed]
    more = _("；").join(part for part in parts if part)
    return labelled(how, more) if more else how


def _missed(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("未到检，原因：%(why)s") % {"why": _(shown(body["reason"]))}


def _decided(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    kind = _(shown(body["measure_kind"]))
    return _("决定%(kind)s，%(years)s 年") % {"kind": kind, "years": body.get("years", 3)}


def _leave(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("请假至 %(until)s（%(why)s）") % {"until": body["until"], "why": code(body.get("why", "other"))}


def _agreement(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("签订协议，家属已签") if body.get("guardian_signed") else _("签订协议")


_BUILT: Mapping[str, Any] = {
    "urine_test": _test,
    "laboratory_result": _laboratory,
    "visit": _visit,
    "test_missed": _missed,
    "measure_decided": _decided,
    "leave_granted": _leave,
    "agreement_signed": _agreement,
    "periodic_report": lambda b, _i: _("定期报到：%(how)s") % {"how": code(b.get("how", "in_person"))},
    "taken_into_custody": lambda b, _i: _("羁押：%(how)s") % {"how": code(b.get("custody", "detained"))},
    "measure_ended": lambda b, _i: _("措施结束：%(how)s") % {"how": code(b.get("how", "released"))},
    "measure_transferred": lambda _b, _i: _("变更执行地，档案已转"),
    "measure_extended": lambda b, _i: numbered(_("期限变动 %(n)s 个月") % {"n": b["months"]}),
    "test_notice_served": lambda b, _i: _("送达检测通知书，定于 %(on)s") % {"on": b["test_on"]},
    "tests_waived": lambda b, _i: _("免检至 %(on)s（%(why)s）") % {"on": day_before(date.fromisoformat(b["until"])), "why": code(b["why"])},
    "absence_confirmed": lambda b, _i: (
        _("确认擅自离开，%(on)s 返回") % {"on": b["until"]} if b.get("until") else _("确认擅自离开，尚未返回")
    ),
    "level_confirmed": lambda b, _i: _("确认等级：%(level)s") % {"level": _(shown(b["level"]))},
    "violation_reported": lambda b, _i: _("报告严重违反：%(why)s") % {"why": _(shown(b["ground"]))},
    "violation_answered": lambda b, _i: (
        _("公安机关答复：认定严重违反（%(why)s）") if b["upheld"] else _("公安机关答复：不认定（%(why)s）")
    ) % {"why": _(shown(b["ground"]))},
    "nursing_started": lambda b, _i: _("哺乳，孩子 %(on)s 出生") % {"on": b["child_born_on"]},
    "points_granted": lambda b, items: _("积分：%(what)s") % {"what": items.get(b["item"], b["item"])},
    "duty_postponed": lambda b, _i: (
        _("暂不：%(what)s，%(on)s 再提醒") % {"what": doors.word(b["duty"].split(":")[0], b["duty"]), "on": b["until"]}
    ),
}
