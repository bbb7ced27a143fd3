"""Where a row stands: its line as Excel numbers it, and of a file with several sheets which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHEET = 1_000_000  # more lines than a sheet can have: the rows of sheet n are kept from n times this on


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of a file: whether it is read, and the code of why not."""

    name: str
    is_read: bool
    note: str = ""


def kept_line(part: int, line: int) -> int:
    return part * SHEET + line


def line_of(kept: int) -> int:
    return kept % SHEET


def part_of(kept: int) -> int:
    return kept // SHEET


def spot(kept: int, parts: Sequence[Part] = ()) -> str:
    """17, or 新塘社区 17 where more than one sheet was read."""
    if sum(part.is_read for part in parts) < 2 or part_of(kept) >= len(parts):
        return str(line_of(kept))
    return f"{parts[part_of(kept)].name} {line_of(kept)}"
