from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.ledger import fact_words


class SessionForm(StepForm):
    method = forms.ChoiceField(label=_("用的方法"), choices=fact_words.choices("method"), widget=forms.RadioSelect)
    session_stage = forms.ChoiceField(label=_("到了哪一步"), choices=fact_words.choices("session_stage"), widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("谈了多少分钟"), min_value=1, max_value=600)
    field_order: Sequence[str] = ("method", "session_stage", "minutes", "on", "note")

    def prepare(self) -> None:
        self.initial.update(method="general", session_stage="serving", minutes=30)
        self.fields["note"].label = _("谈了什么")
        self.fields["note"].help_text = _("加密保存，民警和禁毒办不看。")
