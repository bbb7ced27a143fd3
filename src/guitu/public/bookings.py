"""A group books a place without an account, and cancels by the link that only it has. Nobody's name; a telephone number only if
it wants to be called, and not for long."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.doors import REQUEST_ID, public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.prevention.places import by_anyone
from guitu.public import calendar
from guitu.public.pages import bare, too_often, too_often_by
from guitu.rules.places import VISITORS, PlacesPolicy
from guitu.rules.verdict import Reason


class PublicBookingForm(TypedForm):
    day_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput())
    slot = forms.ChoiceField(label=_("时段"), widget=forms.RadioSelect)
    headcount = forms.IntegerField(label=_("几个人"), min_value=1, max_value=999)
    visitors = forms.ChoiceField(label=_("是谁"))
    who = forms.CharField(label=_("哪个单位、哪个班"), max_length=60, help_text=_("不写姓名。"))
    phone = forms.RegexField(r"^\d{7,13}$", label=_("联系电话"), required=False, error_messages={"invalid": sentence(Reason("public.phone"))})

    def __init__(self, data: Any = None, *, policy: PlacesPolicy) -> None:
        super().__init__(data)
        self.let_choose("slot", list(policy.slots.items()))
        self.let_choose("visitors", [(code, spoken(f"visitors.{code}")) for code in VISITORS])


@public
@csrf_exempt
def book(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """The form; sent twice it is one booking, since the secret of its link stands in the form."""
    at = clock.now()
    place = by_anyone.place(place_id)
    if place is None:
        return bare(request, "told.html", {"title": sentence(Reason("public.no_place")), "words": sentence(Reason("public.ask_giver"))}, 404)
    policy = by_anyone.policy_at(place, clock.local_day(at))
    if request.method != "POST":
        return _form(request, place, policy, PublicBookingForm(policy=policy), secrets.token_urlsafe(24))
    if waiting := too_often(request, at):
        return waiting
    form, secret = PublicBookingForm(request.POST, policy=policy), request.POST.get("secret", "")
    if not REQUEST_ID.fullmatch(secret):
        secret = secrets.token_urlsafe(24)
    if not form.is_valid():
        return _form(request, place, policy, form, secret, 422)
    try:
        by_anyone.book(place, secret, at, clock.local_day(at), **form.cleaned_data)
    except Refused as refusal:
        refuse(form, refusal)
        return _form(request, place, policy, form, secret, 422)
    return redirect("booked-in-public", secret)


def _form(request: HttpRequest, place: by_anyone.OpenPlace, policy: PlacesPolicy, form: PublicBookingForm, secret: str, status: int = 200) -> HttpResponse:
    context = {"place": place, "most": policy.most_in_slot, "keep_days": policy.phone_days, "form": form, "errors": errors_of(form), "secret": secret}
    return bare(request, "booking.html", context, status)


@public
@csrf_exempt
def booked(request: HttpRequest, secret: str) -> HttpResponse:
    """The booking of a link; a POST cancels it, and whoever waits and fits comes in."""
    of = by_anyone.booked(secret)
    if of is None:
        return bare(request, "told.html", {"title": sentence(Reason("public.no_booking")), "words": sentence(Reason("public.ask_giver"))}, 404)
    if request.method == "POST":
        if waiting := too_often_by(request, clock.now(), secret):
            return waiting
        by_anyone.cancel(of, secret)
        return redirect("booked-in-public", secret)
    slots = by_anyone.policy_at(of, of.day_on).slots
    return bare(request, "booked.html", {"of": of, "slot": slots.get(of.slot, of.slot), "secret": secret})


@public
@require_safe
def day(request: HttpRequest, secret: str) -> HttpResponse:
    """A confirmed booking for one's own calendar."""
    of = by_anyone.booked(secret)
    if of is None or of.state != "confirmed":
        return bare(request, "told.html", {"title": sentence(Reason("public.no_booking")), "words": sentence(Reason("public.ask_giver"))}, 404)
    slots, about = by_anyone.policy_at(of, of.day_on).slots, request.build_absolute_uri(reverse("booked-in-public", args=[secret]))
    note = _now("%(slot)s，%(n)s 人。来不了请早点取消。") % {"slot": slots.get(of.slot, of.slot), "n": of.headcount}
    return calendar.event(_now("预约参观"), of.name, of.day_on, clock.now(), about, f"booking|{of.id}", note)
