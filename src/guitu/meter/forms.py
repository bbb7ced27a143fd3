from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.typed import TypedForm


class ProposeForm(TypedForm):
    words = forms.CharField(label=_("为什么可以不问"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AnswerForm(TypedForm):
    agree = forms.ChoiceField(label=_("怎么定"), choices=(("yes", _("不再问")), ("no", _("还要问"))), widget=forms.RadioSelect)
    words = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def what(self) -> dict[str, Any]:
        return {"agree": self.cleaned_data["agree"] == "yes", "words": self.cleaned_data["words"]}
