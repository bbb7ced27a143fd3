from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.load import live
from guitu.casework.telling import told
from guitu.rules import exits, steps
from guitu.rules.verdict import Verdict


class AbstinenceForm(StepForm):
    document_no = forms.CharField(
        label=_("公安机关文书号"), required=False, max_length=100,
        help_text=_("照公安机关的文书抄写；没有文书不能确认。"),
    )
    field_order = ("on", "document_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("确认日期")

    def verdict(self) -> Verdict:
        against = exits.against(live(self.held.facts), self.course.measures, self.held.policy(), self.today)
        spans = exits.as_confirmed(self.course.standing, self.course.exit_due_on)
        return steps.may_confirm_abstinence(spans, None, self.today, document=True, against=against)

    def reasons(self) -> list[dict[str, Any]]:
        """Why the three years count so, as far as they are full."""
        found = [p for p in self.course.proposals if p.kind == "exit"]
        return [said for p in found for said in told(p.reasons, self.held.policy(), year=self.today.year)]
