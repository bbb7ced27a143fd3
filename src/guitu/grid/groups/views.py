"""村（居）民小组: which villages have how many, and those of one village with their grid workers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from guitu.grid.groups import commands, queries
from guitu.grid.groups.forms import GroupsForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence


@door(may="add_groups")
def villages(request: Request) -> HttpResponse:
    """The villages of a town; a county chooses the town."""
    towns = queries.towns(request.actor)
    asked = request.GET.get("town", "")
    town = asked if asked in dict(towns) else towns[0][0] if towns else request.actor.path
    context = {"active": "settings", "towns": towns, "town": town, "villages": queries.villages(request.actor, town)}
    return pages.render(request, "grid/groups/page.html", context)


@door(may="add_groups")
def village(request: Request, village: str) -> HttpResponse:
    """The groups of one village; POST adds some."""
    if request.method != "POST":
        return _village(request, village, None)
    form = GroupsForm(request.POST)
    if not form.is_valid():
        with reading(request):
            return _village(request, village, form)
    try:
        commands.add_groups(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), village=village, **form.what()
        )
    except Refused as refusal:
        form.add_error(refusal.field, sentence(refusal.reasons[0]))
        with reading(request):
            return _village(request, village, form)
    return redirect("groups-of", village=village)


@door(may="close_group")
def close(request: Request, village: str, group: str) -> HttpResponse:
    """A group that is there no more: asked once, then closed with the post of its grid worker."""
    if request.method != "POST":
        found = [one for one in queries.groups(village, clock.today()) if one["path"] == group]
        if not found or queries.village_name(request.actor, village) is None:
            raise NotVisible
        context = {"active": "settings", "village": village, "group": found[0], "request_id": new_request_id()}
        return pages.render(request, "grid/groups/close.html", context)
    try:
        commands.close_group(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), group=group)
    except Refused as refusal:
        with reading(request):
            return _village(request, village, None, problem=sentence(refusal.reasons[0]))
    return redirect("groups-of", village=village)


def _village(request: Request, village: str, form: GroupsForm | None, problem: str = "") -> HttpResponse:
    name = queries.village_name(request.actor, village)
    if name is None:
        raise NotVisible
    found = form or GroupsForm()
    context = {
        "active": "settings", "village": village, "name": name, "groups": queries.groups(village, clock.today()),
        "form": found, "problem": problem, "request_id": new_request_id(), "may_appoint": "appoint_holder" in request.actor.may,
        "errors": [{"name": field, "text": str(text)} for field, texts in found.errors.items() for text in texts],
    }
    return pages.render(request, "grid/groups/village.html", context, status=422 if form or problem else 200)
