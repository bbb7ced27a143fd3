"""On and off the book: registration, findings of police, custody, moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

Custody = Literal["detained", "arrested", "imprisoned", "corrective_education"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Fact):
    """入册: the person comes on the local book."""

    kind: ClassVar[str] = "registered"
    source: Literal["found", "moved_in", "roster", "handover", "voluntary"] = "roster"
    first_found_on: date | None = None  # 首次查获
    addicted: bool = True  # 认定成瘾; False starts the three years at first_found_on


@dataclass(frozen=True, slots=True, kw_only=True)
class UseConfirmed(Fact):
    """公安认定吸毒: resets the clean years. The only relapse there is."""

    kind: ClassVar[str] = "use_confirmed"
    test: str | None = None  # the urine_test it rests on
    ground: Literal["laboratory", "hair", "confession", "witnesses", "hospital"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstinenceConfirmed(Fact):
    """公安确认三年未复吸: leaves dynamic control."""

    kind: ClassVar[str] = "abstinence_confirmed"
    unnumbered: bool = False  # as a roster says, without the number of the police's paper: still to be confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Died(Fact):
    kind: ClassVar[str] = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckOff(Fact):
    kind: ClassVar[str] = "struck_off"
    match: str | None = None  # the pair that was settled as one person: the file in the other town goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOut(Fact):
    kind: ClassVar[str] = "moved_out"
    to_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedIn(Fact):
    kind: ClassVar[str] = "moved_in"  # back on this book after having moved out


@dataclass(frozen=True, slots=True, kw_only=True)
class WentAbroad(Fact):
    kind: ClassVar[str] = "went_abroad"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Fact):
    kind: ClassVar[str] = "came_back"  # from abroad


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIntoCustody(Fact):
    """拘留、逮捕 suspend a community measure; 服刑、强制性教育 end it."""

    kind: ClassVar[str] = "taken_into_custody"
    custody: Custody = "detained"
    planned_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFromCustody(Fact):
    kind: ClassVar[str] = "released_from_custody"
