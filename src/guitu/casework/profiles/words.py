"""What happened, in the words of the counter: a sentence per kind of fact, and the words of its codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from guitu.casework.wishes import wished
from guitu.duties import doors
from guitu.kit.telling import labelled, listed, numbered, with_more
from guitu.ledger import fact_words
from guitu.rules.dates import day_before
from guitu.rules.duty_keys import parted

# Which field class tells about a fact; a post that does not read it never sees the line.
_TEST = frozenset(
    {"urine_test", "test_missed", "test_objected", "laboratory_result", "bottles_moved", "bottles_destroyed", "doubt_read", "test_notice_served", "tests_waived",
     "use_confirmed", "violation_reported", "violation_answered", "pregnancy_started", "pregnancy_ended", "nursing_started",
     "nursing_ended", "agreement_breached", "breach_excused", "breach_criticised", "warning_served", "elsewhere_test_asked", "elsewhere_test_declined"}
)
_CONTACT = frozenset({"visit", "duty_postponed", "whereabouts_verified"})
_TEAM_ONLY = frozenset({"session_held", "story_written", "story_checked"})  # what was said stays with who works with it
_AT_THE_DOOR = frozenset({"incident_recorded", "incident_lifted", "help_raised", "help_arranged"})
_NOTE = frozenset({"request_made", "request_answered"})
_POINTS = frozenset({"points_granted", "deduction_confirmed"})
COUNTED = ("test_missed", "absence_confirmed", "urine_test")  # by a counter of the law, where the test was refused
_TESTS_TAB = _TEST - {
    "violation_reported", "violation_answered", "pregnancy_started", "pregnancy_ended", "nursing_started", "nursing_ended",
    "agreement_breached", "breach_excused", "breach_criticised", "warning_served",
}
_VISITS_TAB = frozenset({"visit", "periodic_report"})


def needs(kind: str) -> str:
    """The field class of a kind of fact."""
    if kind in _TEST:
        return "TEST"
    if kind in _TEAM_ONLY or kind in _NOTE:
        return "NOTE"
    return "CONTACT" if kind in _CONTACT or kind in _AT_THE_DOOR else "POINTS" if kind in _POINTS else "STATUS"


def tab_of(kind: str) -> str:
    """The tab that a fact stands under, beside the timeline."""
    return "tests" if kind in _TESTS_TAB else "visits" if kind in _VISITS_TAB else ""


@lru_cache(maxsize=64)
def kinds_for(classes: frozenset[str], tab: str = "") -> tuple[str, ...]:
    """The kinds of fact that a post with these classes is shown, under a tab or at all. That something was taken back
    is said where it stood."""
    kinds = [kind for kind in fact_words.KINDS if kind != "withdrawn" and needs(kind) in classes]
    return tuple(kind for kind in kinds if tab in ("", tab_of(kind)))


def _codes(field: str, values: Any) -> str:
    return listed(fact_words.code(field, value) for value in values or ())


def happened(kind: str, body: Mapping[str, Any], item_names: Mapping[str, str]) -> str:
    """One fact as one short sentence."""
    builder = _BUILT.get(kind)
    if builder is not None:
        return builder(body, item_names)
    return fact_words.kind(kind)


def _test(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    outcome = fact_words.code("outcome", body["outcome"])
    asked = [_("登记时问过：%(what)s") % {"what": _codes("doubts", body["doubts"])}] if body.get("doubts") else []
    if body["outcome"] == "positive":
        found = with_more(outcome, _codes("substances", body["substances"])) if body.get("substances") else outcome
        said = _("尿检初筛：%(outcome)s") % {"outcome": found}
        return _("；").join([said, *_told(body), *asked])
    return _("；").join([_("尿检：%(outcome)s") % {"outcome": outcome}, *asked])


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
    return labelled(stage, fact_words.code("outcome", body["outcome"]))


def _visit(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    how = fact_words.code("how", body.get("how", "home"))
    if not body.get("met", True):
        return _("%(how)s：没有见到") % {"how": how}
    needed = _("需要：%(n)s") % {"n": _codes("needs", body["needs"])} if body.get("needs") else ""
    parts = [_codes("moods", body.get("moods")), needed]
    more = _("；").join(part for part in parts if part)
    return labelled(how, more) if more else how


def _missed(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("未到检，原因：%(why)s") % {"why": fact_words.code("reason", body["reason"])}


def _decided(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    kind = fact_words.code("measure_kind", body["measure_kind"])
    return _("决定%(kind)s，%(years)s 年") % {"kind": kind, "years": body.get("years", 3)}


def _leave(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("请假至 %(until)s（%(why)s）") % {"until": body["until"], "why": fact_words.code("why", body.get("why", "other"))}


def _agreement(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("签订协议，家属已签") if body.get("guardian_signed") else _("签订协议")


def _abstinence(body: Mapping[str, Any], _items: Mapping[str, str]) -> str:
    return _("名册所载三年未复吸，公安机关文书号待补") if body.get("unnumbered") else fact_words.kind("abstinence_confirmed")


_BUILT: Mapping[str, Any] = {
    "urine_test": _test,
    "laboratory_result": _laboratory,
    "bottles_moved": lambda b, _i: labelled(fact_words.code("bottles", b.get("bottles", "both")), fact_words.code("bottle_step", b["bottle_step"])),
    "bottles_destroyed": lambda b, _i: labelled(_("留样销毁"), fact_words.code("destroyed_how", b["destroyed_how"])),
    "doubt_read": lambda b, _i: _("看过检测的说明：%(what)s") % {"what": fact_words.code("read_as", b["read_as"])},
    "visit": _visit,
    "test_missed": _missed,
    "measure_decided": _decided,
    "leave_granted": _leave,
    "agreement_signed": _agreement,
    "abstinence_confirmed": _abstinence,
    "periodic_report": lambda b, _i: _("定期报到：%(how)s") % {"how": fact_words.code("how", b.get("how", "in_person"))},
    "taken_into_custody": lambda b, _i: _("羁押：%(how)s") % {"how": fact_words.code("custody", b.get("custody", "detained"))},
    "measure_ended": lambda b, _i: _("措施结束：%(how)s") % {"how": fact_words.code("how", b.get("how", "released"))},
    "measure_transferred": lambda _b, _i: _("变更执行地，档案已转"),
    "measure_extended": lambda b, _i: numbered(_("期限变动 %(n)s 个月") % {"n": b["months"]}),
    "test_notice_served": lambda b, _i: _("送达检测通知书，定于 %(on)s") % {"on": b["test_on"]},
    "tests_waived": lambda b, _i: _("免检至 %(on)s（%(why)s）") % {"on": day_before(date.fromisoformat(b["until"])), "why": fact_words.code("why", b["why"])},
    "absence_confirmed": lambda b, _i: (
        _("确认擅自离开，%(on)s 返回") % {"on": b["until"]} if b.get("until") else _("确认擅自离开，尚未返回")
    ),
    "level_confirmed": lambda b, _i: _("确认等级：%(level)s") % {"level": fact_words.code("level", b["level"])},
    "violation_reported": lambda b, _i: _("报告严重违反：%(why)s") % {"why": fact_words.code("ground", b["ground"])},
    "violation_answered": lambda b, _i: (
        _("公安机关答复：认定严重违反（%(why)s）") if b["upheld"] else _("公安机关答复：不认定（%(why)s）")
    ) % {"why": fact_words.code("ground", b["ground"])},
    "agreement_breached": lambda b, _i: _("违反协议：%(what)s") % {"what": fact_words.code("broken", b["broken"])},
    "breach_excused": lambda b, _i: _("有正当理由：%(what)s") % {"what": fact_words.code("excuse", b["excuse"])},
    "warning_served": lambda b, _i: _("送达告诫书：%(how)s") % {"how": fact_words.code("received", b["received"])},
    "two_way_answered": lambda b, _i: _("双向管控回函：同意协助") if b["agrees"] else _("双向管控回函：不同意"),
    "whereabouts_verified": lambda b, _i: _("去向核实：%(where)s（%(by)s，%(how)s）") % {
        "where": fact_words.code("stays", b.get("stays", "as_known")), "by": fact_words.code("verified_by", b["verified_by"]),
        "how": fact_words.code("certainty", b["certainty"]),
    },
    "elsewhere_test_asked": lambda b, _i: _("请外地做尿检，%(on)s 以前") % {"on": b["test_by"]},
    "transfer_acknowledged": lambda b, _i: _("变更执行地回执：已接收") if b["taken_over"] else _("变更执行地回执：退回"),
    "nursing_started": lambda b, _i: _("哺乳，孩子 %(on)s 出生") % {"on": b["child_born_on"]},
    "points_granted": lambda b, items: _("积分：%(what)s") % {"what": items.get(b["item"], b["item"])},
    "consent_given": lambda b, _i: _("同意：%(what)s") % {"what": fact_words.code("consent_for", b["consent_for"])},
    "member_named": lambda b, _i: _("参加小组：%(what)s") % {"what": fact_words.code("member", b["member"])},
    "goal_set": lambda b, _i: _("定下目标：%(what)s") % {"what": fact_words.code("area", b["area"])},
    "goal_ended": lambda b, _i: _("目标%(what)s") % {"what": fact_words.code("reached", b["reached"])},
    "session_held": lambda b, _i: _("谈话：%(what)s") % {"what": fact_words.code("method", b.get("method", "general"))},
    "help_arranged": lambda b, _i: _("已安排帮助：%(what)s") % {"what": fact_words.code("help_by", b["help_by"])},
    "level_answered": lambda b, _i: _("答复等级疑问：%(what)s") % {"what": fact_words.code("answered_as", b["answered_as"])},
    "request_made": lambda b, _i: _("本人请求：%(what)s") % {"what": wished(b)},
    "request_answered": lambda b, _i: _("答复本人请求：%(how)s") % {"how": fact_words.code("how", b["how"])},
    "duty_postponed": lambda b, _i: (
        _("暂不：%(what)s，%(on)s 再提醒") % {"what": doors.word(parted(b["duty"]).kind, b["duty"]), "on": b["until"]}
    ),
}
