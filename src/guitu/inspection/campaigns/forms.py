"""What is typed of a campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.draws import WAYS


class CampaignForm(TypedForm):
    name = forms.CharField(label=_("名称"), max_length=40)
    kinds = forms.MultipleChoiceField(label=_("查哪些场所"), widget=forms.CheckboxSelectMultiple)
    from_on = forms.DateField(label=_("开始"), widget=forms.DateInput())
    until_on = forms.DateField(label=_("结束"), widget=forms.DateInput())
    way = forms.ChoiceField(label=_("怎么抽"), widget=forms.RadioSelect)
    quota = forms.IntegerField(label=_("抽多少家"), min_value=1, max_value=99_999, required=False, help_text=_("全部检查的不填。"))

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("kinds", kinds)
        self.let_choose("way", [(code, spoken(f"draw_way.{code}")) for code in WAYS])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
