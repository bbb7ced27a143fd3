from __future__ import annotations

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.leave.commands import open_leaves
from guitu.casework.load import live
from guitu.ledger import fact_words
from guitu.rules.facts import LeaveGranted
from guitu.rules.requests import waiting
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class LeaveForm(StepForm):
    ahead = True  # granted before it begins
    until = forms.DateField(label=_("返回日期"), widget=DayInput(format="%Y-%m-%d"))
    outside_county = forms.TypedChoiceField(
        label=_("去哪里"), choices=(("1", _("离开本县（市、区）")), ("0", _("在本县内"))),
        coerce=lambda v: v == "1", widget=forms.RadioSelect,
    )
    why = forms.ChoiceField(
        label=_("事由"), widget=forms.RadioSelect,
        choices=fact_words.choices("why", "work", "family", "medical", "study", "other"),
    )
    written = forms.BooleanField(label=_("已交书面报告"), required=False)
    field_order = ("on", "until", "outside_county", "why", "written", "note")

    def prepare(self) -> None:
        policy = self.held.policy().on(self.today).leave
        self.fields["on"].label = _("离开日期")
        self.initial["outside_county"], self.initial["why"] = "1", "work"
        asked = next((one for one in waiting(live(self.held.facts)) if one.wish == "leave"), None)
        if asked is not None:  # what the person wrote is not typed again
            self.initial.update(on=asked.since, until=asked.until, outside_county="1" if asked.outside_county else "0")
        self.fields["written"].help_text = say(
            "离开本县 %(written)s 日以上须书面报告；%(town)s 天以上由镇（街）批准，保存后自动转去；"
            "超过 %(most)s 天办变更执行地。"
        ) % {
            "written": policy.written_from_days,
            "town": policy.town_from_days,
            "most": policy.longest_days,
        }


class ReturnForm(StepForm):
    leave = forms.ChoiceField(label=_("哪一次请假"), widget=forms.RadioSelect)
    field_order = ("leave", "on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("返回日期")
        found = open_leaves(self.held)
        field = self.fields["leave"]
        field.choices = [(leave.id, leave_words(leave)) for leave in found]  # type: ignore[attr-defined]
        asked = self.named.of
        ids = [leave.id for leave in found]
        self.initial["leave"] = asked if asked in ids else (ids[-1] if ids else "")

    def verdict(self) -> Verdict:
        return ALLOWED if open_leaves(self.held) else refused(Reason("steps.leave_returned"))


class AbsenceForm(StepForm):
    until = forms.DateField(
        label=_("返回日期"),
        required=False,
        widget=DayInput(format="%Y-%m-%d"),
        help_text=_("还没有返回的，不填。"),
    )
    warning_letter = forms.BooleanField(
        label=_("告诫书已送达"), required=False, help_text=_("没有告诫书的先记下，暂不计次。")
    )
    another_occasion = forms.BooleanField(label=_("是另一次"), required=False)
    field_order = ("another_occasion", "on", "until", "warning_letter", "note")

    def prepare(self) -> None:
        days = {fact.on.isoformat() for fact in self.facts_of("absence_confirmed")}
        if self.data.get("on") not in days:  # asked only where there may be one like it
            del self.fields["another_occasion"]
        self.fields["on"].label = _("离开日期")
        self.fields["note"].label = _("依据")
        self.fields["note"].required = True
        self.fields["note"].help_text = _("谁、何时、以什么方式核实；请假的不算。")
        asked = self.named.of if (self.named.kind, self.named.step) == ("check_absence", "leave") else ""
        leave = next((leave for leave in open_leaves(self.held) if leave.id == asked), None)
        if leave is not None:
            self.initial["on"] = leave.until


def leave_words(leave: LeaveGranted) -> str:
    return say("%(on)s 至 %(until)s") % {"on": leave.on.isoformat(), "until": leave.until.isoformat()}
