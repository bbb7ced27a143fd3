"""What is typed of a tip by the office: whether it is worth following, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.tips import LOOKS, OUTCOMES


class _TipForm(TypedForm):
    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name, codes in (("look", LOOKS), ("outcome", OUTCOMES)):
            if name in self.fields:
                self.let_choose(name, [(code, spoken(f"tip_{name}.{code}")) for code in codes])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LookForm(_TipForm):
    look = forms.ChoiceField(label=_("您看这条举报"), widget=forms.RadioSelect)


class DecideForm(_TipForm):
    outcome = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("给举报人看的话"), max_length=600, widget=forms.Textarea, help_text=_("举报人凭回执号看得到。不写姓名，不写案情。")
    )
