"""Goods of the pack to choose from, and the form that puts a unit with its goods on the register."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.kit.telling import said, with_more
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.ledger.packs import timeline_of

Choices = list[tuple[str, str]]


def numbers_of(actor: Actor, on: date) -> Any:
    return timeline_of(actor.county_id, actor.path).on(on)


def substances(numbers: Any) -> Choices:
    """Those that are listed on the day of these numbers, the strictest class first."""
    ordered = sorted(((code, one) for code, one in numbers.precursors.substances.items() if one.grade), key=lambda pair: pair[1].grade)
    return [(code, with_more(said(one.name), spoken(f"goods_grade.precursor_{one.grade}"))) for code, one in ordered]


def medicines(numbers: Any) -> Choices:
    found = numbers.medicines.medicines
    return [(code, with_more(said(one.name), spoken(f"medicine_group.{one.group}"))) for code, one in found.items()]


class UnitForm(TypedForm):
    """The entry of a unit; `anyway` is asked for where one looks like another."""

    name = forms.CharField(label=_("名称"), max_length=60)
    path = forms.ChoiceField(label=_("地方"))
    goods = forms.MultipleChoiceField(label=_("品种"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选至少一种。")})
    on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput())
    licence = forms.CharField(label=_("执照号"), max_length=40, required=False, help_text=_("营业执照、许可证上的号码。"))
    valid_until = forms.DateField(label=_("执照有效到"), required=False, widget=forms.DateInput())
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    manager = forms.CharField(label=_("法定代表人或者实际负责人"), max_length=40, required=False, help_text=_("加密保存，能看联系方式的岗位才看得到。"))
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    anyway = forms.BooleanField(label=_("不是同一家，照样登记"), required=False)

    def __init__(self, data: Any = None, *, goods: Choices, places: Choices, asks: bool, contact: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("goods", goods)
        self.let_choose("path", [("", _("请选择")), *places])
        if not asks:
            del self.fields["anyway"]
        if not contact:
            del self.fields["manager"], self.fields["phone"]

    def what(self) -> dict[str, Any]:
        """Without `anyway` where nobody said so: the same request sent twice says the same, asked or not."""
        return {name: value for name, value in self.cleaned_data.items() if name != "anyway" or value}
