"""按地方看: a tile an area and the same as a table; each number leads to the places behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.inspection.areas import queries
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door
from guitu.kit.pages import url
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of

GOODS = ("precursor", "medicine")  # the lists by which goods and not places are looked at


@door(may="see_venues")
@require_safe
def board(request: Request) -> HttpResponse:
    actor, today = request.actor, clock.today()
    kinds = timeline_of(actor.county_id, actor.path).on(today).venues.kinds
    listed = queries.board(actor, [code for code, kind in kinds.items() if kind.checklist in GOODS], today)
    context = {
        "active": "venues", "listed": [_line(one) for one in listed], "sum": queries.total(listed), "today": today,
        "words": {state: spoken(f"venue.{state}") for state in queries.STATES},
    }  # fmt: skip
    return pages.render(request, "inspection/areas/board.html", context)


def _line(one: dict[str, Any]) -> dict[str, Any]:
    """What is worst in an area is said on its tile, in a word."""
    said = (
        ("red", "serious", _("重大 %(n)s 家")), ("apricot", "late", _("过期没有改好 %(n)s 家")), ("apricot", "correcting", _("整改中 %(n)s 家")),
        ("plain", "due", _("到期未查 %(n)s 家")), ("plain", "unchecked", _("未查 %(n)s 家")),
    )  # fmt: skip
    tone, text = next(((tone, text % {"n": one[name]}) for tone, name, text in said if one[name]), ("moss", _("没有要办的")))
    if not one["venues"] + one["goods"]:
        tone, text = "plain", _("没有登记")
    address = {name: url("venues", query={"area": one["path"], **query}) for name, query in _LEADS.items()}
    return {**one, "tone": tone, "text": text, "all": one["venues"] + one["goods"], "address": address}


_LEADS: dict[str, dict[str, str]] = {
    "all": {}, **{state: {"state": state} for state in queries.STATES}, "late": {"only": "late"}, "due": {"only": "due"},
}  # fmt: skip
