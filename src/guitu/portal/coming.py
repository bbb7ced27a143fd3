"""Coming in with the card, choosing one's own PIN, and leaving so that nothing is left."""

from __future__ import annotations

from math import ceil

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guitu.grid.guessing import NOW, address_of
from guitu.kit import clock
from guitu.kit.doors import new_request_id, public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.pages import url
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.portal import door, entering
from guitu.portal.cards.commands import choose_pin
from guitu.portal.door import COOKIE, OwnRequest, own
from guitu.rules.verdict import Reason


class EnterForm(TypedForm):
    card = forms.CharField(max_length=40, required=False)
    pin = forms.CharField(max_length=40, required=False)


class PinForm(TypedForm):
    pin = forms.CharField(label=_("自己的密码"), max_length=12, widget=forms.PasswordInput(), error_messages={"required": _("请填写自己的密码。")})
    again = forms.CharField(label=_("再填一次"), max_length=12, widget=forms.PasswordInput(), error_messages={"required": _("请再填一次。")})


@public
@csrf_exempt
def enter(request: HttpRequest, token: str = "") -> HttpResponse:
    """A field for the PIN; without the card's square one for its number, too. Every no is the same no."""
    if request.method != "POST":
        if request.COOKIES.get(COOKIE) and entering.entered(request.COOKIES[COOKIE], clock.now()):
            return door.bare(redirect(url("own-home")))
        return _asked(request, token)
    form, at, address = EnterForm(request.POST), clock.now(), address_of(request.META)
    typed = form.cleaned_data if form.is_valid() else {"card": "", "pin": ""}
    card = entering.read(token or typed["card"])
    waiting = entering.wait(card, address, at)
    if waiting > NOW:
        answer = _asked(request, token, sentence(Reason("portal.too_often")), 429)
        answer["Retry-After"] = str(ceil(waiting.total_seconds()))
        return answer
    found = entering.enter(card, typed["pin"], address, at)
    if found is None:
        return _asked(request, token, sentence(Reason("portal.closed")), 422)
    return door.keep(redirect(url("own-home")), found[1])


def _asked(request: HttpRequest, token: str, problem: str = "", status: int = 200) -> HttpResponse:
    return door.shown(request, "portal/enter.html", {"problem": problem, "asks_card": not token, "referrer": "no-referrer"}, status)


@own("pin", guardian=True, first=True)
def pin(request: OwnRequest) -> HttpResponse:
    """Six digits that nobody else has seen; then the first page."""
    form = PinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _pin_page(request, form, 200 if request.method != "POST" else 422)
    visit = request.visit
    try:
        choose_pin(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), door="portal", card=visit.card,
            path=visit.scope_path, secret=request.secret, **form.cleaned_data,
        )
    except Refused as refusal:
        refuse(form, refusal)
        return _pin_page(request, form, 422)
    return door.bare(redirect(url("own-home")))


def _pin_page(request: OwnRequest, form: PinForm, status: int) -> HttpResponse:
    context = {"form": form, "errors": errors_of(form), "request_id": new_request_id()}
    return door.shown(request, "portal/pin.html", context, status)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out from now on, and the browser told to forget: pages, cookies, whatever else it kept."""
    if secret := request.COOKIES.get(COOKIE, ""):
        entering.leave(secret, clock.now())
    made = door.gone(redirect(url("own-rest")))
    made["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return made


@public
def rest(request: HttpRequest) -> HttpResponse:
    """A page on which there is nothing: what stands on the screen once it was covered."""
    return door.shown(request, "portal/rest.html", {"day": clock.today(), "referrer": "no-referrer"})
