"""举报: the list with what is due first, and one tip: read without a name, looked at by two, decided, the reward noted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.post_names import posts_called
from guitu.grid.taking import take
from guitu.inspection.tips import commands, queries
from guitu.inspection.tips.forms import DecideForm, LookForm
from guitu.inspection.tips.listed import TIPS
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.ledger.telling import clause_card
from guitu.lists.listing import Listing
from guitu.rules.tips import may_claim, may_look

TONES = {"received": "apricot", "looked": "apricot", "followed": "sky", "unfounded": "plain", "verified": "pine", "paid": "plain"}


@door(may="see_tips")
@require_safe
def tips(request: Request) -> HttpResponse:
    """What is open, the oldest first; what waits for who asks; or all."""
    listing = Listing(TIPS, request)
    which = listing.of("which") if listing.of("which") in ("all", "mine") else ""
    found = queries.listed(request.actor, which, listing.cut)
    listing.counted(found[0].total if found else 0)
    context = {
        "active": "tips", "listing": listing, "today": clock.today(), "which": which, "tones": TONES, "word": spoken,
        "listed": found,
        "which_choices": [
            {"label": label, "url": listing.address(which=code), "on": which == code} for code, label in (("", _("没有办结的")), ("mine", _("要您看的")), ("all", _("全部")))
        ],
        "public_url": request.build_absolute_uri(reverse("tip-in-public", args=[request.actor.county_id])),
    }
    return pages.render(request, "inspection/tips/list.html", context)


@door(may="see_tips")
@require_safe
def tip(request: Request, tip_id: UUID) -> HttpResponse:
    return _page(request, tip_id)


@door(may="look_at_tip")
@require_POST
def look(request: Request, tip_id: UUID) -> HttpResponse:
    return take(request, LookForm, commands.look_at_tip, {"tip_id": tip_id}, lambda form, status: _page(request, tip_id, status, looking=form), _back)


@door(may="decide_tip")
@require_POST
def decide(request: Request, tip_id: UUID) -> HttpResponse:
    return take(request, DecideForm, commands.decide_tip, {"tip_id": tip_id}, lambda form, status: _page(request, tip_id, status, deciding=form), _back)


@door(may="note_reward")
@require_POST
def reward(request: Request, tip_id: UUID) -> HttpResponse:
    try:
        commands.note_reward(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), tip_id=tip_id)
    except Refused as refusal:
        with reading(request):
            return _page(request, tip_id, 422, problem=sentence(refusal.reasons[0]))
    return redirect("tip", tip_id)


def _back(answer: dict[str, Any]) -> str:
    return reverse("tip", args=[answer["tip"]])


def _page(
    request: Request, tip_id: UUID, status: int = 200, *, looking: LookForm | None = None, deciding: DecideForm | None = None, problem: str = ""
) -> HttpResponse:
    actor, today = request.actor, clock.today()
    of = queries.tip_of(actor, tip_id)
    called = posts_called({post for post, _look, _on in of.lookers}, today)
    hinders = may_look(of.course, of.looks, str(actor.natural_person_id or ""))
    card = clause_card("guitu.default", timeline_of(actor.county_id, actor.path))
    context = {
        "active": "tips", "of": of, "today": today, "tone": TONES[of.course.state], "word": spoken, "may": actor.may,
        "name": queries.name_in(tip_id), "lookers": [(called.get(post, ""), said, on) for post, said, on in of.lookers],
        "hinders": sentence(hinders.reasons[0]) if hinders.reasons else "", "looking": looking or LookForm(),
        "deciding": deciding or DecideForm(), "errors": errors_of(looking or deciding), "request_id": new_request_id(),
        "may_claim": not may_claim(of.course, today).reasons and "note_reward" in actor.may, "problem": problem, "card": card,
    }
    return pages.render(request, "inspection/tips/tip.html", context, status=status)
