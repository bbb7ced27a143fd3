"""The forms of what a laboratory and the police say about a strip: read back before they are written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.casework.staff import colleagues
from guitu.casework.urine_tests.result_forms import positives_of, told_as
from guitu.grid.roles import ROLES
from guitu.ledger.fact_words import choices
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

STAGES = choices("stage")
OUTCOMES = choices("outcome", "negative", "positive", "prescribed")


class OfPositive(StepForm):
    """About one strip positive of the person."""

    test = forms.ChoiceField(label=_("哪一次检测"), error_messages={"required": _("请选择是哪一次检测。")})

    def prepare(self) -> None:
        found = positives_of(self.held)
        named = self.named.of if self.named.kind == "read_result" else ""
        ids = [test.id for test in found]
        field: Any = self.fields["test"]
        field.choices = [*self.none_of_them(), *((test.id, told_as(test)) for test in found)]
        self.initial["test"] = named if named in ids else (ids[0] if ids else "")

    def none_of_them(self) -> list[tuple[str, str]]:
        return []


class LaboratoryForm(OfPositive):
    which = forms.ChoiceField(
        label=_("这是哪一步的结果"), choices=STAGES, widget=forms.RadioSelect, help_text=_("复检由另一家机构做。")
    )
    outcome = forms.ChoiceField(label=_("结果"), choices=OUTCOMES, widget=forms.RadioSelect)
    laboratory = forms.ChoiceField(label=_("检测机构"), choices=[("", _("请选择")), *choices("laboratory")])
    report_no = forms.CharField(label=_("检测报告编号"), max_length=100)
    checked_by = forms.ChoiceField(label=_("核对人"), required=False, help_text=_("复检的报告须由两人核对。"))
    exception = forms.ChoiceField(
        label=_("例外"), required=False, choices=[("", _("没有例外")), *choices("exception")],
        help_text=_("复检在第一次结果和本人异议之后。不是这样的，写明哪一种例外。"),
    )
    field_order = ("test", "which", "outcome", "laboratory", "on", "report_no", "checked_by", "exception", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("结果出具的日子")
        staff = colleagues(self.actor, self.held.scope_path, self.today)
        others = [one for one in staff if one.post_id != self.actor.post_id]
        field: Any = self.fields["checked_by"]
        field.choices = [("", _("请选择")), *((str(o.post_id), f"{o.name} · {ROLES[o.role].word}") for o in others)]
        results = self.facts_of("laboratory_result")
        again = any(result.test == self.initial["test"] and result.stage == "first" for result in results)
        self.initial["which"] = "second" if again else "first"

    def verdict(self) -> Verdict:
        if positives_of(self.held):
            return ALLOWED
        return refused(Reason("urine_tests.not_positive", {}, "test_procedure.3"))

    def what(self) -> dict[str, Any]:
        said = super().what()
        said["stage"] = said.pop("which")
        return {**said, "checked_by": said["checked_by"] or None, "exception": said["exception"] or None}


class UseForm(OfPositive):
    test = forms.ChoiceField(label=_("依据哪一次检测"), required=False)
    ground = forms.ChoiceField(label=_("认定的依据"), widget=forms.RadioSelect, choices=choices("grounds"))
    document_no = forms.CharField(label=_("认定文书编号"), max_length=100)
    field_order = ("on", "ground", "test", "document_no", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("公安机关作出认定的日子")
        if self.named.kind != "read_result":
            self.initial["test"] = ""

    def none_of_them(self) -> list[tuple[str, str]]:
        return [("", _now("不依据检测"))]

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "test": said["test"] or None}
