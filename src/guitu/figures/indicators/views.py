"""指标: the figures of an area with both their counts, each opening to the rows that were counted."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.figures.counting import Figure, Tally, count_of, counted_ids, figure, shown, terms_of, why_unknown
from guitu.figures.definitions import Definition, definitions
from guitu.figures.indicators import telling
from guitu.figures.indicators.forms import Wanted, wanted
from guitu.figures.register.queries import areas_below
from guitu.figures.small_cells import cells, covered, hidden_below
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import said as translated
from guitu.kit.telling import sentence, with_more
from guitu.kit.web import page_number
from guitu.ledger.packs import timeline_of
from guitu.people import access
from guitu.rules.indicators import Value, change, may_compare, value

PER_PAGE = 50
AFTERWARDS = "duties"  # the group that is counted duty by duty


@door(may="see_register")
@require_safe
def indicators(request: Request) -> HttpResponse:
    """The indicators of the area, for the day and the period; what is counted duty by duty comes after the page."""
    said, problem = _wanted(request)
    at_once = [name for name in telling.GROUPS if name != AFTERWARDS or "all" in request.GET]
    context = _context(request, said, problem) | {"groups": _groups(said, at_once), "with_more": "all" in request.GET}
    return pages.render(request, "figures/indicators/page.html", context, status=422 if problem else 200)


@door(may="see_register")
@require_safe
def more(request: Request) -> HttpResponse:
    """What was due and what was done: it grows with the duties of the period."""
    said, problem = _wanted(request)
    context = _context(request, said, problem) | {"groups": _groups(said, [AFTERWARDS])}
    return pages.render(request, "figures/indicators/groups.html", context)


def _groups(said: Wanted, names: Sequence[str]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The figures under their headings, each with its counts and its receipt."""
    tally = Tally(said.asked)
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for definition in _offered(said).values():
        if (name := telling.group_of(definition)) in groups:
            found = covered(figure(definition, tally), tally)
            counts = telling.counts_said(found)
            shown = telling.value_said(definition, found.value)
            groups[name].append({
                "label": translated(definition.indicator.words), "url": address("indicator", definition.id, query=said.query()),
                "value": with_more(shown, counts) if counts else shown, "why": telling.why_said(found.value),
            })
    return [(telling.GROUPS[name], found) for name, found in groups.items() if found]


@door(may="see_register")
@require_safe
def receipt(request: Request, name: str) -> HttpResponse:
    """One figure with everything it rests on: counts, definition, version, days, the units below, a change if asked for."""
    said, problem = _wanted(request)
    definition = _one(said, name)
    tally = Tally(said.asked)
    found = covered(figure(definition, tally), tally)
    timeline = timeline_of(said.asked.path[:6], said.asked.path)
    context = _context(request, said, problem) | {
        "definition": definition, "found": found, "value": telling.value_said(definition, found.value),
        "words": translated(definition.indicator.words), "question": translated(definition.indicator.question),
        "why": telling.why_said(found.value), "sides": telling.sides(found, said),
        "may_open_rows": "open_term" in request.actor.may,
        "receipt_rows": telling.receipt_rows(found, timeline, clock.now()),
        "is_ratio": definition.indicator.denominator is not None,
        "units": _units(found, tally, request) if found.value.state != "unknown" else [],
        "compared": _compared(definition, said, found.value),
        "how_options": [("relative", _("相对比例")), ("points", _("百分点或绝对数"))],
    }
    return pages.render(request, "figures/indicators/receipt.html", context, status=422 if problem else 200)


@door(may="open_term")
@require_safe
def rows(request: Request, name: str, side: str) -> HttpResponse:
    """The rows that one side of a figure counted; those the post may not see are said by number only."""
    said, _problem = _wanted(request)
    definition = _one(said, name)
    sides = dict(zip(telling.SIDES, terms_of(definition), strict=False))
    tally = Tally(said.asked)
    if side not in sides or covered(figure(definition, tally), tally).value.state == "hidden" or why_unknown(definition, said.asked):
        raise NotVisible
    term, page = sides[side], page_number(request)
    ids, total = counted_ids(term, said.asked, PER_PAGE, (page - 1) * PER_PAGE)
    count = count_of(term)
    seen = {row["id"]: row for row in shown(term, [one for one, _times in ids])}
    access.note_list(request.actor, f"indicator {name} {side}", len(seen), clock.now(), request.number)
    lines = [
        seen[one] | {"times": times, "url": address(count.shown.page, seen[one]["opens"]) if count.shown.page else ""}
        for one, times in ids
        if one in seen
    ]
    context = _context(request, said, "") | {
        "definition": definition, "side": telling.SIDES[side], "words": translated(definition.indicator.words),
        "counted_words": telling.term_said(term), "lines": lines, "total": total, "hidden": len(ids) - len(seen), "page": page,
        "pages": max(1, ceil(total / PER_PAGE)), "here_side": side,
    }
    return pages.render(request, "figures/indicators/rows.html", context)


def _wanted(request: Request) -> tuple[Wanted, str]:
    """What is asked for; a day that is none is said, and the page shows today."""
    now = clock.now()
    try:
        return wanted(request.GET, request.actor, now), ""
    except Refused as refusal:
        return wanted(type(request.GET)(), request.actor, now), sentence(refusal.reasons[0])


def _offered(said: Wanted) -> dict[str, Definition]:
    """Those of an area; what is counted of one person only is read on his page."""
    found = definitions(said.asked.path, said.asked.on)
    return {name: one for name, one in found.items() if one.indicator.numerator.count != "points"}


def _one(said: Wanted, name: str) -> Definition:
    found = _offered(said).get(name)
    if found is None:
        raise NotVisible
    return found


def _context(request: Request, said: Wanted, problem: str) -> dict[str, Any]:
    areas = [area for area in areas_below(said.asked.path, request.actor.path, said.asked.on) if area["level"]]
    return {
        "active": "figures", "said": said, "asked": said.asked, "problem": problem, "query": said.query(),
        "today": clock.today(), "known_on": said.known_on,
        "area_name": next((area["name"] for area in areas if area["path"] == said.asked.path), ""),
        "areas_options": [(area["path"], "　" * (max(area["level"], 3) - 3) + str(area["name"])) for area in areas],
        "area_names": {area["path"]: area["name"] for area in areas},
    }


def _units(here: Figure, tally: Tally, request: Request) -> list[dict[str, Any]]:
    """The same figure for each unit below, from the same rows; small cells hidden."""
    definition, path = here.definition, tally.asked.path
    if len(path) >= 15 or (not definition.indicator.denominator and definition.indicator.unit == "levels"):
        return []
    found = cells(definition, tally, path)
    tops, bottoms = hidden_below(definition, found)
    whole = here.value.state == "hidden"
    names = {area["path"]: area["name"] for area in areas_below(path, request.actor.path, tally.asked.on)}
    lines = []
    for unit, (top, bottom) in sorted(found.items()):
        is_hidden = whole or unit in tops
        one = Value("hidden") if is_hidden else value(definition.indicator, top, bottom)
        few = f"< {definition.smallest}"
        lines.append({
            "name": names.get(unit, "") if unit != path else _("还没有定到下一级"), "path": unit,
            "value": telling.value_said(definition, one), "top": few if is_hidden else telling.number_said(top),
            "bottom": "" if bottom is None else few if whole or unit in bottoms else telling.number_said(bottom),
        })
    return lines


def _compared(definition: Definition, said: Wanted, now: Value) -> dict[str, Any]:
    """Against another day or period, only where it was said how: points and relative differ."""
    if said.against is None:
        return {}
    verdict = may_compare(said.how)
    if not verdict or said.how is None:
        return {"problem": sentence(verdict.reasons[0])}
    tally = Tally(said.against)
    before = covered(figure(definition, tally), tally)
    moved = change(before.value, now, said.how)
    return {
        "before": telling.value_said(definition, before.value), "counts": telling.counts_said(before),
        "change": telling.change_said(definition, moved, said.how), "why": telling.why_said(moved),
        "days": telling.days_said(definition, said.against), "how": said.how,
    }
