"""自查: rounds, one round with its share drawn and what was upheld, and the lists that places fill in themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.taking import take
from guitu.inspection.self_checks import commands, queries
from guitu.inspection.self_checks.forms import RoundForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of
from guitu.kit.pages import url
from guitu.kit.squares import squares
from guitu.kit.telling import said, sentence
from guitu.kit.web import page_asked
from guitu.ledger.packs import timeline_of
from guitu.rules.dates import day_before, days_after

DAYS = 14  # a round as the form proposes it


@door(may="see_venues")
@require_safe
def rounds(request: Request) -> HttpResponse:
    kinds = _kinds(request)
    shown = [
        {"of": one, "last_on": day_before(one.closes_on), "kinds": "、".join(kinds.get(code, code) for code in one.kinds)}
        for one in queries.rounds(request.actor)
    ]
    context = {"active": "venues", "shown": shown, "may_open": "open_self_checks" in request.actor.may}
    return pages.render(request, "inspection/self_checks/list.html", context)


@door(may="see_venues")
@require_safe
def one_round(request: Request, round_id: UUID) -> HttpResponse:
    return _page(request, round_id)


def _page(request: Request, round_id: UUID, problem: str = "", status: int = 200) -> HttpResponse:
    of, kinds, today = queries.round_of(request.actor, round_id), _kinds(request), clock.today()
    drawn = queries.drawn_of(of)
    context = {
        "active": "venues", "of": of, "last_on": day_before(of.closes_on), "drawn": drawn, "kinds": kinds, "problem": problem,
        "by_kind": queries.by_kind(of, drawn), "is_open": today < of.closes_on, "new_request_id": new_request_id,
        "may_draw": of.drawn_on is None and today >= of.closes_on and of.scope_path == request.actor.path and "draw_self_checks" in request.actor.may,
        "may_hand_out": "open_self_checks" in request.actor.may,
    }
    return pages.render(request, "inspection/self_checks/round.html", context, status=status)


@door(may="open_self_checks", many=("kinds",))
def open_round(request: Request) -> HttpResponse:
    today = clock.today()

    def form(data: Any) -> RoundForm:
        share = timeline_of(request.actor.county_id, request.actor.path).on(today).self_checks.share_percent
        return RoundForm(data, kinds=list(_kinds(request).items()), initial={"from_on": today, "last_on": days_after(today, DAYS), "share": share})

    def show(form: RoundForm, status: int) -> HttpResponse:
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": _("新的一轮自查"),
                   "lead": _("每家一个链接，场所自己按检查表填；收完抽一部分去看。"), "back": reverse("self-checks"), "seen": None, "alike": []}
        return pages.render(request, "inspection/form.html", context, status=status)

    return take(request, form, commands.open_self_checks, {}, show, lambda answer: reverse("self-check-round", args=[answer["round"]]))


@door(may="draw_self_checks")
@require_POST
def draw(request: Request, round_id: UUID) -> HttpResponse:
    try:
        commands.draw_self_checks(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), round_id=round_id)
    except Refused as refusal:
        with reading(request):
            return _page(request, round_id, sentence(refusal.reasons[0]), 422)
    return redirect("self-check-round", round_id)


@door(may="open_self_checks")
@require_safe
def codes(request: Request, round_id: UUID) -> HttpResponse:
    """The lists still to be filled in, a page of cards to hand out: the name on the door, the address, the square."""
    of, page = queries.round_of(request.actor, round_id), page_asked(request.GET)
    found, total = queries.codes(round_id, page)
    cards = [one | {"where": (where := request.build_absolute_uri(reverse("own-list", args=[one["code"]]))), "squares": squares(where)} for one in found]
    last = max(1, -(-total // queries.PAGE))
    context = {
        "active": "venues", "of": of, "cards": cards, "total": total, "page": page, "pages": last,
        "prev_url": url("self-check-codes", round_id=round_id, query={"page": page - 1}) if page > 1 else "",
        "next_url": url("self-check-codes", round_id=round_id, query={"page": page + 1}) if page < last else "",
    }
    return pages.render(request, "inspection/self_checks/codes.html", context)


def _kinds(request: Request) -> dict[str, str]:
    kinds = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).venues.kinds
    return {code: said(kind.name) for code, kind in kinds.items()}
