"""The menu and the field for searching in the head of each page, as the packages declare them."""

from __future__ import annotations

from guitu.kit.declarations import FirstPage, MenuEntry, Search
from guitu.kit.registry import Registry

MENU: Registry[MenuEntry] = Registry("entries of the menu")
FIRST: Registry[FirstPage] = Registry("first pages")
BADGES: Registry[str] = Registry("counts at entries of the menu")
SEARCHES: Registry[Search] = Registry("fields for searching")


def shelf(name: str) -> list[MenuEntry]:
    """The entries of one part of the menu, in their order."""
    return sorted((entry for entry in MENU.values() if entry.shelf == name), key=_rank)


def on_phone() -> list[MenuEntry]:
    """The few that stand in the bar at the bottom of a phone."""
    return sorted((entry for entry in MENU.values() if entry.on_phone), key=_rank)


def searches() -> list[Search]:
    """The fields in the head of a page."""
    return list(SEARCHES.values())


def allowed(may: frozenset[str]) -> frozenset[str]:
    """The entries that a post with these actions may open."""
    return frozenset(entry.key for entry in MENU.values() if entry.action in may)


def first_page(may: frozenset[str]) -> str:
    """The page that a post with these actions sees first, by its URL name; empty for a post without any."""
    return next((one.page for one in sorted(FIRST.values(), key=lambda one: one.rank) if one.action in may), "")


def _rank(entry: MenuEntry) -> int:
    return entry.rank
