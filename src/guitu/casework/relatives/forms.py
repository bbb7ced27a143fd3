from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import StepForm
from guitu.kit.telling import with_more
from guitu.ledger import fact_words
from guitu.people import relatives
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused


class RelativeForm(StepForm):
    name = forms.CharField(label=_("姓名"), max_length=60)
    relation = forms.ChoiceField(label=_("和本人的关系"), choices=fact_words.choices("relation"), widget=forms.RadioSelect)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    lives_with = forms.BooleanField(label=_("和本人同住"), required=False)
    agreed = forms.BooleanField(
        label=_("这位家属自己同意登记"), required=False, help_text=_("登记的是家属自己的信息，要家属自己同意；撤回就清空。")
    )
    field_order: Sequence[str] = ("name", "relation", "phone", "lives_with", "agreed")

    def prepare(self) -> None:
        del self.fields["on"], self.fields["note"]

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class OfRelative(StepForm):
    """One of the family on record."""

    relative = forms.ChoiceField(label=_("哪位家属"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        found = relatives.standing(relatives.of_person(self.held.id))
        self.fields["relative"].choices = [  # type: ignore[attr-defined]
            (id, with_more(known.name, fact_words.code("relation", known.relation))) for id, known in found.items()
        ]
        if len(found) == 1:
            self.initial["relative"] = next(iter(found))

    def verdict(self) -> Verdict:
        there: Any = self.fields["relative"]
        return ALLOWED if there.choices else refused(Reason("teams.relative_unknown"))


class ForgetForm(OfRelative):
    field_order: Sequence[str] = ("relative",)

    def prepare(self) -> None:
        super().prepare()
        del self.fields["on"], self.fields["note"]

    def what(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TalkForm(OfRelative):
    told_of = forms.MultipleChoiceField(
        label=_("告诉了家属什么"), choices=fact_words.choices("told_of"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("进展、检测结果要本人同意才能说；同意撤回以后不能再说。"),
    )
    minutes = forms.IntegerField(label=_("谈了多少分钟"), min_value=1, max_value=600)
    field_order: Sequence[str] = ("relative", "on", "told_of", "minutes", "note")

    def prepare(self) -> None:
        super().prepare()
        self.initial["minutes"] = 30
        self.fields["note"].label = _("谈了什么")
