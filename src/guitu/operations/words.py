"""What a line of the log or of the ledger is called: codes as their words, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guitu.exports.telling import purpose_word
from guitu.ledger import fact_words
from guitu.people.forms import PURPOSES

LOOKS: Mapping[str, Any] = {
    "open": _("打开档案"), "unmask": _("看完整信息"), "search": _("查找"), "list": _("看名单"), "sheet": _("看名册原文"),
    "export": _("导出名单"), "print": _("打印文书"), "own": _("本人看自己的"),
}
DOORS: Mapping[str, Any] = {
    "web": _("页面"), "cli": _("命令行"), "job": _("后台任务"), "import": _("导入"), "demo": _("演示"), "sync": _("同步"),
    "bench": _("测量"), "portal": _("本人的页面"),
}
CLASSES: Mapping[str, Any] = {
    "BASIC": _("遮住的姓名、性别、出生年月"), "STATUS": _("状态、措施、期限"), "CONTACT": _("电话、住址"), "IDENT": _("证件号码"),
    "TEST": _("检测结果"), "NOTE": _("谈话与备注"), "PSY": _("心理咨询"), "POINTS": pgettext_lazy("class", "积分"),
    "TASKS": _("交办的进展"), "VILLAGE": _("村（社区）每周的事"),
}
OBJECTS: Mapping[str, Any] = {
    "place": _("阵地"), "booking": _("预约"), "activity": _("宣传活动"), "brand": _("品牌"), "script": _("稿子"), "clip": _("报道"),
    "card": _("本人卡片"), "account": _("账号"), "approval": _("申请"), "area": _("区划"), "area_group": _("片区"), "assignment": _("指派"),
    "body": _("单位"), "daybook": _("工作记录"), "caseload": _("移交名下人员"), "drop_proposal": _("提议不再问"), "month_report": _("月报"), "bulk": _("批量办理"), "export": _("导出名单"), "file": _("附件"), "holding": _("任职"), "import_batch": _("名册导入"),
    "job": _("后台任务"), "match": _("待核对"), "measure": _("措施"), "natural_person": _("工作人员"), "paper": _("文书"),
    "part": _("参与"), "person": _("档案"), "policy_version": _("规定"), "post": _("岗位"), "print": _("批量打印"),
    "task": _("交办"), "template": _("模板"),
}


def look(action: str) -> str:
    """What somebody looked at; of a refusal, that it was refused."""
    return str(LOOKS.get(action, action))


def purpose(code: str) -> str:
    """What it was needed for; a file of a list has purposes of its own."""
    if not code:
        return ""
    known = dict(PURPOSES)
    return str(known[code]) if code in known else purpose_word(code)


def thing(kind: str) -> str:
    """What a line of the ledger is about: a fact by its kind, or a register."""
    family, _dot, fact = kind.partition(".")
    if family == "fact":
        return str(fact_words.KINDS.get(fact, fact))
    return str(OBJECTS.get(kind, kind))


def door(code: str) -> str:
    return str(DOORS.get(code, code))


def number(id: object) -> str:
    """The number under which a file stands in the log: never a name."""
    return str(id)[:8].upper() if id else ""


def refused(action: str) -> str:
    """What was asked for in vain."""
    return _now("不在辖区或没有") if action == "not_visible" else _now("岗位没有这项权限")
