"""预防: what this week asks of this post, what is coming, where places are missing."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.ledger.packs import timeline_of
from guitu.prevention.activities.queries import coming
from guitu.prevention.broadcasts import queries as broadcasts
from guitu.prevention.broadcasts.views import policy_of
from guitu.prevention.pages import draw
from guitu.prevention.places.queries import coverage, to_remind
from guitu.prevention.remarks.queries import waiting
from guitu.rules.dates import days_after
from guitu.rules.places import PlacesPolicy

AHEAD, REMIND = 30, 2  # days of the calendar that are shown; days before which a group is reminded


@door(may="see_prevention")
@require_safe
def prevention(request: Request) -> HttpResponse:
    actor, today, policy = request.actor, clock.today(), policy_of(request)
    places: PlacesPolicy = timeline_of(actor.county_id, actor.path).on(today).places
    slots, villages = places.slots, coverage(actor)
    first, last = broadcasts.span(today, 4, policy)
    heard = broadcasts.villages(actor, first, last, today, policy)
    return draw(
        request, "home.html", "prevention", due=broadcasts.this_week(actor, today, policy), scripts=broadcasts.scripts(actor, only_open=True),
        coming=coming(actor, days_after(today, -AHEAD), days_after(today, AHEAD)), today=today, villages=len(villages),
        without=sum(not one["n"] for one in villages), heard=len(heard), silent=sum(one["silent"] for one in heard),
        quiet=sum(bool(one["silent"]) for one in heard), unread=waiting(actor) if "decide_remark" in actor.may else 0,
        to_remind=to_remind(actor, today, days_after(today, REMIND)) if "remind_group" in actor.may else [], slots=slots,
    )
