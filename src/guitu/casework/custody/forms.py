from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.ledger import fact_words
from guitu.rules import custody, steps
from guitu.rules.verdict import Verdict


class CustodyForm(StepForm):
    custody = forms.ChoiceField(
        label=_("哪一种"), widget=forms.RadioSelect,
        choices=fact_words.choices("custody"),
        help_text=_("拘留、逮捕：措施中止，释放后继续。服刑、强制性教育：措施终止。"),
    )
    planned_until = forms.DateField(
        label=_("预计释放日期"), required=False, widget=DayInput(format="%Y-%m-%d"),
        help_text=_("知道的话填写，到日子会提醒核实。"),
    )
    field_order = ("custody", "on", "planned_until", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("羁押日期")
        self.initial["custody"] = "detained"


class ReleaseForm(StepForm):
    field_order = ("on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("释放日期")

    def verdict(self) -> Verdict:
        kinds = ("taken_into_custody", "released_from_custody")
        return steps.may_release(custody.spans(self.facts_of(*kinds)), self.today)
