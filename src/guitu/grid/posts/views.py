"""岗位: who holds what, what is vacant, and taking or leaving a post."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.grid import ceilings
from guitu.grid.establishing import appoint_holder, end_holding
from guitu.grid.listed import POSTS
from guitu.grid.posts import queries
from guitu.grid.posts.forms import Appointment, Leaving
from guitu.grid.roles import ROLES
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.lists.listing import Listing


@door(may="see_posts")
def posts(request: Request) -> HttpResponse:
    """The posts of the acting post's area; filters are in the address."""
    # Administrators hold a post over their county: the county's posts are theirs to look after.
    path, today = request.actor.path, clock.today()
    listing = Listing(POSTS, request)
    wish = queries.wish_of(listing.query, request.actor)
    listed = queries.posts(path, today, wish, listing.cut)
    listing.counted(listed[0]["total"] if listed else 0)
    staffing = queries.staffing(path, today)
    context = {
        "active": "settings", "listed": listed, "listing": listing, "wish": wish,
        "filters": _filters(listing, sum(row["posts"] - row["held"] for row in staffing)),
        "staffing": [{**row, "url": address("posts", query={"role": row["role"]})} for row in staffing],
        "role_choices": [(row["role"], ROLES[row["role"]].word) for row in staffing if row["role"] in ROLES],
        "place_choices": queries.places(path), "roles": ROLES, "today": today,
        "grants": ceilings.grants(request.actor),
        "may_look": "disable_account" in request.actor.may,
    }
    return pages.render(request, "grid/posts/page.html", context)


def _filters(listing: Listing, vacant: int) -> list[dict[str, Any]]:
    counted = None if any(map(listing.of, ("q", "role", "area"))) else vacant  # of all, not of what is asked for
    return [
        {"label": _("全部"), "count": None, "url": listing.address(only=""), "on": not listing.of("only")},
        {"label": _("空缺"), "count": counted, "url": listing.address(only="vacant"), "on": listing.of("only") == "vacant"},
    ]


@door(may="appoint_holder", fresh=True)
def appoint(request: Request, post_id: UUID) -> HttpResponse:
    """Give a vacant post to somebody: the page then shows the one-time code, once."""
    if request.method == "POST":
        form = Appointment(request.POST)
        if form.is_valid():
            return _carry_out(request, post_id, form)
        return _form(request, post_id, form, status=422)
    return _form(request, post_id, Appointment(initial={"from_on": clock.today()}))


@door(may="end_holding", fresh=True)
def leave(request: Request, post_id: UUID) -> HttpResponse:
    """The holder leaves."""
    form = Leaving(request.POST or None, initial={"until_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_holding(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), post_id=post_id,
                until_on=form.cleaned_data["until_on"],
            )
        except Refused as refusal:
            form.add_error("until_on", sentence(refusal.reasons[0]))
            return _form(request, post_id, form, status=422, leaving=True)
        return _form(request, post_id, form, left=True, leaving=True)
    return _form(request, post_id, form, status=422 if request.method == "POST" else 200, leaving=True)


def _carry_out(request: Request, post_id: UUID, form: Appointment) -> HttpResponse:
    try:
        answer = appoint_holder(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), post_id=post_id,
            **form.cleaned_data,
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, sentence(refusal.reasons[0]))
        return _form(request, post_id, form, status=422)
    return _form(request, post_id, form, answer=answer)


def _form(request: Request, post_id: UUID, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
    with reading(request):
        ceilings.post_within(request.actor, post_id)
        found = queries.post(post_id, clock.today())
        if found is None:
            raise NotVisible
        context = {
            "active": "settings", "post": found, "role": ROLES[found["role"]], "form": form,
            "request_id": new_request_id(), "answer": None, "left": False, "leaving": False,
            "errors": [
                {"name": "" if name == "__all__" else name, "text": str(text)}
                for name, texts in form.errors.items()
                for text in texts
            ] if form.is_bound else [],
        } | more
        return pages.render(request, "grid/posts/appoint.html", context, status=status)


