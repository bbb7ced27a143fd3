"""The page that explains the interface, its schema, and the answer to an address that leads nowhere."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from guitu.api import openapi, problems
from guitu.api.gate import by_key, language_of
from guitu.api.problems import Trouble
from guitu.for_systems import CLOSED
from guitu.kit import pages
from guitu.kit.doors import public
from guitu.kit.telling import sentence
from guitu.rules.verdict import Reason


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """For anybody who has an address: it holds nothing but what the interface can do."""
    reasons: dict[str, list[str]] = {}
    for name, code in CLOSED.items():
        reasons.setdefault(sentence(Reason(code)), []).append(name)
    context: dict[str, Any] = {"shelves": openapi.operations(), "place": openapi.PLACE, "closed": reasons}
    return pages.render(request, "api/page.html", context)


@by_key
def schema(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return _answer(request, Trouble("method", headers={"Allow": "GET, HEAD"}))
    with translation.override(language_of(request)):
        response = HttpResponse(orjson.dumps(openapi.schema()), content_type="application/json")
        response["Content-Language"] = translation.get_language() or ""
        response["Vary"] = "Accept-Language"
    return response


@by_key
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address of the interface that leads nowhere is answered like an id that is not there."""
    return _answer(request, Trouble("not_found"))


def _answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    with translation.override(language_of(request)):
        response = problems.answer(trouble)
        response["Content-Language"] = translation.get_language() or ""
    response["Vary"] = "Authorization, Accept-Language"
    return response
