"""打卡: a stamp for an activity on a card without a name, and the card itself."""

from __future__ import annotations

import re
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.prevention.programmes import stamps
from guitu.prevention.signups import by_anyone
from guitu.public.pages import bare, too_often
from guitu.rules.verdict import Reason

_NUMBER = re.compile(rf"[{stamps.SIGNS}]{{{stamps.LENGTH}}}", re.IGNORECASE)


class StampForm(TypedForm):
    number = forms.RegexField(
        _NUMBER, label=_("卡号"), required=False, max_length=stamps.LENGTH, help_text=_("没有卡的空着，给您一张新的。"),
        error_messages={"invalid": sentence(Reason("programmes.no_card"))},
    )


@public
@csrf_exempt
def stamp(request: HttpRequest, activity_id: UUID, gate: str) -> HttpResponse:
    """What the square at the door offers beside the check-in: a stamp, on a new card or on one's own."""
    of, at = by_anyone.activity(activity_id), clock.now()
    title = stamps.programme_at(activity_id) if of else ""
    if of is None or not title:
        return bare(request, "told.html", {"title": sentence(Reason("programmes.no_stamps")), "words": sentence(Reason("public.ask_giver"))}, 404)
    form = StampForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return bare(request, "stamp.html", {"of": of, "title": title, "form": form, "errors": []})
    if waiting := too_often(request, at):
        return waiting
    if form.is_valid():
        try:
            number = stamps.put(activity_id, gate, form.cleaned_data["number"], of.held_on, clock.local_day(at))
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return redirect("stamp-card", number)
    return bare(request, "stamp.html", {"of": of, "title": title, "form": form, "errors": errors_of(form)}, 422)


@public
@csrf_exempt
def card(request: HttpRequest, number: str) -> HttpResponse:
    """The stamps of a card. A POST, before the eyes of who gives it, notes that something was given for them."""
    at = clock.now()
    if waiting := too_often(request, at):
        return waiting
    of = stamps.card_of(number)
    if of is None:
        return bare(request, "told.html", {"title": sentence(Reason("programmes.no_card")), "words": sentence(Reason("public.ask_giver"))}, 404)
    problem, status = "", 200
    if request.method == "POST":
        try:
            stamps.give(of, number, clock.local_day(at))
            return redirect("stamp-card", number)
        except Refused as refusal:
            problem, status = " ".join(map(sentence, refusal.reasons)), 422
    return bare(request, "card.html", {"of": of, "number": number.upper(), "problem": problem}, status)
