"""Whoever makes something of a pack's numbers tells here what would change. How far settling has come: `settling/in_force.py`.

This package stands below every context: a context puts its answers into these lists when the process is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guitu.policy import Timeline


@dataclass(frozen=True, slots=True)
class Effect:
    """What other numbers would change: of so many people so many were looked at, and what is otherwise for how many."""

    people: int
    looked_at: int
    otherwise: int
    changes: Mapping[str, int]  # what, as a word to show: how many people


foretelling: list[Callable[[str, str, Timeline], Effect]] = []  # of a county, at a place, under other numbers


def foretold(county_id: str, path: str, timeline: Timeline) -> list[Effect]:
    """Of each context what would change."""
    return [of(county_id, path, timeline) for of in foretelling]
