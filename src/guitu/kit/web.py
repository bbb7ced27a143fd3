"""Headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, QueryDict

from guitu.kit.doors import REQUEST_ID


class AnswerHeaders:
    """A request number to quote, and nothing of ours kept by a cache or shown in a frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.number = uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.number  # type: ignore[attr-defined]
        response.setdefault("Cache-Control", "no-store")
        # a page that scans says `camera=(self)` itself; no other may
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def has_nul(request: HttpRequest) -> bool:
    """A zero character in what was sent: no keyboard types it, and PostgreSQL takes it in no text (S-9.2)."""
    return any(
        "\x00" in part
        for sent in (request.GET, request.POST)
        for name, values in sent.lists()
        for part in (name, *map(str, values))
    )


def sent_twice(request: HttpRequest, many: frozenset[str] = frozenset()) -> bool:
    """A parameter that stands once, sent more than once: who reads the first and who reads the last would not agree.
    `many`: fields of a form in which several may be chosen; `photos_*` is any that begins so."""
    once = any(len(values) > 1 for _name, values in request.GET.lists())
    return once or any(len(values) > 1 and not _may_repeat(name, many) for sent in (request.POST, request.FILES) for name, values in sent.lists())


def _may_repeat(name: str, many: frozenset[str]) -> bool:
    return name in many or any(one.endswith("*") and name.startswith(one[:-1]) for one in many)


def lacks_request_id(request: HttpRequest) -> bool:
    """A form sent without the id of its click, or with one that is none: the same click sent twice could not be known
    (S-5.3)."""
    return request.method == "POST" and not REQUEST_ID.fullmatch(request.POST.get("request_id", ""))


def uuid_or_none(text: str) -> UUID | None:
    """An id from the address; anything odd is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def page_number(request: HttpRequest, most: int = 1000) -> int:
    """`?page=` as a number from one to `most`; anything odd is the first page."""
    return page_asked(request.GET, most)


def page_asked(query: QueryDict, most: int = 1000) -> int:
    """The same of an address that was kept."""
    text = query.get("page") or ""
    return min(max(int(text), 1), most) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
