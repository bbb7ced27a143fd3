"""A list as its address asks for it, or as it was asked for last time: filters, order, size, columns, and its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from math import ceil
from typing import Any
from urllib.parse import urlencode

from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.declarations import ListColumn, ListPage
from guitu.kit.doors import Request
from guitu.kit.web import page_asked
from guitu.lists.bulk.acts import acts_on
from guitu.lists.habits import Habit, Query, habit_of, remember
from guitu.lists.pages import PAGES, SIZES, Cut

LONGEST = 60  # signs of one filter
# What stands in an address for one click, and is not remembered.
_OF_A_CLICK = ("page", "after", "before", "pick", "all")


def may_see(column: ListColumn, actor: Actor) -> bool:
    """Whether a post reads the class of fields that a column belongs to, and is one that has it."""
    return _may_see(column, actor.classes, actor.whole)


def _may_see(column: ListColumn, classes: frozenset[str], whole: bool) -> bool:
    return (not column.klass or column.klass in classes) and (whole or not column.whole)


@lru_cache(maxsize=2048)
def _shown(
    name: str, chosen: tuple[str, ...], classes: frozenset[str], whole: bool
) -> tuple[tuple[ListColumn, ...], tuple[str, ...]]:
    """The columns that a list shows, and their codes: those chosen, as far as the post may see them, or all of those."""
    possible = tuple(one for one in PAGES[name].columns if _may_see(one, classes, whole))
    found = tuple(one for code in chosen for one in possible if one.code == code) or possible
    return found, tuple(one.code for one in found)


class Listing:
    """An address that says nothing gives the list as it was asked for last time; `all` gives all of it again."""

    total = 0
    hidden: tuple[tuple[str, str], ...] = ()  # what is not counted, said apart: text and address

    def __init__(self, page: ListPage, request: Request, *, reads: bool = True) -> None:
        get, self.page = request.GET, page
        self.actor = request.actor
        self.habit: Habit = habit_of(request, page.name)
        before = self.habit.query
        self.passing = {name: get[name][:LONGEST] for name in page.passing if get.get(name)}
        if get and any(name in get for name in (*page.filters, *page.passing, "sort", "size", *_OF_A_CLICK)):
            self.query = {name: get[name][:LONGEST] for name in (*page.filters, "sort", "size") if get.get(name)}
            if "size" not in self.query and (size := dict(before).get("size")):
                self.query["size"] = size
            self.is_remembered = False
            if reads and request.method == "GET" and self.asked != before:
                remember(request.actor, page.name, self.asked)
        else:
            self.query = dict(before)
            self.is_remembered = any(name != "size" for name in self.query)
        self.number = page_asked(get)
        self.acts = acts_on(page.name, request.actor) if request.actor.may else ()
        self.picks = bool(self.acts) and get.get("pick") == "1"

    @property
    def asked(self) -> Query:
        return tuple(self.query.items())

    def of(self, name: str) -> str:
        return self.query.get(name, "")

    def with_ends(self, get: Mapping[str, str]) -> Mapping[str, str]:
        """The query with the end of the page that one comes from, for lists that go on from a row."""
        return self.passing | self.query | {name: get[name] for name in ("after", "before") if name in get}

    @property
    def is_narrow(self) -> bool:
        """Whether a filter leaves something out."""
        return bool(self.passing) or any(name in self.page.filters for name in self.query)

    # the order

    @property
    def sort(self) -> ListColumn | None:
        found = self.page.column(self.of("sort").removeprefix("-"))
        return found if found and found.sort and may_see(found, self.actor) else None

    @property
    def falls(self) -> bool:
        return self.of("sort").startswith("-")

    @property
    def order(self) -> str:
        """As SQL, of constants of ours."""
        by = self.sort
        return f"{by.sort} {'DESC' if self.falls else 'ASC'} NULLS LAST, {self.page.order}" if by else self.page.order

    @property
    def sorts(self) -> list[dict[str, Any]]:
        """The orders one may choose, each with its address: for a telephone, which has no headings."""
        by = self.sort
        return [{"label": None, "url": self.address(sort=""), "on": by is None}] + [
            {"label": one.label, "url": self.address(sort=self._next(one)), "on": one == by, "falls": self.falls}
            for one in self.page.columns if one.sort and may_see(one, self.actor)
        ]

    def _next(self, column: ListColumn) -> str:
        """The first click the usual way, the second the other."""
        falls = not self.falls if column == self.sort else column.falling
        return f"-{column.code}" if falls else column.code

    # the columns

    @property
    def offered(self) -> list[ListColumn]:
        """All that this post may see, those chosen first and in their order."""
        return [*self.columns, *(one for one in self.page.columns if one not in self.columns and may_see(one, self.actor))]

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        return self._shown[0]

    @property
    def codes(self) -> tuple[str, ...]:
        return self._shown[1]

    @cached_property
    def _shown(self) -> tuple[tuple[ListColumn, ...], tuple[str, ...]]:
        return _shown(self.page.name, self.habit.columns, self.actor.classes, self.actor.whole)

    @property
    def head(self) -> list[dict[str, Any]]:
        by = self.sort
        return [
            {"label": one.label, "num": one.num, "essential": one.essential,
             "sort_url": self.address(sort=self._next(one)) if one.sort and not self.picks else "",
             "sorted": ("descending" if self.falls else "ascending") if one == by else ""}
            for one in self.columns
        ]

    def ordered(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """One page of rows that are few and were made here: `sort` of their columns names what they are ordered by."""
        by = self.sort
        if by is not None:
            rows = sorted(rows, key=lambda row: (row[by.sort] is None, row[by.sort]), reverse=self.falls)
        self.counted(len(rows))
        return rows[self.offset : self.offset + self.size]

    # the page

    @property
    def size(self) -> int:
        text = self.of("size")
        return int(text) if text.isascii() and text.isdecimal() and int(text[:4]) in SIZES else self.page.size

    @property
    def sizes(self) -> list[dict[str, Any]]:
        return [{"label": n, "url": self.address(size=str(n)), "on": n == self.size} for n in sorted({*SIZES, self.page.size})]

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def cut(self) -> Cut:
        return Cut(self.order, self.size, self.offset)

    def counted(self, total: int, *hidden: tuple[int, str, str]) -> None:
        """How many there are of what is asked for; and how many each filter that the page has by itself leaves out."""
        self.total = total
        self.hidden = tuple((text, url) for n, text, url in hidden if n)

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.size))

    @property
    def prev_url(self) -> str:
        return self.address(page=str(min(self.number - 1, self.pages))) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.address(page=str(self.number + 1)) if self.number < self.pages else ""

    def address(self, **changed: str) -> str:
        """This list with some of it changed; the page starts anew. It always says something: else the last query would
        come back."""
        kept = {name: value for name, value in (self.passing | self.query | changed).items() if value}
        return address(self.page.name, query=kept or {"all": "1"})

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """All that what stands above the rows depends on, besides the numbers."""
        return (
            self.page.name, self.asked, tuple(self.passing.items()), self.habit.columns, self.habit.views, self.is_remembered, self.picks, self.actor.may,
            self.actor.classes, self.actor.whole, self.number, self.total, self.hidden,
        )

    @property
    def all_url(self) -> str:
        """All of it again; the size of the page stays."""
        return address(self.page.name, query={"all": "1"})

    @property
    def pick_url(self) -> str:
        return self.address(pick="1", page=str(self.number) if self.number > 1 else "")

    @property
    def said(self) -> str:
        """The query as an address has it, for a form that means this list."""
        return urlencode(self.passing | self.query)

    @property
    def views(self) -> list[dict[str, Any]]:
        mine = {name: value for name, value in self.query.items() if name != "size"}
        return [
            {"id": view.id, "name": view.name, "url": address(self.page.name, query=dict(view.query)), "on": dict(view.query) == mine}
            for view in self.habit.views
        ]
