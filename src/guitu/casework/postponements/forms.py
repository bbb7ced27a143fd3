from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import NoteField
from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words
from guitu.rules.dates import day_after

WHY = fact_words.choices("why", "appointment", "person_ill", "leave", "worker_away", "weather", "other")


class Postponement(TypedForm):
    """Why not now, and when again."""

    why = forms.ChoiceField(
        label=_("为什么暂不"),
        choices=WHY,
        widget=forms.RadioSelect(),
        error_messages={"required": _("请选一个理由。")},
    )
    until = forms.DateField(
        label=_("哪天再提醒"), widget=forms.DateInput(), error_messages={"required": _("请填写哪天再提醒。")}
    )

    note = NoteField(label=_("说明"))

    @staticmethod
    def started(today: date) -> dict[str, Any]:
        return {"why": "appointment", "until": day_after(today)}
