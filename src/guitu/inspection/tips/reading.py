"""What is told in a tip: sealed in its row, whom it names in another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import readable, seal, unreadable_word

WORDS, ANSWER, NAME = "inspection_tip|words", "inspection_tip|answer", "inspection_tipname|name"


@dataclass(frozen=True, slots=True)
class Said:
    """What was seen, and where."""

    what: str
    where: str = ""


def sealed_words(tip: UUID, told: Said) -> bytes | None:
    return seal(WORDS, tip, orjson.dumps(asdict(told)).decode())


def words_in(tip: UUID, stored: Any) -> Said | None:
    """None where nothing is kept any more."""
    if stored is None:
        return None
    text = readable(WORDS, tip, stored)
    return Said(**orjson.loads(text)) if text else Said(unreadable_word())


def sealed_name(tip: UUID, name: str) -> bytes | None:
    return seal(NAME, tip, name)
