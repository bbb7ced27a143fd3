"""What is typed of helping others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import NoteField, RecordForm
from guitu.ledger import fact_words

_CHOOSE = {"required": _("请选择一项。")}


class _NotedForm(RecordForm):
    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}


class JoinForm(_NotedForm):
    guardian_agreed = forms.BooleanField(label=_("监护人同意"), required=False, help_text=_("本人未成年的才要。"))
    note = NoteField(label=_("队里怎么称呼"), help_text=_("本人愿意用的名字，可以是化名。不写说明是什么事的字。"))
    field_order = ("on", "guardian_agreed", "note")
    fields_of = {**RecordForm.fields_of, "volunteering.guardian": "guardian_agreed"}


class LeaveForm(_NotedForm):
    note = NoteField()
    field_order = ("on", "note")


class HoursForm(_NotedForm):
    helped_minutes = forms.IntegerField(label=_("多少分钟"), min_value=1, max_value=1440, help_text=_("满一小时的记积分。不满的也登记，算在时数里。"))
    hours_proof = forms.ChoiceField(
        label=_("怎么知道的"), choices=fact_words.choices("hours_proof", "checked_in", "sheet_seen", "by_hand"), widget=forms.RadioSelect(),
        error_messages=_CHOOSE,
    )
    note = NoteField(label=_("做了什么"))
    field_order = ("helped_minutes", "hours_proof", "on", "note")
