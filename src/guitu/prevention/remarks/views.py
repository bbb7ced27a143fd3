"""留言: what visitors left at the places of one's area, to be shown or not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import Refused
from guitu.kit.squares import squares
from guitu.kit.telling import sentence
from guitu.lists.listing import Listing
from guitu.prevention.forms import PreventionForm, words_of
from guitu.prevention.pages import ask, draw
from guitu.prevention.places.queries import place_of
from guitu.prevention.remarks import queries
from guitu.prevention.remarks.commands import decide_remark
from guitu.prevention.remarks.listed import REMARKS


@door(may="see_prevention")
@require_safe
def remarks(request: Request) -> HttpResponse:
    return _page(request)


def _page(request: Request, refused: str = "", status: int = 200) -> HttpResponse:
    listing = Listing(REMARKS, request)
    only = listing.of("only") if listing.of("only") in queries.ONLY else "waiting"
    found = queries.remarks(request.actor, only, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    return draw(
        request, "remarks/list.html", "places", status, listing=listing, found=found, only=only, refused=refused,
        filters=[{"label": label, "count": None, "url": listing.address(only=code), "on": code == only} for code, label in words_of("remark", queries.ONLY)],
    )


@door(may="decide_remark")
@require_POST
def show(request: Request, remark_id: UUID) -> HttpResponse:
    try:
        decide_remark(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), remark_id=remark_id, shown=True)
    except Refused as refusal:
        with reading(request):
            return _page(request, " ".join(map(sentence, refusal.reasons)), 422)
    return redirect("remarks")


class _Decline(PreventionForm):
    def what(self) -> dict[str, object]:
        return {"shown": False}


@door(may="decide_remark")
def decline(request: Request, remark_id: UUID) -> HttpResponse:
    return ask(
        request, _Decline, decide_remark, {"remark_id": remark_id}, tab="places", title=_("不显示这条留言"), submit=_("不显示，删掉文字"), back=reverse("remarks"),
        lead=_("文字当场删掉，只留下有过一条。已经显示的，同时从公开页面上拿掉。"),
    )


@door(may="see_prevention")
@require_safe
def poster(request: Request, place_id: UUID) -> HttpResponse:
    """The square by which visitors write; to be hung up in the place."""
    found = place_of(place_id)
    where = request.build_absolute_uri(reverse("remarks-in-public", args=[place_id]))
    return draw(request, "remarks/poster.html", "places", place=found, where=where, squares=squares(where))
