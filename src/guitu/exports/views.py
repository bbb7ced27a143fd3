"""导出这些 and 我的导出: asking for a file of the list as filtered, seeing what became of it, fetching it once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.exports import files, queries
from guitu.exports.columns import as_listed, offered
from guitu.exports.commands import ask_export, fetch_export
from guitu.exports.declares import EXPORTS
from guitu.exports.forms import Exporting
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence
from guitu.lists.listing import Listing
from guitu.people.declares import PEOPLE
from guitu.people.listing import Asked
from guitu.people.queries import Listed, people
from guitu.rules.exports import AT_ONCE, HOURS
from guitu.rules.verdict import Reason

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@door(may="see_exports")
@require_safe
def exports(request: Request) -> HttpResponse:
    return _page(request)


@door(may="ask_export", many=("columns",))
def export_people(request: Request) -> HttpResponse:
    """For what, which columns, which kind of file; of the list that the address names."""
    asked = Asked(request.GET, request.actor)
    listing = Listing(PEOPLE, request, reads=False)
    columns, shown = as_listed(
        listing.codes, offered(request.actor, away=asked.home), is_chosen=bool(listing.habit.columns)
    )
    form = Exporting(request.POST if request.method == "POST" else None, columns, shown)
    if request.method != "POST":
        return _form(request, asked, form)
    with reading(request):
        about = _about(asked, people(request.actor, asked.wish, clock.today()))
        if not form.is_valid():
            return _form(request, asked, form, status=422)
    try:
        ask_export(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), wish=asked.wish, about=about,
            **form.said(),
        )
    except Refused as refusal:
        with reading(request):
            form.add_error(refusal.field or None, sentence(refusal.reasons[0]))
            return _form(request, asked, form, status=422)
    return redirect("exports")


@door(may="fetch_export")
@require_POST
def fetch(request: Request, export_id: UUID) -> HttpResponse:
    """The file, once; then it is gone."""
    try:
        given = fetch_export(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), export_id=export_id
        )
        if (content := files.content(export_id)) is None:
            raise Refused(Reason("exports.lost"))
    except Refused as refusal:
        with reading(request):
            return _page(request, status=422, problem=sentence(refusal.reasons[0]))
    files.forget(files.place(export_id))
    answer = HttpResponse(content, content_type=TYPES[given["format"]])
    name = f"{_('名单')}-{export_id.hex[:8].upper()}.{given['format']}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _about(asked: Asked, numbers: Listed) -> str:
    return " · ".join(part if isinstance(part, str) else part["label"] for part in asked.words(numbers))


def _form(request: Request, asked: Asked, form: Exporting, status: int = 200) -> HttpResponse:
    numbers = people(request.actor, asked.wish, clock.today())
    errors = [{"name": "" if name == "__all__" else name, "text": texts[0]} for name, texts in form.errors.items()]
    context = {
        "active": "people", "form": form, "errors": errors, "request_id": new_request_id(), "about": _about(asked, numbers),
        "n": numbers.n, "at_once": AT_ONCE, "hours": HOURS, "filters": asked.filters() or {"all": "1"}, "back_url": asked.address(),
    }
    return pages.render(request, "exports/form.html", context, status=status)


def _page(request: Request, status: int = 200, **more: Any) -> HttpResponse:
    listing, mine = Listing(EXPORTS, request), queries.asked_by_me(request.actor, clock.now())
    asked = listing.of("state")
    context = {
        "active": "people", "mine": listing.ordered([one for one in mine if asked in ("", one["state"])]), "listing": listing,
        "states": {one["state"] for one in mine}, "is_cut": len(mine) == queries.KEPT, "kept": queries.KEPT, "new_request_id": new_request_id,
        "problem": "", "hours": HOURS, "at_once": AT_ONCE,
    } | more
    return pages.render(request, "exports/page.html", context, status=status)
