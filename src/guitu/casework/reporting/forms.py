from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import NoteField, OccasionForm, Setting

HOW = (("in_person", _("本人到站")), ("phone", _("电话")), ("video", _("视频")))


class ReportForm(OccasionForm):
    how = forms.ChoiceField(label=_("怎么报到的"), choices=HOW, widget=forms.RadioSelect())
    note = NoteField()

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "how": "in_person"}

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}
