"""What may be recorded here by this post: the few of every day, and the legal steps with why not."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from guitu.casework.profiles import measures
from guitu.casework.telling import told
from guitu.kit.actor import Actor
from guitu.policy import Timeline
from guitu.rules.steps import may_take

Row = dict[str, Any]
_DAILY = (
    ("record-urine-test", "record_urine_test", "记录检测", "droplet"),
    ("record-visit", "record_visit", "走访", "home-heart"),
    ("record-report", "record_report", "报到", "clipboard-check"),
    ("grant-leave", "grant_leave", "请假", "door-exit"),
)
_STEPS = (
    ("open-measure", "open_measure", "登记决定"),
    ("serve-decision", "serve_decision", "送达"),
    ("report-in", "report_in", "收到决定后报到"),
    ("sign-agreement", "sign_agreement", "签订协议"),
    ("refuse-report", "refuse_report", "移交拒绝接受"),
    ("transfer-measure", "transfer_measure", "变更执行地"),
    ("arrive-at-transfer", "arrive_at_transfer", "新执行地报到"),
    ("end-measure", "end_measure", "结束措施"),
    ("extend-measure", "extend_measure", "变更期限"),
    ("record-custody", "record_custody", "羁押"),
    ("release-from-custody", "release_from_custody", "释放"),
    ("serve-notice", "serve_test_notice", "送达检测通知"),
    ("record-missed-test", "record_missed_test", "登记未到检"),
    ("waive-tests", "waive_tests", "免检"),
    ("record-laboratory-result", "record_laboratory_result", "实验室结果"),
    ("object-to-test", "object_to_test", "提出异议"),
    ("record-return", "record_return", "销假"),
    ("confirm-absence", "confirm_absence", "确认擅自离开"),
    ("report-violation", "report_violation", "报告严重违反"),
    ("assess-risk", "assess_risk", "风险评估"),
    ("confirm-level", "confirm_level", "确认等级"),
    ("confirm-use", "confirm_use", "登记认定吸毒"),
    ("confirm-abstinence", "confirm_abstinence", "确认三年未复吸"),
    ("record-status", "record_status", "死亡、销册、迁出等"),
    ("record-lost-contact", "record_lost_contact", "登记失联"),
    ("record-found", "record_found", "登记找回"),
    ("grant-points", "grant_points", "记积分"),
    ("assign-person", "assign_person", "指派责任社工"),
)
_BY_STATE = frozenset(
    {"serve_decision", "report_in", "sign_agreement", "refuse_report", "transfer_measure", "arrive_at_transfer"}
)


def daily(actor: Actor, person_id: Any) -> list[Row]:
    """The buttons in the header; the first is the main one."""
    found = [(label, _address(name, person_id), icon) for name, action, label, icon in _DAILY if action in actor.may]
    shown = [{"label": _(label), "url": url, "icon": icon} for label, url, icon in found if url]
    return [{**button, "kind": "secondary" if n else "primary"} for n, button in enumerate(shown)]


def steps(person: Row, actor: Actor, timeline: Timeline, on: date) -> list[Row]:
    """Legal steps and rarer records; a step that the measure's state does not admit says why."""
    running = measures.live(measures.measures(person["course"]), on)
    answer: list[Row] = []
    for name, action, label in _STEPS:
        url = _address(name, person["id"]) if action in actor.may else ""
        if not url:
            continue
        why = ""
        if action in _BY_STATE and action != "sign_agreement":
            if running is None:
                continue  # without a measure there is nothing to say about its papers
            verdict = may_take(action, running, on)
            why = "".join(said["text"] for said in told(verdict.reasons, timeline)) if not verdict else ""
        answer.append({"label": _(label), "url": url, "why": why})
    return sorted(answer, key=lambda step: bool(step["why"]))


def _address(name: str, person_id: Any) -> str:
    try:
        return reverse(name, args=[person_id])
    except NoReverseMatch:
        return ""
