"""The card of a wish, for the office that has it and for who asked the person: made, taken, arrived, thanked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.casework.helping import draw
from guitu.casework.needs import forms, reading, wishes
from guitu.kit import clock
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.doors import reading as reading_only
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.squares import squares
from guitu.kit.telling import sentence
from guitu.rules.wish_cards import WISH


@door(may="see_needs")
@require_safe
def wish(request: Request, need_id: UUID) -> HttpResponse:
    return _page(request, need_id)


@door(may="make_wish_card")
@require_POST
def make(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, wishes.make_wish_card, "card", forms.WishCardForm(request.POST))


@door(may="withdraw_wish_card")
@require_POST
def withdraw(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, wishes.withdraw_wish_card)


@door(may="receive_gift")
@require_POST
def received(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, wishes.receive_gift)


@door(may="thank_giver")
@require_POST
def thank(request: Request, need_id: UUID) -> HttpResponse:
    return _step(request, need_id, wishes.thank_giver, "thanks", forms.ThanksForm(request.POST))


def _step(request: Request, need_id: UUID, command: Callable[..., Any], name: str = "", form: Any = None) -> HttpResponse:
    problem = ""
    if form is None or form.is_valid():
        try:
            command(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), need_id=need_id, **(form.cleaned_data if form else {})
            )
            return redirect("wish-card", need_id)
        except Refused as refusal:
            if form is not None:
                refuse(form, refusal)
            else:
                problem = sentence(refusal.reasons[0])
    with reading_only(request):
        return _page(request, need_id, {name: form} if form else {}, problem, 422)


def _page(request: Request, need_id: UUID, typed: dict[str, Any] | None = None, problem: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    found = reading.need_row(need_id)
    course = reading.need_of(need_id, clock.today())[1]
    if found["need"] != WISH:
        raise NotVisible
    card, me = wishes.card_of(need_id), str(actor.post_id)
    is_unit = course.post == me
    may_thank = "thank_giver" in actor.may and course.state == "met" and (me == course.asked or ("offices" in actor.whole_of and not is_unit))
    shown = {"card": forms.WishCardForm(), "thanks": forms.ThanksForm(initial={"words": card["thanks"] if card else ""})} | (typed or {})
    where = request.build_absolute_uri(address("wish-in-public", card["code"])) if card else ""
    return draw(
        request, "casework/needs/wish.html", "needs", status, need_id=need_id, code=reading.code_of(need_id), card=card, problem=problem,
        is_unit=is_unit and "make_wish_card" in actor.may, may_make=is_unit and "make_wish_card" in actor.may and card is None and course.state == "taken",
        may_thank=may_thank and card is not None, forms=shown, errors={name: errors_of(form) for name, form in shown.items()},
        where=where, squares=squares(where) if card else None, request_id=new_request_id(),
    )
