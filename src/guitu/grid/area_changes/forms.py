"""Forms of places: making one, another name, closing, what others call it, and what is known of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.grid.bodies.forms import Choosing, DayInput
from guitu.rules.areas import AUTHORITIES, ITEMS
from guitu.rules.words import CODES


def _words(table: str, codes: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [("", _("请选择")), *((code, _(CODES[table][code])) for code in codes)]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(format="%Y-%m-%d"), help_text=help_text)


def _paper() -> forms.CharField:
    return forms.CharField(label=_("批准文件"), max_length=120, help_text=_("文件的名称和文号。"))


class MakeForm(Choosing):
    """A new place below another."""

    kind = forms.ChoiceField(label=_("哪种地方"))
    name = forms.CharField(label=_("名称"), max_length=60)
    number = forms.CharField(
        label=_("代码的后三位"), required=False, max_length=3, help_text=_("不填的，由系统排下一个。场、库等代码里已经有、平时不显示的，填它的代码就启用。"),
    )
    on = _day(_("从哪天起"))
    document = _paper()


class RenameForm(Choosing):
    name = forms.CharField(label=_("新名称"), max_length=60)
    on = _day(_("从哪天起"), _("代码不变；以前的名称留在历史里。"))
    document = _paper()


class CloseForm(Choosing):
    on = _day(_("从哪天起没有"), _("从这一天起不再有；以前的记录都保留。"))
    document = _paper()


class CodeForm(Choosing):
    authority = forms.ChoiceField(label=_("哪个部门"), choices=_words("authority", AUTHORITIES))
    code = forms.CharField(label=_("代码"), max_length=30)
    on = _day(_("从哪天起"), _("这个部门以前的代码到这一天为止。"))


class FactForm(Choosing):
    item = forms.ChoiceField(label=_("哪一项"), choices=_words("place_item", ITEMS))
    quantity = forms.DecimalField(label=_("数字"), min_value=0, max_digits=12, decimal_places=2)
    on = _day(_("哪天的数字"))
    source = forms.CharField(label=_("出处"), max_length=120, help_text=_("例如：2025 年统计年鉴。"))
