from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.rules import incidents
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class IncidentForm(StepForm):
    incident = forms.ChoiceField(label=_("发生了什么"), choices=fact_words.choices("incident"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("incident", "on", "note")

    def prepare(self) -> None:
        self.fields["note"].label = _("经过、谁在场、下次怎样更稳妥")
        self.fields["note"].required = True


class LiftForm(StepForm):
    of_incident = forms.ChoiceField(label=_("哪一次"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("of_incident", "on", "note")

    def prepare(self) -> None:
        facts = {fact.id: fact for fact in self.facts_of("incident_recorded", "incident_lifted")}
        there = [one for one in incidents.together(facts.values()) if one.until_on and self.today < one.until_on]
        self.fields["of_incident"].choices = [  # type: ignore[attr-defined]
            (one.fact_id, say("%(on)s，到 %(until)s 为止") % {"on": one.from_on.isoformat(), "until": (one.until_on or one.from_on).isoformat()})
            for one in there
        ]
        self.fields["note"].label = _("为什么可以解除")

    def verdict(self) -> Verdict:
        there: Any = self.fields["of_incident"]
        return ALLOWED if there.choices else refused(Reason("incidents.lifted"))


class HelpForm(StepForm):
    raised = forms.ChoiceField(label=_("哪一件"), widget=forms.RadioSelect)
    help_by = forms.ChoiceField(label=_("怎样安排的"), choices=fact_words.choices("help_by"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("raised", "help_by", "on", "note")

    def prepare(self) -> None:
        found = incidents.waiting(self.facts_of("help_raised", "help_arranged"))
        self.fields["raised"].choices = [  # type: ignore[attr-defined]
            (one.id, labelled(one.on.isoformat(), say("需要马上帮助"))) for one in found
        ]
        ids = [one.id for one in found]
        self.initial["raised"] = self.named.of if self.named.of in ids else (ids[0] if ids else "")
        self.fields["note"].label = _("联系了谁、说好了什么")

    def verdict(self) -> Verdict:
        there: Any = self.fields["raised"]
        return ALLOWED if there.choices else refused(Reason("incidents.help_answered"))
