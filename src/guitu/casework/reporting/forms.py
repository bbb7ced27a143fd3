from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import NoteField, OccasionForm, Setting
from guitu.ledger import fact_words

HOW = fact_words.choices("how", "in_person", "phone", "video")


class ReportForm(OccasionForm):
    how = forms.ChoiceField(label=_("怎么报到的"), choices=HOW, widget=forms.RadioSelect())
    note = NoteField()

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "how": "in_person"}

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}
