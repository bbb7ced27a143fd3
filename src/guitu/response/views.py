"""呼应: the list, raising a call, and the room of one call with what this post can do in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import GROUP, TOWN, VILLAGE, units_inside
from guitu.kit import clock, pages
from guitu.kit.clock import local_day
from guitu.kit.database import row
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.matters.labels import label_in
from guitu.people import search
from guitu.response import queries
from guitu.response.asking import cards
from guitu.response.declares import CALLS
from guitu.response.forms import RaiseForm
from guitu.response.raising import raise_call
from guitu.response.reading import Call, call_of
from guitu.rules.calls import EVENT, CallsPolicy

MOST_FOUND = 12
_PERSON = "SELECT p.id, m.label, p.scope_path FROM people_person p JOIN matters_matter m ON m.id = p.id WHERE p.id = %s AND p.sealed_at IS NULL"


@door(may="see_calls")
@require_safe
def calls(request: Request) -> HttpResponse:
    """Those in which this post takes part, or of its area; open or over."""
    actor, now = request.actor, clock.now()
    boxes = [("mine", _("我参与的")), *([("area", _("辖区全部"))] if "calls" in actor.whole_of else [])]
    listing = Listing(CALLS, request)
    box = listing.of("box") if listing.of("box") in dict(boxes) else boxes[-1][0]
    is_over = listing.of("over") == "1"
    is_event = listing.of("sort") == "event"
    policy = queries.numbers_of(actor, now)
    open_ones, over = queries.share(box, actor, policy, is_event=is_event)
    sorts = [("", _("呼应")), ("event", _("网格事件"))]
    context = {
        "active": "calls", "listing": listing, "shown": listing.ordered(queries.listed(box, is_over=is_over, is_event=is_event, actor=actor, policy=policy, now=now)),
        "boxes": [{"label": label, "url": listing.address(box=name), "on": name == box} for name, label in boxes],
        "sorts": [{"label": label, "url": listing.address(box=box, sort=name), "on": (name == "event") == is_event} for name, label in sorts],
        "may_take": "take_event" in actor.may,
        "states": [
            {"label": _("没有结束"), "count": open_ones, "url": listing.address(box=box, sort=listing.of("sort"), over=""), "on": not is_over},
            {"label": _("已结束"), "count": over, "url": listing.address(box=box, sort=listing.of("sort"), over="1"), "on": is_over},
        ],
        "n": over if is_over else open_ones, "most": queries.MOST, "may_switch": "switch_rule" in actor.may, "may_state": "state_month" in actor.may, "may_wall": "see_wall" in actor.may, "today": local_day(now),
    }
    return pages.render(request, "response/list.html", context)


@door(may="raise_call")
def raising(request: Request) -> HttpResponse:
    """Four things; then the room. Whom it is about is looked for here, and the words looked for stand in no address."""
    if request.method != "POST":
        who = _person(request.GET.get("person", ""))
        known = queries.live(request.actor, who["id"], "", clock.now()) if who else None
        if known and "another" not in request.GET:
            return _raising(request, _form(request, None), who, live=known, instead=True)
        return _raising(request, _form(request, None), who, live=known)
    person = _read_person(request)
    if "find" in request.POST:
        with reading(request):
            return _raising(request, _form(request, request.POST, bare=True), person, found=_found(request))
    with reading(request):
        form = _form(request, request.POST)
        if not form.is_valid():
            return _raising(request, form, person, status=422)
    what = dict(form.cleaned_data)
    if person:
        what["person_id"] = person["id"]
        what["whom"] = what["whom"] or person["label"]
    refusal = None
    try:
        raised = raise_call(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **what)
    except Refused as found:
        refusal = found
        refuse(form, found)
    else:
        return redirect("call", UUID(raised["call"]))
    with reading(request):
        known = queries.live(request.actor, person["id"] if person else None, what["path"], clock.now())
        return _raising(request, form, person, live=known, status=422, refusal=refusal)


@door(may="raise_call")
@require_safe
def raising_live(request: Request) -> HttpResponse:
    """Below the place that was chosen: what is under way there, or about the person that was chosen."""
    form = _form(request, None)
    path, person = request.GET.get("path", ""), _person(request.GET.get("person", ""))
    offered = {code for code, _name in form.fields["path"].choices}  # type: ignore[attr-defined]
    found = queries.live(request.actor, person["id"] if person else None, path, clock.now()) if person or path in offered - {""} else None
    return pages.render(request, "response/raise_live.html", {"live": found, "form": form})


@door(may="see_calls")
@require_safe
def call(request: Request, call_id: UUID) -> HttpResponse:
    """The room: where it stands, what this post can do now, who takes part, what happened."""
    return room(request, call_of(call_id))


@door(may="see_calls")
@require_safe
def lines(request: Request, call_id: UUID) -> HttpResponse:
    """The part of the room that changes, for who has it open: nothing at all while nothing has."""
    of, now = call_of(call_id), clock.now()
    seen = _mark(of, now)
    if request.headers.get("If-None-Match") == seen:
        return HttpResponse(status=304, headers={"ETag": seen})
    answer = pages.render(request, "response/lines.html", {"c": queries.page_of(of, now), "mark": seen})
    answer["ETag"] = seen
    return answer


def room(request: Request, of: Call, typed: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page of one call, with forms as they were typed where one was refused; why, too, where somebody else was quicker
    and the form is gone."""
    now, typed = clock.now(), typed or {}
    offered = cards(of, request.actor, now, typed)
    gone = [form for kind, form in typed.items() if kind not in {card["kind"] for card in offered}]
    person = _person(of.course.person or "") if "open_person" in request.actor.may else None
    context = {
        "active": "calls", "c": queries.page_of(of, now), "mark": _mark(of, now), "words": of.words, "person": person,
        "cards": offered, "gone": [error["text"] for form in gone for error in errors_of(form)], "place": queries.place_of(of.held.scope_path),
        "may_print": of.course.sent_at is not None and "issue_town_paper" in request.actor.may,
    }
    return pages.render(request, "response/room.html", context, status=status)


def _mark(of: Call, now: Any) -> str:
    """What the lines were made of: the facts, and how many moments have passed."""
    passed = sum(1 for duty in of.course.open.values() if duty.due_at and duty.due_at < now)
    return f'"{len(of.held.facts)}-{max(fact.id for fact in of.held.facts)[:8]}-{passed}"'


def _form(request: Request, data: Any, *, bare: bool = False) -> RaiseForm:
    actor = request.actor
    policy: CallsPolicy = timeline_of(actor.county_id, actor.path).on(clock.today()).calls
    is_grid = "call_units" not in actor.may  # a grid worker's own kinds come first, everybody else's last
    templates = [(code, said(of.name), policy.levels[of.level].name) for code, of in sorted(policy.templates.items(), key=lambda one: ((one[1].level == EVENT) != is_grid, one[1].level))]
    lengths = (TOWN, VILLAGE) if len(actor.path) < TOWN else (TOWN, VILLAGE, GROUP)
    places = units_inside(actor.path, *(length for length in lengths if length >= len(actor.path)))
    indented = [(path, ("　" if len(path) > max(len(actor.path), TOWN) else "") + name) for path, name in places]
    what: dict[str, Any] = {"templates": [(code, name) for code, name, _level in templates], "places": indented}
    form = RaiseForm(initial=dict(data.items()), **what) if bare else RaiseForm(data, **what)
    form.levels = {code: level for code, _name, level in templates}  # type: ignore[attr-defined]
    return form


def _raising(
    request: Request, form: RaiseForm, person: dict[str, Any] | None, *, found: list[dict[str, Any]] | None = None, live: dict[str, Any] | None = None,
    instead: bool = False, status: int = 200, refusal: Refused | None = None,
) -> HttpResponse:
    if person and not form.is_bound:
        form.initial.setdefault("path", person["scope_path"])
    context = {
        "active": "calls", "form": form, "errors": errors_of(form), "person": person, "found": found, "live": live, "instead": instead,
        "is_notice": "call_units" not in request.actor.may, "may_find": "search_people" in request.actor.may,
        "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
        "asked": request.POST.get("q", "")[:60],
    }
    return pages.render(request, "response/raise.html", context, status=status)


def _found(request: Request) -> list[dict[str, Any]]:
    """Those of one's own people who answer to the words, under their masked names."""
    if "search_people" not in request.actor.may:
        return []
    listed = search.find(request.actor, request.POST.get("q", "")).ids[:MOST_FOUND]
    return [one for one in (_person(str(id)) for id in listed) if one]


def _read_person(request: Request) -> dict[str, Any] | None:
    with reading(request):
        return _person(request.POST.get("person", ""))


def _person(text: str) -> dict[str, Any] | None:
    """Somebody on file, as far as this post sees them."""
    try:
        found = row(_PERSON, [UUID(text)]) if text else None
    except ValueError:
        found = None
    return {"id": found[0], "label": label_in(found[0], found[1]), "scope_path": found[2]} if found else None
