"""A code for somebody who has no account: to whom and what is one sealed value of its message, gone when it is sent."""

from __future__ import annotations

from uuid import UUID

import orjson

from guitu.kit.crypto import readable, seal

OWN_CODE = "own_code"
_SECRET = "notices_delivery|secret"  # noqa: S105  the name of a column


def sealed(delivery: UUID, to: str, code: str) -> bytes:
    kept = seal(_SECRET, delivery, orjson.dumps([to, code]).decode())
    assert kept is not None  # there is a text
    return kept


def opened(delivery: UUID, held: bytes | None) -> tuple[str, str] | None:
    """To whom, and the code; None once it was sent or given up."""
    text = readable(_SECRET, delivery, held) if held is not None else None
    if not text:
        return None
    to, code = orjson.loads(text)
    return str(to), str(code)
