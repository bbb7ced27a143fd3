"""Whoever keeps histories says here what other numbers would make of them. This package stands below every context: a
context puts its answer into the list when the process is ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.policy import Timeline
from guitu.rules.trials import Difference, Law, Months, Window


@dataclass(frozen=True, slots=True)
class Asked:
    """Which numbers are tried, over which months, as of which day; `apart`: places inside with numbers of their own, which
    these would not reach."""

    numbers: Timeline
    within: Window
    on: date
    apart: tuple[str, ...]

    def reaches(self, path: str) -> bool:
        return not path.startswith(self.apart)


@dataclass(frozen=True, slots=True)
class Side:
    """One person by one pack: whether in care, how many one worker is counted on for, and the work by month."""

    in_care: bool
    limit: int
    months: Months


@dataclass(frozen=True, slots=True)
class Tried:
    """One person by both packs, and what would be otherwise."""

    id: UUID
    path: str
    post_id: UUID | None
    before: Side
    after: Side
    differences: Sequence[Difference]
    law: Law


# Of these people, in their order; who cannot be read is left out. Writes nothing.
trying: list[Callable[[Asked, Sequence[UUID]], list[Tried]]] = []
