"""How every public page is answered: no cookie, no script, kept by no cache, found by no search, its address told to nobody; and
how often one net may begin something."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse

from guitu.grid import guessing
from guitu.grid.guessing import NOW, address_of
from guitu.kit import pages
from guitu.kit.telling import sentence
from guitu.rules.verdict import Reason


def bare(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    made = pages.render(request, f"public/{template}", {"referrer": "no-referrer", **context}, status=status)
    made["Referrer-Policy"] = "no-referrer"
    made["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    made["Cache-Control"] = "no-store"
    return made


def too_often(request: HttpRequest, at: datetime, of: str = "public_net", link: str = "") -> HttpResponse | None:
    """The page that asks to wait, once a net began more than anybody needs, or sent more by one link; nothing else."""
    key = (of, link) if link else (of, guessing.net_of(address_of(request.META)))
    waiting = guessing.claim([key], at)
    if waiting <= NOW:
        return None
    answer = bare(request, "told.html", {"title": sentence(Reason("public.too_often")), "words": sentence(Reason("public.wait"))}, 429)
    answer["Retry-After"] = str(ceil(waiting.total_seconds()))
    return answer


def too_often_by(request: HttpRequest, at: datetime, link: str) -> HttpResponse | None:
    """The same for what is sent by one link: a class answers forty at a time from one net, but nobody by one link."""
    return too_often(request, at, "public_own", link)
