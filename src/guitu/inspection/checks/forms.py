"""The checklist as a form: each item by itself, each section confirmed by itself; words where something was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.inspection.visit_form import VisitForm
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.rules.checklists import ANSWERS, Checklist, Seen


class CheckForm(VisitForm):
    """A visit with the whole list. Items begin as they should be; what nobody confirms is no pass."""

    checklist = forms.CharField(widget=forms.HiddenInput(), required=False)
    campaign = forms.TypedChoiceField(label=_("行动"), coerce=UUID, required=False, empty_value=None)
    persons = forms.IntegerField(label=_("盘查人次"), min_value=0, max_value=999, required=False, help_text=_("只记人数，不记是谁。"))
    words = forms.CharField(label=_("现场情况"), max_length=600, required=False, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, listed: Checklist, campaigns: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, met=str(_("见到了，检查")), **more)
        if listed.sampled:
            self.fields["pieces"] = forms.IntegerField(label=_("抽查了几件"), min_value=1, max_value=999, required=False)
            for item in listed.sampled:
                self.fields[f"pieces_{item.code}"] = forms.IntegerField(label=_("其中合格的几件"), min_value=0, max_value=999, required=False)
        self.listed = listed
        self.fields["campaign"].choices = [("", _("不属于行动")), *campaigns]  # type: ignore[attr-defined]
        answers = [(code, spoken(f"site_answer.{code}")) for code in ANSWERS]
        for section in listed.sections:
            for item in section.items:
                self.fields[f"item_{item.code}"] = forms.ChoiceField(label=said(item.text), choices=answers, widget=forms.RadioSelect, required=False, initial="yes")
                self.fields[f"words_{item.code}"] = forms.CharField(label=_("看到了什么"), max_length=300, required=False, widget=forms.Textarea)
            self.fields[f"sure_{section.code}"] = forms.BooleanField(label=_("这一部分每一项都看过"), required=False)

    def without_list(self) -> tuple[str, ...]:
        return ("not_reached", "refused", "not_applicable")

    def seen(self) -> list[Seen]:
        """The answers that came; one that did not come is not there."""
        told = self.cleaned_data
        found = [Seen(item.code, told.get(f"item_{item.code}", ""), told.get(f"words_{item.code}", "")) for item in self.listed.items]
        return [one for one in found if one.answer]

    def pieces(self) -> list[int]:
        """The pieces looked at; none where a number is missing, which the rule refuses."""
        names = ["pieces", *(f"pieces_{item.code}" for item in self.listed.sampled)] if self.listed.sampled else []
        found = [self.cleaned_data.get(name) for name in names]
        return [n for n in found if n is not None] if None not in found else []

    def what(self) -> dict[str, Any]:
        told, visit = self.cleaned_data, self.visit()
        more = {"campaign": told["campaign"] or None, "persons": told["persons"] or 0, "words": told["words"], **visit}
        if visit["result"] != "checked":
            return more
        sure = [section.code for section in self.listed.sections if told.get(f"sure_{section.code}")]
        return {**more, "checklist": told["checklist"], "seen": self.seen(), "confirmed": sure, "pieces": self.pieces()}


class RecheckForm(VisitForm):
    """A visit for what was found: each finding put right or not."""

    def __init__(self, data: Any = None, *, found: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(data, met=str(_("见到了，复查")), **more)
        self.found = found
        choices = [("yes", _("改好了")), ("no", _("没有改好"))]
        for number, one in enumerate(found):
            self.fields[f"item_{number}"] = forms.ChoiceField(label=one["text"], choices=choices, widget=forms.RadioSelect, required=False)
            self.fields[f"words_{number}"] = forms.CharField(label=_("看到了什么"), max_length=300, required=False, widget=forms.Textarea)

    def what(self) -> dict[str, Any]:
        told, visit = self.cleaned_data, self.visit()
        if visit["result"] != "checked":
            return visit
        answers = {one["id"]: (told.get(f"item_{n}", ""), told.get(f"words_{n}", "")) for n, one in enumerate(self.found)}
        return {
            **visit, "fixed": [id for id, (answer, _words) in answers.items() if answer == "yes"],
            "still": {id: words for id, (answer, words) in answers.items() if answer == "no"},
        }  # fmt: skip
