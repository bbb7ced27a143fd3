"""本人卡片: at the station a card is printed, its first PIN told, and taken back when it is lost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.duties import doors
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.squares import squares
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.people import access
from guitu.portal.cards import queries
from guitu.portal.cards.commands import has_sms, issue_card, mobile_of, withdraw_card
from guitu.portal.cards.forms import CardForm
from guitu.portal.entering import spelled
from guitu.rules.portal import may_have_card


@door(may="issue_card")
def card(request: Request, person_id: UUID) -> HttpResponse:
    """The cards in use; a new one, with its square and its first PIN, shown this once."""
    if request.method != "POST":
        return _page(request, person_id, None)
    form = CardForm(request.POST)
    if form.is_valid():
        try:
            made = issue_card(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], person_id=person_id, **form.cleaned_data
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            with reading(request):
                return _page(request, person_id, None, made=made)
    with reading(request):
        return _page(request, person_id, form, status=422)


@door(may="withdraw_card")
@require_POST
def withdraw(request: Request, person_id: UUID) -> HttpResponse:
    whose = "guardian" if request.POST.get("whose") == "guardian" else "self"
    try:
        withdraw_card(request.actor, at=clock.now(), request_id=request.POST.get("request_id", "")[:64], person_id=person_id, whose=whose)
    except Refused as refusal:
        with reading(request):
            return _page(request, person_id, None, problem=sentence(refusal.reasons[0]), status=422)
    return redirect("portal-card", person_id)


def _page(
    request: Request, person_id: UUID, form: CardForm | None, *, made: Answer | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    actor, on = request.actor, clock.today()
    person = queries.person(person_id, actor.lo, actor.hi)
    access.note_opened(actor, person_id, clock.now(), request.number)
    cards = queries.cards(person_id, on)
    policy = timeline_of(actor.county_id, person["scope_path"]).on(on).portal
    before = next((one["contact"] for one in cards), "")
    form = form or CardForm(initial={"whose": "self", "contact": before or actor.body})
    mobile = mobile_of(person_id) if has_sms() else ""
    if not mobile:
        del form.fields["by_phone"]
    is_minor = bool(may_have_card("guardian", person["born_on"], on, policy))
    if not is_minor:
        whose: Any = form.fields["whose"]
        whose.choices = whose.choices[:1]
    context: dict[str, Any] = {
        "active": "people", "person_url": doors.person_url(person_id), "lead": " · ".join(part for part in (person["masked"], person["place"]) if part),
        "cards": cards, "form": form, "errors": errors_of(form), "request_id": new_request_id(), "new_request_id": new_request_id,
        "person_id": person_id, "made": _made(request, made, cards) if made else None, "problem": problem, "policy": policy, "mobile": mobile[-4:],
    }
    return pages.render(request, "portal/cards/page.html", context, status=status)


def _made(request: Request, made: Answer, cards: list[dict[str, Any]]) -> dict[str, Any]:
    """What is printed, and the PIN that is told; a second time neither is known any more."""
    if not made.get("once"):
        return {"token": ""}
    token, pin = made["once"]
    where = request.build_absolute_uri(address("own-card", token))
    card = next((one for one in cards if str(one["id"]) == made["card"]), None)
    return {
        "token": spelled(token), "pin": pin, "squares": squares(where), "where": request.build_absolute_uri(address("own-enter")),
        "contact": card["contact"] if card else "", "until": card["until_on"] if card else None,
    }
