"""回执 of a change of place to another county: the file was taken over there, or came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import two_way_control as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.settling.record import new


@command
def acknowledge_transfer(
    act: Act, *, person_id: UUID, transfer: str, on: date, taken_over: bool, receipt_no: str = "", note: str | None = None
) -> Answer:
    """The receipt for a file that went to another county came: taken over there, or sent back.

    Refuses a change inside the county, a second receipt, and a day before the letter (detox_regulation.22).
    """
    held = case(act, person_id)
    facts = plan_receipt(act, held, transfer=transfer, on=on, taken_over=taken_over)
    number = f"回执：{receipt_no.strip()}" if receipt_no.strip() else ""
    return write(act, held, facts, note="\n".join(line for line in (number, note or "") if line) or None)


def plan_receipt(act: Act, held: Case, *, transfer: str, on: date, taken_over: bool, **_: Any) -> list[Fact]:
    verdict = rules.may_acknowledge(transfer, on, live(held.facts))
    Refused.unless(verdict, rules.field_of(verdict, "transfer"))
    return [new("transfer_acknowledged", act, on, transfer=transfer, taken_over=taken_over)]


class ReceiptForm(StepForm):
    transfer = forms.ChoiceField(label=_("哪一次变更"), widget=forms.RadioSelect)
    taken_over = forms.TypedChoiceField(
        label=_("对方怎么答复"), choices=[("yes", _("已接收")), ("no", _("退回"))], coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
    )
    receipt_no = forms.CharField(label=_("回执号"), required=False, max_length=100)
    field_order: Sequence[str] = ("transfer", "on", "taken_over", "receipt_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("回执日期")
        stand = live(self.held.facts)
        fit = [fact for fact in stand if fact.kind == "measure_transferred" and rules.may_acknowledge(fact.id, self.today, stand)]
        self.let_choose("transfer", [(fact.id, fact.on.isoformat()) for fact in fit])
        self.initial["transfer"] = fit[-1].id if fit else ""

    def verdict(self) -> Verdict:
        there = self.fields["transfer"].choices  # type: ignore[attr-defined]
        return ALLOWED if there else refused(Reason("two_way_control.no_transfer", {}, "detox_regulation.22"))

    def rows(self) -> list[dict[str, object]]:
        said = _("已接收") if self.cleaned_data["taken_over"] else _("退回")
        label = self.fields["taken_over"].label
        return [{**row, "value": said} if row["label"] == label else row for row in super().rows()]
