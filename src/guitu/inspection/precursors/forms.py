"""What is typed of a user of precursors: its entry with its stages, and its reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.inspection.stock.choices import UnitForm
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.precursors import STAGES
from guitu.rules.words import CODES


class PrecursorUserForm(UnitForm):
    stages = forms.MultipleChoiceField(label=_("环节"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请选至少一种。")})
    field_order = ("name", "path", "stages", "goods")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.let_choose("stages", [(one, spoken(f"goods_stages.{one}")) for one in STAGES])


class ReportForm(TypedForm):
    report = forms.ChoiceField(label=_("哪种报告"), widget=forms.RadioSelect)
    year = forms.TypedChoiceField(label=_("哪一年度"), coerce=int, help_text=_("只有年度报告要选。"))
    on = forms.DateField(label=_("收到的日子"), widget=forms.DateInput())
    words = forms.CharField(label=_("说明"), max_length=200, required=False, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, years: list[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("report", [(one, spoken(f"goods_report.{one}")) for one in CODES["goods_report"]])
        self.let_choose("year", [(one, one) for one in years])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
