"""A tip without a name, and what its receipt number answers. No cookie, no script, and nothing kept of who sent it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guitu.inspection.tips import by_anyone
from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.public.pages import bare, too_often
from guitu.rules.tips import ABOUT
from guitu.rules.verdict import Reason


class TipForm(TypedForm):
    path = forms.ChoiceField(label=_("哪个镇（街）"))
    about = forms.ChoiceField(label=_("关于什么"))
    what = forms.CharField(label=_("看到了什么"), max_length=1000, widget=forms.Textarea, help_text=_("什么时候、做什么、多少次。不写姓名。"))
    where = forms.CharField(label=_("在哪里"), max_length=120, required=False)
    whom = forms.CharField(
        label=_("知道是谁的，写在这里"), max_length=120, required=False,
        help_text=_("可以不写。姓名、电话、车牌都写在这一格：两个人看过上面的内容、都认为可信，才打开。"),
    )

    def __init__(self, data: Any = None, *, places: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.let_choose("path", places)
        self.let_choose("about", [(code, spoken(f"tip_about.{code}")) for code in ABOUT])


@public
@csrf_exempt
def tip(request: HttpRequest, county: str) -> HttpResponse:
    """The form; its receipt number stands in it, so that sent twice it is one tip."""
    places = by_anyone.places(county)
    if not places:
        return _told(request, "public.no_place", "public.ask_giver")
    if request.method != "POST":
        return _form(request, TipForm(places=places), by_anyone.new_number())
    at = clock.now()
    if waiting := too_often(request, at, "tip_net"):
        return waiting
    form, number = TipForm(request.POST, places=places), by_anyone.number_in(request.POST.get("number", "")) or by_anyone.new_number()
    if not form.is_valid():
        return _form(request, form, number, 422)
    try:
        by_anyone.send(county, number, at, **form.cleaned_data)
    except Refused as refusal:
        refuse(form, refusal)
        return _form(request, form, number, 422)
    return redirect("tip-receipt", number)


def _form(request: HttpRequest, form: TipForm, number: str, status: int = 200) -> HttpResponse:
    return bare(request, "tip.html", {"form": form, "errors": errors_of(form), "number": number}, status)


@public
@csrf_exempt
def find(request: HttpRequest) -> HttpResponse:
    """Where a receipt number is typed off a slip of paper."""
    if request.method != "POST":
        return bare(request, "find_receipt.html", {"problem": "", "typed": ""})
    if waiting := too_often(request, clock.now(), "tip_net"):
        return waiting
    typed = request.POST.get("number", "")[:40]
    if number := by_anyone.number_in(typed):
        return redirect("tip-receipt", number)
    return bare(request, "find_receipt.html", {"problem": sentence(Reason("tips.check_number")), "typed": typed}, 422)


@public
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """How far it is, what was answered, and the days of the reward."""
    known = by_anyone.number_in(number)
    of = by_anyone.asked(known) if known else None
    if of is None:
        return _told(request, "tips.no_receipt", "tips.check_number")
    groups = "-".join(known[n : n + 4] for n in range(0, 16, 4))
    return bare(request, "receipt.html", {"of": of, "number": groups, "about": spoken(f"tip_about.{of.about}"), "state": spoken(f"tip.{of.course.state}")})


def _told(request: HttpRequest, title: str, words: str) -> HttpResponse:
    return bare(request, "told.html", {"title": sentence(Reason(title)), "words": sentence(Reason(words))}, 404)
