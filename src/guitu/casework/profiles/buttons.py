"""What may be recorded here by this post: the few of every day, and the legal steps with why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from markupsafe import Markup

from guitu.casework.profiles import placeholder, unavailable
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.telling import labelled, listed
from guitu.policy import Timeline
from guitu.rules.terms import OFF_THE_BOOK, MeasureCourse

Row = dict[str, Any]
_MEETING = ("record-meeting", _("今天见了"), "users")  # several of the next three at once
_OF_A_MEETING = ("record_urine_test", "record_visit", "record_report")
_DAILY = (
    ("record-urine-test", "record_urine_test", _("记录检测"), "droplet"),
    ("record-visit", "record_visit", pgettext_lazy("button", "走访"), "home-heart"),
    ("record-report", "record_report", pgettext_lazy("button", "报到"), "clipboard-check"),
    ("grant-leave", "grant_leave", pgettext_lazy("button", "请假"), "door-exit"),
)
_GROUPS: tuple[tuple[Any, tuple[tuple[str, str, Any], ...]], ...] = (
    (_("措施"), (
        ("open-measure", "open_measure", _("登记决定")),
        ("serve-decision", "serve_decision", pgettext_lazy("button", "送达")),
        ("report-in", "report_in", _("收到决定后报到")),
        ("sign-agreement", "sign_agreement", _("签订协议")),
        ("refuse-report", "refuse_report", pgettext_lazy("button", "移交拒绝接受")),
        ("transfer-measure", "transfer_measure", pgettext_lazy("button", "变更执行地")),
        ("arrive-at-transfer", "arrive_at_transfer", pgettext_lazy("button", "新执行地报到")),
        ("record-escape", "record_escape", _("登记脱逃")),
        ("record-recapture", "record_recapture", _("登记追回")),
        ("start-medical-leave", "start_medical_leave", _("登记所外就医")),
        ("end-medical-leave", "end_medical_leave", _("登记所外就医结束")),
        ("extend-measure", "extend_measure", pgettext_lazy("button", "变更期限")),
        ("end-measure", "end_measure", _("结束措施")),
        ("clocks", "see_clocks", _("期限一览")),
        ("acknowledge-transfer", "acknowledge_transfer", _("登记变更执行地回执")),
        ("breaches", "see_breaches", _("违反协议的处理")),
        ("report-violation", "report_violation", _("报告严重违反")),
        ("record-police-answer", "record_police_answer", _("登记公安机关答复")),
    )),
    (_("检测"), (
        ("serve-notice", "serve_test_notice", _("送达检测通知")),
        ("record-missed-test", "record_missed_test", _("登记未到检")),
        ("tell-result", "tell_result", pgettext_lazy("button", "告知初筛结果")),
        ("waive-tests", "waive_tests", pgettext_lazy("button", "免检")),
        ("record-laboratory-result", "record_laboratory_result", pgettext_lazy("button", "实验室结果")),
        ("object-to-test", "object_to_test", _("提出异议")),
        ("confirm-use", "confirm_use", _("登记认定吸毒")),
        ("bottles-of", "see_testing", _("留样与时限")),
    )),
    (_("请假、离开"), (
        ("record-return", "record_return", pgettext_lazy("button", "销假")),
        ("confirm-absence", "confirm_absence", pgettext_lazy("button", "确认擅自离开")),
        ("record-lost-contact", "record_lost_contact", _("登记失联")),
        ("record-found", "record_found", _("登记找回")),
        ("start-two-way-control", "start_two_way_control", _("登记双向管控")),
        ("end-two-way-control", "end_two_way_control", _("登记双向管控结束")),
        ("person-letters", "see_letters", _("函件往来")),
        ("verify-whereabouts", "verify_whereabouts", _("登记去向核实")),
        ("ask-elsewhere-test", "ask_elsewhere_test", _("请外地做尿检")),
    )),
    (_("怀孕、哺乳"), (
        ("record-pregnancy", "record_pregnancy", _("登记怀孕")),
        ("end-pregnancy", "end_pregnancy", _("登记怀孕结束")),
        ("record-nursing", "record_nursing", _("登记哺乳")),
        ("end-nursing", "end_nursing", _("登记哺乳结束")),
    )),
    (_("评估、积分"), (
        ("assess-risk", "assess_risk", pgettext_lazy("button", "风险评估")),
        ("confirm-level", "confirm_level", _("确认等级")),
        ("grant-points", "grant_points", _("记积分")),
        ("confirm-deduction", "confirm_deduction", _("确认扣分")),
        ("exchange-points", "reserve_good", _("兑换积分")),
        ("lessons", "take_lesson", _("网上学习")),
    )),
    (_("帮扶、就业"), (
        ("person-help", "see_help", _("帮扶情况")),
        ("raise-need", "raise_need", _("转给单位帮")),
        ("apply-aid", "apply_aid", _("登记救助申请")),
        ("start-job", "start_job", _("登记到岗")),
        ("check-job", "check_job", _("核实在岗")),
    )),
    (_("帮教"), (
        ("team", "see_teamwork", _("帮教小组")),
        ("plan", "see_teamwork", _("帮教计划")),
        ("consents", "see_teamwork", _("同意")),
        ("family", "see_family", _("家庭")),
        ("sessions", "see_sessions", _("谈话")),
        ("level-told", "see_teamwork", _("等级告知")),
        ("incidents", "see_incidents", _("冲突与帮助")),
        ("counselling", "see_counselling", _("心理咨询")),
        ("story", "see_story", _("案例")),
    )),
    (_("状态、经办"), (
        ("record-custody", "record_custody", pgettext_lazy("button", "羁押")),
        ("release-from-custody", "release_from_custody", pgettext_lazy("button", "释放")),
        ("confirm-abstinence", "confirm_abstinence", _("确认三年未复吸")),
        ("record-status", "record_status", pgettext_lazy("button", "死亡、销册、迁出等")),
        ("correct-person", "correct_person", _("更正基本信息")),
        ("record-request", "take_request", _("登记本人请求")),
        ("answer-request", "answer_request", _("答复本人请求")),
        ("portal-card", "issue_card", _("本人卡片")),
        ("person-daybook", "see_daybook", _("记录和打印")),
        ("place-person", "place_person", _("确定村组")),
        ("hold-person", "hold_file", _("暂缓销毁")),
        ("assign-person", "assign_person", _("指派社工、网格员等")),
    )),
)


def drawn(
    person: Row, running: MeasureCourse | None, duties: Sequence[Row], actor: Actor, timeline: Timeline, on: date
) -> Markup:
    """All that may be recorded here by this post, as it stands in the header."""
    now = unavailable.Now.of(person, running, duties, actor.may, on)
    return placeholder.about(_drawn(now, actor.may, timeline), person["id"])


@pages.drawn_once
def _drawn(now: unavailable.Now, may: frozenset[str], timeline: Timeline) -> Markup:
    return placeholder.part("casework/profiles/buttons.html", buttons=daily(now, may), steps=steps(now, may, timeline))


def daily(now: unavailable.Now, may: frozenset[str]) -> list[Row]:
    """The few of every day; the first is the main one. Of somebody no longer on the book: none; of somebody in no
    measure here: only what needs none."""
    if now.state in OFF_THE_BOOK:
        return []
    shown = []
    for name, action, label, icon in _DAILY:
        url = address_if_any(name, placeholder.PERSON) if action in may else ""
        needs_none = action == "record_visit" or (action == "record_urine_test" and now.state != "abstinent")
        if url and (now.running or needs_none):
            shown.append({"label": str(label), "url": url, "icon": icon})
    if now.running and "record_visit" in may and sum(action in may for action in _OF_A_MEETING) > 1:
        name, label, icon = _MEETING
        shown.insert(0, {"label": str(label), "url": address_if_any(name, placeholder.PERSON), "icon": icon})
    return [{**button, "kind": "secondary" if n else "primary"} for n, button in enumerate(shown)]


def steps(now: unavailable.Now, may: frozenset[str], timeline: Timeline) -> Row:
    """Legal steps and rarer records by subject; those that one might look for and cannot take, each with why;
    and, folded, the rest, by why they are of no use now."""
    groups: list[Row] = []
    refused: list[str] = []
    folded: dict[str, list[str]] = {}
    for title, listed_steps in _GROUPS:
        found = []
        for name, action, label in listed_steps:
            url = address_if_any(name, placeholder.PERSON) if action in may else ""
            if not url:
                continue
            why = unavailable.why(action, now, timeline)
            if why is None:
                found.append({"label": str(label), "url": url})
            elif why.is_looked_for:
                refused.append(labelled(label, why.text))
            else:
                folded.setdefault(why.text, []).append(str(label))
        if found:
            groups.append({"title": str(title), "steps": found})
    return {
        "groups": groups,
        "refused": refused,
        "folded": [labelled(listed(labels), why) for why, labels in folded.items()],
        "folded_count": sum(len(labels) for labels in folded.values()),
    }
