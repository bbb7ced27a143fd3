"""Coming in without the card: a code to the mobile on file stands in for it, the own PIN is asked for as ever (ADR 0063, 0075)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from guitu.grid import guessing
from guitu.grid.guessing import NOW, address_of
from guitu.kit import clock
from guitu.kit.crypto import blind
from guitu.kit.database import row, run
from guitu.kit.doors import public
from guitu.kit.pages import url
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.notices.codes import sealed
from guitu.people.intake import phone_index
from guitu.portal import door, entering
from guitu.portal.entering import Visit, pin_digest
from guitu.rules.identifiers import check_phone
from guitu.rules.notices import CODE_MINUTES, CODE_TRIES
from guitu.rules.portal import is_mobile
from guitu.rules.verdict import Reason


class PhoneForm(TypedForm):
    phone = forms.CharField(max_length=40, required=False)
    code = forms.CharField(max_length=12, required=False)
    pin = forms.CharField(max_length=40, required=False)


@public
@csrf_exempt
def by_phone(request: HttpRequest) -> HttpResponse:
    """First the number, then the code with the PIN. What is answered is the same whether the number is on file or not."""
    if request.method != "POST":
        return _page(request, "phone")
    form, at, address = PhoneForm(request.POST), clock.now(), address_of(request.META)
    typed = form.cleaned_data if form.is_valid() else {"phone": "", "code": "", "pin": ""}
    number = check_phone(typed["phone"]).text or ""
    if not is_mobile(number):
        return _page(request, "phone", sentence(Reason("portal.odd_mobile")), 422)
    if "code" not in request.POST:
        waiting = guessing.claim([("own_sms", number), ("card_net", guessing.net_of(address))], at)
        if waiting > NOW:
            return _page(request, "phone", sentence(Reason("portal.too_often")), 429)
        ask(number, at)
        return _page(request, "code", number=number)
    keys = [("card", f"phone|{number}"), ("card_net", guessing.net_of(address))]
    if guessing.claim(keys, at) > NOW:
        return _page(request, "code", sentence(Reason("portal.too_often")), 429, number)
    found = enter(number, typed["code"], typed["pin"], at)
    if found is None:
        return _page(request, "code", sentence(Reason("portal.closed_by_phone")), 422, number)
    guessing.forgive(keys, at)
    return door.keep(redirect(url("own-home")), found[1])


def ask(number: str, at: datetime) -> None:
    """Send a code to this number, if it may stand in for somebody's card; whoever asks is told nothing of it."""
    index, delivery, code = phone_index(number), uuid4(), f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        run(
            "SELECT portal_ask_code(%s, %s, %s, %s, %s, %s)",
            [index, _digest(number, code), delivery, sealed(delivery, number, code), at + timedelta(minutes=CODE_MINUTES), at],
        )


def enter(number: str, code: str, pin: str, at: datetime) -> tuple[Visit, str] | None:
    """The visit with the secret for the browser; None for a wrong code, a wrong PIN, and a number that opens nothing. A wrong
    PIN counts as with the card."""
    with transaction.atomic():
        found = row("SELECT portal_by_code(%s, %s, %s, %s)", [phone_index(number), _digest(number, code), CODE_TRIES, at])
        if found is None or found[0] is None:
            return None
        token = bytes(found[0])
        entered = entering.enter_by(token, pin_digest(token, pin), at)
        if entered is not None:
            run("SELECT portal_code_used(%s)", [token])
        return entered


def _digest(number: str, code: str) -> bytes:
    return blind("request", f"own|{number}|{code.strip()}")


def _page(request: HttpRequest, asks: str, problem: str = "", status: int = 200, number: str = "") -> HttpResponse:
    context = {"problem": problem, "asks": asks, "number": number, "minutes": CODE_MINUTES, "referrer": "no-referrer"}
    return door.shown(request, "portal/enter.html", context, status)
