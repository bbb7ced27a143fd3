"""Which pages may wait for a line, as the packages declare it; and what a page says when the house has the record.

Whoever holds a device can put something into the box of its writer (`kit/crypto.py: lock_of_box`). So a form that may wait
carries a ticket of its page and its reader, which lies in the page and in the box and nowhere else; what is sent later
without it, or to any other page, is refused.
"""

from __future__ import annotations

import hmac

from django.http import HttpRequest, HttpResponse

from guitu.kit.crypto import key_for
from guitu.kit.declarations import WaitingPage
from guitu.kit.registry import Registry

WAITING: Registry[WaitingPage] = Registry("pages whose records may wait for a line")
RECORDED = "X-Recorded"


def may_wait(request: HttpRequest | None) -> bool:
    """Whether the form of this page may be kept on the device and sent later."""
    match = getattr(request, "resolver_match", None)
    return match is not None and match.url_name in WAITING


def ticket(request: HttpRequest) -> str:
    """What the form of this page carries for who reads it now."""
    actor = getattr(request, "actor", None)
    key = key_for("waiting", getattr(actor, "natural_person_id", None))
    return hmac.digest(key, request.path.encode(), "sha256").hex()[:32]


def is_forged(request: HttpRequest) -> bool:
    """Sent as something that waited, and no page of this reader's made it."""
    said = request.headers.get("X-Waits")
    return said is not None and not (may_wait(request) and hmac.compare_digest(said.encode(), ticket(request).encode()))


def receipt(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with the request id that is on file now. What was sent later by a script is not led to another page,
    where the id would be lost."""
    if request.headers.get("X-Waits") and 300 <= answer.status_code < 400:
        answer = HttpResponse(status=200)
    answer[RECORDED] = request.POST.get("request_id", "")[:64]
    return answer
