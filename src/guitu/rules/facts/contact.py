"""Contact: reports, visits, losing touch and finding again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicReport(Fact):
    """定期报到, in person at the centre or as agreed."""

    kind: ClassVar[str] = "periodic_report"
    how: Literal["in_person", "phone", "video"] = "in_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """走访、谈话."""

    kind: ClassVar[str] = "visit"
    how: Literal["home", "centre", "workplace", "phone", "video"] = "home"
    met: bool = True
    moods: tuple[str, ...] = ()  # codes of what was noticed: work, family, health, mood, contact
    needs: tuple[str, ...] = ()
    companion: str | None = None  # the post that went along, where two go together


@dataclass(frozen=True, slots=True, kw_only=True)
class LostContact(Fact):
    """失联确认, after attempts over at least two channels."""

    kind: ClassVar[str] = "lost_contact"
    attempts: int = 3
    channels: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgain(Fact):
    kind: ClassVar[str] = "found_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayControlStarted(Fact):
    kind: ClassVar[str] = "two_way_control_started"
    to_path: str | None = None
    reply_asked: bool = False  # a letter went out, whose answer is waited for; a roster tells of none


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayControlEnded(Fact):
    kind: ClassVar[str] = "two_way_control_ended"
