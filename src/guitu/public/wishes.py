"""微心愿: a card by its code. Whoever has it sees what is wished for, may take it, and later how it came out; nobody's name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from guitu.casework.needs import wishes
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.doors import REQUEST_ID, new_request_id, public
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import sentence
from guitu.kit.typed import TypedForm
from guitu.public.pages import bare, too_often
from guitu.rules.verdict import Reason


class TakeForm(TypedForm):
    called = forms.CharField(label=_("怎么称呼您"), max_length=40, required=False, help_text=_("可以不写。不告诉收的人。"))
    reach = forms.CharField(
        label=_("电话"), max_length=40, error_messages={"required": _("请留一个能打通的电话。")}, help_text=_("只给转交的人约时间用，东西收到就删去。"),
    )
    request_id = forms.CharField(widget=forms.HiddenInput(), required=False)


@public
@csrf_exempt
def wish(request: HttpRequest, code: str) -> HttpResponse:
    """The card; with the button while nobody has taken it."""
    card = wishes.by_code(code)
    if card is None:
        return bare(request, "told.html", {"title": sentence(Reason("public.no_wish")), "words": sentence(Reason("public.ask_giver"))}, 404)
    if request.method != "POST":
        return _page(request, card, TakeForm(initial={"request_id": new_request_id()}))
    at = clock.now()
    if waiting := too_often(request, at):
        return waiting
    form = TakeForm(request.POST)
    if form.is_valid():
        typed: dict[str, Any] = dict(form.cleaned_data)
        asked = typed.pop("request_id")
        house = clock_actor(card.county_id, may=frozenset({"take_wish"}))
        try:
            wishes.take_wish(house, at=at, door="public", request_id=asked if REQUEST_ID.fullmatch(asked) else new_request_id(), need_id=card.need_id, **typed)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return _page(request, wishes.by_code(code) or card, form, is_mine=True)
    return _page(request, wishes.by_code(code) or card, form, 422)


def _page(request: HttpRequest, card: wishes.WishCard, form: TakeForm, status: int = 200, *, is_mine: bool = False) -> HttpResponse:
    return bare(request, "wish.html", {"card": card, "form": form, "errors": errors_of(form) if status == 422 else [], "is_mine": is_mine}, status)
