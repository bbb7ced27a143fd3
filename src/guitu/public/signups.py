"""Somebody signs up for an activity without an account, gives it up by the link that only they have, or says their number at the
door. Nobody's name; a telephone number only if they want to be called, and not for long."""

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
from guitu.kit.typed import TypedForm
from guitu.prevention.programmes import stamps
from guitu.prevention.signups import by_anyone
from guitu.public import calendar
from guitu.public.pages import bare, too_often, too_often_by
from guitu.rules.verdict import Reason


class SignUpForm(TypedForm):
    heads = forms.IntegerField(label=_("几个人"), min_value=1, max_value=999, initial=1)
    phone = forms.RegexField(r"^\d{7,13}$", label=_("联系电话"), required=False, error_messages={"invalid": sentence(Reason("public.phone"))})


class ArriveForm(TypedForm):
    number = forms.IntegerField(label=_("报名号"), min_value=1, max_value=99_999, help_text=_("在您的报名页上。"))


@public
@csrf_exempt
def sign_up(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """The form; sent twice it is one sign-up, since the secret of its link stands in the form."""
    of, at = by_anyone.activity(activity_id), clock.now()
    if of is None:
        return _none(request, "public.no_activity")
    if request.method != "POST":
        return _form(request, of, SignUpForm(), secrets.token_urlsafe(24))
    if waiting := too_often(request, at):
        return waiting
    form, secret = SignUpForm(request.POST), request.POST.get("secret", "")
    if not REQUEST_ID.fullmatch(secret):
        secret = secrets.token_urlsafe(24)
    if not form.is_valid():
        return _form(request, of, form, secret, 422)
    try:
        by_anyone.sign_up(of, secret, at, clock.local_day(at), **form.cleaned_data)
    except Refused as refusal:
        refuse(form, refusal)
        return _form(request, of, form, secret, 422)
    return redirect("signed-up", secret)


def _form(request: HttpRequest, of: by_anyone.Invitation, form: SignUpForm, secret: str, status: int = 200) -> HttpResponse:
    policy = by_anyone.policy_at(of, clock.today())
    context: dict[str, Any] = {"of": of, "form": form, "errors": errors_of(form), "secret": secret, "keep_days": policy.phone_days, "most": policy.most_at_once}
    return bare(request, "sign_up.html", context, status)


@public
@csrf_exempt
def signed(request: HttpRequest, secret: str) -> HttpResponse:
    """The sign-up of a link with its number; a POST gives it up, and whoever waits and fits comes in."""
    of = by_anyone.signed(secret)
    if of is None:
        return _none(request, "public.no_signup")
    if request.method == "POST":
        if waiting := too_often_by(request, clock.now(), secret):
            return waiting
        by_anyone.give_up(secret)
        return redirect("signed-up", secret)
    return bare(request, "signed.html", {"of": of, "is_over": of.held_on < clock.today(), "secret": secret})


@public
@require_safe
def day(request: HttpRequest, secret: str) -> HttpResponse:
    """A sign-up that is in, for one's own calendar."""
    of = by_anyone.signed(secret)
    if of is None or of.state != "confirmed" or of.stands != "published":
        return _none(request, "public.no_signup")
    about = request.build_absolute_uri(reverse("signed-up", args=[secret]))
    note = _now("报名号 %(number)s，%(n)s 人。来不了请早点取消。") % {"number": of.number, "n": of.heads}
    return calendar.event(_now("活动报名"), of.where or "", of.held_on, clock.now(), about, f"signup|{secret}", note)


@public
@csrf_exempt
def arrive(request: HttpRequest, activity_id: UUID, gate: str) -> HttpResponse:
    """What the square at the door leads to: the number of the sign-up, and one is in."""
    of, at = by_anyone.activity(activity_id), clock.now()
    if of is None:
        return _none(request, "public.no_activity")
    context: dict[str, Any] = {"of": of, "gate": gate, "form": ArriveForm(), "errors": [], "number": 0, "programme": stamps.programme_at(activity_id)}
    if request.method != "POST":
        return bare(request, "arrive.html", context)
    if waiting := too_often(request, at):
        return waiting
    form = ArriveForm(request.POST)
    if form.is_valid():
        try:
            by_anyone.arrive(of, gate, form.cleaned_data["number"], at, clock.local_day(at))
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return bare(request, "arrive.html", {**context, "number": form.cleaned_data["number"]})
    return bare(request, "arrive.html", {**context, "form": form, "errors": errors_of(form)}, 422)


def _none(request: HttpRequest, code: str) -> HttpResponse:
    return bare(request, "told.html", {"title": sentence(Reason(code)), "words": sentence(Reason("public.ask_giver"))}, 404)
