"""What a place said of itself, and the code of its list: sealed in the row of the round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from guitu.kit.crypto import readable, seal
from guitu.rules.self_checks import Own

NAME, CODE, ANSWERS = "inspection_selfround|name", "inspection_selfcheck|code", "inspection_selfcheck|answers"


def digest_of(code: str) -> bytes:
    return sha256(f"self-check|{code}".encode()).digest()


def sealed_answers(check: UUID, said: Sequence[Own]) -> bytes | None:
    return seal(ANSWERS, check, orjson.dumps([asdict(one) for one in said]).decode())


def answers_in(check: UUID, stored: Any) -> list[Own]:
    text = readable(ANSWERS, check, stored) if stored else None
    return [Own(**one) for one in orjson.loads(text)] if text else []
