"""责任书: that one is signed, or why not; those of a year by area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.taking import take
from guitu.inspection.letters import commands, queries
from guitu.inspection.letters.forms import LetterForm, NoLetterForm
from guitu.inspection.opened import venue_of
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.pages import url
from guitu.kit.telling import shown as spoken
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of


@door(may="record_letter")
def signed(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> LetterForm:
        today = clock.today()
        begun = {"year": today.year, "on": today, "letter": "duty", "signer": "legal_representative"}
        return LetterForm(data, years=[today.year + 1, today.year, today.year - 1], initial=begun)

    return _take(request, venue_id, form, commands.record_letter, _("登记已签"))


@door(may="record_no_letter")
def unsigned(request: Request, venue_id: UUID) -> HttpResponse:
    def form(data: Any) -> NoLetterForm:
        today = clock.today()
        return NoLetterForm(data, years=[today.year, today.year - 1], initial={"year": today.year})

    return _take(request, venue_id, form, commands.record_no_letter, _("登记没有签的原因"))


@door(may="see_venues")
@require_safe
def year(request: Request) -> HttpResponse:
    """The letters of a year by area, with both rates; this year's unsigned ones are a list to work off."""
    actor, today = request.actor, clock.today()
    chosen = today.year - 1 if request.GET.get("year") == str(today.year - 1) else today.year
    kinds = timeline_of(actor.county_id, actor.path).on(today).venues.kinds
    listed = queries.of_year(actor, chosen, [code for code, kind in kinds.items() if kind.letter])
    total = queries.total(listed)
    whys = [{"label": spoken(f"unsigned.{why}"), "value": total[why]} for why in queries.REASONS if total[why]]
    context = {
        "active": "venues", "year": chosen, "listed": listed, "sum": total, "is_this_year": chosen == today.year,
        "whys": [*whys, {"label": _("没有登记原因，要去问"), "value": total["without_reason"]}],
        "years": [{"label": str(one), "url": url("letters", query={"year": one}), "on": one == chosen} for one in (today.year, today.year - 1)],
    }
    return pages.render(request, "inspection/letters/year.html", context)


def _take(request: Request, venue_id: UUID, form: Callable[[Any], Any], command: Callable[..., Answer], title: str) -> HttpResponse:
    back = reverse("venue", args=[venue_id])

    def show(form: Any, status: int) -> HttpResponse:
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": title,
                   "lead": venue_of(venue_id, clock.today()).details.name, "back": back, "seen": None, "alike": []}
        return pages.render(request, "inspection/form.html", context, status=status)

    return take(request, form, command, {"venue_id": venue_id}, show, lambda _answer: back)
