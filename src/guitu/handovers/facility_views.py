"""所地对接, the facility's side: what it announced wherever that lies, announcing, and one handover with its receipt.

Each page reads and writes under `reaching`: the facility's post in the county of the matter, with its part and no area.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.areas import TOWN
from guitu.handovers import announcing, cards, queries
from guitu.handovers.forms import AnnounceForm, PacketForm
from guitu.handovers.reaching import county_of, reaching
from guitu.handovers.reading import handover_of
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.database import acting, rows
from guitu.kit.doors import Request, View, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.ledger.commands import Answer
from guitu.rules.handovers import PARTS

_TOWNS = (
    "SELECT a.path, c.short, a.short FROM grid_area a JOIN grid_area c ON c.path = left(a.path, 6)"
    " WHERE length(a.path) = %s AND NOT a.is_virtual AND a.valid_to IS NULL"
    " AND EXISTS (SELECT FROM grid_area v WHERE v.path > a.path AND v.path < a.path || ':') ORDER BY a.path"
)


@door(may="announce_release", beyond=True)
@require_safe
def announced(request: Request) -> HttpResponse:
    """What this post announced, the next release first."""
    context = {"active": "announced", "shown": queries.announced(clock.today())}
    return pages.render(request, "handovers/announced.html", context)


@door(may="announce_release")
def announce(request: Request) -> HttpResponse:
    """To which town, on which day, whom."""
    with reading(request):
        towns = [(path, f"{county} · {town}") for path, county, town in rows(_TOWNS, [TOWN])]
    form = AnnounceForm(request.POST if request.method == "POST" else None, towns=towns)
    refusal = None
    if request.method == "POST" and form.is_valid():
        path = form.cleaned_data["path"]
        try:
            made = announcing.announce_release(
                reaching(request.actor, path[:6], clock.today()), at=clock.now(), request_id=request.POST.get("request_id", ""), path=path,
                expected_on=form.cleaned_data["expected_on"], identity=form.identity(),
            )
            return redirect("announced-handover", UUID(made["handover"]))
        except Refused as found:
            refusal = found
            refuse(form, found)
    with reading(request):
        context = {
            "active": "announced", "form": form, "errors": errors_of(form), "title": _("通报出所"), "back": address("announced"),
            "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
            "lead": _("只有选定的镇（街）和它的县禁毒办看得到；您这边看得到回执。"),
        }
        return pages.render(request, "frame/asked.html", context, status=422 if form.errors else 200)


@door(may="announce_release", beyond=True)
@require_safe
def handover(request: Request, handover_id: UUID) -> HttpResponse:
    return _page(request, handover_id, {}, {})


def _door(kind: str) -> View:
    """The door of one step of the facility: open to who may do it; refused, the page again with what was typed."""
    step = cards.FACILITY[kind]

    @door(may=cards.action_of(step), beyond=True)
    @require_POST
    def act(request: Request, handover_id: UUID) -> HttpResponse:
        return _take(request, handover_id, lambda of, on: cards.form_of(of, kind, request.POST, on), step.command, kind, is_step=True)

    return act


STEPS = {kind: _door(kind) for kind in cards.FACILITY}


@door(may="put_packet", beyond=True)
@require_POST
def put(request: Request, handover_id: UUID, part: str) -> HttpResponse:
    """One compartment of the packet."""
    if part not in PARTS:
        raise NotVisible
    return _take(request, handover_id, lambda of, on: PacketForm(request.POST, part=part), announcing.put_packet, part, is_step=False)


def _take(
    request: Request, handover_id: UUID, form_of: Callable[[Any, date], Any], command: Callable[..., Answer], kind: str, *, is_step: bool
) -> HttpResponse:
    def again(form: Any) -> HttpResponse:
        return _page(request, handover_id, {kind: form} if is_step else {}, {} if is_step else {kind: form}, 422)

    actor = _reached(request, handover_id)
    with acting(actor):
        form = form_of(handover_of(handover_id, actor.classes), clock.today())
    if not form.is_valid():
        return again(form)
    try:
        command(actor, at=clock.now(), request_id=request.POST.get("request_id", ""), handover_id=handover_id, **form.what())
    except Refused as refusal:
        refuse(form, refusal)
        return again(form)
    return redirect("announced-handover", handover_id)


def _reached(request: Request, handover_id: UUID) -> Actor:
    with reading(request):
        return reaching(request.actor, county_of(handover_id), clock.today())


def _page(request: Request, handover_id: UUID, typed: dict[str, Any], put: dict[str, Any], status: int = 200) -> HttpResponse:
    actor, on = _reached(request, handover_id), clock.today()
    with acting(actor):
        of = handover_of(handover_id, frozenset())
        context = {
            "active": "announced", "of": queries.page_of(of, on, with_words=False), "cards": cards.cards(of, cards.FACILITY, actor, on, typed),
            "sends_to": "announced-do-", "handover_id": of.id, "compartments": cards.packet_cards(of, actor, put), "person": None,
        }
    with reading(request):
        return pages.render(request, "handovers/announced_one.html", context, status=status)
