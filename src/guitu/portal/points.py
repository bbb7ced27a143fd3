"""积分: the balance, and any month of it line by line. It never decides what somebody is entitled to."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from guitu.casework.points.queries import beside, month_of, shown
from guitu.kit import clock
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import file_of


@own("points")
def points(request: OwnRequest) -> HttpResponse:
    on, visit = clock.today(), request.visit
    first = _first_of(request.GET.get("month") or on.isoformat()[:7])
    file = file_of(visit.person_id, visit.card, on)
    balance, month, items, _lines = month_of(visit.person_id, first)
    policy = file.timeline.on(min(first, on)).points
    context = {
        "active": "mine", "balance": shown(balance), "month": month.name, "earned": shown(month.earned),
        "before": shown(month.for_before) if month.for_before else "", "near": beside(month.first_on, on),
        "cap": str(policy.month_cap) if policy.month_cap else "",
        "items": [(said(policy.items[item].name) if item in policy.items else item, shown(amount)) for item, amount in items if item != "taken_back"],
    }  # fmt: skip
    return door.shown(request, "portal/points.html", context)


def _first_of(text: str) -> date:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotVisible from None
    if not 1949 <= found.year <= 9990 or found.isoformat()[:7] != text:
        raise NotVisible
    return found
