"""责任书: that one is signed, or why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid.taking import take
from guitu.inspection.letters import commands
from guitu.inspection.letters.forms import LetterForm, NoLetterForm
from guitu.inspection.opened import venue_of
from guitu.kit import clock, pages
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.ledger.commands import Answer


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


def _take(request: Request, venue_id: UUID, form: Callable[[Any], Any], command: Callable[..., Answer], title: str) -> HttpResponse:
    back = reverse("venue", args=[venue_id])

    def show(form: Any, status: int) -> HttpResponse:
        context = {"active": "venues", "form": form, "errors": errors_of(form), "request_id": new_request_id(), "title": title,
                   "lead": venue_of(venue_id, clock.today()).details.name, "back": back, "seen": None, "alike": []}  # fmt: skip
        return pages.render(request, "inspection/form.html", context, status=status)

    return take(request, form, command, {"venue_id": venue_id}, show, lambda _answer: back)
