"""What happens of goods that are watched, precursors and medicines, at the place that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsHeld(Fact):
    """Which goods a place holds since then, and at which of the five stages it works with them."""

    kind: ClassVar[str] = "goods_held"
    goods: tuple[str, ...]
    goods_stages: tuple[str, ...] = ()  # of the five that `rules/precursors.py` names


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLicensed(Fact):
    """A licence, a filing or a seal card was seen, valid up to and on a day. Its number is the note."""

    kind: ClassVar[str] = "goods_licensed"
    goods_licence: Literal["production", "trading", "purchase", "transport", "seal_card"]
    licence_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMoved(Fact):
    """A line of the stock book, in thousandths of the unit of the goods. Buyer, batch and purpose are the note."""

    kind: ClassVar[str] = "stock_moved"
    good: str
    stock_way: Literal["opening", "bought", "made", "sold", "used", "destroyed", "lost"]
    stock_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCounted(Fact):
    """What was there when it was counted, of each of the goods, in thousandths of its unit; the book goes on from there.
    `record`: the digest of the sealed record, which both sides signed."""

    kind: ClassVar[str] = "stock_counted"
    stock_counted: tuple[tuple[str, int], ...]
    inspectors: tuple[str, ...]  # natural persons
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReported(Fact):
    """The report of a year, or of sales, came in."""

    kind: ClassVar[str] = "goods_reported"
    goods_report: Literal["year", "sale"]
    year: int = 0
    goods_sales: tuple[str, ...] = ()  # the lines of the book that it reports


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesReturned(Fact):
    """Empty ampoules came back, in thousandths of one."""

    kind: ClassVar[str] = "empties_returned"
    good: str
    stock_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainsDestroyed(Fact):
    """What was left in an ampoule was destroyed, in thousandths of a millilitre; it waits for a second human being."""

    kind: ClassVar[str] = "remains_destroyed"
    good: str
    stock_amount: int
    destroyed_by: str  # a natural person


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainsWitnessed(Fact):
    """A second human being signed that what was left was destroyed."""

    kind: ClassVar[str] = "remains_witnessed"
    remains: str
    witnessed_by: str  # a natural person
