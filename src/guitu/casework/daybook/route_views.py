"""今日路线, on the screen and as a sheet to take along."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.casework import printing
from guitu.casework.daybook import queries, route
from guitu.casework.daybook.commands import print_daybook
from guitu.casework.daybook.views import tabs
from guitu.casework.filled import forms_of
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import NotVisible
from guitu.kit.web import uuid_or_none
from guitu.papers.views import attachment
from guitu.people import access
from guitu.rules.dates import days_after, first_of_month

SPANS = {"today": 0, "week": 6}  # days ahead


@door(may="see_daybook")
@require_safe
def show(request: Request) -> HttpResponse:
    """Who is due to be seen today or this week, by place."""
    actor, today = request.actor, clock.today()
    span, post = _span(request.GET.get("span", "")), _post(actor, request.GET.get("post", ""))
    found = route.stops(actor, post, today, days_after(today, SPANS[span]))
    access.note_list(actor, "route", len(found), clock.now(), request.number)
    labels = {"today": _("今天到期和过期的"), "week": _("七天内到期的")}
    context = {
        "active": "daybook", "tabs": tabs("route", actor), "places": route.by_place(found), "number": len(found), "today": today, "span": span,
        "filters": [
            {"label": labels[code], "on": code == span, "url": address("route", query={"span": code, "post": str(post)})} for code in SPANS
        ],
        "posts": queries.posts(actor, today) if actor.whole else [], "chosen_post": str(post), "may_print": bool(found) and _may_print(actor),
        "records": "record_visit" in actor.may and post == actor.post_id,
    }
    return pages.render(request, "casework/daybook/route.html", context)


def _span(text: str) -> str:
    return text if text in SPANS else "today"


def _post(actor: Actor, text: str) -> UUID:
    return (uuid_or_none(text) if actor.whole else None) or actor.post_id


def _may_print(actor: Actor) -> bool:
    return "print_daybook" in actor.may and forms_of(actor.path)[route.FORM].classes <= actor.classes


@door(may="print_daybook")
@require_POST
def print_route(request: Request) -> HttpResponse:
    """The sheet to take along: addresses, what is due, room to write. Everybody on it has a line of who took it."""
    actor, now, today = request.actor, clock.now(), clock.today()
    with reading(request):
        if not _may_print(actor):
            raise NotVisible
        form = forms_of(actor.path)[route.FORM]
        until: date = days_after(today, SPANS[_span(request.POST.get("span", ""))])
        found = route.stops(actor, _post(actor, request.POST.get("post", "")), today, until)
        told = "　".join((today.isoformat(), actor.body, actor.holder)).strip()
        lines = printing.filled(form, route.entries(found, today, now), today)
        data = printing.sheet_of(form, lines, now, path=actor.path, told=told) if lines else b""
    print_daybook(
        actor, at=now, request_id=request.POST["request_id"], door="web", form=route.FORM, way="pdf", month=first_of_month(today),
        people=[one.person_id for one in found], records=len(found), classes=sorted(form.classes),
    )
    return attachment(data, "application/pdf", f"{form.title}-{today.isoformat()}.pdf")
