"""What is recorded of a stock book: which goods, its lines, its counts, the papers that are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.inspectors import team
from guitu.inspection.reading import opened
from guitu.inspection.records import ON_PAPER, Signed, digest_of, document, keep
from guitu.inspection.stock.reading import book_in, goods_of
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.telling import reason_of
from guitu.rules import medicines, precursors
from guitu.rules.checklists import may_be_signed_so
from guitu.rules.facts import stock as f
from guitu.rules.sentences import sentence
from guitu.rules.stock import balance, may_correct, may_count, may_drop, may_enter
from guitu.rules.stock_fold import good_of
from guitu.rules.venues import may_be_visited
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter
from guitu.settling.record import new, write

GRAVE = ("stock.differs", "stock.tell_at_once")  # what the response is called for


@command
def record_goods(act: Act, *, venue_id: UUID, goods: Sequence[str], stages: Sequence[str] = (), on: date | None = None) -> Answer:
    """Note which goods a place holds from a day on, and at which stages; of precursors the class of the place goes by the
    strictest of them. Refuses a place that is closed, none at all, goods that are not listed on that day, and to leave out
    what the book still has."""
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    day = on or act.on
    numbers = held.policy().on(day)
    if course.book is not None:
        Refused.unless(may_drop(course.book, goods_of(course.book, numbers), goods), "goods")
    facts = [new("goods_held", act, day, goods=tuple(goods), goods_stages=tuple(stages))]
    if course.venue in medicines.KINDS:
        Refused.unless(medicines.may_hold(goods, numbers.medicines), "goods")
    else:
        Refused.unless(precursors.may_hold(goods, stages, numbers.precursors), "goods")
        kind = f"precursor_{precursors.grade_of(goods, numbers.precursors)}"
        if kind != course.venue:
            run("UPDATE inspection_venue SET kind = %s, version = version + 1 WHERE id = %s", [kind, venue_id])
            facts.append(new("venue_changed", act, day, venue=kind, risks=course.risks))
    return {"venue": str(venue_id), **write(act, held, facts)}


@command
def record_licence(act: Act, *, venue_id: UUID, paper: str, until: date, on: date, number: str = "") -> Answer:
    """Note a licence, a filing or a seal card that was seen, until which day it is valid; it takes the place of the one
    before. Refuses a place without a stock book, a last day before the first, and a seal card that holds longer than its
    years. Policy: medicines.card_years"""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    book_in(held, act.on)
    if until < on:
        raise Refused(Reason("day_out_of_range", {"on": until.isoformat()}), field="until")
    if paper == "seal_card":
        Refused.unless(medicines.may_hold_card(on, until, held.policy().on(on).medicines), "until")
    return write(act, held, [new("goods_licensed", act, on, goods_licence=paper, licence_until=until)], note=number.strip() or None)


@command
def enter_stock(
    act: Act, *, venue_id: UUID, good: str, way: str, amount: int, on: date, words: str = "", corrects: UUID | None = None
) -> Answer:
    """Write a line of the stock book, in thousandths of the unit: what came in, went out, was used, lost. `corrects`: a line
    that this one puts right; the old one stays on file.

    Refuses goods that the place does not hold, nothing, more out than the book has, and whatever would change what a
    count has closed (guitu.default). What is lost calls for the response. Clause: precursor.19, precursor.34
    """
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    book = book_in(held, act.on)
    was = 0
    if corrects is not None:
        before = held.fact(corrects)
        if not isinstance(before, f.StockMoved):
            raise NotVisible
        brought = balance(0, [(before.stock_way, before.stock_amount)])
        Refused.unless(may_correct(book, before.id, before.good, brought, stays=before.good == good))
        was = brought if before.good == good else 0
    found = good_of(good, held.policy().on(on))
    Refused.unless(may_enter(book, found, good, way, amount, on, corrected=was), "amount")
    fact = new("stock_moved", act, on, str(corrects) if corrects else None, good=good, stock_way=way, stock_amount=amount)
    answer = write(act, held, [fact], note=words.strip() or None)
    return {"venue": str(venue_id), "path": held.scope_path, "call": _call_for(held, answer, book.grade), **answer}


@command
def count_stock(
    act: Act, *, venue_id: UUID, found: Mapping[str, int], others: Sequence[UUID], on: date, words: str = "", signed: Signed = ON_PAPER
) -> Answer:
    """Record a count of all goods of a place by at least two human beings, in thousandths of the unit, signed by both sides. What does not agree
    with the book is a finding, looked at again by another, and calls for the response; the book goes on from the count,
    and no line before it changes any more.

    Refuses goods that nobody counted, too few who count, no signature and no witness, a day before the last count. Policy: stock.tolerance, venues.least_inspectors
    """
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    book = book_in(held, act.on)
    numbers = held.policy().on(on)
    signed.refuse_odd()
    there = team(act, others, on)
    enough = may_be_signed_so(
        (one.person for one in there), numbers.venues.least_inspectors, signed=signed.how, drawn=bool(signed.site), witness=signed.witness,
        by_inspector=bool(signed.inspector),
    )
    Refused.unless(enough, "others")
    goods = goods_of(book, numbers)
    Refused.unless(may_count(book, goods, found, on))
    counted = tuple((good, found[good]) for good in book.goods)
    written = document(
        kind="count", venue=_name(held), on=on, result="counted", there=there, signed=signed, words=words.strip(),
        counted=[{"good": good, "name": goods[good].name, "unit": goods[good].unit, "found": amount} for good, amount in counted],
    )
    fact = new("stock_counted", act, on, stock_counted=counted, inspectors=tuple(one.person for one in there), record=digest_of(written))
    keep(held, UUID(fact.id), written)
    answer = write(act, held, [fact], note=words.strip() or None)
    return {"venue": str(venue_id), "path": held.scope_path, "call": _call_for(held, answer, book.grade), **answer}


def _call_for(held: Loaded, answer: Answer, grade: str) -> list[str]:
    """What the response is told where something is grave: which kind of call, and what is known; nothing otherwise."""
    grave = [sentence(reason_of(stored)) for stored in answer["followed"] if stored[0] in GRAVE]
    if not grave:
        return []
    return ["medicines" if grade == "medicine" else "precursors", f"{_name(held)}：" + "".join(grave)]


def _name(held: Loaded) -> str:
    kept = row("SELECT details FROM inspection_venue WHERE id = %s", [held.id])
    return opened(held.id, kept[0]).name if kept else ""
