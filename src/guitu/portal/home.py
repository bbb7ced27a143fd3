"""The first page: the next day, why, and help in two taps; below it the days, the points, who looked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from guitu.casework.points.queries import shown as points_shown
from guitu.kit import clock
from guitu.portal import door
from guitu.portal.course import gone
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import file_of
from guitu.portal.words import days_of

# What most ask for, as the first page offers it: with which icon.
HELP = (("health", "droplet"), ("work", "clipboard-check"), ("income", "home-heart"), ("family", "users"), ("counselling", "message"))


@own("home", guardian=True)
def home(request: OwnRequest) -> HttpResponse:
    on = clock.today()
    file = file_of(request.visit.person_id, request.visit.card, on)
    days = days_of(file.duties, file.timeline, on)
    context: dict[str, Any] = {
        "active": "home", "next": days[0] if days else None, "also": days[1:3], "file": file, "help": HELP, "gone": gone(file.course, on),
        "points": points_shown(file.balance),
    }
    return door.shown(request, "portal/home.html", context)
