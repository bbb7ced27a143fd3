"""兑换: what one's own points buy, what is put aside, and the code by which it is fetched; and saying that a deduction is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guitu.casework.disputes.commands import dispute_points
from guitu.casework.points.queries import shown
from guitu.casework.shop import queries
from guitu.casework.shop.commands import cancel_reservation, renew_code, reserve_good
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.pages import url
from guitu.kit.squares import squares
from guitu.kit.telling import joined, sentence
from guitu.kit.typed import TypedForm
from guitu.ledger.commands import ONCE, Answer
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.points import line_named
from guitu.portal.reading import file_of
from guitu.rules.redemptions import exchange_days, plain


class ChooseForm(TypedForm):
    """One thing, and the day on which it is fetched."""

    good = forms.ChoiceField(label=_("换什么"), widget=forms.RadioSelect(), error_messages={"required": _("请选一样东西。")})
    day = forms.ChoiceField(label=_("哪天来领"), widget=forms.RadioSelect(), error_messages={"required": _("请选哪天来领。")})

    def __init__(self, *args: Any, goods: list[tuple[str, str]], days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("good", goods)
        self.let_choose("day", [(day.isoformat(), day.isoformat()) for day in days])


class DisputeForm(TypedForm):
    words = forms.CharField(
        label=_("为什么不对"), max_length=500, widget=forms.Textarea(), error_messages={"required": _("请写几句，说清楚是什么事。")},
    )


@own("exchange")
def exchange(request: OwnRequest) -> HttpResponse:
    """What can be had, and what is put aside; sent, one thing is put aside and its code shown this once."""
    if request.method != "POST":
        return _page(request)
    with acting(request.actor):
        form = _form(request, request.POST)
        if not form.is_valid():
            return _page(request, form, status=422)
    what = {"person_id": request.visit.person_id, "good_id": UUID(form.cleaned_data["good"]), "pick_on": date.fromisoformat(form.cleaned_data["day"])}
    try:
        made = reserve_good(_house(request, "reserve_good"), at=clock.now(), request_id=request.POST.get("request_id", ""), door="portal", **what)
    except Refused as refusal:
        refuse(form, refusal)
        with acting(request.actor):
            return _page(request, form, status=422)
    return _code(request, made)


@own("exchange")
@require_POST
def change(request: OwnRequest, redemption_id: UUID) -> HttpResponse:
    """A new code for what is put aside; or it is given up and the points come back."""
    with acting(request.actor):
        if all(one["id"] != redemption_id for one in queries.of_person(request.visit.person_id)):
            raise NotVisible
    sent: dict[str, Any] = {"at": clock.now(), "request_id": request.POST.get("request_id", ""), "door": "portal", "redemption_id": redemption_id}
    try:
        if request.POST.get("what") == "code":
            return _code(request, renew_code(_house(request, "renew_code"), **sent))
        cancel_reservation(_house(request, "cancel_reservation"), **sent)
    except Refused as refusal:
        with acting(request.actor):
            return _page(request, problem=joined(map(sentence, refusal.reasons)), status=422)
    return door.bare(redirect(url("own-exchange")))


@own("points")
def dispute(request: OwnRequest, month: str, line_id: UUID) -> HttpResponse:
    """Say that a deduction is wrong: somebody else than who made it decides, by a day."""
    visit = request.visit
    with acting(request.actor):
        line = line_named(file_of(visit.person_id, visit.card, clock.today()), month, line_id, clock.today())
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = dispute_points(
                _house(request, "dispute_points"), at=clock.now(), request_id=request.POST.get("request_id", ""), door="portal",
                person_id=visit.person_id, line_id=line_id, words=form.cleaned_data["words"],
            )
            return door.shown(request, "portal/disputed.html", {"active": "mine", "by": str(done["decide_by"])})
        except Refused as refusal:
            refuse(form, refusal)
    context = {"active": "mine", "line": line, "form": form, "errors": errors_of(form), "request_id": new_request_id()}
    return door.shown(request, "portal/dispute.html", context, 422 if form.errors else 200)


def _house(request: OwnRequest, command: str) -> Actor:
    """The house writes it down for who is at their own door, and may nothing else for it."""
    return clock_actor(request.visit.county_id, may=frozenset({command}))


def _form(request: OwnRequest, data: Any = None) -> ChooseForm:
    visit, on = request.visit, clock.today()
    policy = file_of(visit.person_id, visit.card, on).timeline.on(on).redemptions
    goods = [(str(one["id"]), f"{one['name']} · {plain(one['price'])}") for one in queries.offered(visit.county_id, on)]
    return ChooseForm(data, goods=goods, days=exchange_days(on, policy))


def _page(request: OwnRequest, form: ChooseForm | None = None, problem: str = "", status: int = 200) -> HttpResponse:
    visit, on = request.visit, clock.today()
    context = {
        "active": "mine", "balance": shown(file_of(visit.person_id, visit.card, on).balance), "form": form or _form(request),
        "errors": errors_of(form) if form else [], "had": queries.of_person(visit.person_id), "problem": problem,
        "request_id": new_request_id(), "new_request_id": new_request_id,
    }
    return door.shown(request, "portal/exchange.html", context, status)


def _code(request: OwnRequest, made: Answer) -> HttpResponse:
    """The code, on this page alone: it is kept nowhere in clear."""
    code = str(made.get(ONCE, ""))
    context = {"active": "mine", "made": made, "code": f"{code[:4]}-{code[4:]}" if code else "", "square": squares(code) if code else None}
    return door.shown(request, "portal/code.html", context)
