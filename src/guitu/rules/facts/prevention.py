"""What happens of a teaching place, of an activity and of a village's loudspeaker. Names and numbers of people lie in their
rows; here stand days and codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOpened(Fact):
    kind: ClassVar[str] = "place_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChecked(Fact):
    kind: ClassVar[str] = "place_checked"
    condition: Literal["sound", "faulty"] = "sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClosed(Fact):
    kind: ClassVar[str] = "place_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReopened(Fact):
    kind: ClassVar[str] = "place_reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPlanned(Fact):
    kind: ClassVar[str] = "activity_planned"
    held_on: date
    expected: int = 0
    by_government: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPublished(Fact):
    kind: ClassVar[str] = "activity_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitAsked(Fact):
    kind: ClassVar[str] = "permit_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityHeld(Fact):
    kind: ClassVar[str] = "activity_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCalledOff(Fact):
    kind: ClassVar[str] = "activity_called_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastsStarted(Fact):
    kind: ClassVar[str] = "broadcasts_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastPlayed(Fact):
    kind: ClassVar[str] = "broadcast_played"
    script: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastsStopped(Fact):
    kind: ClassVar[str] = "broadcasts_stopped"
