"""What is typed of a round of self-checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class RoundForm(TypedForm):
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("例如：寄递行业协会三月自查。"))
    kinds = forms.MultipleChoiceField(label=_("哪些场所自查"), widget=forms.CheckboxSelectMultiple)
    from_on = forms.DateField(label=_("开始"), widget=forms.DateInput())
    last_on = forms.DateField(label=_("最后一天"), widget=forms.DateInput())
    share = forms.IntegerField(label=_("抽百分之几去看"), min_value=1, max_value=100)

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("kinds", kinds)

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
