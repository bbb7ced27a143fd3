"""静默演练: begin one, acknowledge it, read the shares: the office all, a unit its own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import joined, sentence
from guitu.response.drills import queries
from guitu.response.drills.commands import acknowledge_drill, start_drill


@door(may="acknowledge_drill")
@require_safe
def drills(request: Request) -> HttpResponse:
    return _page(request)


@door(may="start_drill")
@require_POST
def start(request: Request) -> HttpResponse:
    """Refused, the page says since when."""
    try:
        start_drill(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""))
    except Refused as refusal:
        with reading(request):
            return _page(request, refusal)
    return redirect("drills")


@door(may="acknowledge_drill")
@require_POST
def acknowledge(request: Request) -> HttpResponse:
    try:
        acknowledge_drill(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""))
    except Refused as refusal:
        with reading(request):
            return _page(request, refusal)
    return redirect("drills")


def _page(request: Request, refusal: Refused | None = None) -> HttpResponse:
    now, actor = clock.now(), request.actor
    context = {
        "active": "calls", "drills": queries.drills(actor, now), "is_asked": queries.is_asked(actor, now), "may_start": "start_drill" in actor.may,
        "refused": joined(map(sentence, refusal.reasons)) if refusal else "", "new_request_id": new_request_id,
    }
    return pages.render(request, "response/drills/page.html", context, status=422 if refusal else 200)
