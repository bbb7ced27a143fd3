"""The doors of the stock: its lots, one lot with what came and went, and what two people count or write off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as say
from django.views.decorators.http import require_safe

from guitu.casework import panel
from guitu.casework.kit_stock import TOWN
from guitu.casework.kits import commands, forms, reading
from guitu.casework.staff import colleagues
from guitu.casework.testing import ask, draw
from guitu.grid.roles import ROLES
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.doors import reading as in_transaction
from guitu.kit.telling import numbered
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.rules.kits import KitsPolicy


@door(may="see_testing")
@require_safe
def kits(request: Request) -> HttpResponse:
    on, is_town = clock.today(), len(request.actor.path) >= TOWN
    found = reading.lots(request.actor, on)
    policy: KitsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(on).kits
    near, short = reading.warnings(found, on, policy) if is_town else ([], None)
    return draw(request, "casework/kits/list.html", "kits", lots=found, near=near, short=short, is_town=is_town)


@door(may="see_testing")
@require_safe
def lot(request: Request, lot_id: UUID) -> HttpResponse:
    found = reading.lot(request.actor, lot_id, clock.today())
    keeps = request.actor.path[:TOWN] == found["scope_path"]
    return draw(request, "casework/kits/lot.html", "kits", lot=found, moves=reading.moves(lot_id), keeps=keeps)


@door(may="add_kit_lot", many=("detects",))
def add(request: Request) -> HttpResponse:
    def form(data: Any) -> forms.LotForm:
        return forms.LotForm(data, panel=panel.choices(clock.today()))

    return ask(request, form, commands.add_kit_lot, {}, title=say("登记一批试剂"), submit=say("入库"), back=reverse("kits"), then=_to_lot)


@door(may="receive_kits")
def receive(request: Request, lot_id: UUID) -> HttpResponse:
    return _of_lot(request, lot_id, forms.ReceiveForm, commands.receive_kits, say("登记到货"), say("入库"))


@door(may="discard_kits")
def discard(request: Request, lot_id: UUID) -> HttpResponse:
    return _of_lot(
        request, lot_id, lambda data: forms.DiscardForm(data, staff=_others(request), initial={"why": "spoiled"}), commands.discard_kits,
        say("报损"), say("报损"),
    )


@door(may="count_kits")
def count(request: Request, lot_id: UUID) -> HttpResponse:
    return _of_lot(request, lot_id, lambda data: forms.CountForm(data, staff=_others(request)), commands.count_kits, say("盘点"), say("改成实数"))


@door(may="withdraw_kit_lot")
def withdraw(request: Request, lot_id: UUID) -> HttpResponse:
    return _of_lot(request, lot_id, forms.WithdrawForm, commands.withdraw_kit_lot, say("停用这一批"), say("停用"))


def _of_lot(
    request: Request, lot_id: UUID, form_of: Callable[[Any], forms.KitForm], command: Callable[..., Answer], title: str, submit: str
) -> HttpResponse:
    with in_transaction(request):
        found = reading.lot(request.actor, lot_id, clock.today())
    lead = numbered(say("账上还有 %(n)d 份，用到 %(day)s。") % {"n": found["pieces"], "day": found["expires_on"].isoformat()})
    return ask(
        request, form_of, command, {"lot_id": lot_id}, title=f"{title} · {found['lot']}", submit=submit, back=reverse("kit-lot", args=[lot_id]),
        lead=lead, then=_to_lot,
    )


def _to_lot(answer: Answer) -> str:
    return reverse("kit-lot", args=[answer["lot"]])


def _others(request: Request) -> list[tuple[str, str]]:
    """The colleagues who may stand by: of the centre's town, oneself left out."""
    staff = colleagues(request.actor, request.actor.path, clock.today())
    return [(str(one.post_id), f"{one.name} · {ROLES[one.role].word}") for one in staff if one.post_id != request.actor.post_id]
