"""积分: the balance, and any month of it line by line. It never decides what somebody is entitled to."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from guitu.casework.points.queries import beside, month_of, shown
from guitu.casework.points.telling import month_named, told
from guitu.kit import clock
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import File, facts_of, file_of
from guitu.rules.dates import first_of_year


@own("points")
def points(request: OwnRequest) -> HttpResponse:
    on, visit = clock.today(), request.visit
    first = month_named(request.GET.get("month") or on.isoformat()[:7])
    file = file_of(visit.person_id, visit.card, on)
    balance, month, items, lines = month_of(visit.person_id, first)
    policy = file.timeline.on(min(first, on)).points
    context = {
        "active": "mine", "balance": shown(balance), "month": month.name, "earned": shown(month.earned),
        "before": shown(month.for_before) if month.for_before else "", "exchanged": shown(month.exchanged) if month.exchanged else "", "near": beside(month.first_on, on),
        "lines": [line_of(line, file, on) for line in lines],
        "helped": f"{minutes / 60:g}" if (minutes := _helped(visit.person_id, on)) else "",
        "cap": str(policy.month_cap) if policy.month_cap else "",
        "items": [(said(policy.items[item].name) if item in policy.items else item, shown(amount)) for item, amount in items if item != "taken_back"],
    }
    return door.shown(request, "portal/points.html", context)


def _helped(person_id: UUID, on: date) -> int:
    """For how long somebody has helped others this year. Minutes."""
    since = first_of_year(on)
    return sum(one["body"]["helped_minutes"] for one in facts_of(person_id, "hours_volunteered") if one["holds"] and one["on"] >= since)


def line_of(line: dict[str, Any], file: File, on: date) -> dict[str, Any]:
    items = file.timeline.on(min(line["posted_on"], on)).points.items
    return told(line, items, file.timeline.on(on).redemptions, on)


def line_named(file: File, month: str, line_id: UUID, on: date) -> dict[str, Any]:
    """A line of a month that may be said to be wrong. NotVisible for any other."""
    _balance, _month, _items, lines = month_of(file.person_id, month_named(month))
    found = next((line_of(line, file, on) for line in lines if line["id"] == line_id), None)
    if found is None or not found["disputable"]:
        raise NotVisible
    return found
