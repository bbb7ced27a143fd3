"""Leave granted and returned from, absence confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGranted(Fact):
    """请假 granted. `on` is the first day away."""

    kind: ClassVar[str] = "leave_granted"
    until: date  # planned day of return
    outside_county: bool = True
    written: bool = True
    approved_by: Literal["worker", "town", "county"] = "worker"
    why: Literal["work", "family", "medical", "study", "other"] = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveReturned(Fact):
    """销假. `on` is the day of return."""

    kind: ClassVar[str] = "leave_returned"
    leave: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceConfirmed(Fact):
    """擅自离开, confirmed with evidence. `on` is the first day away; `until` the day of return."""

    kind: ClassVar[str] = "absence_confirmed"
    until: date | None = None
    warning_letter: bool = False
    unprovable: bool = False  # its papers cannot be had: it is not counted
