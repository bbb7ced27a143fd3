"""片区: the list, making one, filling it anew, closing it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from guitu.grid.area_groups import commands, queries
from guitu.grid.area_groups.forms import AreaGroupForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer


@door(may="see_area_groups")
def area_groups(request: Request) -> HttpResponse:
    context = {
        "active": "settings",
        "groups": queries.area_groups(request.actor),
        "own": request.actor.path,
        "may_register": "see_register" in request.actor.may,
    }
    return pages.render(request, "grid/area_groups/page.html", context)


@door(may="make_area_group", many=("paths",))
def make(request: Request) -> HttpResponse:
    """A name and ticked areas."""
    return _edit(request, commands.make_area_group, {})


@door(may="fill_area_group", many=("paths",))
def fill(request: Request, group_id: UUID) -> HttpResponse:
    """The same form with what is in the group now."""
    return _edit(request, commands.fill_area_group, {"group_id": group_id})


@door(may="close_area_group")
def close(request: Request, group_id: UUID) -> HttpResponse:
    """Asked once, then closed."""
    if request.method == "POST":
        commands.close_area_group(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), group_id=group_id
        )
        return redirect("area-groups")
    context = {"active": "settings", "group": _own(request, group_id), "request_id": new_request_id()}
    return pages.render(request, "grid/area_groups/close.html", context)


def _edit(request: Request, command: Callable[..., Answer], of: dict[str, UUID]) -> HttpResponse:
    group_id = of.get("group_id")
    if request.method != "POST":
        return _form(request, group_id, None)
    with reading(request):
        form = AreaGroupForm(request.POST, choices=_ticked(request))
        if not form.is_valid():
            return _form(request, group_id, form)
    try:
        command(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **of, **form.cleaned_data
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal.reasons[0]))
        with reading(request):
            return _form(request, group_id, form)
    return redirect("area-groups")


def _form(request: Request, group_id: UUID | None, form: AreaGroupForm | None) -> HttpResponse:
    group = _own(request, group_id) if group_id else None
    found = form or AreaGroupForm(
        choices=[], initial={"name": group.name, "paths": list(group.areas)} if group else None
    )
    errors = [{"name": name if name != "__all__" else "", "text": str(text)} for name, texts in found.errors.items() for text in texts]
    units, ticked = queries.choices(request.actor.path), found["paths"].value() or []
    whole = [(unit["path"], unit["name"]) for unit in units]
    context = {
        "active": "settings", "group": group, "form": found, "errors": errors, "request_id": new_request_id(),
        "units": units, "whole": whole, "ticked": ticked, "inside": not set(ticked) <= {path for path, _ in whole},
    }
    return pages.render(request, "grid/area_groups/edit.html", context, status=422 if form else 200)


def _own(request: Request, group_id: UUID) -> queries.AreaGroup:
    """A group of the post's own; one of the county is shown to its towns, and changed by the county."""
    group = queries.area_group(request.actor, group_id)
    if group is None or not group.path.startswith(request.actor.path):
        raise NotVisible
    return group


def _ticked(request: Request) -> list[tuple[str, str]]:
    units = queries.choices(request.actor.path)
    return [(unit["path"], unit["name"]) for unit in units] + [pair for unit in units for pair in unit["below"]]
