"""检查记录: how the entertainment venues of a town were inspected, for anybody to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guitu.inspection import by_anyone
from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.telling import sentence
from guitu.kit.telling import shown as spoken
from guitu.public.pages import bare
from guitu.rules.verdict import Reason


@public
@require_safe
def inspected(request: HttpRequest, county: str, town: str = "") -> HttpResponse:
    """The towns to choose from; of one, its venues with the day of the last visit, the state, what was punished."""
    towns = dict(by_anyone.towns(county))
    if not towns or (town and town not in towns):
        return bare(request, "told.html", {"title": sentence(Reason("public.no_records")), "words": sentence(Reason("public.ask_giver"))}, 404)
    found = by_anyone.records(county, town, clock.today()) if town else []
    listed = [
        {"of": one, "state": spoken(f"venue.{one.state}"), "punishments": [(on, spoken(f"punishment.{what}")) for on, what in one.punishments]}
        for one in found
    ]
    return bare(request, "inspected.html", {"county": county, "towns": list(towns.items()), "town": town, "name": towns.get(town, ""), "listed": listed})
