"""麻精药品: a unit is put on the register; empties come back; what is left is destroyed and signed by two."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guitu.inspection.medicines import commands
from guitu.inspection.medicines.forms import EmptiesForm, MedicineUserForm, RemainsForm
from guitu.inspection.opened import venue_of
from guitu.inspection.registering_page import register_page
from guitu.inspection.stock.choices import medicines, numbers_of
from guitu.inspection.stock.pages import book_page, step
from guitu.inspection.stock.reading import book_seen, goods_of
from guitu.kit import clock
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import Refused
from guitu.kit.telling import said, sentence
from guitu.rules.medicines import KINDS


@door(may="register_medicine_user", many=("goods",))
def register(request: Request) -> HttpResponse:
    numbers = numbers_of(request.actor, clock.today())
    known = numbers.venues.kinds
    made: Any = partial(MedicineUserForm, kinds=[(code, said(known[code].name)) for code in KINDS if code in known])
    return register_page(request, made, medicines(numbers), commands.register_medicine_user, _("登记麻精药品单位"))


@door(may="return_empties")
def empties(request: Request, venue_id: UUID) -> HttpResponse:
    return step(request, venue_id, partial(_form, EmptiesForm, venue_id), commands.return_empties, _("收回空安瓿"))


@door(may="destroy_remains")
def remains(request: Request, venue_id: UUID) -> HttpResponse:
    """Who records it signs first; the page of the book asks for the second."""
    return step(request, venue_id, partial(_form, RemainsForm, venue_id), commands.destroy_remains, _("销毁残余药液"))


def _form(made: Any, venue_id: UUID, data: Any) -> Any:
    """Of the medicines that come in ampoules which are given back."""
    of, today = venue_of(venue_id, clock.today()), clock.today()
    goods = goods_of(book_seen(of.held, today), of.held.policy().on(today))
    return made(data, goods={code: one for code, one in goods.items() if one.empties}, initial={"on": today})


@door(may="witness_remains")
@require_POST
def witness(request: Request, venue_id: UUID, remains_id: UUID) -> HttpResponse:
    try:
        commands.witness_remains(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), venue_id=venue_id, remains=remains_id)
    except Refused as refusal:
        with reading(request):
            return book_page(request, venue_id, sentence(refusal.reasons[0]), 422)
    return redirect("stock-book", venue_id)
