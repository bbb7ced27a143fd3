"""Somebody of the staff: at which body, as what, and the certificate if there is one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.grid.bodies.forms import Choosing, DayInput
from guitu.rules.words import CODES


def _choices(table: str, empty: bool = False) -> list[tuple[str, object]]:
    return [*([("", _("没有"))] if empty else []), *((code, _(word)) for code, word in CODES[table].items())]


class StaffForm(Choosing):
    name = forms.CharField(label=_("姓名"), max_length=50)
    kind = forms.ChoiceField(label=_("哪类人员"), choices=_choices("staff_kind"), widget=forms.RadioSelect)
    body_id = forms.ChoiceField(label=_("所在单位"))
    number = forms.CharField(
        label=_("工号或证件号码"), required=False, max_length=40,
        help_text=_("有账号、担任岗位的请填，系统认得出是同一个人；只存加密的索引。修改时不填，就不变。"),
    )
    certificate = forms.ChoiceField(label=_("证书"), required=False, choices=_choices("certificate", empty=True))
    certificate_no = forms.CharField(label=_("证书编号"), required=False, max_length=60)
    issuer = forms.CharField(label=_("发证机关"), required=False, max_length=60)
    certificate_until = forms.DateField(
        label=_("有效期至"), required=False, widget=DayInput(format="%Y-%m-%d"), help_text=_("长期有效的，不填。")
    )
    source = forms.ChoiceField(label=_("怎么核实的"), required=False, choices=_choices("certificate_source", empty=True))


class NewStaffForm(StaffForm):
    from_on = forms.DateField(label=_("自哪天起"), widget=DayInput(format="%Y-%m-%d"))
    field_order = ("name", "kind", "body_id", "from_on")


class LeavingForm(Choosing):
    until_on = forms.DateField(
        label=_("离开日期"), widget=DayInput(format="%Y-%m-%d"), help_text=_("担任岗位的，岗位要另外登记离岗。")
    )
