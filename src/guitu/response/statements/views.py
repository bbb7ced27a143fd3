"""五个不发生, by month: what stands of each town, a new line, one taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.areas import TOWN, units_inside
from guitu.kit import clock, pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door, id_shown_again, new_request_id, reading
from guitu.kit.errors import Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.ledger.packs import timeline_of
from guitu.response.statements import queries
from guitu.response.statements.commands import state_month, take_back_statement
from guitu.rules.dates import days_after, first_of_month, months_before
from guitu.rules.statements import StatementsPolicy

EARLIEST = date(2000, 1, 1)


class StatementForm(TypedForm):
    """Where, which of the five, whether it happened, who looked when and how, what broke it."""

    path = forms.ChoiceField(label=_("镇街"), error_messages={"required": _("请选择地方。")})
    item = forms.ChoiceField(label=_("哪一项"), widget=forms.RadioSelect, error_messages={"required": _("请选一项。")})
    result = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect, error_messages={"required": _("请选结果。")})
    looked_on = forms.DateField(label=_("哪天看的"), widget=forms.DateInput())
    how = forms.MultipleChoiceField(label=_("怎么看的"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请至少选一种怎么看的。")})
    words = forms.CharField(label=_("发生了的，写明是什么事（不写姓名）"), max_length=1000, widget=forms.Textarea, required=False)

    def __init__(self, data: Any = None, *, path: str, policy: StatementsPolicy, today: date) -> None:
        super().__init__(data, initial={"looked_on": today, "path": path})
        choices = {
            "path": units_inside(path, TOWN), "item": [(code, said(one.name)) for code, one in policy.items.items()],
            "result": [(code, spoken(f"statement.{code}")) for code in ("kept", "broken")], "how": [(code, said(one.name)) for code, one in policy.ways.items()],
        }
        for name, listed in choices.items():
            self.let_choose(name, listed)


class BackForm(TypedForm):
    """Why a line is taken back; the line is its prefix."""

    words = forms.CharField(label=_("后来知道了什么"), max_length=1000, widget=forms.Textarea, error_messages={"required": _("请写明。")})


@door(may="state_month")
@require_safe
def statements(request: Request) -> HttpResponse:
    return _page(request, _month(request.GET.get("month", "")))


@door(may="state_month", many=("how",))
@require_POST
def state(request: Request) -> HttpResponse:
    month, refusal = _month(request.POST.get("month", "")), None
    with reading(request):
        form = _form(request, request.POST)
        valid = form.is_valid()
    if valid:
        try:
            state_month(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), month=month, **form.cleaned_data)
            return redirect(address("statements", query={"month": f"{month:%Y-%m}"}))
        except Refused as found:
            refusal = found
            refuse(form, found)
    with reading(request):
        return _page(request, month, form, refusal)


@door(may="take_back_statement")
@require_POST
def take_back(request: Request, statement_id: UUID) -> HttpResponse:
    """Refused, the page says why beside the line."""
    month, form = _month(request.POST.get("month", "")), BackForm(request.POST, prefix=str(statement_id))
    if form.is_valid():
        try:
            take_back_statement(
                request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), statement_id=statement_id, words=form.cleaned_data["words"]
            )
            return redirect(address("statements", query={"month": f"{month:%Y-%m}"}))
        except Refused as found:
            refuse(form, found)
    with reading(request):
        return _page(request, month, back=(statement_id, form))


def _month(text: str) -> date:
    """The month that is asked for; else the one before this."""
    today = clock.today()
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = date.min
    if not EARLIEST <= asked <= today:
        return months_before(first_of_month(today), 1)
    return asked


def _form(request: Request, data: Any = None) -> StatementForm:
    policy: StatementsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).statements
    return StatementForm(data, path=request.actor.path, policy=policy, today=clock.today())


def _page(
    request: Request, month: date, form: StatementForm | None = None, refusal: Refused | None = None, back: tuple[UUID, BackForm] | None = None
) -> HttpResponse:
    today, actor = clock.today(), request.actor
    policy: StatementsPolicy = timeline_of(actor.county_id, actor.path).on(today).statements
    towns = queries.month_of(actor, month, policy, today)
    for item in (item for town in towns for item in town["lines"] if item["id"]):
        item["form"] = back[1] if back and back[0] == item["id"] else BackForm(prefix=str(item["id"]))
    shown_form = form or _form(request)
    month_before, month_after = months_before(month, 1), first_of_month(days_after(month, 31))
    context = {
        "active": "calls", "month": f"{month:%Y-%m}", "towns": towns, "form": shown_form, "errors": errors_of(form) if form else [],
        "back": back[0] if back else None, "back_errors": errors_of(back[1]) if back else [], "new_request_id": new_request_id,
        "request_id": id_shown_again(request.POST.get("request_id", ""), refusal) if refusal else new_request_id(),
        "months": [
            {"label": f"{one:%Y-%m}", "url": address("statements", query={"month": f"{one:%Y-%m}"}), "on": one == month}
            for one in (month_before, month, month_after)
        ],
    }
    return pages.render(request, "response/statements/page.html", context, status=422 if form or back else 200)
