"""What is typed of a letter: which, who signed, for which year; or why it is not signed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.rules.words import CODES


class _YearForm(TypedForm):
    year = forms.TypedChoiceField(label=_("哪一年度"), coerce=int)

    def __init__(self, data: Any = None, *, years: list[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("year", [(n, n) for n in years])
        for name in ("letter", "signer", "unsigned"):
            if name in self.fields:
                self.let_choose(name, [(code, spoken(f"{name}.{code}")) for code in CODES[name]])

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LetterForm(_YearForm):
    letter = forms.ChoiceField(label=_("哪种"), widget=forms.RadioSelect)
    signer = forms.ChoiceField(label=_("谁签"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("签字的日子"), widget=forms.DateInput())


class NoLetterForm(_YearForm):
    unsigned = forms.ChoiceField(label=_("没有签的原因"), widget=forms.RadioSelect)
