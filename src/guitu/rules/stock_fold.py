"""What follows from the dated facts of goods at a place: the book, counts that do not agree, papers that end, what is to be reported.

A place is folded by `venue_fold.py`, which hands over the facts of goods; findings and duties are those of the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from guitu.rules import precursors
from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_of_next_year, days_after, first_of_year, period_end
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts import stock as f
from guitu.rules.stock import Book, Count, Good, Held, Remains, balance, differs, spelled, unit_word
from guitu.rules.terms import Duty
from guitu.rules.verdict import Reason

SALES = "sold"


class Place(Protocol):
    """What the fold of a place lends."""

    timeline: Timeline
    duties: dict[str, Duty]

    def tell(self, fact: Fact, *reasons: Reason) -> None: ...

    def done(self, key: str, fact: Fact, state: str = "done") -> None: ...

    def close_kind(self, kind: str, fact: Fact, state: str = "done") -> None: ...

    def find(self, fact: Any, item: str, severity: str) -> None: ...


@dataclass(slots=True)
class Stock:
    """The goods of a place while its facts are read, one after the other."""

    goods: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    begun_on: date | None = None
    opening: dict[str, int] = field(default_factory=dict)  # as the last count found it
    moves: dict[str, f.StockMoved] = field(default_factory=dict)  # since then
    counts: list[Count] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    remains: dict[str, Remains] = field(default_factory=dict)
    papers: dict[str, Held] = field(default_factory=dict)
    sales: dict[str, None] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)  # sales; a report may be known before what it reports stands here
    years: set[int] = field(default_factory=set)
    since: tuple[date, str] = (date.min, "")  # from when the next count runs: the day, the fact
    checked: tuple[date, str] = (date.min, "")

    def balances(self) -> dict[str, int]:
        moved: dict[str, list[tuple[str, int]]] = {}
        for one in self.moves.values():
            moved.setdefault(one.good, []).append((one.stock_way, one.stock_amount))
        return {good: balance(self.opening.get(good, 0), moved.get(good, ())) for good in {*self.goods, *self.opening, *moved}}


def good_of(code: str, numbers: Any) -> Good | None:
    """One of the goods as the numbers of a day name it; None: not in the pack, or not listed on that day."""
    substance = numbers.precursors.substances.get(code)
    if substance is not None:
        return Good(substance.name, f"precursor_{substance.grade}", substance.unit) if substance.grade else None
    medicine = numbers.medicines.medicines.get(code)
    return Good(medicine.name, "medicine", medicine.unit, medicine.empties) if medicine is not None else None


def grade_of(goods: Iterable[str], numbers: Any) -> str:
    """The strictest grade of some goods: that of its strictest precursor, or medicine."""
    return min((found.grade for one in goods if (found := good_of(one, numbers)) is not None), key=lambda one: (one == "medicine", one), default="")


def take(place: Place, stock: Stock, fact: Fact) -> None:
    """What a fact of goods brings; others bring nothing."""
    if isinstance(fact, f.GoodsHeld):
        stock.goods, stock.stages = fact.goods, fact.goods_stages
        if stock.begun_on is None:
            stock.begun_on = fact.on
            stock.since = stock.checked = (fact.on, fact.id)
        _lay_out(place, stock, fact)
        numbers = place.timeline.on(fact.on)
        held = {paper: one.until for paper, one in stock.papers.items()}
        gaps = precursors.missing(stock.goods, stock.stages, held, fact.on, numbers.precursors)
        if gaps:
            place.tell(fact, Reason("stock.paper_missing", {"paper": tuple(f"goods_licence.{paper}" for paper, _way in gaps)}, "precursor.17"))
    elif isinstance(fact, f.GoodsLicensed):
        _licensed(place, stock, fact)
    elif isinstance(fact, f.StockMoved):
        _moved(place, stock, fact)
    elif isinstance(fact, f.StockCounted):
        _counted(place, stock, fact)
    elif isinstance(fact, f.GoodsReported):
        _reported(place, stock, fact)
    elif isinstance(fact, f.EmptiesReturned):
        stock.used[fact.good] = stock.used.get(fact.good, 0) - fact.stock_amount
    elif isinstance(fact, f.RemainsDestroyed):
        stock.remains[fact.id] = Remains(fact.id, fact.on, fact.good, fact.stock_amount, fact.destroyed_by)
        _due(place, f"stock_remains:{fact.id}", fact, fact.on, Reason("stock.witness_by", {}, "guitu.default"))
    elif isinstance(fact, f.RemainsWitnessed) and fact.remains in stock.remains:
        stock.remains[fact.remains] = replace(stock.remains[fact.remains], witnessed_on=fact.on)
        place.done(f"stock_remains:{fact.remains}", fact)


def checked(place: Place, stock: Stock, fact: Fact) -> None:
    """Somebody looked at everything: the next time runs from here."""
    if stock.begun_on is not None:
        stock.checked = (fact.on, fact.id)
        place.close_kind("stock_check", fact)
        _next_check(place, stock, fact)


def reopened(place: Place, stock: Stock, fact: Fact) -> None:
    """The place is open again: what runs by itself runs from now on, and what was not done is due again."""
    if stock.begun_on is None:
        return
    stock.since = stock.checked = (fact.on, fact.id)
    _lay_out(place, stock, fact)
    waiting = [f"stock_sale:{sale}" for sale in stock.sales]
    waiting += [f"stock_remains:{one.fact}" for one in stock.remains.values() if one.witnessed_on is None]
    for key in waiting:
        place.duties[key] = replace(place.duties[key], state="open", done_by=None, done_on=None)


def _lay_out(place: Place, stock: Stock, fact: Fact) -> None:
    """All that is due by itself, laid out anew: when goods change, and when a place opens again."""
    for kind in ("stock_count", "stock_check"):
        place.close_kind(kind, fact, "waived")
    _next_count(place, stock, fact)
    _next_check(place, stock, fact)
    for paper in stock.papers:
        _renewal(place, stock, paper, fact)
    if stock.stages:
        _year(place, fact, max(stock.years) + 1 if stock.years else _begun(stock).year)


def _begun(stock: Stock) -> date:
    assert stock.begun_on is not None
    return stock.begun_on


def book_of(stock: Stock, timeline: Timeline, last: date) -> Book | None:
    """The book as it stands after all facts; None where the place holds no goods. `last`: the day of the last of them."""
    if stock.begun_on is None:
        return None
    numbers = timeline.on(last)
    grade = grade_of(stock.goods, numbers)
    held = {paper: one.until for paper, one in stock.papers.items()}
    last_count = stock.counts[-1].on if stock.counts else None
    months = numbers.stock.count_months.get(grade, 0)
    year = max(stock.years) + 1 if stock.years else stock.begun_on.year
    return Book(
        stock.goods, stock.stages, grade, stock.begun_on, stock.balances(), tuple(stock.counts), last_count,
        period_end(stock.since[0], months) if months else None, frozenset(stock.moves), dict(stock.used), tuple(stock.remains.values()),
        dict(stock.papers), tuple(precursors.missing(stock.goods, stock.stages, held, last, numbers.precursors)), tuple(stock.sales),
        tuple(sorted(stock.years)), _report_day(year, numbers) if stock.stages else None,
    )


def _report_day(year: int, numbers: Any) -> date:
    return day_of_next_year(year, numbers.precursors.report_by.month, numbers.precursors.report_by.day)


def _due(place: Place, key: str, fact: Fact, by: date, why: Reason, opens_on: date | None = None) -> None:
    version = place.timeline.version(fact.on)
    place.duties[key] = Duty(key, key.partition(":")[0], opens_on or fact.on, by, by, "open", (why,), policy=version)


def _next_count(place: Place, stock: Stock, fact: Fact) -> None:
    numbers = place.timeline.on(fact.on)
    if months := numbers.stock.count_months.get(grade_of(stock.goods, numbers), 0):
        by = period_end(stock.since[0], months)
        _due(place, f"stock_count:{stock.since[1]}", fact, by, Reason("stock.count_by", {"by": by}, "guitu.default"))


def _next_check(place: Place, stock: Stock, fact: Fact) -> None:
    """As often as the kind of place says that goes by the grade; a medicine's kind is the place's own."""
    numbers = place.timeline.on(fact.on)
    grade = grade_of(stock.goods, numbers)
    kind = numbers.venues.kinds.get(getattr(place, "venue", "") if grade == "medicine" else grade)
    if kind is not None and kind.months:
        by = period_end(stock.checked[0], kind.months)
        _due(place, f"stock_check:{stock.checked[1]}", fact, by, Reason("stock.check_by", {"by": by}, "guitu.default"))


def _licensed(place: Place, stock: Stock, fact: f.GoodsLicensed) -> None:
    before = stock.papers.get(fact.goods_licence)
    if before is not None:
        place.done(f"stock_licence:{before.fact}", fact)
    stock.papers[fact.goods_licence] = Held(fact.licence_until, fact.on, fact.id)
    _renewal(place, stock, fact.goods_licence, fact)


def _renewal(place: Place, stock: Stock, paper: str, fact: Fact) -> None:
    held = stock.papers[paper]
    why = Reason("stock.renew_by", {"paper": f"goods_licence.{paper}", "by": held.until}, "guitu.default")
    opens = days_after(held.until, -place.timeline.on(held.on).stock.renewal_days)
    _due(place, f"stock_licence:{held.fact}", fact, held.until, why, max(held.on, min(opens, held.until)))
    if fact.id == held.fact:
        place.tell(fact, why)


def _moved(place: Place, stock: Stock, fact: f.StockMoved) -> None:
    numbers = place.timeline.on(fact.on)
    good = good_of(fact.good, numbers)
    stock.moves[fact.id] = fact
    if fact.stock_way == "used" and good is not None and good.empties:
        stock.used[fact.good] = stock.used.get(fact.good, 0) + fact.stock_amount
    if fact.stock_way == SALES and fact.id not in stock.reported and good is not None and (days := numbers.precursors.sale_days.get(good.grade)) is not None:
        by = due_of_office(fact.on, days, place.timeline).by
        why = Reason("stock.report_sale_by", {"by": by}, "precursor.19")
        stock.sales[fact.id] = None
        _due(place, f"stock_sale:{fact.id}", fact, by, why)
        place.tell(fact, why)
    if fact.stock_way == "lost":
        place.tell(fact, Reason("stock.tell_at_once", {}, "precursor.34"))


def _counted(place: Place, stock: Stock, fact: f.StockCounted) -> None:
    numbers = place.timeline.on(fact.on)
    books, found = stock.balances(), dict(fact.stock_counted)
    told: list[Reason] = []
    for code, amount in found.items():
        good = good_of(code, numbers)
        book = books.get(code, 0)
        wrong = good is not None and differs(book, amount, numbers.stock.tolerance.get(good.grade, 0))
        stock.counts.append(Count(fact.id, fact.on, code, book, amount, wrong))
        if wrong and good is not None:
            values = {"item": good.name, "book": spelled(book), "found": spelled(amount), "unit": unit_word(good)}
            told.append(Reason("stock.differs", values, "precursor.19" if good.grade != "medicine" else "guitu.default"))
    if told:
        place.find(fact, "balance", "serious")
    place.tell(fact, *(told or [Reason("stock.agrees")]))
    _of_medicines(place, stock, fact, numbers)
    stock.opening = {**books, **found}
    stock.moves.clear()
    stock.since = (fact.on, fact.id)
    place.close_kind("stock_count", fact)
    _next_count(place, stock, fact)


def _of_medicines(place: Place, stock: Stock, fact: f.StockCounted, numbers: Any) -> None:
    """At a count all empties are back, and all that was destroyed is signed twice."""
    missing = {code: left for code, left in stock.used.items() if left > 0 and (good := good_of(code, numbers)) is not None and good.empties}
    if missing:
        place.find(fact, "ampoules", "ordinary")
        names: Mapping[str, Any] = numbers.medicines.medicines
        place.tell(fact, *(Reason("stock.empties_missing", {"item": names[code].name, "left": spelled(left)}, "guitu.default") for code, left in missing.items()))
    unsigned = [one for one in stock.remains.values() if one.witnessed_on is None]
    if unsigned:
        place.find(fact, "rest", "ordinary")
        place.tell(fact, Reason("stock.unsigned_remains", {"n": len(unsigned)}, "guitu.default"))


def _reported(place: Place, stock: Stock, fact: f.GoodsReported) -> None:
    if fact.goods_report == "year":
        stock.years.add(fact.year)
        place.done(f"stock_report:{fact.year}", fact)
        _year(place, fact, max(stock.years) + 1)
        return
    stock.reported.update(fact.goods_sales)
    for sale in fact.goods_sales:
        stock.sales.pop(sale, None)
        place.done(f"stock_sale:{sale}", fact)


def _year(place: Place, fact: Fact, year: int) -> None:
    """What a year came to is reported in the next; a year that is due already stays as it is."""
    key = f"stock_report:{year}"
    if key in place.duties and place.duties[key].state == "done":
        return
    by = _report_day(year, place.timeline.on(fact.on))
    why = Reason("stock.report_year_by", {"year": year, "by": by}, "precursor.36")
    _due(place, key, fact, by, why, first_of_year(by))
