"""行动: what runs and ran, with what it came to; planning one, and drawing its places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.taking import take
from guitu.inspection.campaign_names import running
from guitu.inspection.campaigns import commands, queries
from guitu.inspection.campaigns.forms import CampaignForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of


@door(may="see_venues")
@require_safe
def campaigns(request: Request) -> HttpResponse:
    return _list(request)


def _list(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    actor, today = request.actor, clock.today()
    found = running(actor, today, any_day=True)
    tallies = queries.tallies(actor, found)
    kinds = timeline_of(actor.county_id, actor.path).on(today).venues.kinds
    shown = [
        {"of": one, "tally": tallies[one.id], "kinds": "、".join(said(kinds[code].name) for code in one.kinds if code in kinds),
         "way": spoken(f"draw_way.{one.way}"), "is_on": one.from_on <= today <= one.until_on,
         "may_draw": one.drawn_at is None and one.scope_path == actor.path and "draw_campaign" in actor.may}
        for one in found
    ]
    context = {"active": "venues", "shown": shown, "problem": problem, "may_plan": "plan_campaign" in actor.may, "new_request_id": new_request_id}
    return pages.render(request, "inspection/campaigns/page.html", context, status=status)


@door(may="plan_campaign", many=("kinds",))
def plan(request: Request) -> HttpResponse:
    def form(data: Any) -> CampaignForm:
        today = clock.today()
        kinds = timeline_of(request.actor.county_id, request.actor.path).on(today).venues.kinds
        return CampaignForm(data, kinds=[(code, said(kind.name)) for code, kind in kinds.items()], initial={"from_on": today, "way": "all"})

    def show(form: CampaignForm, status: int) -> HttpResponse:
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": _("新的行动"),
                   "lead": "", "back": reverse("campaigns"), "seen": None, "alike": []}
        return pages.render(request, "inspection/form.html", context, status=status)

    return take(request, form, commands.plan_campaign, {}, show, lambda _answer: reverse("campaigns"))


@door(may="draw_campaign")
@require_POST
def draw(request: Request, campaign_id: UUID) -> HttpResponse:
    try:
        commands.draw_campaign(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), campaign_id=campaign_id)
    except Refused as refusal:
        with reading(request):
            return _list(request, sentence(refusal.reasons[0]), 422)
    return redirect("campaigns")
