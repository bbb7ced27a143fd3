"""Where a list goes on: an opaque text, signed, good for one key, one door and one set of filters."""

from __future__ import annotations

from typing import Any

from django.core import signing

from guitu.api.endpoints import Call
from guitu.api.problems import Trouble
from guitu.rules.verdict import Reason


def given(call: Call, door: str, filters: Any, cursor: str | None) -> list[Any] | None:
    """The end that the cursor names; None for the first page."""
    if not cursor:
        return None
    try:
        found = signing.loads(cursor, salt=_salt(call, door, filters))
    except signing.BadSignature:
        raise Trouble("malformed", [Reason("api.cursor")]) from None
    return list(found)


def made(call: Call, door: str, filters: Any, end: list[Any]) -> str:
    return signing.dumps(end, salt=_salt(call, door, filters))


def _salt(call: Call, door: str, filters: Any) -> str:
    return f"guitu.api.{door}.{call.entered.key_id}.{filters!r}"
