"""台账校验: how far the ledger is sealed, the code for the duty sheet, and whether anything was altered behind its back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.blocks import queries, words
from guitu.blocks.commands import verify_ledger
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence


@door(may="see_proof")
@require_safe
def proof(request: Request) -> HttpResponse:
    """No line is on it: numbers, hashes and what is wrong."""
    return _page(request)


@door(may="see_proof")
@require_safe
def answers(request: Request) -> HttpResponse:
    """The answers alone, for the page that waits for one."""
    return pages.render(request, "blocks/answers.html", {"checks": queries.checks(request.actor.county_id)})


@door(may="verify_ledger")
@require_POST
def verify(request: Request) -> HttpResponse:
    """Asked for; a job answers."""
    request_id, code = request.POST.get("request_id", ""), request.POST.get("code", "")
    try:
        verify_ledger(request.actor, at=clock.now(), request_id=request_id, code=code)
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), code, id_shown_again(request_id, refusal), 422)
    return redirect("proof")


def _page(request: Request, problem: str = "", code: str = "", request_id: str = "", status: int = 200) -> HttpResponse:
    county = request.actor.county_id
    found = queries.sealed(county)
    context = {
        "active": "proof", "sealed": found, "trouble": words.trouble(found.trouble), "checks": queries.checks(county), "problem": problem,
        "code": code, "today": clock.today(), "may_verify": "verify_ledger" in request.actor.may, "request_id": request_id or new_request_id(),
    }
    return pages.render(request, "blocks/page.html", context, status=status)
