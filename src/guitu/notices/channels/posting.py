"""Sending JSON to another house: only to addresses that the server's settings name, no redirect, within a time."""

from __future__ import annotations

import http.client
import ssl
from time import monotonic
from urllib.parse import urlsplit

import orjson
from django.conf import settings

from guitu.notices.channels.message import NotDelivered

TIMEOUT, DEADLINE, MOST = 10.0, 15.0, 64 * 1024  # seconds of silence, seconds in all, bytes of an answer


def may_reach(url: str) -> bool:
    """Whether the settings of this server name where the address leads: whoever configures a channel in the browser is
    not the one who says what this machine may talk to."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc and f"{parts.scheme}://{parts.hostname}{port}" in settings.OUTSIDE


def post(url: str, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """The status and the answer."""
    if not may_reach(url):
        raise NotDelivered("host")
    parts = urlsplit(url)
    until = monotonic() + DEADLINE
    made: http.client.HTTPConnection = (
        http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=TIMEOUT, context=ssl.create_default_context())
        if parts.scheme == "https" else http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    )
    try:
        made.request("POST", parts.path + (f"?{parts.query}" if parts.query else ""), body, {"Content-Type": "application/json", **(headers or {})})
        answer = made.getresponse()
        read = b""
        while len(read) <= MOST:
            if monotonic() > until:
                raise NotDelivered("no_answer")
            part = answer.read1(8192)
            if not part:
                return answer.status, read
            read += part
        raise NotDelivered("no_answer")
    except (TimeoutError, OSError, http.client.HTTPException):
        raise NotDelivered("no_answer") from None
    finally:
        made.close()


def refused_by(status: int) -> str:
    """The code for a status that is no success; empty for one that is. A redirect is none: it is not followed."""
    return "" if 200 <= status < 300 else "busy" if status == 429 else "refused"


def said(data: bytes, *names: str) -> int:
    """The number under the first of these names; a chat answers 200 and says within that it did not."""
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise NotDelivered("refused") from None
    for name in names:
        if isinstance(found, dict) and isinstance(found.get(name), int):
            return int(found[name])
    raise NotDelivered("refused")
