"""我的日子: every day to keep, how far along, what counts and by which clause."""

from __future__ import annotations

from django.http import HttpResponse

from guitu.kit import clock
from guitu.portal import course, door
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import facts_of, file_of
from guitu.portal.words import days_of


@own("days", guardian=True)
def days(request: OwnRequest) -> HttpResponse:
    on, visit = clock.today(), request.visit
    file = file_of(visit.person_id, visit.card, on)
    facts = facts_of(visit.person_id, "test_missed", "absence_confirmed", "urine_test")
    known = {str(one["id"]): one["on"] for one in facts}
    context = {
        "active": "days", "days": days_of(file.duties, file.timeline, on), "gone": course.gone(file.course, on),
        "clean": course.clean(file.course, on), "counters": course.counters(file.course, known, file.timeline, on), "level": course.level(file.course, on),
    }
    return door.shown(request, "portal/days.html", context)
