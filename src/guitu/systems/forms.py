"""What is typed to ask for a key, and why one is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.grid.roles import Role
from guitu.kit.typed import TypedForm
from guitu.rules.dates import days_after
from guitu.rules.systems import DAYS, MOST_PER_DAY, MOST_PER_MINUTE, PER_DAY, PER_MINUTE
from guitu.systems.grantable import GRANTABLE, actions_of, classes_of

CLASS_WORDS: Mapping[str, Any] = {
    "BASIC": _("遮住的姓名、性别、出生日期、所在地"), "STATUS": _("在册状态、措施和期限"), "CONTACT": _("走访和联系的安排"),
    "IDENT": _("证件号码、全名"), "TEST": _("检测及其结果"), "NOTE": _("谈话和备注"), "PSY": _("心理咨询"), "POINTS": _("积分"),
    "TASKS": _("交办的事办得怎样"), "VILLAGE": _("村（社区）每周的事"),
}
UNUSED = frozenset({"IDENT", "PSY"})  # no door of the interface gives these


class KeyForm(TypedForm):
    """For which system, run by whom, over which place, to do and read what, until when, how often."""

    name = forms.CharField(label=_("系统"), max_length=40, help_text=_("例如：恩平市基层治理平台。出现在台账和“谁看过”里。"),
                           error_messages={"required": _("请写明是哪个系统。")})
    body = forms.CharField(label=_("由哪个单位管"), max_length=60, error_messages={"required": _("请写明由哪个单位管。")})
    path = forms.ChoiceField(label=_("管哪里"), error_messages={"required": _("请选择地方。"), "invalid_choice": _("没有这个地方，或者它不在您的辖区。请重新选。")})
    actions = forms.MultipleChoiceField(
        label=_("可以做的事"), widget=forms.CheckboxSelectMultiple(), error_messages={"required": _("请至少选一件。")},
        help_text=_("只选这个系统用得着的。有法律效力的步骤、要两个人办的事，不开放给系统。"),
    )
    classes = forms.MultipleChoiceField(
        label=_("可以看的信息"), required=False, widget=forms.CheckboxSelectMultiple(), help_text=_("不选的，接口一律不给。")
    )
    expires_on = forms.DateField(label=_("用到哪天（不含当天）"), widget=forms.DateInput(), help_text=_("最长一年。"),
                                 error_messages={"required": _("请填写用到哪天。")})
    per_minute = forms.IntegerField(label=_("每分钟最多几次"), min_value=1, max_value=MOST_PER_MINUTE)
    per_day = forms.IntegerField(label=_("每天最多几次"), min_value=1, max_value=MOST_PER_DAY)

    def __init__(self, data: Any, role: Role, places: list[tuple[str, str]], today: date) -> None:
        usual = {"expires_on": days_after(today, DAYS), "per_minute": PER_MINUTE, "per_day": PER_DAY, "classes": ["BASIC"]}
        super().__init__(data, initial=usual)
        self.let_choose("path", places)
        self.let_choose("actions", [(code, GRANTABLE[code]) for code in actions_of(role)])
        offered = [name for name in classes_of(role) if name not in UNUSED]
        self.let_choose("classes", [(name, CLASS_WORDS[name]) for name in offered])


class WithdrawForm(TypedForm):
    because = forms.CharField(label=_("为什么停用"), max_length=200, error_messages={"required": _("请写明为什么。")})
