"""What happens of a drug-free unit (小单元): declared, checked, named, re-checked, vetoed. Names and words lie in rows and notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleDeclared(Fact):
    """`unit_type` is the code of its type, `stated` the codes of the criteria that the declaring post says are met."""

    kind: ClassVar[str] = "title_declared"
    unit_type: str
    round: int
    office_level: str  # one of rules/units.py: LEVELS
    tier: Literal["met", "model"] = "met"
    stated: tuple[str, ...] = ()
    households: int = 0
    by_person: str = ""  # the natural person who declared


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleReturned(Fact):
    kind: ClassVar[str] = "title_returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleConfirmed(Fact):
    kind: ClassVar[str] = "title_confirmed"
    office_level: str  # one of rules/units.py: LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleAssessed(Fact):
    """`fulfilled` holds the codes of all criteria found met on that day, whatever each rests on."""

    kind: ClassVar[str] = "title_assessed"
    assessment: Literal["passed", "failed"]
    points: int
    fulfilled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePublished(Fact):
    kind: ClassVar[str] = "title_published"
    naming: str  # the batch
    until: date  # the last day of publicity


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWithheld(Fact):
    kind: ClassVar[str] = "title_withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleGiven(Fact):
    kind: ClassVar[str] = "title_given"
    naming: str
    named_by: Literal["county", "city", "province"] = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRechecked(Fact):
    kind: ClassVar[str] = "title_rechecked"
    recheck: Literal["kept", "mend", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleVetoed(Fact):
    kind: ClassVar[str] = "title_vetoed"
    veto_cause: str
    by_person: str = ""  # the natural person who recorded it


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoAnswered(Fact):
    kind: ClassVar[str] = "veto_answered"
    veto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoDecided(Fact):
    kind: ClassVar[str] = "veto_decided"
    veto: str
    veto_decision: Literal["lifted", "revoked"]
