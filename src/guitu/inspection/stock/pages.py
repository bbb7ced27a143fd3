"""The page of a stock book, and the page of each step that is taken of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from guitu.grid.taking import take
from guitu.inspection.opened import Opened, card_of, history, venue_of
from guitu.inspection.stock.reading import book_seen, goods_of
from guitu.kit import clock, pages
from guitu.kit.doors import Request, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.commands import Answer
from guitu.rules import precursors
from guitu.rules.medicines import may_witness
from guitu.rules.stock import IN, Book, Good, spelled

Goods = dict[str, Good]


def step(
    request: Request, venue_id: UUID, form: Callable[[Any], Any], command: Callable[..., Answer], title: str,
    template: str = "inspection/form.html", **more: Any,
) -> HttpResponse:
    """A form about the book of a place, and the book again."""
    back = reverse("stock-book", args=[venue_id])

    def show(form: Any, status: int) -> HttpResponse:
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": title,
                   "lead": venue_of(venue_id, clock.today()).details.name, "back": back, "seen": None, "alike": []}
        return pages.render(request, template, context, status=status)

    return take(request, form, command, {"venue_id": venue_id, **more}, show, lambda _answer: back)


def book_page(request: Request, venue_id: UUID, problem: str = "", status: int = 200) -> HttpResponse:
    """What there is of each, what was counted, which papers are held, what came in and went out since."""
    today = clock.today()
    of = venue_of(venue_id, today)
    book = book_seen(of.held, today)
    numbers = of.held.policy().on(today)
    goods = dict(goods_of(book, numbers))
    held = {paper: one.until for paper, one in book.papers.items()}
    last = book.counts[-1].fact if book.counts else ""
    person = str(request.actor.natural_person_id or "")
    context = {
        "active": "venues", "of": of, "id": venue_id, "book": book, "problem": problem, "may": request.actor.may, "today": today,
        "is_closed": of.course.over_at is not None, "is_medicine": book.grade == "medicine", "grade": spoken(f"goods_grade.{book.grade}") if book.grade else "",
        "stages": [spoken(f"goods_stages.{one}") for one in book.stages],
        "balances": [_balance(code, goods, book) for code in sorted(goods, key=lambda one: one not in book.goods) if one_of(book, code)],
        "count_record": last if last and getattr(of.held.fact(last), "record", "") else "",
        "counts": [{"name": said(goods[one.good].name) if one.good in goods else one.good, "book": spelled(one.book), "found": spelled(one.found),
                    "unit": _unit(goods, one.good), "differs": one.differs} for one in book.counts if one.fact == last],
        "papers": [{"word": spoken(f"goods_licence.{paper}"), "until": one.until, "is_over": one.until < today, "number": words(of).get(one.fact, "")}
                   for paper, one in book.papers.items()],
        "missing": [(spoken(f"goods_licence.{paper}"), spoken(f"paper_way.{way}"))
                    for paper, way in precursors.missing(book.goods, book.stages, held, today, numbers.precursors)],
        "entries": entries(of, goods, book), "remains": [
            {"id": one.fact, "on": one.on, "name": said(goods[one.good].name), "amount": spelled(one.amount), "witnessed_on": one.witnessed_on,
             "may": bool(may_witness(one.destroyed_by, person, signed=one.witnessed_on is not None))} for one in reversed(book.remains)],
        "clause": card_of(of.held, "guitu.default" if book.grade == "medicine" else "precursor.19"), "year_clause": card_of(of.held, "precursor.36"),
        "new_request_id": new_request_id,
    }
    return pages.render(request, "inspection/stock/book.html", context, status=status)


def one_of(book: Book, code: str) -> bool:
    """Goods that are held, or of which there is something left."""
    return code in book.goods or bool(book.balances.get(code))


def words(of: Opened) -> dict[str, str]:
    return {one["id"]: one["words"] for one in history(of) if one["words"]}


def entries(of: Opened, goods: Goods, book: Book) -> list[dict[str, Any]]:
    """The lines of the book, the newest first; those that no count has closed may be put right."""
    found = []
    for one in history(of):
        fact = one["fact"]
        if fact.kind == "stock_moved":
            found.append(
                {"id": fact.id, "on": fact.on, "name": said(goods[fact.good].name) if fact.good in goods else fact.good, "way": spoken(f"stock_way.{fact.stock_way}"),
                 "amount": ("+" if fact.stock_way in IN else "−") + spelled(fact.stock_amount), "unit": _unit(goods, fact.good), "words": one["words"],
                 "is_open": fact.id in book.open_entries, "unreported": fact.id in book.sales}
            )
    return found


def _balance(code: str, goods: Goods, book: Book) -> dict[str, Any]:
    one = goods[code]
    return {"name": said(one.name), "amount": spelled(book.balances.get(code, 0)), "unit": _unit(goods, code), "grade": spoken(f"goods_grade.{one.grade}"),
            "empties": spelled(book.used.get(code, 0)) if one.empties else "", "is_held": code in book.goods}


def _unit(goods: Goods, code: str) -> str:
    return spoken(f"stock_unit.{goods[code].unit}") if code in goods else ""
