"""What is asked once for the whole meeting: the day, and how the person was met."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import RecordForm
from guitu.casework.visits.words import HOW

IN_PERSON = ("home", "centre", "workplace")
REPORTS = {"centre": "in_person", "phone": "phone", "video": "video"}  # how one reports who is met there
MAIN = "with_visit"


class MeetingForm(RecordForm):
    """Ticks say what was done; each part has a form of its own."""

    how = forms.ChoiceField(label=_("怎么见的"), choices=HOW, widget=forms.RadioSelect(),
                            error_messages={"required": _("请选怎么见的。")})
    with_test = forms.BooleanField(required=False)
    with_report = forms.BooleanField(required=False)
    with_visit = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """What cannot be done in this way is said, never left out."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        how = said.get("how")
        if not any(said.get(name) for name in ("with_test", "with_report", "with_visit")):
            self.add_error(MAIN, _now("请勾上今天办了哪几件。"))
        if said.get("with_test") and how and how not in IN_PERSON:
            self.add_error("with_test", _now("没有当面见，不能采样检测。请改怎么见的，或者去掉检测。"))
        if said.get("with_report") and how and how not in REPORTS:
            self.add_error("with_report", _now("报到是本人到站，或者约定的电话、视频。请改怎么见的，或者去掉报到。"))
        return said
