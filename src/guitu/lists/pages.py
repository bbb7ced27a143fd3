"""The lists of the house by the URL name of their page, handed down when the process is ready."""

from __future__ import annotations

from typing import NamedTuple

from guitu.kit.declarations import ListPage
from guitu.kit.registry import Registry

SIZES = (20, 50, 100)


class Cut(NamedTuple):
    """Which rows of a list: in which order, how many, after how many."""

    order: str  # SQL of ours
    limit: int
    offset: int = 0


def first_page(page: ListPage) -> Cut:
    return Cut(page.order, page.size)


PAGES: Registry[ListPage] = Registry("lists")
