"""The body of a call as JSON, read strictly: no name twice, no NaN, nothing too deep, no number that would be rounded (S-7.4)."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from guitu.api.problems import Trouble
from guitu.kit.doors import REQUEST_ID
from guitu.rules.verdict import Reason

MOST = 256 * 1024  # bytes
_DEEP = 20
_EXACT = 2**53
KEY = "Idempotency-Key"


class _Odd(ValueError):
    pass


def body_of(request: HttpRequest) -> dict[str, Any]:
    """What was sent, an object; Trouble for anything else."""
    if (request.content_type or "").lower() != "application/json":
        raise Trouble("media_type")
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        raise Trouble("malformed") from None
    if length > MOST:
        raise Trouble("too_large")
    try:
        raw = request.body
    except RequestDataTooBig:
        raise Trouble("too_large") from None
    except UnreadablePostError:
        raise Trouble("malformed") from None
    if len(raw) > MOST:
        raise Trouble("too_large")
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no, parse_int=_exact)
        _shallow(found, 0)
    except (ValueError, RecursionError):
        raise Trouble("malformed", [Reason("api.json")]) from None
    if not isinstance(found, dict):
        raise Trouble("malformed", [Reason("api.json")])
    return found


def request_id_of(request: HttpRequest) -> str:
    """The id of the call, by which the same call sent twice is done once."""
    found = request.headers.get(KEY, "")
    if not REQUEST_ID.fullmatch(found):
        raise Trouble("malformed", [Reason("api.idempotency_key")])
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Odd("a name twice")
    return found


def _no(text: str) -> Any:
    raise _Odd(text)


def _exact(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > _EXACT:
        raise _Odd(text)
    return number


def _shallow(value: Any, depth: int) -> None:
    if depth > _DEEP:
        raise _Odd("too deep")
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise _Odd("a sign that is none")
    elif isinstance(value, dict):
        for name, part in value.items():
            _shallow(name, depth + 1)
            _shallow(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            _shallow(part, depth + 1)
