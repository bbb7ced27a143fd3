"""What is typed of an aid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.helping import named
from guitu.casework.load import live
from guitu.casework.record_form import NoteField, OccasionForm, OpenChoice, RecordForm, Setting
from guitu.kit.telling import said, with_more
from guitu.ledger import fact_words
from guitu.rules import aid
from guitu.rules.aid import Application

_CHOOSE = {"required": _("请选择一项。")}


class _NotedForm(RecordForm):
    def what(self) -> dict[str, Any]:
        said_of = super().what()
        return {**said_of, "note": said_of["note"] or None}


class _AidForm(_NotedForm):
    aid = OpenChoice(label=_("哪一种"), error_messages=_CHOOSE)
    note = NoteField()

    def arrange(self, setting: Setting) -> None:
        """What could be applied for now comes first."""
        super().arrange(setting)
        policy = setting.case.policy().on(setting.on).aid
        now = entitled_now(setting)
        offered = [(code, name) for code, name in named(policy.catalogue) if aid.known(code, policy, setting.on) and not policy.catalogue[code].need]
        self.let_choose("aid", [("", _("请选择")), *sorted(offered, key=lambda one: one[0] not in now)])

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        now = entitled_now(setting)
        return {**super().started(setting), "aid": now[0] if len(now) == 1 else ""}


class ApplyForm(_AidForm):
    category = forms.ChoiceField(
        label=_("哪一类"), choices=fact_words.choices("category", "old", "ill", "young", "disabled", "other"), widget=forms.RadioSelect(),
        help_text=_("申请临时救助要分类；不分的选“其他”。"),
    )
    field_order = ("aid", "category", "on", "note")

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        return {**super().started(setting), "category": "other"}


class NoteForm(_AidForm):
    aid_proof = forms.ChoiceField(
        label=_("怎么知道的"), choices=fact_words.choices("aid_proof", "looked_up", "paper_seen", "told"), widget=forms.RadioSelect(), error_messages=_CHOOSE
    )
    field_order = ("aid", "aid_proof", "on", "note")

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.fields["on"].label = _("从哪天起知道")


class DeclineForm(_AidForm):
    field_order = ("aid", "on", "note")


class _ApplicationMixin:
    """The applications that may be chosen, the oldest first."""

    waits = True

    def offer(self, setting: Setting, field: Any) -> None:
        field.choices = [("", _("请选择")), *((one.id, called(one, setting)) for one in offered(setting, waits=self.waits))]


class AnswerForm(_ApplicationMixin, _NotedForm):
    application = OpenChoice(label=_("哪次申请"), error_messages=_CHOOSE)
    aid_result = forms.ChoiceField(
        label=_("结果"), choices=fact_words.choices("aid_result", "approved", "refused", "dropped"), widget=forms.RadioSelect(), error_messages=_CHOOSE
    )
    yuan = forms.IntegerField(label=_("金额（元）"), min_value=0, max_value=1_000_000, required=False, help_text=_("按月发的写每月多少；没有金额的不填。"))
    review_on = forms.DateField(label=_("哪天复核"), required=False, widget=forms.DateInput(), help_text=_("到这一天重新看条件；没有定的不填。"))
    note = NoteField()
    field_order = ("application", "aid_result", "yuan", "review_on", "on", "note")

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        found = offered(setting, waits=True)
        return {**super().started(setting), "application": found[0].id if len(found) == 1 else ""}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.offer(setting, self.fields["application"])

    def what(self) -> dict[str, Any]:
        said_of = super().what()
        return {**said_of, "yuan": said_of["yuan"] or 0}


class PayForm(_ApplicationMixin, OccasionForm):
    waits = False
    application = OpenChoice(label=_("哪次申请"), error_messages=_CHOOSE)
    yuan = forms.IntegerField(label=_("金额（元）"), min_value=1, max_value=1_000_000)
    note = NoteField()
    field_order = ("application", "yuan", "on", "note")
    fields_of = {**OccasionForm.fields_of, "aid.paid_this_month": "another_occasion"}

    @classmethod
    def started(cls, setting: Setting) -> dict[str, Any]:
        found = offered(setting, waits=False)
        one = found[0] if len(found) == 1 else None
        return {**super().started(setting), "application": one.id if one else "", "yuan": one.yuan or "" if one else ""}

    def arrange(self, setting: Setting) -> None:
        super().arrange(setting)
        self.offer(setting, self.fields["application"])

    def what(self) -> dict[str, Any]:
        said_of = super().what()
        return {**said_of, "note": said_of["note"] or None}


class RefuseWorkForm(_NotedForm):
    note = NoteField(label=_("什么工作，为什么没有接受"), required=True)
    field_order = ("on", "note")


def offered(setting: Setting, *, waits: bool) -> list[Application]:
    """Applications without an answer, or those that were approved."""
    made = aid.applications(live(setting.case.facts))
    return [one for one in made if (not one.result if waits else one.result == "approved")]


def called(one: Application, setting: Setting) -> str:
    found = setting.case.policy().on(setting.on).aid.catalogue.get(one.aid)
    return with_more(said(found.name) if found else one.aid, one.on.isoformat())


def entitled_now(setting: Setting) -> list[str]:
    """The aids that could be applied for on the day."""
    return [
        one.code for one in setting.course.work
        if one.what == "entitled" and one.from_on <= setting.on and (one.until_on is None or setting.on < one.until_on)
    ]
