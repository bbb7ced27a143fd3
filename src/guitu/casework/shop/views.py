"""积分兑换: the shelf for everybody who has to do with it, the counter of who hands out, the office's budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from guitu.casework.record_page import lead, noted, setting_of
from guitu.casework.shop import catalogue, commands, counting, queries
from guitu.casework.shop.forms import (
    BudgetForm,
    CodeForm,
    CountForm,
    GoodForm,
    PriceForm,
    ReserveForm,
    ShopForm,
    StockForm,
)
from guitu.duties import doors
from guitu.grid.taking import take
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.squares import squares
from guitu.kit.telling import sentence
from guitu.ledger.commands import ONCE, Answer
from guitu.ledger.packs import timeline_of
from guitu.rules.redemptions import RedemptionsPolicy, exchange_days, last_day, plain

TABS = {"shelf": _lazy("货架"), "aside": _lazy("留货"), "books": _lazy("账"), "lapsing": _lazy("将作废")}


@door(may="see_shop")
@require_safe
def shop(request: Request) -> HttpResponse:
    return _shop(request, CodeForm() if "hand_out" in request.actor.may else None)


@door(may="hand_out")
@require_POST
def hand_out(request: Request) -> HttpResponse:
    """The counter: a code is typed or scanned, the good is handed over."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _shop(request, form, 422)
    try:
        done = commands.hand_out(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **form.what())
    except Refused as refusal:
        refuse(form, refusal)
        return _shop(request, form, 422)
    return _shop(request, CodeForm(), done=done)


def _shop(request: Request, form: CodeForm | None, status: int = 200, done: Answer | None = None, problem: str = "") -> HttpResponse:
    with reading(request):
        actor, on = request.actor, clock.today()
        tab = request.GET.get("tab", "shelf")
        policy: RedemptionsPolicy = timeline_of(actor.county_id, actor.path).on(on).redemptions
        sees = "open_person" in actor.may and "POINTS" in actor.classes
        shown = [name for name in TABS if name != "lapsing" or sees]
        if tab not in shown:
            raise NotVisible
        context: dict[str, Any] = {
            "active": "shop", "tab": tab, "may": actor.may, "form": form, "errors": errors_of(form) if form else [], "done": done, "problem": problem, "on": on,
            "tabs": [{"label": TABS[name], "url": pages.url("shop", query={"tab": name}), "on": name == tab} for name in shown],
            "days": exchange_days(on, policy), "request_id": new_request_id(), "new_request_id": new_request_id, "sees": sees,
        }
        return pages.render(request, "casework/shop/page.html", context | _of_tab(request, tab, policy, sees), status=status)


def _of_tab(request: Request, tab: str, policy: RedemptionsPolicy, sees: bool) -> dict[str, Any]:
    county = request.actor.county_id
    if tab == "shelf":
        counts = counting.waiting(county, commands.who(request.actor)) if "agree_shelf_count" in request.actor.may else []
        return {"goods": queries.shelf(county, clock.today()), "budget": plain(catalogue.budget_left(county)), "counts": counts}
    if tab == "aside":
        return {"aside": queries.aside(county, named=sees)}
    if tab == "books":
        return {"books": queries.books(county)}
    on = clock.today()
    return {"lapsing": queries.lapsing(on, policy), "warned": policy.first_warning_days, "last": last_day(on)}


# -- the shelf: price, budget, what comes in ----------------------------------------------------------------


@door(may="add_good")
def add_good(request: Request) -> HttpResponse:
    return _ask(request, lambda data: GoodForm(data, initial={"from_on": clock.today()}), catalogue.add_good, {}, _("登记一样东西"), _("登记"))


@door(may="set_price")
def set_price(request: Request, good_id: UUID) -> HttpResponse:
    return _ask(
        request, lambda data: PriceForm(data, initial={"from_on": clock.today()}), catalogue.set_price, {"good_id": good_id}, _("改分值"), _("保存"),
        _("已经留货的按原来的分值。"), good_id,
    )


@door(may="allot_budget")
def allot_budget(request: Request) -> HttpResponse:
    return _ask(request, BudgetForm, catalogue.allot_budget, {}, _("划入预算"), _("划入"), _("一分按一元备货。"))


@door(may="stock_good")
def stock_good(request: Request, good_id: UUID) -> HttpResponse:
    return _ask(request, StockForm, catalogue.stock_good, {"good_id": good_id}, _("登记到货"), _("登记"), _("货款从办公室的预算里出。"), good_id)


@door(may="count_shelf")
def count_shelf(request: Request, good_id: UUID) -> HttpResponse:
    said = _("您数一遍，另一个人再数一遍，两个人一样才记账。")
    return _ask(request, CountForm, counting.count_shelf, {"good_id": good_id}, _("盘点"), _("记下"), said, good_id)


@door(may="agree_shelf_count")
@require_POST
def agree_shelf_count(request: Request, count_id: UUID) -> HttpResponse:
    return _of_count(request, counting.agree_shelf_count, count_id)


@door(may="drop_shelf_count")
@require_POST
def drop_shelf_count(request: Request, count_id: UUID) -> HttpResponse:
    return _of_count(request, counting.drop_shelf_count, count_id)


def _of_count(request: Request, command: Callable[..., Answer], count_id: UUID) -> HttpResponse:
    try:
        command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), count_id=count_id)
    except Refused as refusal:
        return _shop(request, None, 422, problem=sentence(refusal.reasons[0]))
    return redirect("shop")


def _ask(
    request: Request, form_of: Callable[[Any], ShopForm], command: Callable[..., Answer], of: Mapping[str, Any], title: str, submit: str,
    said: str = "", good_id: UUID | None = None,
) -> HttpResponse:
    if good_id is not None:
        with reading(request):
            named = next((one["name"] for one in queries.shelf(request.actor.county_id, clock.today()) if one["id"] == good_id), None)
        if named is None:
            raise NotVisible
        title = f"{title} · {named}"
    return _form(request, form_of, command, of, title, submit, said, reverse("shop"), lambda _answer: reverse("shop"))


def _form(
    request: Request, form_of: Callable[[Any], ShopForm], command: Callable[..., Answer], of: Mapping[str, Any], title: str, submit: str, said: str,
    back: str, then: Callable[[Answer], str],
) -> HttpResponse:
    def show(form: ShopForm, status: int) -> HttpResponse:
        context = {"active": "shop", "form": form, "errors": errors_of(form), "title": title, "submit": submit, "said": said, "back": back,
                   "request_id": request.POST.get("request_id") or new_request_id()}
        return pages.render(request, "casework/shop/form.html", context, status=status)

    return take(request, form_of, command, of, show, then)


# -- for one person -----------------------------------------------------------------------------------------


@door(may="reserve_good")
def reserve(request: Request, person_id: UUID) -> HttpResponse:
    """Choose for somebody, and what was chosen before; then the code, shown this once."""
    if request.method != "POST":
        return _reserving(request, person_id, None)
    with reading(request):
        setting_of(request, person_id, "")
        form = ReserveForm(request.POST, goods=queries.offered(request.actor.county_id, clock.today()))
        if not form.is_valid():
            return _reserving(request, person_id, form, 422)
    try:
        made = commands.reserve_good(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), person_id=person_id,
            **{**form.what(), "good_id": UUID(form.cleaned_data["good_id"])},
        )
    except Refused as refusal:
        refuse(form, refusal)
        return _reserving(request, person_id, form, 422)
    return _code_page(request, person_id, made)


@door(may="renew_code")
@require_POST
def renew(request: Request, person_id: UUID, redemption_id: UUID) -> HttpResponse:
    return _step(request, person_id, commands.renew_code, redemption_id)


@door(may="cancel_reservation")
@require_POST
def cancel(request: Request, person_id: UUID, redemption_id: UUID) -> HttpResponse:
    return _step(request, person_id, commands.cancel_reservation, redemption_id)


def _step(request: Request, person_id: UUID, command: Callable[..., Answer], redemption_id: UUID) -> HttpResponse:
    try:
        made = command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), redemption_id=redemption_id)
    except Refused as refusal:
        return _reserving(request, person_id, None, 422, [sentence(reason) for reason in refusal.reasons])
    return _code_page(request, person_id, made) if ONCE in made or "price" in made else redirect("exchange-points", person_id)


def _reserving(request: Request, person_id: UUID, form: ReserveForm | None, status: int = 200, refused: list[str] | None = None) -> HttpResponse:
    with reading(request):
        setting = setting_of(request, person_id, "")
        noted(request, setting, "BASIC POINTS")
        policy: RedemptionsPolicy = setting.case.policy().on(setting.on).redemptions
        goods = queries.offered(request.actor.county_id, setting.on)
        days = exchange_days(setting.on, policy)
        form = form or ReserveForm(goods=goods, initial={"pick_on": days[0]})
        errors = [*errors_of(form), *({"text": text, "href": ""} for text in refused or [])]
        context = {
            "active": "people", "title": _("兑换积分"), "lead": lead(setting), "person_url": doors.person_url(person_id), "person_id": person_id,
            "form": form, "errors": errors, "goods": goods, "today": setting.on, "balance": plain(setting.case.balance), "days": days,
            "had": queries.of_person(person_id), "may": request.actor.may, "request_id": new_request_id(), "new_request_id": new_request_id,
        }
        return pages.render(request, "casework/shop/reserve.html", context, status=status)


def _code_page(request: Request, person_id: UUID, made: Answer) -> HttpResponse:
    """The code for who receives it: on the screen for her phone's camera, or on a card that says nothing else."""
    code = str(made.get(ONCE, ""))
    with reading(request):
        setting_of(request, person_id, "")
        context = {
            "active": "people", "made": made, "code": f"{code[:4]}-{code[4:]}" if code else "", "squares": squares(code) if code else None,
            "back": reverse("exchange-points", args=[person_id]),
        }
        return pages.render(request, "casework/shop/code.html", context)
