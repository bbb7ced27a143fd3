from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.record_form import LastDayField
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.rules import consents
from guitu.rules.dates import last_day_after
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class ConsentForm(StepForm):
    """What is agreed to, to whom, until when. Each purpose is asked for by itself."""

    consent_for = forms.ChoiceField(label=_("同意什么"), choices=fact_words.choices("consent_for"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("向谁、给谁"), max_length=200, help_text=_("写单位或者人，例如：小区党支部、楼栋长；母亲。加密保存。")
    )
    until = LastDayField(label=_("到哪一天"), widget=DayInput(format="%Y-%m-%d"))
    given_by = forms.ChoiceField(label=_("谁同意的"), choices=fact_words.choices("given_by"), widget=forms.RadioSelect)
    taken_as = forms.ChoiceField(label=_("怎样同意的"), choices=fact_words.choices("taken_as"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("consent_for", "note", "on", "until", "given_by", "taken_as")

    def prepare(self) -> None:
        policy = self.held.policy().on(self.today).consents
        self.fields["on"].label = _("哪一天同意的")
        self.initial.update(given_by="self", taken_as="written")
        self.initial["until"] = last_day_after(self.today, min(policy.longest_months.values()))
        self.fields["until"].help_text = say("到期自动失效；本人随时可以撤回，撤回不影响法定手续，也不扣积分。")


class WithdrawForm(StepForm):
    """One of the consents that hold now."""

    consent = forms.ChoiceField(label=_("撤回哪一项"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("consent", "on", "note")

    def prepare(self) -> None:
        found = [one for one in consents.ledger(self.facts_of("consent_given", "consent_withdrawn")) if one.holds(self.today)]
        self.fields["consent"].choices = [  # type: ignore[attr-defined]
            (one.given.id, labelled(fact_words.code("consent_for", one.given.consent_for), one.given.on.isoformat())) for one in found
        ]
        if found:
            self.initial["consent"] = found[0].given.id
        self.fields["on"].label = _("哪一天撤回的")
        self.fields["note"].help_text = _("本人不用说理由。")

    def verdict(self) -> Verdict:
        return ALLOWED if self.fields["consent"].choices else refused(Reason("consents.not_open"))  # type: ignore[attr-defined]
