"""整改: a link for the owner, whose token and code are shown once; time that was asked for is given or not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid.taking import take
from guitu.inspection.findings import commands
from guitu.inspection.findings.forms import TimeForm, VenueLinkForm
from guitu.inspection.opened import venue_of
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.links.giving import Giving, giving_page
from guitu.rules.links import offered_hours


@door(may="make_venue_link")
def link(request: Request, venue_id: UUID) -> HttpResponse:
    policy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).links
    hours = offered_hours(policy)
    if request.method != "POST":
        if not venue_of(venue_id, clock.today()).course.open:
            raise NotVisible
        words = _("检查时发现下面的问题，请按期改好，改好了在这里答复；来不及的写明要延到哪天。")
        return _linking(request, venue_id, VenueLinkForm(hours=hours, initial={"shown": words, "hours": policy.open_hours}))
    form = VenueLinkForm(request.POST, hours=hours)
    if form.is_valid():
        try:
            made = commands.make_venue_link(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), venue_id=venue_id, **form.cleaned_data
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            with reading(request):
                return _linking(request, venue_id, form, made=made)
    with reading(request):
        return _linking(request, venue_id, form, 422)


def _linking(request: Request, venue_id: UUID, form: VenueLinkForm, status: int = 200, made: Answer | None = None) -> HttpResponse:
    name = venue_of(venue_id, clock.today()).details.name
    return giving_page(
        request, Giving("venues", _("给负责人一个链接"), name, reverse("venue", args=[venue_id]), _("回到这个场所")), form, made, status
    )


@door(may="decide_time")
def decide(request: Request, venue_id: UUID) -> HttpResponse:
    """The day that was asked for stands in the form."""

    def form(data: Any) -> TimeForm:
        of = venue_of(venue_id, clock.today())
        return TimeForm(data, initial={"until": of.course.asked[1] if of.course.asked else None})

    def show(form: TimeForm, status: int) -> HttpResponse:
        name = venue_of(venue_id, clock.today()).details.name
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": _("答复延期"),
                   "lead": name, "back": reverse("venue", args=[venue_id]), "seen": None, "alike": []}  # fmt: skip
        return pages.render(request, "inspection/form.html", context, status=status)

    return take(request, form, commands.decide_time, {"venue_id": venue_id}, show, lambda _answer: reverse("venue", args=[venue_id]))
