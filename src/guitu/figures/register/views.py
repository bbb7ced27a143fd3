"""名册: the equation of an area on a day, each term opening to its people."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.figures.register import queries, telling
from guitu.figures.register.forms import end_of, view_of
from guitu.figures.words import STATE_LABELS
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import sentence
from guitu.kit.web import page_number
from guitu.people import access
from guitu.rules.dates import day_before, first_of_year
from guitu.rules.terms import CURRENT_STATES

PER_PAGE = 50


@door(may="see_register")
def register(request: Request) -> HttpResponse:
    now, today = clock.now(), clock.today()
    problem = ""
    try:
        view = view_of(request.GET, request.actor, now)
    except Refused as refusal:
        problem = sentence(refusal.reasons[0])
        view = queries.View(request.actor.path, today, now, latest=True)
    context = _context(request, view, today, problem)
    if "all" in request.GET:
        context |= _more(view, today, context)
    return pages.render(request, "figures/register/page.html", context, status=422 if problem else 200)


@door(may="see_register")
def more(request: Request) -> HttpResponse:
    """What moved, what came late, the units below: it grows with the area, so it comes after the equation."""
    today = clock.today()
    view = view_of(request.GET, request.actor, clock.now())
    context = _context(request, view, today, "")
    return pages.render(request, "figures/register/more.html", context | _more(view, today, context))


@door(may="open_term")
@require_safe
def term(request: Request, state: str) -> HttpResponse:
    """The people of one term; those the post may not see are said by number only."""
    if state not in STATE_LABELS:
        raise NotVisible
    now, today = clock.now(), clock.today()
    view = view_of(request.GET, request.actor, now)
    page = page_number(request)
    people = queries.people_in(view, state, PER_PAGE, (page - 1) * PER_PAGE)
    seen = queries.visible(view, state)
    access.note_list(request.actor, f"term {state}", len(people), now, request.number)
    context = _context(request, view, today, "", opened=state)
    total = context["found"].of(state)
    context |= {
        "state": state, "state_label": STATE_LABELS[state], "people": people, "total": total,
        "hidden": total - seen, "page": page, "pages": max(1, ceil(seen / PER_PAGE)),
    }
    return pages.render(request, "figures/register/term.html", context)


def _context(request: Request, view: queries.View, today: date, problem: str, opened: str = "") -> dict[str, Any]:
    found = queries.register(view)
    areas = queries.areas_below(view.path, request.actor.path, view.on)
    names = {area["path"]: area["name"] for area in areas}
    return {
        "active": "figures",
        "view": view,
        "found": found,
        "problem": problem,
        "today": today,
        "area_name": view.group.name if view.group else names.get(view.path, ""),
        "areas": areas,
        "known_on": clock.local_day(view.known),
        "equations": telling.equations(found, today, opened, may_settle="settle_match" in request.actor.may),
        "outside": telling.outside(found, today),
        "with_more": False,
        "areas_options": [(area["path"], _choice(area)) for area in areas],
        "query": telling.query_of(view, today),
    }


def _choice(area: dict[str, Any]) -> str:
    if not area["level"]:
        return _("片区：%(name)s") % area
    return "　" * (max(area["level"], 3) - 3) + str(area["name"])


def _more(view: queries.View, today: date, context: dict[str, Any]) -> dict[str, object]:
    year_end = day_before(first_of_year(view.on))
    names = {area["path"]: area["name"] for area in context["areas"]}
    carried, summed = queries.both_ways(view)
    closing = end_of(view.on)
    return {
        "with_more": True,
        "carried": carried,
        "summed": summed,
        "year_end": year_end,
        "moved": telling.moved(queries.moves(view, year_end)),
        "late": queries.late(view, closing) if closing < view.known else [],  # a day that is not over has none
        "late_words": _late_words,
        "units": _units(queries.by_unit(view), _names(view, names), view.asked),
    }


def _names(view: queries.View, names: dict[str, str]) -> dict[str, str]:
    """What the lines of the table are called; the area's own line is of those not yet told apart."""
    if view.group is not None:
        return dict(view.group.before) | dict(zip(view.group.areas, view.group.places, strict=True))
    unknown = {6: _("还没有定到镇街"), 9: _("还没有定到村")}.get(len(view.path), _("还没有定到小组"))
    return names | {view.path: unknown}


def _units(rows: list[dict[str, object]], names: dict[str, str], own: str) -> list[dict[str, object]]:
    units: dict[str, dict[str, object]] = {}
    for row in rows:
        unit = units.setdefault(str(row["unit"]), {"path": row["unit"], "name": names.get(str(row["unit"]), _("其他"))})
        unit[str(row["state"])] = row["number"]
    if len(units) == 1 and own in units:
        return []  # nothing below is told apart
    for unit in units.values():
        unit["current"] = sum(int(str(unit.get(state, 0))) for state in CURRENT_STATES)
        unit["registered"] = int(str(unit["current"])) + int(str(unit.get("abstinent", 0)))
    return list(units.values())


def _late_words(late: list[dict[str, object]]) -> str:
    return "，".join(f"{STATE_LABELS[str(row['state'])]} {row['number']}" for row in late)
