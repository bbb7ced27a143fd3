"""The checklist as a form: each item by itself, each section confirmed by itself; words where something was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guitu.inspection.photos import Pictured, digests_of, taken
from guitu.inspection.visit_form import VisitForm
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.rules.checklists import ANSWERS, Checklist, Seen
from guitu.rules.verdict import Reason

MOST_AT_ONCE = 12  # photographs of one item that are looked at; the rule allows fewer



class CheckForm(VisitForm):
    """A visit with the whole list. Items begin as they should be; what nobody confirms is no pass."""

    checklist = forms.CharField(widget=forms.HiddenInput(), required=False)
    campaign = forms.TypedChoiceField(label=_("行动"), coerce=UUID, required=False, empty_value=None)
    persons = forms.IntegerField(label=_("盘查人次"), min_value=0, max_value=999, required=False, help_text=_("只记人数，不记是谁。"))
    words = forms.CharField(label=_("现场情况"), max_length=600, required=False, widget=forms.Textarea)

    def __init__(
        self, data: Any = None, *, listed: Checklist, campaigns: list[tuple[str, str]], files: Any = None, is_other_list: bool = False, **more: Any,
    ) -> None:
        super().__init__(data, met=str(_("见到了，检查")), **more)
        self.sent_files, self.is_other_list = files, is_other_list
        if listed.sampled:
            self.fields["pieces"] = forms.IntegerField(label=_("抽查了几件"), min_value=1, max_value=999, required=False)
            for item in listed.sampled:
                self.fields[f"pieces_{item.code}"] = forms.IntegerField(label=_("其中合格的几件"), min_value=0, max_value=999, required=False)
        self.listed = listed
        self.let_choose("campaign", [("", _("不属于行动")), *campaigns])
        answers = [(code, spoken(f"site_answer.{code}")) for code in ANSWERS]
        for section in listed.sections:
            for item in section.items:
                self.fields[f"item_{item.code}"] = forms.ChoiceField(label=said(item.text), choices=answers, widget=forms.RadioSelect, required=False, initial="yes")
                self.fields[f"words_{item.code}"] = forms.CharField(label=_("看到了什么"), max_length=300, required=False, widget=forms.Textarea)
                self.fields[f"photos_{item.code}_sha256"] = forms.CharField(required=False, max_length=900, widget=forms.HiddenInput())
            self.fields[f"sure_{section.code}"] = forms.BooleanField(label=_("这一部分每一项都看过"), required=False)

    def clean(self) -> dict[str, Any]:
        """What was answered on a list that nobody knows any more is looked at again on the one that holds: what both ask stays
        answered, and it is said that the list is another."""
        if self.is_other_list and self.cleaned_data.get("result") == "checked":
            self.add_error(None, sentence(Reason("checklists.unknown_item")))
        return self.cleaned_data

    def without_list(self) -> tuple[str, ...]:
        return ("not_reached", "refused", "not_applicable")

    def seen(self) -> list[Seen]:
        """The answers that came; one that did not come is not there."""
        told = self.cleaned_data
        found = [Seen(item.code, told.get(f"item_{item.code}", ""), told.get(f"words_{item.code}", "")) for item in self.listed.items]
        return [one for one in found if one.answer]

    def pictured(self) -> list[Pictured]:
        """The photographs that came, made anew; and those that a record which waited for a line names, and that have not come."""
        found = []
        for item in self.listed.items:
            files = self.sent_files.getlist(f"photos_{item.code}")[:MOST_AT_ONCE] if self.sent_files else []
            sent = [taken(one.read()) for one in files]
            came = {one.digest: Pictured(item.code, one.digest, one) for one in sent if one is not None}
            named = digests_of(self.cleaned_data.get(f"photos_{item.code}_sha256", ""))
            found += [*came.values(), *(Pictured(item.code, digest) for digest in named if digest not in came)]
        return found

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
        return {**more, "checklist": told["checklist"], "seen": self.seen(), "confirmed": sure, "pieces": self.pieces(), "photos": self.pictured()}


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
        }
