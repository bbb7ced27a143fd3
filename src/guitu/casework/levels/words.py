"""The choices and triggers of the sheet as words. A code of a local sheet without a word shows as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CHOICES = {
    "none": _("无"), "cannabis_etomidate": _("大麻、依托咪酯"), "ketamine_mdma": _("氯胺酮、摇头丸"),
    "heroin_meth_several": _("海洛因、冰毒或多种"), "from_36_months": _("满 36 个月"),
    "from_24_months": _("24 至 35 个月"), "from_12_months": _("12 至 23 个月"),
    "under_12_months": _("不满 12 个月"), "one": _("1 次"), "two": _("2 次"), "three_or_more": _("3 次以上"),
    "job_six_months": _("在业满 6 个月"), "casual": _("零工"), "supported": _("无业，有人供养"),
    "supportive": _("支持"), "distant": _("疏远"), "broken": _("破裂"), "none_or_violent": _("无家人或有家暴"),
    "normal": _("正常"), "mild": _("轻度"), "moderate": _("中度"), "good": _("联系正常"),
    "one_failure": _("1 次联系不上"), "two_failures": _("2 次联系不上"), "minor": _("轻微"),
    "dealing": _("涉毒犯罪"), "violent": _("暴力"),
}  # fmt: skip
TRIGGERS = {
    "refused_measure": _("拒绝接受社区戒毒、社区康复"), "serious_violation": _("严重违反协议"),
    "self_harm": _("自杀、自伤倾向"), "mental_crisis": _("精神异常或行为失控"),
    "severe_illness": _("严重残疾、疾病，场所不收"), "violent_threat": _("暴力、极端行为或扬言"),
    "lost_contact": _("失联"), "new_crime": _("涉新的案件"), "three_missed_tests": _("近一年未检、拒检三次以上"),
}  # fmt: skip
LEVELS = (("high", _("高")), ("middle", _("中")), ("low", _("低")), ("low_long", _("长期低")))


def choice(code: str) -> str:
    return str(CHOICES.get(code, code))


def trigger(code: str) -> str:
    return str(TRIGGERS.get(code, code))
