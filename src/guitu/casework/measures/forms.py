"""Forms of the steps on a measure. Dates default to today; the measure is known when there is only one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import MeasureForm, StepForm
from guitu.casework.checking.forms import DayInput
from guitu.grid.areas import TOWN, units_inside
from guitu.ledger import fact_words
from guitu.rules import maternity, steps
from guitu.rules.dates import age_on
from guitu.rules.terms import Known, MeasureCourse
from guitu.rules.verdict import ALLOWED, Verdict

KINDS = fact_words.choices("measure_kind")


class OpenForm(StepForm):
    kind = forms.ChoiceField(label=_("决定或者登记"), choices=KINDS, widget=forms.RadioSelect)
    organ = forms.CharField(label=_("决定机关（机构）"), max_length=100)
    decision_no = forms.CharField(
        label=_("文书号"),
        required=False,
        max_length=100,
        help_text=_("照文书抄写，如：恩公（社戒）字〔2026〕118 号。"),
    )
    years = forms.TypedChoiceField(
        label=_("社区康复年限"), choices=[(2, _("二年")), (3, _("三年"))], coerce=int, required=False,
        widget=forms.RadioSelect,
    )
    served_on = forms.DateField(
        label=_("送达日期"), required=False, widget=DayInput(format="%Y-%m-%d"),
        help_text=_("已经送达的一并填写，报到期限从这一天起算。"),
    )
    served_days_deducted = forms.IntegerField(
        label=_("已执行强制隔离戒毒的天数"), required=False, min_value=0, max_value=1095,
        help_text=_("所外就医转社区戒毒的，予以折抵。"),
    )
    exception = forms.CharField(
        label=_("怀孕、哺乳仍强制隔离戒毒的，文书怎么说"), required=False, max_length=500, widget=forms.Textarea,
        help_text=_("怀孕或者正在哺乳自己不满一周岁婴儿的妇女不适用强制隔离戒毒；照文书抄写理由。"),
    )
    field_order = (
        "kind", "on", "organ", "decision_no", "served_on", "years", "served_days_deducted", "exception", "note",
    )

    def prepare(self) -> None:
        self.fields["on"].label = _("决定日期")
        self.initial["kind"] = "community_detox"
        self.initial["years"] = 3
        if not any(span.overlay in maternity.OVERLAYS for span in self.course.overlays):
            del self.fields["exception"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") not in ("voluntary", "maintenance") and not cleaned.get("decision_no"):
            self.add_error("decision_no", _("公安机关的决定要写文书号。"))
        return cleaned

    def what(self) -> dict[str, Any]:
        what = super().what()
        what["served_days_deducted"] = what["served_days_deducted"] or 0
        what["years"] = (what["years"] or 3) if what["kind"] == "community_rehabilitation" else 3
        return what

    def rows(self) -> list[dict[str, Any]]:
        rows = super().rows()
        if self.cleaned_data.get("kind") != "community_rehabilitation":
            rows = [row for row in rows if row["label"] != self.fields["years"].label]
        return rows


class ServeForm(MeasureForm):
    step = "serve_decision"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("送达日期")


class ReportInForm(MeasureForm):
    step = "report_in"

    @property
    def is_overdue(self) -> bool:
        """Whether the days for reporting in are over: then the reason is found out first."""
        return self.one is not None and self.one.state_on(self.today) == "overdue"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("报到日期")


class AgreementForm(MeasureForm):
    step = "sign_agreement"
    guardian_signed = forms.BooleanField(label=_("监护人已一并签字"), required=False)
    field_order = ("measure", "on", "guardian_signed", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("签订日期")
        born_on = self.held.born_on
        if born_on is None or age_on(born_on, self.today) >= 18:
            del self.fields["guardian_signed"]

    def admits(self, course: MeasureCourse) -> Verdict:
        return steps.may_sign(course, self.course.duties, self.today, Known(), True)


class RefusalForm(MeasureForm):
    step = "refuse_report"
    warning_letter = forms.BooleanField(label=_("告诫书已送达"), required=False)
    certificate = forms.BooleanField(label=_("逾期未报到（拒签）证明已出具"), required=False)
    document_no = forms.CharField(label=_("移交文书号"), max_length=100)
    field_order = ("measure", "on", "warning_letter", "certificate", "document_no", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("移交公安日期")

    def admits(self, course: MeasureCourse) -> Verdict:
        return steps.may_refuse_report(course, self.today, True, True)


ELSEWHERE = "elsewhere"
MATERIALS = (
    ("decision", _("决定书")),
    ("agreement", _("协议书")),
    ("tests", _("检测记录")),
    ("visits", _("走访谈话记录")),
    ("plan", _("帮教计划")),
)


class TransferForm(MeasureForm):
    step = "transfer_measure"
    to = forms.ChoiceField(label=_("新执行地"), help_text=_("本县的镇街，档案当场随人转去；外县的，填写代码。"))
    to_code = forms.RegexField(
        r"^[0-9]{9}([0-9]{3})?$", label=_("外县镇街代码"), required=False,
        help_text=_("统计用区划代码前九位。对方回函后，再登记迁出。"),
    )
    letter_no = forms.CharField(label=_("变更执行地函号"), required=False, max_length=100)
    materials = forms.MultipleChoiceField(
        label=_("随函材料"), choices=MATERIALS, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("measure", "on", "to", "to_code", "letter_no", "materials", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("变更日期")
        here = self.held.scope_path[:9]
        listed = [(path, name) for path, name in units_inside(self.held.county_id, TOWN) if path != here]
        self.let_choose("to", [("", _("请选择")), *listed, (ELSEWHERE, _("外县（市、区）"))])
        self.initial["materials"] = [code for code, _label in MATERIALS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("to") == ELSEWHERE:
            code = cleaned.get("to_code") or ""
            if code[:6] in ("", self.held.county_id):
                self.add_error("to_code", _("请填写外县镇街的代码；本县的请在上面选择。"))
        return cleaned

    def what(self) -> dict[str, Any]:
        what = super().what()
        to, code = what.pop("to"), what.pop("to_code")
        what["to_path"] = code if to == ELSEWHERE else to
        named = dict(MATERIALS)
        what["materials"] = [str(named[material]) for material in what["materials"]]
        return what


class ArriveForm(MeasureForm):
    step = "arrive_at_transfer"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("报到日期")


class ExtendForm(MeasureForm):
    step = "extend_measure"
    months = forms.IntegerField(
        label=_("变动月数"), min_value=-12, max_value=12, help_text=_("延长填正数，提前解除填负数。")
    )
    field_order = ("measure", "on", "months", "note")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("决定日期")

    def admits(self, course: MeasureCourse) -> Verdict:
        return steps.may_extend(course, 1, 12, self.today)


class EndForm(MeasureForm):
    step = "end_measure"
    how = forms.ChoiceField(
        label=_("怎样结束"),
        choices=fact_words.choices("how", "released", "terminated", "converted", "withdrawn", "not_applicable"),
        widget=forms.RadioSelect,
    )
    field_order = ("measure", "how", "on", "note")
    offered: ClassVar[tuple[str, ...]] = ("released", "terminated", "converted", "withdrawn", "not_applicable")

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("文书日期")
        self.initial["how"] = "released"

    def admits(self, course: MeasureCourse) -> Verdict:
        if any(steps.may_end(course, how, self.today) for how in self.offered):
            return ALLOWED
        return steps.may_end(course, "terminated", self.today)
