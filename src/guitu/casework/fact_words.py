"""What the facts of casework, their fields and their codes are called; declared, and read from `ledger/fact_words.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guitu.casework.panel import PANEL
from guitu.rules import words

KINDS: Mapping[str, Any] = {
    "registered": _("入册"), "use_confirmed": _("公安认定吸毒"), "abstinence_confirmed": _("确认三年未复吸"),
    "died": _("死亡"), "struck_off": _("销册"), "moved_out": _("迁出"), "moved_in": _("迁入"),
    "went_abroad": _("出境"), "came_back": _("回国"), "taken_into_custody": _("羁押"),
    "released_from_custody": _("释放"), "measure_decided": _("决定"), "decision_served": _("送达决定书"),
    "reported_in": pgettext_lazy("fact", "报到"), "agreement_signed": _("签订协议"), "report_refused": _("移交拒绝接受"),
    "measure_transferred": _("变更执行地"), "transfer_arrived": _("到新执行地报到"),
    "measure_extended": _("变更期限"), "measure_ended": _("措施结束"), "escaped": _("脱逃"),
    "recaptured": _("追回"), "medical_leave_started": _("所外就医"), "medical_leave_ended": _("所外就医结束"),
    "periodic_report": _("定期报到"), "visit": _("走访"), "lost_contact": _("失联"), "found_again": _("找回"),
    "pregnancy_started": _("怀孕"), "pregnancy_ended": _("怀孕结束"), "nursing_started": _("哺乳"),
    "nursing_ended": _("哺乳结束"), "two_way_control_started": _("开始双向管控"), "two_way_control_ended": _("双向管控结束"),
    "test_notice_served": _("送达检测通知书"), "urine_test": _("尿检"), "test_objected": _("异议"),
    "bottles_moved": _("留样交接"), "bottles_destroyed": _("留样销毁"),
    "laboratory_result": _("实验室结果"), "test_missed": _("未到检"), "tests_waived": _("免检"),
    "leave_granted": _("请假"), "leave_returned": _("销假"), "absence_confirmed": _("擅自离开"),
    "risk_assessed": _("风险评估"), "level_confirmed": _("确认等级"), "violation_reported": _("报告严重违反"),
    "violation_answered": _("公安机关答复"),
    "need_found": _("转出需要"), "need_ended": _("需要有了结果"), "need_raised": _("转给单位"), "need_taken": _("单位接办"),
    "need_returned": _("单位退回"), "need_sent": _("改转单位"), "need_done": _("单位办结"), "need_answered": _("本人的意见"),
    "aid_applied": _("申请救助"), "aid_answered": _("救助审批结果"), "aid_paid": _("救助发放"), "aid_declined": _("本人不申请救助"),
    "work_referred": _("推荐就业"), "work_refused": _("没有接受合适的工作"), "job_started": _("到岗"), "job_checked": _("核实在岗"),
    "job_ended": _("离岗"), "work_excluded": _("不计入有就业能力"), "work_included": _("恢复计入有就业能力"),
    "insurance_started": _("参保"), "insurance_ended": _("停保"), "bonus_verified": _("核实用工奖补"), "bonus_paid": _("发放用工奖补"),
    "course_attended": _("到课"), "certificate_given": _("获得证书"), "check_up_attended": _("参加义诊体检"),
    "points_granted": _("积分"), "deduction_confirmed": _("确认扣分"), "duty_postponed": pgettext_lazy("fact", "暂不"),
    "consent_given": _("同意"), "consent_withdrawn": _("撤回同意"), "member_named": _("参加小组"), "member_left": _("退出小组"),
    "plan_made": _("订帮教计划"), "goal_set": _("定下目标"), "goal_ended": _("目标结束"), "plan_reviewed": _("评议帮教计划"),
    "plan_closed": _("结束帮教计划"), "session_held": pgettext_lazy("fact", "谈话"), "incident_recorded": _("与工作人员的冲突"),
    "incident_lifted": _("解除两人同去"), "help_raised": _("需要马上帮助"), "help_arranged": _("已安排帮助"),
    "level_told": _("等级已告知"), "level_questioned": _("对等级有疑问"), "level_answered": _("答复等级疑问"),
    "story_written": _("写案例"), "story_checked": _("核对案例"),
    "request_made": _("本人请求"), "request_answered": _("答复本人请求"),
    "withdrawn": pgettext_lazy("fact", "撤回"),
}  # fmt: skip
FIELDS: Mapping[str, Any] = {
    "on": _("日期"), "source": _("来源"), "first_found_on": _("首次查获日期"), "addicted": _("已认定成瘾"),
    "custody": _("羁押种类"), "planned_until": _("预计到"), "years": _("几年"),
    "child_born_on": _("孩子出生日期"), "excepted": _("文书说明例外"), "served_days_deducted": _("折抵天数"), "guardian_signed": _("家属已签"), "months": _("几个月"),
    "how": _("方式"), "met": _("见到本人"), "moods": _("看到的"), "needs": _("需要帮的"),
    "attempts": _("联系几次"), "channels": _("几种方式"), "test_on": _("定于哪天检测"), "outcome": _("结果"),
    "purpose": _("因何检测"), "substances": _("阳性项目"), "tester_1": _("采样人"),
    "tester_2": _("第二名工作人员"), "sample_a": _("A 瓶封签号"), "sample_b": _("B 瓶封签号"),
    "sample": _("采的是"), "medicines": _("本人说近期用过的药"), "bottles": _("哪一瓶"), "bottle_step": _("哪一步"), "keeper": _("保管人"), "second": _("第二人"), "destroyed_how": _("怎样销毁"),
    "kit_lot": _("试剂批号"), "kit_until": _("试剂有效期至"),
    "told": _("结果已告知本人"), "told_on": _("告知的日子（不是当场的）"), "told_by": _("告知人"),
    "signed": _("本人已签字"), "signature_refused": _("本人拒绝签字"), "elsewhere": _("异地尿检"),
    "warning_letter": _("告诫书已送达"), "slot": _("哪一次"), "stage": _("哪一步的结果"),
    "laboratory": _("检测机构"), "reason": _("原因"), "notice_served": _("检测通知书已送达"), "until": pgettext_lazy("field", "至"),
    "why": _("事由"), "proof": _("有证明"), "outside_county": _("离开本县（市、区）"), "written": _("书面报告"),
    "approved_by": _("批准人"), "triggers": _("一票情形"), "level": _("等级"), "ground": _("理由"), "upheld": _("认定严重违反"),
    "item": _("哪一项"), "quantity": _("几次"), "notice": _("检测通知书"), "checked_by": _("核对人"), "exception": _("例外"),
    "receipt": _("有当地机构的回执"), "another_occasion": _("是另一次"), "grant": _("哪一次扣分"),
    "need": _("需要什么"), "need_file": _("哪一件需要"), "turn": _("第几步"), "need_end": _("结果"), "said_by": _("谁说的"),
    "urgent": _("紧急"), "came_by": _("怎么知道的"), "refusal": _("退回原因"),
    "aid": _("哪种救助"), "category": _("哪一类"), "application": _("哪次申请"), "aid_result": _("结果"), "yuan": _("金额（元）"),
    "review_on": _("复核日期"), "employer": _("用人单位"), "vacancy": _("哪个岗位"), "disclosure": _("对用人单位说到哪一步"),
    "consent_signed": _("本人签字同意"), "route": _("怎么就业的"), "job_proof": _("凭什么证明"), "job_until": _("公益性岗位到哪天"),
    "job": _("哪份工作"), "job_end": _("为什么离岗"), "exclusion": _("为什么不计入"), "excluded_until": _("到哪天"),
    "insurance": _("哪种保险"), "insurance_proof": _("怎么知道的"), "bonus_months": _("满几个月"), "verified": _("哪次核实"),
    "budget_year": _("哪年预算"), "course": _("哪门课"), "topic": _("哪一类课程"),
    "consent_for": _("同意什么"), "given_by": _("谁同意的"), "taken_as": _("怎样同意的"), "consent": _("哪一项同意"),
    "member": _("以什么身份参加"), "relative": _("哪位家属"), "membership": _("哪位成员"), "plan": _("哪份计划"), "area": _("哪个方面"),
    "step_who": _("谁来做"), "step_by": _("哪一天以前"), "goal": _("哪个目标"), "reached": _("做到了吗"),
    "calm_by_worker": _("安心，社工说"), "calm_by_person": _("安心，本人说"), "home_by_worker": _("安宁，社工说"),
    "home_by_person": _("安宁，本人说"), "settled_by_worker": _("安稳，社工说"), "settled_by_person": _("安稳，本人说"),
    "closed_as": _("为什么结束"), "method": _("用的方法"), "session_stage": _("到了哪一步"), "minutes": _("谈了多少分钟"),
    "told_of": _("告诉了家属什么"), "incident": _("发生了什么"), "of_incident": _("哪一次冲突"), "sign": _("为什么不能等"),
    "raised": _("哪一件"), "help_by": _("怎样安排的"), "confirmed": _("哪一次确认"), "told_how": _("怎样告知的"),
    "asked_by": _("谁提的"), "question": _("哪一个疑问"), "answered_as": _("怎样答复"), "story": _("哪一篇"),
    "companion": _("同去的人"), "match": _("哪一对档案"), "because": _("为什么更正"),
    "wish": _("提的什么"), "duty": _("哪一件"), "since": _("哪天离开"), "request": _("哪一件请求"), "through": _("怎么提的"),
    "unprovable": _("证据补不齐，不再计入"), "unnumbered": _("名册所载，公安机关文书号待补"),
}  # fmt: skip
CODES: Mapping[str, Mapping[str, Any]] = {
    **{name: {code: _(text) for code, text in codes.items()} for name, codes in words.CODES.items()},
    "substances": {strip.code: strip.label for strip in PANEL},
}
