"""The doors of courses: the register, one course with its days, who was there; certificates; medical checks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework.courses import commands, forms, reading
from guitu.casework.courses.listed import COURSES
from guitu.casework.helping import ask, draw, help_sheet, named
from guitu.casework.record_page import record_page
from guitu.grid.areas import units_inside
from guitu.grid.taking import take
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import with_more
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing


def _topics(request: Request) -> list[tuple[str, str]]:
    return named(timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).courses.topics)


@door(may="see_courses")
@require_safe
def courses(request: Request) -> HttpResponse:
    """The register; person-times beside persons, of each course and of each topic and year."""
    listing, topics = Listing(COURSES, request), _topics(request)
    wish = listing.of("topic") if listing.of("topic") in dict(topics) else ""
    found = reading.courses(request.actor, wish, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    filters = [{"label": name, "count": None, "url": listing.address(topic=code), "on": code == wish} for code, name in [("", say("全部")), *topics]]
    return draw(
        request, "casework/courses/list.html", "courses", listing=listing, found=found, filters=filters, topics=dict(topics),
        sums=reading.sums(request.actor),
    )


@door(may="add_course")
def add(request: Request) -> HttpResponse:
    areas = [(path, name) for path, name in units_inside(request.actor.path, 9, 12)] or [(request.actor.path, say("本地"))]

    def form(data: Any) -> forms.CourseForm:
        today = clock.today()
        return forms.CourseForm(data, areas=areas, topics=_topics(request), initial={"path": request.actor.path, "from_on": today, "last_on": today})

    return ask(
        request, form, commands.add_course, {}, title=say("登记课程"), submit=say("登记"), back=reverse("courses"),
        then=lambda answer: reverse("course", args=[answer["course"]]),
    )


@door(may="record_attendance", many=("people",))
def course(request: Request, course_id: UUID) -> HttpResponse:
    """One course: its days, and the sheet of one day; sent twice, somebody is there once."""

    def day() -> date:
        of, today = reading.course_of(course_id), clock.today()
        return max(min(of["last_on"], today), of["from_on"])

    def form(data: Any) -> forms.AttendanceForm:
        return forms.AttendanceForm(data, people=_people(request, course_id, day()), initial={"on": day()})

    def show(form: forms.AttendanceForm, status: int) -> HttpResponse:
        of = reading.course_of(course_id)
        return draw(
            request, "casework/courses/course.html", "courses", status, course=of, form=form, errors=errors_of(form), days=reading.days(request.actor, course_id),
            topic=dict(_topics(request)).get(of["topic"], of["topic"]), request_id=request.POST.get("request_id") or new_request_id(),
        )

    return take(request, form, commands.record_attendance, {"course_id": course_id}, show, lambda answer: reverse("course", args=[answer["course"]]))


def _people(request: Request, course_id: UUID, on: date) -> list[tuple[str, str]]:
    of = reading.course_of(course_id)
    return [
        (str(one["id"]), with_more(one["name"], say("到过 %(n)s 次") % {"n": one["times"]}) if one["times"] else one["name"])
        for one in reading.roster(request.actor, course_id, of["scope_path"], on)
    ]


CERTIFICATE = help_sheet(_("登记证书"), forms.CertificateForm, commands.give_certificate)
CHECK_UP = help_sheet(
    _("登记义诊体检"), forms.CheckUpForm, commands.record_check_up,
    lambda _setting: {"said_beside": say("只记来过。体检结果留在医院，这里不写，派出所也看不到。")},
)


@door(may="give_certificate")
def certificate(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, CERTIFICATE)


@door(may="record_check_up")
def check_up(request: Request, person_id: UUID) -> HttpResponse:
    return record_page(request, person_id, CHECK_UP)
