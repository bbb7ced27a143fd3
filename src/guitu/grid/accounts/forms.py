"""Why an account is put out of use, and by which number the office knows somebody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class Because(TypedForm):
    because = forms.CharField(label=_("为什么"), max_length=200, error_messages={"required": _("请写明为什么。")})


class Number(TypedForm):
    number = forms.CharField(
        label=_("工号或证件号码"), max_length=40, help_text=_("只存加密的索引，用来确认是同一个人。"),
        error_messages={"required": _("请填写工号或证件号码。")},
    )
