from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import NoteField, OccasionForm, Setting
from guitu.casework.visits.words import HOW, MOODS, NEEDS


class VisitForm(OccasionForm):
    how = forms.ChoiceField(label=_("怎么见的"), choices=HOW, widget=forms.RadioSelect())
    met = forms.ChoiceField(label=_("见到本人"), choices=(("yes", _("见到")), ("no", _("没见到"))),
                            widget=forms.RadioSelect())  # fmt: skip
    moods = forms.MultipleChoiceField(label=_("看到的"), choices=MOODS.items(), required=False,
                                      widget=forms.CheckboxSelectMultiple())  # fmt: skip
    needs = forms.MultipleChoiceField(label=_("需要帮的"), choices=NEEDS.items(), required=False,
                                      widget=forms.CheckboxSelectMultiple())  # fmt: skip
    note = NoteField(label=_("谈了什么"))

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "how": "home", "met": "yes"}

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {
            **said,
            "met": said["met"] == "yes",
            "moods": tuple(said["moods"]),
            "needs": tuple(said["needs"]),
            "note": said["note"] or None,
        }
