"""What a fact says lies sealed in its own row: kind and day stand in columns, by which facts are found and counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import readable, sealing

Stored = bytes | memoryview | str


def sealed_body(table: str, fact: UUID, body: dict[str, Any]) -> bytes:
    """As the row of this fact keeps it, and no other."""
    return sealing()(f"{table}|body", fact, orjson.dumps(body).decode())


def body_in(table: str, fact: UUID | str, stored: Stored) -> dict[str, Any] | None:
    """What was sealed for this fact; `stored` as the row has it, or as it comes in JSON. None for what cannot be read,
    with an alarm."""
    text = readable(f"{table}|body", fact, bytes.fromhex(stored[2:]) if isinstance(stored, str) else stored)
    return orjson.loads(text) if text else None
