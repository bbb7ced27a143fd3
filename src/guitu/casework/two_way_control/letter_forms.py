from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.checking.forms import DayInput
from guitu.casework.load import live
from guitu.ledger import fact_words
from guitu.rules import two_way_control as rules
from guitu.rules.overlays import lying_over
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class AnswerForm(StepForm):
    sent_letter = forms.ChoiceField(label=_("哪一封函"), widget=forms.RadioSelect)
    agrees = forms.TypedChoiceField(
        label=_("居住地的答复"), choices=[("yes", _("同意协助")), ("no", _("不同意"))], coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
    )
    answer_no = forms.CharField(label=_("回函号"), required=False, max_length=100)
    field_order: Sequence[str] = ("sent_letter", "on", "agrees", "answer_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("回函日期")
        stand = live(self.held.facts)
        sent = [fact for fact in stand if fact.kind == "two_way_control_started"]
        fit = [fact for fact in sent if rules.may_answer(fact.id, self.today, stand)]
        self.let_choose("sent_letter", [(fact.id, fact.on.isoformat()) for fact in reversed(fit)])
        self.initial["sent_letter"] = self.named.of if self.named.of in {f.id for f in fit} else (fit[-1].id if fit else "")

    def verdict(self) -> Verdict:
        there = self.fields["sent_letter"].choices  # type: ignore[attr-defined]
        return ALLOWED if there else refused(Reason("two_way_control.no_letter"))

    def rows(self) -> list[dict[str, object]]:
        said = _("同意协助") if self.cleaned_data["agrees"] else _("不同意")
        label = self.fields["agrees"].label
        return [{**row, "value": said} if row["label"] == label else row for row in super().rows()]


class VerifyForm(StepForm):
    verified_by = forms.ChoiceField(label=_("怎么核实的"), choices=fact_words.choices("verified_by"), widget=forms.RadioSelect)
    stays = forms.ChoiceField(label=_("人在哪里"), choices=fact_words.choices("stays"), widget=forms.RadioSelect)
    certainty = forms.ChoiceField(
        label=_("有多大把握"), choices=fact_words.choices("certainty"), widget=forms.RadioSelect,
        help_text=_("说不准的不算核实，待办仍在。"),
    )
    field_order: Sequence[str] = ("verified_by", "stays", "certainty", "on", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("核实日期")
        self.fields["note"].label = _("问了谁、怎么说")
        self.initial["stays"] = "as_known"

    def verdict(self) -> Verdict:
        if lying_over(self.course.overlays, self.today, "two_way_control"):
            return ALLOWED
        return refused(Reason("two_way_control.not_running"))


class AskTestForm(StepForm):
    to_path = forms.RegexField(
        r"^[0-9]{6}([0-9]{3}){0,2}$", label=_("请哪里做（代码）"), required=False,
        help_text=_("统计用区划代码，六位、九位或者十二位；不知道可以不填。"),
    )
    test_by = forms.DateField(label=_("请对方哪一天以前做"), widget=DayInput(format="%Y-%m-%d"))
    letter_no = forms.CharField(label=_("函号"), required=False, max_length=100)
    field_order: Sequence[str] = ("on", "to_path", "test_by", "letter_no", "note")

    def prepare(self) -> None:
        self.fields["on"].label = _("发函日期")

    def verdict(self) -> Verdict:
        return rules.may_ask_test(self.today, self.today, live(self.held.facts))


class DeclineTestForm(StepForm):
    asked_for = forms.ChoiceField(label=_("哪一次"), widget=forms.RadioSelect)
    field_order: Sequence[str] = ("asked_for", "on", "note")

    def prepare(self) -> None:
        waiting = rules.waiting_tests(live(self.held.facts))
        self.let_choose("asked_for", [(one.id, one.on.isoformat()) for one in waiting])
        self.initial["asked_for"] = waiting[0].id if waiting else ""
        self.fields["note"].label = _("为什么没有做")
        self.fields["note"].required = True

    def verdict(self) -> Verdict:
        there = self.fields["asked_for"].choices  # type: ignore[attr-defined]
        return ALLOWED if there else refused(Reason("two_way_control.no_test_asked"))
