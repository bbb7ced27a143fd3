"""What a fact says, and what was answered to a click, lie sealed in their own rows.

Kind and day of a fact stand in columns: by these facts are found and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import opening, readable, readable_bytes, seal_bytes, sealing

ANSWER = "ledger_request|answer"
# Of facts: as they were sealed under when casework alone had any. What is sealed never changes its place.
BODY, NOTE = "casework_fact|body", "casework_fact|note"
Stored = bytes | memoryview | str


def sealed_body(fact: UUID, body: dict[str, Any]) -> bytes:
    """As the row of this fact keeps it, and no other."""
    return sealing()(BODY, fact, orjson.dumps(body).decode())


def body_in(fact: UUID | str, stored: Stored) -> dict[str, Any] | None:
    """What was sealed for this fact; `stored` as the row has it, or as it comes in JSON. None for what cannot be read,
    with an alarm."""
    text = readable(BODY, fact, bytes.fromhex(stored[2:]) if isinstance(stored, str) else stored)
    return orjson.loads(text) if text else None


def bodies_in() -> Callable[[str, str], dict[str, Any] | None]:
    """The same for many, as they come in JSON."""
    opened = opening(BODY)

    def body_of(fact: str, stored: str) -> dict[str, Any] | None:
        text = opened(fact, bytes.fromhex(stored[2:]))
        return orjson.loads(text) if text else None

    return body_of


def sealed_answer(request: UUID, answer: bytes) -> bytes:
    """The answer to a click, as JSON, as the row of its request keeps it."""
    return seal_bytes(ANSWER, request, answer)


def answer_in(request: UUID, stored: bytes | memoryview | None) -> dict[str, Any] | None:
    """What was sealed for this request; None where nothing was answered, and for what cannot be read, with an alarm."""
    data = readable_bytes(ANSWER, request, stored)
    return orjson.loads(data) if data else None
