"""Which columns stand where, as the small form beside a list says it."""

from __future__ import annotations

from collections.abc import Mapping

from guitu.kit.actor import Actor
from guitu.kit.declarations import ListPage
from guitu.lists.listing import may_see

_LAST = 99


def columns_in_order(page: ListPage, actor: Actor, ticked: list[str], places: Mapping[str, str]) -> list[str]:
    """The codes chosen, by the place typed beside each; the first column of the page always stands among them.
    Whoever chooses what comes by itself has chosen nothing: a column that is added later is then shown too."""
    possible = [one.code for one in page.columns if may_see(one, actor)]
    chosen = [code for code in possible if code in ticked or code == possible[0]]
    chosen.sort(key=lambda code: _place(places.get(f"place-{code}", "")))
    return [] if chosen == possible else chosen


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else _LAST
