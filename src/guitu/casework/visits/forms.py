from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.load import live
from guitu.casework.record_form import NoteField, OccasionForm, OpenChoice, Setting
from guitu.casework.visits.words import HOW, MOODS, NEEDS
from guitu.grid.roles import ROLES
from guitu.rules import incidents


class VisitForm(OccasionForm):
    how = forms.ChoiceField(label=_("怎么见的"), choices=HOW, widget=forms.RadioSelect())
    met = forms.ChoiceField(label=_("见到本人"), choices=(("yes", _("见到")), ("no", _("没见到"))),
                            widget=forms.RadioSelect())
    moods = forms.MultipleChoiceField(label=_("看到的"), choices=MOODS.items(), required=False,
                                      widget=forms.CheckboxSelectMultiple())
    needs = forms.MultipleChoiceField(label=_("需要帮的"), choices=NEEDS.items(), required=False,
                                      widget=forms.CheckboxSelectMultiple())
    companion = OpenChoice(label=_("同去的人"), required=False, help_text=_("和工作人员有过冲突，上门要两人同去。"))
    note = NoteField(label=_("谈了什么"))
    two_together = False

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "how": "home", "met": "yes"}

    def arrange(self, setting: Setting) -> None:
        """Who went along is asked where two go together."""
        super().arrange(setting)
        self.two_together = incidents.open_on(live(setting.case.facts), setting.on) is not None
        if self.two_together:
            staff = [(str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in setting.staff()[1:]]
            self.let_choose("companion", [("", _("请选择")), *staff])

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {
            **said,
            "met": said["met"] == "yes",
            "moods": tuple(said["moods"]),
            "needs": tuple(said["needs"]),
            "companion": said["companion"] or None,
            "note": said["note"] or None,
        }
