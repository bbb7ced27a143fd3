"""自查: a place's own list, filled in by whoever has its code. No account; what was handed in stays as it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from guitu.inspection.self_checks import by_anyone
from guitu.inspection.self_checks.by_anyone import OwnList
from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.ledger.telling import clause_card
from guitu.public.pages import bare, too_often
from guitu.rules.checklists import Checklist
from guitu.rules.dates import day_before
from guitu.rules.self_checks import SAID, Own
from guitu.rules.verdict import Reason


class OwnListForm(TypedForm):
    seen = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, listed: Checklist, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.listed = listed
        answers = [(code, spoken(f"own_answer.{code}")) for code in SAID]
        for item in listed.items:
            self.fields[f"item_{item.code}"] = forms.ChoiceField(label=said(item.text), choices=answers, widget=forms.RadioSelect, required=False)
            self.fields[f"words_{item.code}"] = forms.CharField(label=_("打算怎样改、哪天改好"), max_length=200, required=False)

    def said(self) -> list[Own]:
        """The answers that came; one that did not come is not there."""
        told = self.cleaned_data
        found = [Own(item.code, told.get(f"item_{item.code}", ""), told.get(f"words_{item.code}", "").strip()) for item in self.listed.items]
        return [one for one in found if one.answer]


@public
@csrf_exempt
def own_list(request: HttpRequest, code: str) -> HttpResponse:
    """The list of the place, or what was handed in of it: that it was, and nothing of what it said."""
    at = clock.now()
    of = by_anyone.own_list(code, clock.local_day(at))
    if of is None:
        return bare(request, "told.html", {"title": sentence(Reason("self_checks.none")), "words": sentence(Reason("public.ask_giver"))}, 404)
    today = clock.local_day(at)
    if of.answered or not of.from_on <= today < of.closes_on:
        return bare(request, "own_list.html", {"of": of, "form": None, "last_on": day_before(of.closes_on)})
    if request.method != "POST":
        return _form(request, of, OwnListForm(listed=of.listed, initial={"seen": of.version}))
    if waiting := too_often(request, at):
        return waiting
    form = OwnListForm(request.POST, listed=of.listed)
    if form.is_valid():
        try:
            by_anyone.say(of, code, at, today, form.cleaned_data["seen"], form.said())
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return bare(request, "own_list.html", {"of": by_anyone.own_list(code, today), "form": None, "last_on": day_before(of.closes_on)})
    return _form(request, of, form, 422)


def _form(request: HttpRequest, of: OwnList, form: OwnListForm, status: int = 200) -> HttpResponse:
    items = [(form[f"item_{one.code}"], form[f"words_{one.code}"], clause_card(one.clause, of.timeline)) for one in of.listed.items]
    return bare(request, "own_list.html", {"of": of, "form": form, "items": items, "errors": errors_of(form), "last_on": day_before(of.closes_on)}, status)
