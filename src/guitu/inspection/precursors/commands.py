"""Users of precursors: put on the register with what they do; the reports of sales and of years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.registering import put_on_register, timeline_here
from guitu.inspection.stock.reading import book_in
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.precursors import grade_of, may_hold, may_report_year
from guitu.rules.venues import may_be_visited
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write


@command
def register_precursor_user(
    act: Act, *, path: str, name: str, goods: Sequence[str], stages: Sequence[str], licence: str = "", address: str = "", manager: str = "",
    phone: str = "", valid_until: date | None = None, on: date | None = None, anyway: bool = False,
) -> Answer:
    """Put a unit on the register that makes, sells, stores, moves or uses precursors: which, and at which stages. Its class
    is that of the strictest.

    Refuses substances that are not listed on that day, no stage, a place elsewhere, no name, and one whose licence, name
    or address is on the register already, unless it was said that it is another. Clause: precursor.annex
    """
    timeline = timeline_here(act, path)
    day = on or act.on
    policy = timeline.on(day).precursors
    Refused.unless(may_hold(goods, stages, policy), "goods")
    told = {"name": name, "licence": licence, "address": address, "manager": manager, "phone": phone}
    kind = f"precursor_{grade_of(goods, policy)}"
    held = put_on_register(act, timeline, path=path, kind=kind, told=told, valid_until=valid_until, anyway=anyway)
    held_now = new("goods_held", act, day, goods=tuple(goods), goods_stages=tuple(stages))
    return {"venue": str(held.id), **write(act, held, [new("venue_registered", act, day, venue=kind), held_now])}


@command
def report_goods(act: Act, *, venue_id: UUID, report: str, on: date, year: int = 0, words: str = "") -> Answer:
    """Note that a report came in: of a year that is over, or of all sales up to that day that were not
    reported yet. Refuses a year that is
    not over or is reported, and sales where there are none. Clauses: precursor.36, precursor.19"""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    book = book_in(held, act.on)
    sales = tuple(one for one in book.sales if held.fact(one).on <= on) if report == "sale" else ()
    if report == "year":
        Refused.unless(may_report_year(year, book.years, on), "year")
    elif not sales:
        raise Refused(Reason("precursors.no_sales"), field="report")
    fact = new("goods_reported", act, on, goods_report=report, year=year if report == "year" else 0, goods_sales=sales)
    return write(act, held, [fact], note=words.strip() or None)
