"""The menu and the field for searching in the head of each page, as the packages declare them."""

from __future__ import annotations

from collections.abc import Collection

from guitu.kit.declarations import FirstPage, MenuEntry, Search
from guitu.kit.registry import Registry

MENU: Registry[MenuEntry] = Registry("entries of the menu")
FIRST: Registry[FirstPage] = Registry("first pages")
BADGES: Registry[str] = Registry("counts at entries of the menu")
MOST_ON_PHONE = 4  # and 我的: more than five are too narrow for a thumb
SEARCHES: Registry[Search] = Registry("fields for searching")


def shelf(name: str) -> list[MenuEntry]:
    """The entries of one part of the menu, in their order."""
    return sorted((entry for entry in MENU.values() if entry.shelf == name), key=_rank)


def on_phone(allowed: Collection[str] | None) -> list[MenuEntry]:
    """The few that stand in the bar at the bottom of a phone, of those that a post may open; all others are under 我的."""
    offered = [entry for entry in MENU.values() if entry.on_phone and (allowed is None or entry.key in allowed)]
    return sorted(offered, key=lambda entry: entry.on_phone)[:MOST_ON_PHONE]


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
