"""单位与编制: the bodies of one's area with approved, held and vacant; adding, changing and ending them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid.bodies import choices, commands, queries
from guitu.grid.bodies.forms import BodyForm, EndForm, NewBodyForm, NumberForm
from guitu.grid.bodies.queries import Wish
from guitu.grid.ceilings import grants
from guitu.grid.listed import BODIES
from guitu.grid.roles import ROLES
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.errors import NotVisible
from guitu.kit.form_errors import errors_of
from guitu.ledger.commands import Answer
from guitu.lists.listing import Listing


@door(may="see_bodies")
def bodies(request: Request) -> HttpResponse:
    """Filters are in the address."""
    actor, today = request.actor, clock.today()
    listing = Listing(BODIES, request)
    wish = _wish(listing)
    kinds, ranks = choices.kinds_and_ranks(actor, today)
    listed = queries.bodies(actor, wish, today, listing.cut)
    listing.counted(listed[0]["total"] if listed else 0)
    context = {
        "active": "settings", "listed": listed, "listing": listing, "wish": wish, "kinds": kinds,
        "ranks": ranks, "may_change": "add_body" in actor.may,
        "kind_choices": [(code, f"{kinds.get(code, code)} {n}") for code, n in queries.kinds_in_use(actor).items()],
        "filters": [
            {"label": label, "count": None, "url": listing.address(only=only), "on": wish.only == only}
            for only, label in (("", _("现有")), ("vacant", _("有空缺")), ("ended", _("已撤销")))
        ],
    }
    return pages.render(request, "grid/bodies/page.html", context)


@door(may="see_bodies")
def body(request: Request, body_id: UUID) -> HttpResponse:
    """One body: how it is staffed role by role, its posts, and every approved number that was said."""
    actor, today = request.actor, clock.today()
    found = queries.body(actor, body_id, today)
    if found is None:
        raise NotVisible
    kinds, ranks = choices.kinds_and_ranks(actor, today)
    context = {
        "active": "settings", "body": found, "posts": queries.posts_of(body_id, today), "lines": queries.lines_of(body_id),
        "kinds": kinds, "ranks": ranks, "roles": ROLES, "today": today,
        "grants": grants(actor), "may_change": "add_body" in actor.may and not _is_over(found, today),
    }
    return pages.render(request, "grid/bodies/body.html", context)


@door(may="add_body")
def add(request: Request) -> HttpResponse:
    def form(data: Any) -> NewBodyForm:
        return NewBodyForm(data, choices=choices.of_body(request.actor, clock.today()), initial={"from_on": clock.today()})

    return _take(request, None, form, commands.add_body, {"title": _("增设单位"), "submit": _("设立")})


@door(may="change_body")
def change(request: Request, body_id: UUID) -> HttpResponse:
    def form(data: Any) -> BodyForm:
        found = _own(request, body_id)
        begun = {"kind": found["kind"], "name": found["name"], "rank": found["rank"], "parent_id": str(found["parent_id"] or "")}
        return BodyForm(data, choices=choices.of_body(request.actor, clock.today(), body_id), initial=begun)

    seen = request.POST.get("was", "")
    return _take(request, body_id, form, commands.change_body, {"title": _("修改单位"), "seen": True}, seen=seen)


@door(may="end_body")
def end(request: Request, body_id: UUID) -> HttpResponse:
    def form(data: Any) -> EndForm:
        return EndForm(data, choices={}, initial={"until_on": clock.today()})

    said = {"title": _("撤销单位"), "submit": _("撤销"), "lead": _("岗位都撤销了、下级单位都改了，单位才能撤销。")}
    return _take(request, body_id, form, commands.end_body, said)


@door(may="approve_number")
def number(request: Request, body_id: UUID) -> HttpResponse:
    def form(data: Any) -> NumberForm:
        begun = {"from_on": clock.today(), "role": request.GET.get("role", "")}
        return NumberForm(data, choices={"role": choices.roles(request.actor)}, initial=begun)

    said = {"title": _("登记核定数"), "lead": _("按编制文件填。以前的核定数保留，按各自的日期算。")}
    return _take(request, body_id, form, commands.approve_number, said)


def _take(
    request: Request, body_id: UUID | None, form_of: Callable[[Any], Any], command: Callable[..., Answer],
    said: Mapping[str, Any], **more: Any,
) -> HttpResponse:
    of = ({"body_id": body_id} if body_id else {}) | more
    return take(
        request, form_of, command, of, lambda form, status: _form(request, body_id, form, said, status),
        lambda answer: reverse("body", args=[answer["body"]]),
    )


def _form(request: Request, body_id: UUID | None, form: Any, said: Mapping[str, Any], status: int = 200) -> HttpResponse:
    context = {
        "active": "settings", "form": form, "submit": "", "lead": "", "seen": False, **said, "request_id": new_request_id(),
        "body": _own(request, body_id) if body_id else None,
        "errors": errors_of(form),
        "back": reverse("body", args=[body_id]) if body_id else reverse("bodies"),
    }
    return pages.render(request, "grid/bodies/form.html", context, status=status)


def _own(request: Request, body_id: UUID) -> dict[str, Any]:
    found = queries.body(request.actor, body_id, clock.today())
    if found is None:
        raise NotVisible
    return found


def _is_over(found: Mapping[str, Any], today: Any) -> bool:
    return found["until_on"] is not None and found["until_on"] <= today


def _wish(listing: Listing) -> Wish:
    """What the list asks for; anything odd in it asks for nothing."""
    area, only = listing.of("area"), listing.of("only")
    return Wish(
        text=listing.of("q").strip()[:40],
        kind=listing.of("kind")[:60],
        area=area if area.isdigit() and len(area) in (9, 12) and area.startswith(listing.actor.path) else "",
        only=only if only in ("vacant", "ended") else "",
    )
