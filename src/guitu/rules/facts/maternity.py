"""Pregnancy and nursing: facts of their own, each with its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PregnancyStarted(Fact):
    """怀孕, known from `on`; lasts to its recorded end, or to the birth."""

    kind: ClassVar[str] = "pregnancy_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class PregnancyEnded(Fact):
    kind: ClassVar[str] = "pregnancy_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class NursingStarted(Fact):
    """哺乳自己的孩子; lasts to the child's first birthday, or to its recorded end."""

    kind: ClassVar[str] = "nursing_started"
    child_born_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NursingEnded(Fact):
    kind: ClassVar[str] = "nursing_ended"
