"""申请与决定: what waits for me, what I asked for, and the two answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.approvals import queries
from guitu.approvals.commands import decide_approval, withdraw_approval
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence


@door(may="see_approvals")
@require_safe
def approvals(request: Request) -> HttpResponse:
    return _page(request)


@door(may="decide_approval", fresh=True)
@require_POST
def decide(request: Request, approval_id: UUID) -> HttpResponse:
    """Yes or no; what the command itself refuses is said and nothing is decided."""
    words = request.POST.get(f"words-{approval_id}", "")
    try:
        decide_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), approval_id=approval_id,
            grant=request.POST.get("grant") == "1", words=words,
        )
    except Refused as refusal:
        return _refused(request, refusal, approval_id, words)
    return redirect("approvals")


@door(may="withdraw_approval")
@require_POST
def withdraw(request: Request, approval_id: UUID) -> HttpResponse:
    try:
        withdraw_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), approval_id=approval_id
        )
    except Refused as refusal:
        return _refused(request, refusal, approval_id)
    return redirect("approvals")


def _refused(request: Request, refusal: Refused, approval_id: UUID, words: str = "") -> HttpResponse:
    errors = [{"name": f"words-{approval_id}", "text": sentence(reason)} for reason in refusal.reasons]
    with reading(request):
        return _page(request, status=422, errors=errors, typed={approval_id: words})


def _page(request: Request, status: int = 200, **more: Any) -> HttpResponse:
    actor, today = request.actor, clock.today()
    context = {
        "active": "today", "errors": [], "typed": {}, "new_request_id": new_request_id,
        "waiting": queries.to_decide(actor, today) if "decide_approval" in actor.may else [],
        "mine": queries.asked_by_me(actor, today), "decides": "decide_approval" in actor.may,
    } | more
    return pages.render(request, "approvals/page.html", context, status=status)
