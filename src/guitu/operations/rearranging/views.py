"""调整区划: what would move is shown first; then it is asked for, and another person decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.approvals.commands import ask_approval
from guitu.grid.area_changes import planning, queries
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.operations.rearranging.forms import RearrangeForm
from guitu.operations.rearranging.preview import Preview, preview, shown
from guitu.rules.areas import KINDS, NUMBERS, TOWN, Unit
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES


@door(may="rearrange_areas", many=("paths",))
def rearrange(request: Request, kind: str, path: str) -> HttpResponse:
    """The form; sent once it says what would move, sent with `ask` it is asked for."""
    with reading(request):
        own = queries.one(request.actor, path)
        if own is None or own["valid_to"] or own["is_virtual"] or kind not in KINDS or (kind == "move" and len(path) == TOWN):
            raise NotVisible
        units = [unit for unit in planning.units(request.actor) if unit.there]
        form = _form(request, kind, own, units)
        if request.method != "POST":
            return _page(request, kind, own, form)
        if not form.is_valid():
            return _page(request, kind, own, form, status=422)
        wish = {"kind": kind, "paths": [path], **form.wish()}
        try:
            found = _looked_at(request, wish)
        except Refused as refusal:
            refuse(form, refusal)
            return _page(request, kind, own, form, status=422)
        offered = planning.receivers(request.actor, [new for _old, new in found.plan.steps], clock.today())
        chosen = _chosen(form, offered)
        if form.errors or "ask" not in request.POST:
            return _page(request, kind, own, form, found, offered, 422 if form.errors else 200)
        told = shown(kind, found, wish, offered.get(chosen, "") if chosen else "")
    try:
        ask_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), name="rearrange_areas",
            arguments={**wish, "receiver": chosen}, shown=told,
        )
    except Refused as refusal:
        refuse(form, refusal)
        with reading(request):
            return _page(request, kind, own, form, found, offered, 422)
    return redirect("approvals")


def _looked_at(request: Request, wish: dict[str, Any]) -> Preview:
    """What would be refused when it is granted is refused when it is asked for."""
    new = planning.wanted(wish["area_kind"], wish["name"], wish["number"])
    plan = planning.plan(request.actor, kind=wish["kind"], paths=wish["paths"], into=wish["into"], new=new)
    planning.refuse_day(request.actor.county_id, plan, wish["on"], clock.today())
    return preview(request.actor, plan, clock.today())


def _chosen(form: RearrangeForm, offered: dict[UUID, str]) -> UUID | None:
    """The post that receives: among those that reach the new place, which is known only now."""
    text = form.data.get("receiver", "")
    found = next((post for post in offered if str(post) == text), None)
    if text and found is None:
        refuse(form, Refused(Reason("areas.receiver_unknown"), field="receiver"))
    return found


def _form(request: Request, kind: str, own: dict[str, Any], units: list[Unit]) -> RearrangeForm:
    path = own["path"]
    beside = [unit for unit in units if len(unit.path) == len(path) and unit.path[:-3] == path[:-3]]
    if kind == "split":
        listed = [unit for unit in units if unit.path[:-3] == path]
    elif kind == "merge":
        listed = beside
    else:
        listed = [unit for unit in beside if unit.path == path]
    above = len(path) - 3 if kind == "move" else len(path)
    names = {unit.path: unit.name for unit in units}
    into = [unit for unit in units if len(unit.path) == above and unit.path != path and not (kind == "move" and unit.path == path[:-3])]
    kinds = [code for code, (length, _first, _last) in NUMBERS.items() if length == len(path)]
    choices = {
        "paths": [(unit.path, unit.name) for unit in listed],
        "into": [("", _("请选择") if kind == "move" else _("新的地方，名称写在下面")), *((u.path, _named(u, names)) for u in into)],
        "area_kind": [("", _("和原来一样")), *((code, said(CODES["area_kind"][code])) for code in kinds)],
        "receiver": [("", ""), (request.POST.get("receiver", ""), "")],  # which ones reach the new place is known later
    }
    begun = {"on": clock.today(), "paths": [] if kind == "split" else [path], "name": own["name"] if kind == "recode" else ""}
    return RearrangeForm(kind, request.POST if request.method == "POST" else None, choices=choices, initial=begun)


def _named(unit: Unit, names: dict[str, str]) -> str:
    return unit.name if len(unit.path) == TOWN else f"{names.get(unit.path[:-3], '')} · {unit.name}"


def _page(
    request: Request, kind: str, own: dict[str, Any], form: RearrangeForm, found: Preview | None = None,
    offered: dict[UUID, str] | None = None, status: int = 200,
) -> HttpResponse:
    context = {
        "active": "areas", "kind": kind, "area": own, "form": form, "found": found, "errors": errors_of(form),
        "title": said(CODES["area_change"][kind]), "request_id": new_request_id(), "back": reverse("area", args=[own["path"]]),
        "receivers": [(str(post), name) for post, name in (offered or {}).items()],
    }
    return pages.render(request, "operations/rearranging/page.html", context, status=status)
