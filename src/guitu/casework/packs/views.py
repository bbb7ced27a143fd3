"""The page of the numbers in force: which packs, since when, and how many people are settled with them already."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.approvals.commands import ask_approval
from guitu.casework import in_force
from guitu.casework.packs import asking
from guitu.grid.naming import place_sql
from guitu.kit import clock, pages
from guitu.kit.database import dicts
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import said, sentence
from guitu.policy import for_area, load, names

# The last pack of each area; the name of the pack beside the first signs of its text's hash says which one it is.
_IN_FORCE = f"""
SELECT DISTINCT ON (v.scope_path) v.scope_path AS path, {place_sql("v.scope_path")} AS place, v.pack,
  left(v.digest, 12) AS version, v.activated_at AS at
FROM ledger_policyversion v WHERE v.county_id = %s ORDER BY v.scope_path, v.activated_at DESC
"""  # noqa: S608  a column of ours
_AREAS = f"""
SELECT a.path, {place_sql("a.path")} AS place FROM grid_area a
WHERE starts_with(a.path, %s) AND length(a.path) IN (6, 9) ORDER BY a.path
"""  # noqa: S608  a column of ours


@door(may="see_policy")
def policy(request: Request) -> HttpResponse:
    return _page(request)


@door(may="activate_policy")
@require_POST
def activate(request: Request) -> HttpResponse:
    """Ask for a pack to be put in force: another person decides, and then it is."""
    pack, path = request.POST.get("pack", ""), request.POST.get("path", "")
    try:
        with reading(request):
            arguments, shown = asking.activation(request.actor, pack, path)
        ask_approval(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), name="activate_policy",
            arguments=arguments, shown=shown,
        )  # fmt: skip
    except Refused as refusal:
        with reading(request):
            return _page(request, sentence(refusal.reasons[0]), status=422)
    return redirect("approvals")


def _page(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    context = {
        "active": "policy", "problem": problem, "progress": in_force.progress(actor.county_id),
        "packs": [{**found, "title": _title(found["pack"])} for found in dicts(_IN_FORCE, [actor.county_id])],
        "shipped": _title(for_area(actor.county_id)), "new_request_id": new_request_id,
        "choices": [(name, _title(name)) for name in names()], "here": for_area(actor.county_id),
        "areas": [(found["path"], found["place"]) for found in dicts(_AREAS, [actor.path])],
        "may_activate": "activate_policy" in actor.may,
    }  # fmt: skip
    return pages.render(request, "casework/packs/page.html", context, status=status)


def _title(pack: str) -> str:
    return said(load(pack).title) if pack in names() else pack
