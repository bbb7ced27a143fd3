"""待打开的口令: what waits for a second person, opened once with the owner in the room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.accounts.queries import waiting_codes
from guitu.grid.codes.commands import open_code
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence


@door(may="open_code")
@require_safe
def codes(request: Request) -> HttpResponse:
    """What others of the area have asked for and somebody else has to open."""
    return _page(request)


@door(may="open_code", fresh=True)
@require_POST
def open_one(request: Request, letter_id: UUID) -> HttpResponse:
    """The second half of a code, shown once and printed; or a lost second factor is taken away."""
    try:
        answer = open_code(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), letter_id=letter_id
        )
    except Refused as refusal:
        with reading(request):
            return _page(request, status=422, errors=[{"name": "", "text": sentence(refusal.reasons[0])}])
    with reading(request):
        return _page(request, opened=answer)


def _page(request: Request, status: int = 200, **more: Any) -> HttpResponse:
    waiting = waiting_codes(clock.now(), request.actor.natural_person_id)
    context = {"active": "settings", "waiting": [{**one, "request_id": new_request_id()} for one in waiting],
               "opened": None, "errors": []} | more
    return pages.render(request, "grid/codes/page.html", context, status=status)
