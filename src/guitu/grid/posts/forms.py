"""Who takes a post, and from when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm
from guitu.rules import words


class Appointment(TypedForm):
    name = forms.CharField(label=_("姓名"), max_length=40)
    sex = forms.ChoiceField(
        label=_("性别"), choices=[(code, _(text)) for code, text in words.CODES["sex"].items()], widget=forms.RadioSelect,
        help_text=_("采样须由同性工作人员进行，所以要登记。"),
    )
    login = forms.RegexField(
        label=_("账号"), regex=r"^[a-z0-9][a-z0-9._-]{3,29}$", max_length=30, required=False,
        help_text=_("4 到 30 个小写字母、数字；不要用姓名、证件号码。已经有账号的人可以不填。"),
        error_messages={"invalid": _("账号只能用小写字母、数字、点和短横线，4 到 30 个。")},
    )
    number = forms.CharField(
        label=_("工号或证件号码"), max_length=40,
        help_text=_("用来确认是不是同一个人：一个人只有一个账号，三个管理员须是三个人。只存加密的索引。"),
    )
    from_on = forms.DateField(label=_("到岗日期"))


class Leaving(TypedForm):
    until_on = forms.DateField(label=_("离岗日期"), help_text=_("从这一天起不再能以这个岗位登录。"))
