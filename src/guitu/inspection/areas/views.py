"""按地方看: a tile an area and the same as a table; each number leads to the places behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.inspection.areas import queries
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.doors import Request, door
from guitu.kit.pages import url
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.rules.checklists import Checklist
from guitu.rules.venues import VenueKind

GOODS = ("precursor", "medicine")  # the lists by which goods and not places are looked at


@door(may="see_venues")
@require_safe
def board(request: Request) -> HttpResponse:
    actor, today = request.actor, clock.today()
    numbers = timeline_of(actor.county_id, actor.path).on(today)
    kinds = numbers.venues.kinds
    listed = queries.board(actor, [code for code, kind in kinds.items() if kind.checklist in GOODS], today)
    lists = {code: numbers.checklists.lists[code] for code in sorted({kind.checklist for kind in kinds.values()}) if code in numbers.checklists.lists}
    context = {
        "active": "venues", "pieces": [one for code, listed in lists.items() if listed.sampled and (one := _pieces(actor, kinds, code, listed, today))],
        "listed": [_line(one) for one in listed], "sum": queries.total(listed), "today": today,
        "words": {state: spoken(f"venue.{state}") for state in queries.STATES},
    }
    return pages.render(request, "inspection/areas/board.html", context)


def _pieces(actor: Actor, kinds: Mapping[str, VenueKind], code: str, listed: Checklist, today: date) -> dict[str, Any] | None:
    """Of a list that looks at pieces: how many this year, and which share of them was as it must be."""
    found = queries.sampled(actor, [kind for kind, of in kinds.items() if of.checklist == code], today.year)
    if not found:
        return None
    rows = [{"label": said(item.text), "value": f"{good} / {found[0]} = {100 * good / found[0]:.1f}%"} for item, good in zip(listed.sampled, found[1:], strict=True)]
    return {"title": said(listed.title), "n": found[0], "rows": rows}


def _line(one: dict[str, Any]) -> dict[str, Any]:
    """What is worst in an area is said on its tile, in a word."""
    worst = (
        ("red", "serious", _("重大 %(n)s 家")), ("apricot", "late", _("过期没有改好 %(n)s 家")), ("apricot", "correcting", _("整改中 %(n)s 家")),
        ("plain", "due", _("到期未查 %(n)s 家")), ("plain", "unchecked", _("未查 %(n)s 家")),
    )
    tone, text = next(((tone, text % {"n": one[name]}) for tone, name, text in worst if one[name]), ("moss", _("没有要办的")))
    if not one["venues"] + one["goods"]:
        tone, text = "plain", _("没有登记")
    address = {name: url("venues", query={"area": one["path"], **query}) for name, query in _LEADS.items()}
    return {**one, "tone": tone, "text": text, "all": one["venues"] + one["goods"], "address": address}


_LEADS: dict[str, dict[str, str]] = {
    "all": {}, **{state: {"state": state} for state in queries.STATES}, "late": {"only": "late"}, "due": {"only": "due"},
}
