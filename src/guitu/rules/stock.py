"""库存账: what goes in and out of goods that are watched, when it is counted, and when it does not agree. `stock_fold.py` folds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "stock.agrees": "账物相符。",
    "stock.differs": "{item}账上 {book} {unit}，盘点 {found} {unit}，对不上，已列为问题，由另一个人复查。",
    "stock.empties_missing": "{item}还有 {left} 支空安瓿没有收回。",
    "stock.unsigned_remains": "{n} 次残余药液还没有第二个人签字。",
    "stock.count_by": "下次盘点在 {by} 前。",
    "stock.check_by": "按类别定期检查，{by} 前去一次。",
    "stock.renew_by": "{paper}管到 {by}，到期前换证。",
    "stock.report_year_by": "{year} 年度的情况，{by} 前报告。",
    "stock.report_sale_by": "这次销售，{by} 前向公安机关报告。",
    "stock.tell_at_once": "丢失、被盗的，立即报告公安机关和主管部门。",
    "stock.witness_by": "残余药液等第二个人签字。",
    "stock.paper_missing": "还缺：{paper}。",
    "stock.not_held": "这个单位没有登记这种品种，请先在“品种和环节”里登记。",
    "stock.no_amount": "请写数量，要大于零，最多三位小数。",
    "stock.whole_only": "按支、片、瓶计的，数量要是整数。",
    "stock.before_count": "{on} 已经盘点过，盘点以前的账不能再记、再改。有差错的，写进下一次盘点。",
    "stock.too_much_out": "账上只有 {book} {unit}，不能出 {amount} {unit}。请先记入库，或者核对数量。",
    "stock.opening_first": "期初只在第一次盘点以前记一次；以后从盘点的数接着记。",
    "stock.leans_on_it": "改了这一笔，原来的品种账上成了 {left}。请先更正出库的，再改这一笔。",
    "stock.still_there": "{item}账上还有，不能去掉。先记销毁、售出，或者盘点为零。",
    "stock.not_an_entry": "没有这一笔，或者已经更正过。",
    "stock.count_each": "“{item}”还没有盘点。没有的填 0。",
    "stock.no_book": "这个单位没有库存账。请先登记品种。",
}
IN, OUT = ("opening", "bought", "made"), ("sold", "used", "destroyed", "lost")
WAYS = (*IN, *OUT)
WHOLE = ("ampoule", "tablet", "bottle")  # units of which there are no parts


@dataclass(frozen=True)
class StockPolicy:
    """By class of goods: how much may be wrong in thousandths of the book, and after how many months it is counted; how
    long before its last day a paper is to be renewed."""

    tolerance: Mapping[str, int]
    count_months: Mapping[str, int]
    renewal_days: int


@dataclass(frozen=True, slots=True)
class Good:
    """One of the goods as the pack names it, whichever section it stands in."""

    name: str
    grade: str  # precursor_1 … precursor_3, medicine
    unit: str
    empties: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What a count found of one of the goods, beside what the book said."""

    fact: str
    on: date
    good: str
    book: int
    found: int
    differs: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that is held: until which day, seen on which, and the fact that says so."""

    until: date
    on: date
    fact: str


@dataclass(frozen=True, slots=True)
class Remains:
    fact: str
    on: date
    good: str
    amount: int
    destroyed_by: str
    witnessed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The stock book of a place as it stands: how much there is of each, what was counted, which papers are held, what is
    to be reported. Amounts in thousandths of the unit."""

    goods: tuple[str, ...]
    stages: tuple[str, ...]
    grade: str
    begun_on: date
    balances: Mapping[str, int]
    counts: tuple[Count, ...]  # the newest last
    counted_on: date | None
    count_by: date | None
    open_entries: frozenset[str]  # lines since the last count: these may be corrected
    used: Mapping[str, int]  # of what comes back empty: used and not returned
    remains: tuple[Remains, ...]
    papers: Mapping[str, Held]
    missing: tuple[tuple[str, str], ...]
    sales: tuple[str, ...]  # lines to be reported
    years: tuple[int, ...]  # reported
    report_by: date | None

    @property
    def differs(self) -> bool:
        """Whether the last count did not agree."""
        last = self.counts[-1].fact if self.counts else ""
        return any(one.differs for one in self.counts if one.fact == last)

    @property
    def paper_until(self) -> date | None:
        """The day on which the first of its papers ends."""
        return min((one.until for one in self.papers.values()), default=None)


def balance(opening: int, moves: Iterable[tuple[str, int]]) -> int:
    """What the book says: what there was, with all that came in, without all that went out, in whatever order. Thousandths."""
    return opening + sum(amount if way in IN else -amount for way, amount in moves)


def differs(book: int, found: int, permille: int) -> bool:
    """Whether a count does not agree with the book: by more than so many thousandths of it; with 0 by anything at all.
    Policy: stock.tolerance"""
    return abs(found - book) * 1000 > permille * max(book, 0)


def spelled(amount: int) -> str:
    """An amount as it is written: 12500 thousandths are 12.5."""
    whole, rest = divmod(abs(amount), 1000)
    return ("-" if amount < 0 else "") + (f"{whole}.{rest:03}".rstrip("0") if rest else str(whole))


def unit_word(good: Good) -> str:
    """The unit as sentences know it."""
    return f"stock_unit.{good.unit}"


def may_enter(book: Book, good: Good | None, code: str, way: str, amount: int, on: date, *, corrected: int = 0) -> Verdict:
    """Whether a line may be written: of goods that the place holds, more than nothing, not of the time before the last
    count, and no more out than there is. `corrected`: what the line that this one puts right brought, in or out. The book
    is ours (guitu.default); for what it is kept: precursor.19."""
    if good is None or code not in book.goods:
        return refused(Reason("stock.not_held"))
    verdicts = [ALLOWED]
    if amount <= 0:
        verdicts.append(refused(Reason("stock.no_amount")))
    elif good.unit in WHOLE and amount % 1000:
        verdicts.append(refused(Reason("stock.whole_only")))
    if book.counted_on is not None and on < book.counted_on:
        verdicts.append(refused(Reason("stock.before_count", {"on": book.counted_on}, "guitu.default")))
    if way == "opening" and any(one.good == code for one in book.counts):
        verdicts.append(refused(Reason("stock.opening_first")))
    there = book.balances.get(code, 0) - corrected
    after = balance(there, [(way, amount)])
    if after < 0 and after < book.balances.get(code, 0):
        values = {"book": spelled(there), "amount": spelled(amount), "unit": unit_word(good)}
        verdicts.append(refused(Reason("stock.too_much_out", values, "precursor.19")))
    return all_of(*verdicts)


def may_drop(book: Book, goods: Mapping[str, Good], kept: Iterable[str]) -> Verdict:
    """Whether a place may hold these goods from now on: none is left out of which the book has something. Our default
    (guitu.default)."""
    gone = set(book.goods) - set(kept)
    return all_of(*(refused(Reason("stock.still_there", {"item": goods[one].name}, "guitu.default")) for one in sorted(gone) if book.balances.get(one)))


def may_correct(book: Book, entry: str, of: str, brought: int, *, stays: bool) -> Verdict:
    """Whether a line may be put right by another: one that stands, and that no count has closed. `brought`: what it added to
    the goods `of`, or took; unless the new line is of the same, what else went out must be there without it. Our default
    (guitu.default)."""
    if entry not in book.open_entries:
        return refused(Reason("stock.before_count", {"on": book.counted_on}, "guitu.default") if book.counted_on else Reason("stock.not_an_entry"))
    left = book.balances.get(of, 0) - brought
    return ALLOWED if stays or left >= 0 else refused(Reason("stock.leans_on_it", {"left": spelled(left)}, "guitu.default"))


def may_count(book: Book, goods: Mapping[str, Good], found: Mapping[str, int], on: date) -> Verdict:
    """Whether a count may be recorded: each of the goods counted, since what nobody counted does not agree; not before the
    last count. Our default (guitu.default)."""
    verdicts = [refused(Reason("stock.count_each", {"item": goods[one].name})) for one in book.goods if found.get(one, -1) < 0]
    if set(found) - set(book.goods):
        verdicts.append(refused(Reason("stock.not_held")))
    if any(goods[one].unit in WHOLE and amount % 1000 for one, amount in found.items() if one in goods):
        verdicts.append(refused(Reason("stock.whole_only")))
    if book.counted_on is not None and on < book.counted_on:
        verdicts.append(refused(Reason("stock.before_count", {"on": book.counted_on}, "guitu.default")))
    return all_of(*verdicts)
