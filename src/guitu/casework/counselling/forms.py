from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.counselling import wording
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.rules import consents
from guitu.rules.verdict import Verdict


class _Counselled(StepForm):
    def verdict(self) -> Verdict:
        return consents.may_rely(self.facts_of("consent_given", "consent_withdrawn"), "counselling", self.today)


class NoteForm(_Counselled):
    field_order: Sequence[str] = ("on", "note")

    def prepare(self) -> None:
        self.fields["note"].label = _("记录")
        self.fields["note"].required = True
        self.fields["note"].help_text = _("只有这份档案的心理咨询师看得到。民警、禁毒办、社工都看不到。")


class ScaleForm(_Counselled):
    """The items of one scale, as many as it has; `code` says which."""

    code: ClassVar[str] = ""
    field_order: Sequence[str] = ("on",)

    def prepare(self) -> None:
        del self.fields["note"]
        scale = self.held.policy().on(self.today).scales.scale[self.code]
        for n, text in enumerate(wording.items(self.code, scale.items), 1):
            number = say("第 %(n)s 题") % {"n": n}
            self.fields[f"item_{n}"] = forms.TypedChoiceField(
                label=labelled(number, text) if text else number, coerce=int, widget=forms.RadioSelect,
                choices=[(str(value), str(value)) for value in range(scale.low, scale.high + 1)],
            )

    def what(self) -> dict[str, Any]:
        answers = tuple(value for name, value in self.cleaned_data.items() if name.startswith("item_"))
        return {"on": self.cleaned_data["on"], "scale": self.code, "answers": answers}

    def rows(self) -> list[dict[str, Any]]:
        """The answer page is no place for what was answered."""
        return []


def form_of(scale: str) -> type[ScaleForm]:
    """The form of this scale."""
    return type("ScaleForm", (ScaleForm,), {"code": scale})


class RaiseForm(StepForm):
    sign = forms.ChoiceField(label=_("为什么不能等"), choices=fact_words.choices("sign"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("sign", "on")

    def prepare(self) -> None:
        del self.fields["note"]

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
