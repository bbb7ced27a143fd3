"""运行情况: the first page of the system administrator. No data of anybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from guitu.grid.accounts.queries import waiting_codes
from guitu.kit import clock, pages, queue
from guitu.kit.doors import Request, door
from guitu.kit.ring import ring
from guitu.operations import checks
from guitu.rotation import turns


@door(may="see_health")
@require_safe
def health(request: Request) -> HttpResponse:
    """What is wrong first, each with its cure; then versions, background work, codes that wait for a second person."""
    now, actor, jobs = clock.now(), request.actor, queue.counts()
    found = checks.checks(now, jobs)
    context = {
        "active": "health", "wrong": [one for one in found if not one.is_well], "well": [one for one in found if one.is_well],
        "facts": checks.facts(now), "turn": turns.last_turn(), "keys": len(ring().ciphers), "jobs": jobs, "now": now,
        "codes": len(waiting_codes(now, actor.natural_person_id)) if "open_code" in actor.may else None,
    }
    return pages.render(request, "operations/health.html", context)
