"""The page on which somebody is given a link: to whom, with which words, for how long; then link and code, shown this once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from guitu.kit import pages
from guitu.kit.addresses import address
from guitu.kit.doors import Request, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.squares import squares
from guitu.ledger.commands import Answer


@dataclass(frozen=True, slots=True)
class Giving:
    """What the page is called, what the link is about, and the page that it belongs to."""

    active: str
    title: str
    about: str
    back: str
    back_words: str


def giving_page(request: Request, of: Giving, form: Form, made: Answer | None = None, status: int = 200) -> HttpResponse:
    """The form, or what was made of it: an answer that is asked for again no longer says link and code."""
    context: dict[str, Any] = {
        "active": of.active, "of": of, "form": form, "errors": errors_of(form), "request_id": new_request_id(), "made": made, "where": "",
        "code": "", "squares": None,
    }
    if made and made.get("once"):
        token, code = made["once"]
        where = request.build_absolute_uri(address("link", token))
        context |= {"where": where, "until": datetime.fromisoformat(made["until"]), "code": code, "squares": squares(where)}
    return pages.render(request, "links/give.html", context, status=status)
