from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class DisputeForm(TypedForm):
    words = forms.CharField(label=_("本人怎么说"), max_length=500, widget=forms.Textarea)

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DecisionForm(TypedForm):
    for_person = forms.ChoiceField(
        label=_("怎么决定"), widget=forms.RadioSelect, choices=[("yes", _("异议成立，扣分退回")), ("no", _("维持扣分"))]
    )
    words = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea)

    def what(self) -> dict[str, Any]:
        return {"for_person": self.cleaned_data["for_person"] == "yes", "words": self.cleaned_data["words"]}
