"""Which pages may wait for a line, as the packages declare it; and what a page says when the house has the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from guitu.kit.declarations import WaitingPage
from guitu.kit.registry import Registry

WAITING: Registry[WaitingPage] = Registry("pages whose records may wait for a line")
RECORDED = "X-Recorded"


def may_wait(request: HttpRequest | None) -> bool:
    """Whether the form of this page may be kept on the device and sent later."""
    match = getattr(request, "resolver_match", None)
    return match is not None and match.url_name in WAITING


def receipt(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with the request id that is on file now. What was sent later by a script is not led to another page,
    where the id would be lost."""
    if request.headers.get("X-Waits") and 300 <= answer.status_code < 400:
        answer = HttpResponse(status=200)
    answer[RECORDED] = request.POST.get("request_id", "")[:64]
    return answer
