"""What every fact has: when it was true, when it was known, and what it corrects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    kind: ClassVar[str] = ""
    id: str
    on: date
    known: datetime
    corrects: str | None = None
    another_occasion: bool = False  # looks like one already on file, and is another all the same
