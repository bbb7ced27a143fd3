"""The page on which a unit with its goods is put on the register: its like is shown first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from guitu.grid.areas import units_inside
from guitu.grid.taking import take
from guitu.inspection.reading import Details, keys, names_of
from guitu.inspection.registering import alike
from guitu.inspection.stock.choices import UnitForm
from guitu.kit import clock, pages
from guitu.kit.doors import Request, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.ledger.commands import Answer


def register_page(request: Request, made: type[UnitForm], goods: list[tuple[str, str]], command: Callable[..., Answer], title: str) -> HttpResponse:
    def form(data: Any) -> UnitForm:
        asks = data is not None and bool(_like(request, data))
        places = units_inside(request.actor.path, 9, 12)
        return made(data, goods=goods, places=places, asks=asks, contact="CONTACT" in request.actor.classes, initial={"on": clock.today()})

    def show(form: UnitForm, status: int) -> HttpResponse:
        found = _like(request, request.POST) if request.method == "POST" else []
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": title, "lead": "",
                   "back": reverse("goods"), "seen": None, "alike": names_of(found)}
        return pages.render(request, "inspection/form.html", context, status=status)

    return take(request, form, command, {}, show, lambda answer: reverse("stock-book", args=[answer["venue"]]))


def _like(request: Request, data: Any) -> list[UUID]:
    told = Details(*(str(data.get(name, ""))[:120] for name in ("name", "licence", "address")))
    county = request.actor.county_id
    return alike(county, UUID(int=0), keys(county, told)) if told.name.strip() else []
