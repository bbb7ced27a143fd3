"""Whoever makes something of a pack's numbers tells here what would change, and how far settling has come.

This package stands below every context: a context puts its answers into these lists when the process is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guitu.policy import Timeline


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a county has come: of so many people, so many are still to be settled with the numbers in force."""

    people: int
    left: int

    @property
    def done(self) -> int:
        return self.people - self.left


@dataclass(frozen=True, slots=True)
class Effect:
    """What other numbers would change: of so many people so many were looked at, and what is otherwise for how many."""

    people: int
    looked_at: int
    otherwise: int
    changes: Mapping[str, int]  # what, as a word to show: how many people


progress_of: list[Callable[[str], Progress]] = []  # of a county
foretelling: list[Callable[[str, str, Timeline], Effect]] = []  # of a county, at a place, under other numbers


def progress(county_id: str) -> Progress:
    """Of all contexts together."""
    found = [of(county_id) for of in progress_of]
    return Progress(sum(one.people for one in found), sum(one.left for one in found))


def foretold(county_id: str, path: str, timeline: Timeline) -> list[Effect]:
    """Of each context what would change."""
    return [of(county_id, path, timeline) for of in foretelling]
