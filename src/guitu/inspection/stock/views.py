"""库存账: who holds goods, the book of one, its lines, counts and papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.inspection.inspectors import beside, to_choose
from guitu.inspection.opened import Opened, venue_of
from guitu.inspection.stock import commands, queries
from guitu.inspection.stock.choices import medicines, numbers_of, substances
from guitu.inspection.stock.forms import CountForm, EntryForm, GoodsForm, LicenceForm
from guitu.inspection.stock.listed import GOODS
from guitu.inspection.stock.pages import book_page, step
from guitu.inspection.stock.reading import book_seen, goods_of
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.lists.listing import Listing
from guitu.rules.dates import days_after, period_end
from guitu.rules.facts import stock as f
from guitu.rules.precursors import STAGES
from guitu.rules.stock import Good, spelled
from guitu.rules.stock_fold import good_of


@door(may="see_venues")
@require_safe
def goods(request: Request) -> HttpResponse:
    """The register of units with goods: by grade, stage, substance, and what is due."""
    actor, today = request.actor, clock.today()
    numbers = numbers_of(actor, today)
    listing = Listing(GOODS, request)
    grade = listing.of("grade")
    wish = queries.Wish(grade if grade in queries.GRADES else "", listing.of("stage"), listing.of("good"), listing.of("only"))
    listed, grades = queries.listed(actor, wish, today, days_after(today, numbers.stock.renewal_days), listing.cut)
    listing.counted(grades.get(wish.grade, 0) if wish.grade else sum(grades.values()))
    context = {
        "active": "venues", "listing": listing, "listed": listed, "wish": wish, "today": today, "may": actor.may,
        "grades": [{"label": _("全部"), "count": sum(grades.values()), "url": listing.address(grade=""), "on": not wish.grade}] + [
            {"label": spoken(f"goods_grade.{one}"), "count": grades.get(one, 0), "url": listing.address(grade=one), "on": one == wish.grade}
            for one in queries.GRADES
        ],
        "words": {one: spoken(f"goods_grade.{one}") for one in queries.GRADES},
        "stages": {one: spoken(f"goods_stages.{one}") for one in STAGES},
        "papers": {one: spoken(f"goods_licence.{one}") for one in ("production", "trading", "purchase", "transport", "seal_card")},
        "names": {code: said(found.name) for one in listed for code in one["goods"] if (found := good_of(code, numbers)) is not None},
        "good_choices": [*substances(numbers), *medicines(numbers)],
        "only_choices": [("count", _("到期没有盘点")), ("differs", _("账物不符")), ("paper", _("证件缺、快到期")), ("unreported", _("报告没有交"))],
    }
    return pages.render(request, "inspection/stock/list.html", context)


@door(may="see_venues")
@require_safe
def book(request: Request, venue_id: UUID) -> HttpResponse:
    return book_page(request, venue_id)


@door(may="record_goods", many=("goods", "stages"))
def hold(request: Request, venue_id: UUID) -> HttpResponse:
    """Which goods, from which day on: also of a place that was registered before it had a book."""

    def form(data: Any) -> GoodsForm:
        of, today = venue_of(venue_id, clock.today()), clock.today()
        medicine = of.course.venue.startswith("medicine")
        numbers = of.held.policy().on(today)
        chosen = medicines(numbers) if medicine else substances(numbers)
        begun = {"on": today, "goods": of.course.book.goods, "stages": of.course.book.stages} if of.course.book else {"on": today}
        return GoodsForm(data, goods=chosen, staged=not medicine, initial=begun)

    return step(request, venue_id, form, commands.record_goods, _("品种和环节"))


@door(may="record_licence")
def licence(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> LicenceForm:
        of, today = venue_of(venue_id, clock.today()), clock.today()
        medicine = book_seen(of.held, today).grade == "medicine"
        years = of.held.policy().on(today).medicines.card_years
        begun = {"on": today, "paper": "seal_card", "until": period_end(today, years * 12)} if medicine else {"on": today}
        return LicenceForm(data, medicine=medicine, initial=begun)

    return step(request, venue_id, form, commands.record_licence, _("登记证件"))


@door(may="enter_stock")
def enter(request: Request, venue_id: UUID) -> HttpResponse:
    """A line of the book; `corrects`: one that this one puts right, shown as it was written."""
    corrects = _id(request.POST.get("corrects") or request.GET.get("corrects", ""))

    def form(data: Any) -> EntryForm:
        of = venue_of(venue_id, clock.today())
        return EntryForm(data, goods=_goods(of), initial=_as_written(of, corrects) if corrects else {"on": clock.today(), "way": "used"})

    return step(request, venue_id, form, commands.enter_stock, _("更正一笔") if corrects else _("记一笔"))


def _as_written(of: Opened, corrects: UUID) -> dict[str, Any]:
    before = of.held.fact(corrects)
    if not isinstance(before, f.StockMoved):
        raise NotVisible
    return {"corrects": corrects, "good": before.good, "way": before.stock_way, "amount": spelled(before.stock_amount), "on": before.on}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotVisible from None


def _goods(of: Opened) -> dict[str, Good]:
    held = book_seen(of.held, clock.today())
    found = goods_of(held, of.held.policy().on(clock.today()))
    return {code: found[code] for code in held.goods}


@door(may="count_stock", many=("others",))
def count(request: Request, venue_id: UUID) -> HttpResponse:
    """What there is of each, counted by two; the book then says whether it agrees, and what follows."""

    def form(data: Any) -> CountForm:
        there = [one for one in to_choose(request.actor, clock.today()) if one.post_id != request.actor.post_id]
        others, goods = [(str(one.post_id), one.called) for one in there], _goods(venue_of(venue_id, clock.today()))
        return CountForm(data, goods=goods, others=others, near=beside(request.actor, there), initial={"on": clock.today()})

    return step(request, venue_id, form, commands.count_stock, _("盘点"), "inspection/stock/count.html")
