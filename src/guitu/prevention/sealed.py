"""The words of a row as one sealed document: what no list finds or sorts by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import readable_bytes, seal_bytes


def sealed_words(of: str, row: UUID, words: Mapping[str, Any]) -> bytes:
    """What was written of a row, sealed to it; what is empty is left out."""
    return seal_bytes(f"prevention_{of}|words", row, orjson.dumps({name: value for name, value in words.items() if value}))


def words_in(of: str, row: UUID | str, stored: bytes | memoryview | None) -> dict[str, Any]:
    """The words of a row; empty where they cannot be read, with an alarm."""
    data = readable_bytes(f"prevention_{of}|words", row, stored)
    return orjson.loads(data) if data else {}
