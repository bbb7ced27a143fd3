"""Room that several ask for at once: who comes in from the waitlist when some of it is free again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moving_up(waiting: Sequence[tuple[T, int]], taken: int, most: int) -> list[T]:
    """Which of the waiting, in the order in which they asked, come in now that there is room for so many heads. The first that
    does not fit holds up nobody smaller behind it."""
    found = []
    for one, headcount in waiting:
        if taken + headcount <= most:
            found.append(one)
            taken += headcount
    return found
