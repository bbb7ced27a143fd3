"""区划: the places of one's area, one place with its history, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.area_changes import commands, queries
from guitu.grid.area_changes.forms import CloseForm, CodeForm, FactForm, MakeForm, RenameForm
from guitu.grid.area_changes.queries import Wish
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.errors import NotVisible
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said, sentence
from guitu.kit.web import page_number
from guitu.ledger.commands import Answer
from guitu.rules.areas import NUMBERS
from guitu.rules.words import CODES

_TABLES = ("area_kind", "area_change", "authority", "place_item")


def _told() -> dict[str, dict[str, str]]:
    return {table: {code: said(word) for code, word in CODES[table].items()} for table in _TABLES}


@door(may="see_areas")
@require_safe
def areas(request: Request) -> HttpResponse:
    """The places right below one's own; found by name or code anywhere below."""
    actor, wish = request.actor, _wish(request)
    found = queries.listed(actor, actor.path, wish)
    total = found[0]["total"] if found else 0
    last = max(1, ceil(total / queries.PER_PAGE))
    context = {
        "active": "areas", "listed": found, "wish": wish, "total": total, "pages": last, "words": _told(),
        "filters": [
            {"label": label, "count": None, "url": _address(wish, only=only), "on": wish.only == only}
            for only, label in (("", _("现有")), ("gone", _("已撤并")), ("hidden", _("代码里有、没有启用")))
        ],
        "prev_url": _address(wish, page=wish.page - 1) if wish.page > 1 else "",
        "next_url": _address(wish, page=wish.page + 1) if wish.page < last else "",
    }
    return pages.render(request, "grid/area_changes/page.html", context)


@door(may="see_areas")
@require_safe
def area(request: Request, path: str) -> HttpResponse:
    """One place: its code and those of others, what is known of it, what lies below, and what became of it."""
    actor = request.actor
    found = _own(request, path)
    facts = queries.facts_of(actor, path)
    latest = queries.latest(facts)
    context = {
        "active": "areas", "area": found, "words": _told(), "codes": queries.codes_of(actor, path), "latest": latest,
        "earlier": [fact for fact in facts if fact is not latest[fact["item"]]], "history": queries.history_of(actor, path),
        "below": queries.listed(actor, path, Wish()) if found["below"] else [], "is_there": found["valid_to"] is None and not found["is_virtual"],
    }
    return pages.render(request, "grid/area_changes/area.html", context)


@door(may="make_area")
def make(request: Request, path: str) -> HttpResponse:
    """A new place below the county or a town. A hidden one is taken in use by its code."""
    above = path if path == request.actor.county_id else _own(request, path)["path"]
    kinds = [kind for kind, (length, _first, _last) in NUMBERS.items() if length == len(above) + 3 and kind != "group"]
    if not kinds:
        raise NotVisible

    def form(data: Any) -> MakeForm:
        offered = [("", _("请选择")), *((kind, _told()["area_kind"][kind]) for kind in kinds)]
        begun = {"on": clock.today(), "kind": request.GET.get("kind", ""), "number": request.GET.get("number", ""), "name": request.GET.get("name", "")}
        return MakeForm(data, choices={"kind": offered}, initial=begun)

    lead = _("新设的地方从这一天起可以放人、设岗。")
    return _take(request, above, form, commands.make_area, {"above": above}, _("新设地方"), lead)


@door(may="rename_area")
def rename(request: Request, path: str) -> HttpResponse:
    def form(data: Any) -> RenameForm:
        return RenameForm(data, choices={}, initial={"on": clock.today(), "name": _own(request, path)["name"]})

    of = {"path": path, "seen": request.POST.get("was", "")} if request.method == "POST" else {"path": path}
    return _take(request, path, form, commands.rename_area, of, _("改名"), "", was=True)


@door(may="close_area")
def close(request: Request, path: str) -> HttpResponse:
    """What hangs there is said before anything is typed."""

    def form(data: Any) -> CloseForm:
        return CloseForm(data, choices={}, initial={"on": clock.today()})

    return _take(request, path, form, commands.close_area, {"path": path}, _("撤销地方"), "", hangs=True)


@door(may="record_area_code")
def code(request: Request, path: str) -> HttpResponse:
    def form(data: Any) -> CodeForm:
        return CodeForm(data, choices={}, initial={"on": clock.today()})

    return _take(request, path, form, commands.record_area_code, {"path": path}, _("登记别的部门的代码"), "")


@door(may="record_place_fact")
def fact(request: Request, path: str) -> HttpResponse:
    def form(data: Any) -> FactForm:
        return FactForm(data, choices={}, initial={"item": request.GET.get("item", "")})

    return _take(request, path, form, commands.record_place_fact, {"path": path}, _("登记概况"), "")


def _take(
    request: Request, path: str, form_of: Callable[[Any], Any], command: Callable[..., Answer], of: dict[str, Any], title: str,
    lead: str, *, was: bool = False, hangs: bool = False,
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        whole = path == request.actor.county_id
        found = None if whole else _own(request, path)
        if found and (found["valid_to"] or found["is_virtual"]):
            raise NotVisible
        hanging = commands.hindering(path, clock.today()) if hangs else []
        context = {
            "active": "areas", "form": form, "title": title, "submit": "", "request_id": new_request_id(), "errors": errors_of(form),
            "lead": " · ".join(part for part in (found["name"] if found else "", lead) if part), "body": None, "seen": "",
            "was": found["name"] if found and was else None, "back": reverse("areas") if whole else reverse("area", args=[path]),
            "hanging": [{"text": sentence(reason), "url": "", "action": ""} for reason in hanging],
        }
        return pages.render(request, "grid/bodies/form.html", context, status=status)

    return take(request, form_of, command, of, show, lambda answer: reverse("area", args=[answer["area"]]))


def _own(request: Request, path: str) -> dict[str, Any]:
    found = queries.one(request.actor, path)
    if found is None:
        raise NotVisible
    return found


def _wish(request: Request) -> Wish:
    """What the address asks for; anything odd in it asks for nothing."""
    ask = request.GET
    only = ask.get("only", "")
    return Wish(ask.get("q", "").strip()[:40], only if only in ("gone", "hidden") else "", page_number(request))


def _address(wish: Wish, **changed: Any) -> str:
    asked = replace(wish, **{"page": 1, **changed})
    kept = {"q": asked.text, "only": asked.only, "page": str(asked.page) if asked.page > 1 else ""}
    return reverse("areas", query={name: value for name, value in kept.items() if value} or None)


