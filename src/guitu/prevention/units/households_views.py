"""一张表: a village declares its households with a number for each group and a line for each exception, or by a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.grid.taking import take
from guitu.importing import uploads
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import sentence
from guitu.kit.workbooks import WorkbookRefused, read
from guitu.lists.listing import Listing
from guitu.prevention.pages import draw
from guitu.prevention.units import commands, queries
from guitu.prevention.units.forms import HouseholdsForm
from guitu.prevention.units.listed import HOUSEHOLDS
from guitu.prevention.units.views import TAB, at_unit, policy_in
from guitu.rules.unit_lines import Table, table_in
from guitu.rules.units import FAMILY, UnitType


@door(may="declare_households", many=("stated",))
def declare(request: Request) -> HttpResponse:
    """GET: the table of the village. POST with a file: the table filled from it, nothing is kept. POST: declared, or shown again."""
    path = _village(request)
    if not path:
        return draw(request, "units/villages.html", TAB, villages=units_inside(request.actor.path, 12))
    groups, kind = queries.groups_of(path, clock.today().year), policy_in(request).types[FAMILY]

    def form(data: Any) -> HouseholdsForm:
        begun = {f"n_{one['path']}": one["n"] or "" for one in groups}
        return HouseholdsForm(data, groups=groups, kind=kind, initial=begun)

    def show(form: HouseholdsForm, status: int, problems: list[dict[str, Any]] | None = None, notice: str = "") -> HttpResponse:
        place = dict(units_inside(path, 12)).get(path, "")
        return draw(
            request, "units/households_form.html", TAB, status, form=form, errors=problems if problems is not None else errors_of(form), place=place, path=path, notice=notice,
            request_id=new_request_id() if notice or problems else request.POST.get("request_id") or new_request_id(), back=reverse("small-units"),
        )

    if request.method == "POST" and "file" in request.FILES:
        return _filled(request, groups, kind, show)
    return take(request, form, commands.declare_households, {"path": path}, show, lambda answer: at_unit(answer["matter"]))


def _village(request: Request) -> str:
    """The post's own village, or the one that the address asks for."""
    if len(request.actor.path) == 12:
        return request.actor.path
    asked = area_asked(request.GET.get("area", ""), request.actor)
    return asked if len(asked) == 12 else ""


def _filled(request: Request, groups: Sequence[Mapping[str, Any]], kind: UnitType, show: Callable[..., HttpResponse]) -> HttpResponse:
    with reading(request):
        try:
            table = _read(request, [(one["path"], one["short"]) for one in groups])
        except WorkbookRefused as refusal:
            return show(HouseholdsForm(None, groups=groups, kind=kind), 422, [{"name": "file", "text": refusal.sentence, "clause": None}])
        begun = {f"n_{path}": n for path, n in table.sizes.items()} | {"exceptions": "\n".join(table.lines)}
        form = HouseholdsForm(None, groups=groups, kind=kind, initial=begun)
        if table.wrong:
            return show(form, 422, [{"name": "", "text": sentence(one), "clause": None} for one in table.wrong[:20]])
        total, excepted = sum(table.sizes.values()), len(table.lines)
        return show(form, 200, [], _("从表里读到 %(total)s 户，其中 %(excepted)s 户没有申报。请核对，再点“申报”。") % {"total": total, "excepted": excepted})


def _read(request: Request, groups: list[tuple[str, str]]) -> Table:
    """The first sheet, read where it can do no harm and thrown away."""
    file = request.FILES.get("file")
    if file is None:
        raise WorkbookRefused("workbook_empty")
    sent = uploads.keep(file, request.actor.path)
    try:
        return table_in([cells for _line, cells in read(Path(sent.path)).rows], groups)
    finally:
        sent.path.unlink(missing_ok=True)


@door(may="see_prevention")
@require_safe
def households(request: Request) -> HttpResponse:
    """The households of a village or a town, by group and number."""
    listing, today = Listing(HOUSEHOLDS, request), clock.today()
    only = listing.of("only") if listing.of("only") in ("", "declared", "excepted", "out") else ""
    asked = listing.of("area")
    area = asked if asked.isdigit() and len(asked) in (9, 12, 15) and asked.startswith(request.actor.path) else ""
    year = int(listing.of("round")) if listing.of("round").isdecimal() and len(listing.of("round")) == 4 else today.year
    found = queries.households(request.actor, area, only, year, listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    words = zip(("", "declared", "excepted", "out"), (_("全部"), _("已申报"), _("没有申报的"), _("走访后去掉的")), strict=True)
    return draw(
        request, "units/households.html", TAB, listing=listing, found=found, areas=units_inside(request.actor.path, 9, 12), area=area, year=year,
        filters=[{"label": label, "count": None, "url": listing.address(only=code), "on": code == only} for code, label in words],
    )
