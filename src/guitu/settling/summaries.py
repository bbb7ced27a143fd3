"""The course of a person, as the page reads it, lies sealed: nobody asks the database what is inside."""

from __future__ import annotations

import zlib
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import readable_bytes, seal_bytes

PLACE = "casework_summary|course"


def sealed_course(person: UUID, course: dict[str, Any]) -> bytes:
    """Pressed first: what is sealed cannot be pressed any more, and a course says the same codes again and again."""
    return seal_bytes(PLACE, person, zlib.compress(orjson.dumps(course, default=str), 1))


def course_in(person: UUID, stored: bytes | memoryview | None) -> dict[str, Any]:
    """What was sealed for this person; empty where nobody was settled yet, and for what cannot be read, with an alarm:
    settled anew it is there again."""
    data = readable_bytes(PLACE, person, stored)
    return orjson.loads(zlib.decompress(data)) if data else {}
