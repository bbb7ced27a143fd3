"""用了多久: the minutes from the call to each stage, by level, unit and town."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door
from guitu.response.times.queries import times, years
from guitu.rules.call_clocks import moment_on
from guitu.rules.dates import day_after

LAST = timedelta(hours=24 * 365)


@door(may="see_call_times")
@require_safe
def call_times(request: Request) -> HttpResponse:
    now, today = clock.now(), clock.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years(today)} else 0
    since, until = _of(year, now)
    chosen = [{"label": _("近 365 天"), "url": address("call-times"), "on": not year}]
    chosen += [{"label": str(one), "url": address("call-times", query={"year": one}), "on": one == year} for one in years(today)]
    context = {"active": "calls", "t": times(request.actor, since, until), "periods": chosen}
    return pages.render(request, "response/times/page.html", context)


def _of(year: int, now: datetime) -> tuple[datetime, datetime]:
    if not year:
        return now - LAST, now
    return moment_on(date(year, 1, 1), 0), moment_on(day_after(date(year, 12, 31)), 0)
