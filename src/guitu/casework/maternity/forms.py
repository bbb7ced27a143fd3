from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.load import live
from guitu.rules import maternity
from guitu.rules.terms import OverlaySpan
from guitu.rules.verdict import Verdict


class _MaternityForm(StepForm):
    field_order: Sequence[str] = ("on", "note")

    def recorded(self) -> list[OverlaySpan]:
        return maternity.spans(live(self.held.facts), self.held.known_of(), waivers=False)


class PregnancyForm(_MaternityForm):
    def prepare(self) -> None:
        self.fields["on"].label = _("何时确认怀孕")
        self.fields["note"].label = _("依据的证明")

    def verdict(self) -> Verdict:
        return maternity.may_start("pregnant", self.recorded(), self.held.known_of(), self.today)


class PregnancyEndForm(_MaternityForm):
    def prepare(self) -> None:
        self.fields["on"].label = _("怀孕结束日期")
        self.fields["on"].help_text = _("孩子出生的，登记哺乳即可，怀孕自出生之日结束。")

    def verdict(self) -> Verdict:
        return maternity.may_end("pregnant", self.recorded(), self.today)


class NursingForm(_MaternityForm):
    child_born_on = forms.DateField(label=_("孩子出生日期"), widget=DayInput(format="%Y-%m-%d"))
    field_order = ("child_born_on", "on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("从哪天起哺乳")
        self.fields["note"].label = _("依据的证明")

    def verdict(self) -> Verdict:
        return maternity.may_start("nursing", self.recorded(), self.held.known_of(), self.today)


class NursingEndForm(_MaternityForm):
    def prepare(self) -> None:
        self.fields["on"].label = _("哺乳结束日期")
        self.fields["on"].help_text = _("孩子满一周岁自动结束，不必登记。")

    def verdict(self) -> Verdict:
        return maternity.may_end("nursing", self.recorded(), self.today)
