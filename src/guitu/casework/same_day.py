"""The order of facts of one day. Rules read them by day and then by id, never by when they were known.

So a second test of the same day gets an id behind the first, and a correction an id in the place of what it
corrects: otherwise chance would decide which of them answers the slot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from secrets import randbelow
from uuid import UUID, uuid4

from guitu.rules.facts import Fact
from guitu.rules.records import effective

_END = 1 << 128


def behind(fact: Fact, facts: Iterable[Fact]) -> Fact:
    """The fact with an id behind all facts of its kind on its day."""
    before = [UUID(other.id).int for other in _same_day(fact, facts)]
    return replace(fact, id=str(_between(max(before), _END))) if before else fact


def in_place_of(fact: Fact, old: Fact, facts: Iterable[Fact]) -> Fact:
    """The correcting fact with an id where the corrected one stood among the facts of its day."""
    if fact.on != old.on:
        return behind(fact, [other for other in facts if other.id != old.id])
    place = UUID(old.id).int
    others = [UUID(other.id).int for other in _same_day(old, facts) if other.id != old.id]
    low = max((other for other in others if other < place), default=0)
    high = min((other for other in others if other > place), default=_END)
    return replace(fact, id=str(_between(low, high)))


def _same_day(fact: Fact, facts: Iterable[Fact]) -> list[Fact]:
    return [other for other in effective(facts) if other.kind == fact.kind and other.on == fact.on]


def _between(low: int, high: int) -> UUID:
    for _ in range(10_000):
        made = UUID(int=low + 1 + randbelow(max(high - low - 1, 1)), version=4)
        if low < made.int < high:
            return made
    return uuid4()  # no room left: ids of one day lie closer than a version-4 id can tell
