"""What is typed of work: a referral, a job and its proof, why not able to work, insurance, the bonus; employers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from guitu.casework.employment.commands import jobs_of
from guitu.casework.employment.reading import employers, vacancies
from guitu.casework.load import live
from guitu.casework.record_form import LastDayField, NoteField, OpenChoice, RecordForm, Setting
from guitu.kit.telling import shown, with_more
from guitu.kit.typed import TypedForm
from guitu.ledger import fact_words
from guitu.rules.employment import PROOFS, ROUTES, Job

_CHOOSE = {"required": _("请选择一项。")}
_EMPTY = ("", _("请选择"))
_PROOF = forms.ChoiceField(
    label=_("凭什么证明"), choices=fact_words.choices("job_proof", *reversed(PROOFS)), widget=forms.RadioSelect(), error_messages=_CHOOSE,
    help_text=_("就业率只算前三种，自报的另列。"),
)


class _NotedForm(RecordForm):
    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "note": said["note"] or None}


class ReferForm(_NotedForm):
    vacancy = OpenChoice(label=_("推荐到哪个岗位"), error_messages=_CHOOSE)
    disclosure = forms.ChoiceField(
        label=_("可以对用人单位说到哪一步（由本人定）"), widget=forms.RadioSelect(), error_messages=_CHOOSE,
        choices=fact_words.choices("disclosure", "name_only", "assisted", "told_self", "told_signed"),
    )
    consent_signed = forms.BooleanField(label=_("本人已经签字同意由社工告诉用人单位"), required=False)
    note = NoteField()
    field_order = ("vacancy", "disclosure", "consent_signed", "on", "note")
    fields_of = {**RecordForm.fields_of, "employment.needs_signature": "consent_signed"}

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "disclosure": "name_only"}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        listed = vacancies(county_id=setting.case.county_id)
        self.fields["vacancy"].choices = [  # type: ignore[attr-defined]
            _EMPTY, *((str(one["id"]), with_more(one["employer_name"], one.get("work", ""))) for one in listed)
        ]


class StartJobForm(_NotedForm):
    route = forms.ChoiceField(label=_("怎么就业的"), choices=fact_words.choices("route", *ROUTES), widget=forms.RadioSelect(), error_messages=_CHOOSE)
    job_proof = _PROOF
    employer = OpenChoice(label=_("用人单位"), required=False, help_text=_("登记在册的选一家；自己创业、在外地的不用选。"))
    job_until = LastDayField(label=_("公益性岗位到哪天"), required=False, widget=forms.DateInput(), help_text=_("只有公益性岗位要填，最后一天。"))
    note = NoteField()
    field_order = ("route", "job_proof", "employer", "on", "job_until", "note")
    fields_of = {**RecordForm.fields_of, "employment.too_long": "job_until", "employment.needs_until": "job_until"}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.fields["on"].label = _("到岗日期")
        listed = employers(setting.actor)
        self.let_choose("employer", [("", _("没有登记的")), *((str(one["id"]), one.get("name", "")) for one in listed)])

    def what(self) -> dict[str, Any]:
        said = super().what()
        return {**said, "employer": UUID(said["employer"]) if said["employer"] else None}


class _OfAJob(_NotedForm):
    job = OpenChoice(label=_("哪份工作"), error_messages=_CHOOSE)
    open_only = True

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        listed = cls.listed(setting)
        asked = setting.duty.split(":")[1] if setting.duty.startswith("check_job:") else ""
        ids = [one.id for one in listed]
        return {**super().started(setting), "job": asked if asked in ids else ids[-1] if ids else ""}

    @classmethod
    def listed(cls, setting: Setting) -> list[Job]:
        return [one for one in jobs_of(setting.case) if one.is_open or not cls.open_only]

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.let_choose("job", [_EMPTY, *((one.id, called(one)) for one in self.listed(setting))])


class CheckJobForm(_OfAJob):
    job_proof = _PROOF
    note = NoteField()
    field_order = ("job", "job_proof", "on", "note")


class EndJobForm(_OfAJob):
    job_end = forms.ChoiceField(
        label=_("为什么离岗"), widget=forms.RadioSelect(), error_messages=_CHOOSE,
        choices=fact_words.choices("job_end", "resigned", "dismissed", "term_over", "moved_away", "inside"),
    )
    note = NoteField()
    field_order = ("job", "job_end", "on", "note")

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.fields["on"].label = _("哪天起不在岗")


class ExcludeForm(_NotedForm):
    exclusion = forms.ChoiceField(
        label=_("为什么不算有就业能力"), choices=fact_words.choices("exclusion", "medical", "care", "study"), widget=forms.RadioSelect(), error_messages=_CHOOSE
    )
    excluded_until = LastDayField(label=_("到哪天"), required=False, widget=forms.DateInput(), help_text=_("不知道的不填，结束时再登记。"))
    note = NoteField()
    field_order = ("exclusion", "on", "excluded_until", "note")


class IncludeForm(_NotedForm):
    exclusion = forms.ChoiceField(label=_("哪个原因结束了"), choices=fact_words.choices("exclusion", "medical", "care", "study"), widget=forms.RadioSelect(), error_messages=_CHOOSE)
    note = NoteField()
    field_order = ("exclusion", "on", "note")


class InsuranceForm(_NotedForm):
    insurance = forms.ChoiceField(label=_("哪种保险"), choices=fact_words.choices("insurance", "medical", "pension"), widget=forms.RadioSelect(), error_messages=_CHOOSE)
    insurance_proof = forms.ChoiceField(
        label=_("怎么知道的"), choices=fact_words.choices("insurance_proof", "looked_up", "paper_seen", "told"), widget=forms.RadioSelect(), error_messages=_CHOOSE
    )
    note = NoteField()
    field_order = ("insurance", "insurance_proof", "on", "note")


class EndInsuranceForm(_NotedForm):
    insurance = forms.ChoiceField(label=_("哪种保险停了"), choices=fact_words.choices("insurance", "medical", "pension", "unsaid"), widget=forms.RadioSelect(), error_messages=_CHOOSE)
    note = NoteField()
    field_order = ("insurance", "on", "note")


class VerifyForm(_OfAJob):
    open_only = False
    bonus_months = forms.TypedChoiceField(label=_("满几个月"), coerce=int, widget=forms.RadioSelect(), error_messages=_CHOOSE)
    note = NoteField(label=_("看了哪些凭证"))
    field_order = ("job", "bonus_months", "on", "note")
    fields_of = {**RecordForm.fields_of, "employment.not_so_long": "bonus_months", "employment.verified_already": "bonus_months"}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["bonus_months"].choices = [(n, n) for n in range(1, 61)]  # type: ignore[attr-defined]  # the command looks

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        steps = sorted(setting.case.policy().on(setting.on).employment.bonus.values(), key=lambda one: one.months)
        self.fields["bonus_months"].choices = [  # type: ignore[attr-defined]
            (one.months, say("%(months)s 个月，%(yuan)s 元") % {"months": one.months, "yuan": one.yuan}) for one in steps
        ]


class PayBonusForm(_NotedForm):
    verified = OpenChoice(label=_("发放哪一笔"), error_messages=_CHOOSE)
    note = NoteField()
    field_order = ("verified", "on", "note")

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        ids = [one.id for one in waiting(setting)]
        return {**super().started(setting), "verified": ids[0] if ids else ""}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.fields["on"].label = _("发放日期")
        self.fields["verified"].choices = [  # type: ignore[attr-defined]
            _EMPTY, *((one.id, say("满 %(months)s 个月，%(yuan)s 元，%(on)s 核实") % {"months": one.bonus_months, "yuan": one.yuan, "on": one.on}) for one in waiting(setting))
        ]


class EmployerForm(TypedForm):
    path = forms.ChoiceField(label=_("在哪里"), error_messages=_CHOOSE)
    name = forms.CharField(label=_("单位名称"), max_length=80)
    contact = forms.CharField(label=_("联系人、电话"), max_length=80, required=False, help_text=_("加密保存。"))

    def __init__(self, data: Any = None, *, areas: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("path", list(areas))

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class VacancyForm(TypedForm):
    work = forms.CharField(label=_("做什么"), max_length=120)
    pay = forms.CharField(label=_("工资、吃住"), max_length=120, required=False)
    seats = forms.IntegerField(label=_("要几个人"), min_value=1, max_value=999, initial=1)

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CloseVacancyForm(TypedForm):
    def what(self) -> dict[str, Any]:
        return {}


class BudgetForm(TypedForm):
    year = forms.IntegerField(label=_("哪一年"), min_value=2008, max_value=2100)
    yuan = forms.IntegerField(label=_("预算（元）"), min_value=0, max_value=100_000_000)

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class EmployerLinkForm(TypedForm):
    to_whom = forms.CharField(label=_("给谁"), max_length=80, help_text=_("联系人的姓名。只有您这边看得到。"))
    shown = forms.CharField(
        label=_("给对方看的话"), max_length=600, widget=forms.Textarea, help_text=_("对方自己的岗位自动列出。不要写被推荐人的姓名、号码和情况。"),
    )
    hours = forms.TypedChoiceField(label=_("开放多久"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, hours: Sequence[int], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.let_choose("hours", [(n, _("%(n)s 小时") % {"n": n}) for n in hours])


def called(job: Job) -> str:
    """How it came about, since when, by which proof."""
    last = job.proofs[-1][1]
    return with_more(shown(f"route.{job.route}"), say("%(on)s 起，%(proof)s") % {"on": job.from_on, "proof": shown(f"job_proof.{last}")})


def waiting(setting: Setting) -> list[Any]:
    """Bonuses that are verified and not paid."""
    stand: list[Any] = live(setting.case.facts)
    paid = {fact.verified for fact in stand if fact.kind == "bonus_paid"}
    return [fact for fact in stand if fact.kind == "bonus_verified" and fact.id not in paid]
