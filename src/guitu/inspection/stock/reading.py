"""A stock book out of the file of its place, and its goods by the names of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from guitu.kit.errors import NotVisible, Refused
from guitu.rules.stock import Book, Good
from guitu.rules.stock_fold import good_of
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded


def book_in(held: Loaded, on: date) -> Book:
    """Refused where the place holds no goods."""
    book: Book | None = held.course(on).book
    if book is None:
        raise Refused(Reason("stock.no_book"))
    return book


def book_seen(held: Loaded, on: date) -> Book:
    """For a page: one of a place without a book is none."""
    book: Book | None = held.course(on).book
    if book is None:
        raise NotVisible
    return book


def goods_of(book: Book, numbers: Any) -> Mapping[str, Good]:
    """The goods of a book, and those that it held before, by their code; one that the pack has no more by its code alone."""
    return {code: good_of(code, numbers) or Good(code, book.grade, "kilogram") for code in {*book.goods, *book.balances}}
