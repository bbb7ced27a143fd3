"""易制毒: a unit is put on the register with what it does, and its reports are noted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.inspection.precursors import commands
from guitu.inspection.precursors.forms import PrecursorUserForm, ReportForm
from guitu.inspection.registering_page import register_page
from guitu.inspection.stock.choices import numbers_of, substances
from guitu.inspection.stock.pages import step
from guitu.kit import clock
from guitu.kit.doors import Request, door


@door(may="register_precursor_user", many=("goods", "stages"))
def register(request: Request) -> HttpResponse:
    goods = substances(numbers_of(request.actor, clock.today()))
    return register_page(request, PrecursorUserForm, goods, commands.register_precursor_user, _("登记易制毒化学品单位"))


@door(may="report_goods")
def report(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> ReportForm:
        today = clock.today()
        return ReportForm(data, years=[today.year - 1, today.year - 2], initial={"on": today, "report": "year"})

    return step(request, venue_id, form, commands.report_goods, _("收到报告"))
