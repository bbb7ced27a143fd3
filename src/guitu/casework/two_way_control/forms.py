from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.rules import steps
from guitu.rules.verdict import Verdict


class StartForm(StepForm):
    to_path = forms.RegexField(
        r"^[0-9]{6}([0-9]{3}){0,2}$", label=_("居住地（代码）"), required=False,
        help_text=_("统计用区划代码，六位、九位或者十二位；不知道可以不填。"),
    )
    letter_no = forms.CharField(label=_("双向管控函号"), required=False, max_length=100)
    field_order = ("on", "to_path", "letter_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("发函日期")

    def verdict(self) -> Verdict:
        return steps.may_start_two_way_control(self.course.overlays, self.course.standing, self.today)


class EndForm(StepForm):
    field_order = ("on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("结束日期")

    def verdict(self) -> Verdict:
        return steps.may_end_two_way_control(self.course.overlays, self.today)
