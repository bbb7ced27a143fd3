"""What the address of the list asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guitu.duties import doors, gate
from guitu.duties.filters import Wish
from guitu.grid.area_groups.queries import asked_for
from guitu.grid.areas import area_asked
from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.web import uuid_or_none

_FILTERS = ("kind", "area", "post", "hidden")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters chosen; anything odd asks for nothing."""

    wish: Wish
    group: str  # of kinds
    said: tuple[tuple[str, str], ...]  # the filters as they stand in the address

    def address(self, **changed: str | None) -> str:
        """This page with some of its filters changed; the page number starts anew."""
        kept = {name: value for name, value in (dict(self.said) | changed).items() if value}
        return address("today", query=kept or None)


def asked(ask: Mapping[str, str], actor: Actor, page: int) -> Asked:
    group = ask.get("kind", "")
    area = ask.get("area", "") if actor.whole else ""
    wish = Wish(
        kinds=gate.kinds(actor.classes),
        group=asked_for(area, actor),
        area=area_asked(area, actor),
        post=uuid_or_none(ask.get("post", "")) if actor.whole else None,
        page=page,
        hidden=ask.get("hidden") == "1",
    )
    said = tuple((name, ask[name]) for name in _FILTERS if ask.get(name))
    return Asked(wish, group if group in doors.GROUPS else "", said)
