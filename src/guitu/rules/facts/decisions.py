"""Levels, violations reported, points granted, "not now", and taking back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

DiffersBy = Literal["since_then", "not_asked", "family", "near_limit", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessed(Fact):
    """Factors of the sheet as scored, and triggers found. Proposes a level, decides nothing."""

    kind: ClassVar[str] = "risk_assessed"
    scores: tuple[tuple[str, int], ...] = ()
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelConfirmed(Fact):
    kind: ClassVar[str] = "level_confirmed"
    level: Literal["high", "middle", "low", "low_long"]
    assessment: str | None = None
    proposed: str | None = None  # by the sheet, as it was when this was decided
    differs_by: DiffersBy | None = None  # why another level was set


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationReported(Fact):
    """严重违反 reported to police with its evidence; police decide."""

    kind: ClassVar[str] = "violation_reported"
    measure: str
    ground: Literal["test_refusals", "departures", "days_away", "use"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationAnswered(Fact):
    """公安机关答复: whether the police uphold a violation that was reported to them."""

    kind: ClassVar[str] = "violation_answered"
    measure: str
    ground: Literal["test_refusals", "departures", "days_away", "use"]
    upheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsGranted(Fact):
    """A confirmed event worth points that no other fact records (lesson, training day, volunteer hour …)."""

    kind: ClassVar[str] = "points_granted"
    item: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductionConfirmed(Fact):
    """扣分经另一人确认: points typed in that take something away count from now on."""

    kind: ClassVar[str] = "deduction_confirmed"
    grant: str  # the points_granted as it stands: one that is corrected waits again


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPostponed(Fact):
    """暂不: a post does not want to be reminded until a day, for a reason. Never for ever, and of no other post."""

    kind: ClassVar[str] = "duty_postponed"
    duty: str
    until: date
    why: Literal["appointment", "person_ill", "worker_away", "weather", "leave", "other"] = "appointment"
    by: str | None = None  # post id: for whom it is hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """Takes back the fact named in `corrects`: it never was."""

    kind: ClassVar[str] = "withdrawn"
    why: Literal["wrong_person", "typed_twice", "mistake", "batch_undone"] = "mistake"
