"""Measures: decided, served, reported in, agreed, moved, extended, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact
from guitu.rules.terms import MeasureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDecided(Fact):
    """决定书 of police, or a voluntary contract or enrolment. `on` is the day of decision."""

    kind: ClassVar[str] = "measure_decided"
    measure: str
    measure_kind: MeasureKind
    years: int = 3
    served_days_deducted: int = 0  # 所外就医 converted: time of 强戒 already served
    excepted: bool = False  # 强戒 although pregnant or nursing: the paper says why


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionServed(Fact):
    """送达: the 15 days run from this day."""

    kind: ClassVar[str] = "decision_served"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedIn(Fact):
    """报到: the three years run from this day."""

    kind: ClassVar[str] = "reported_in"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(Fact):
    kind: ClassVar[str] = "agreement_signed"
    measure: str
    guardian_signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRefused(Fact):
    """逾期未报到 or 拒签, handed to police with the warning letter and the certificate."""

    kind: ClassVar[str] = "report_refused"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTransferred(Fact):
    """变更执行地: file sent; the person reports to the new town within 15 days. Time goes on."""

    kind: ClassVar[str] = "measure_transferred"
    measure: str
    to_path: str
    leaves_county: bool = False  # by letter to another county, whose receipt is waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferArrived(Fact):
    kind: ClassVar[str] = "transfer_arrived"  # reported in at the new place
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureExtended(Fact):
    """强戒 only: extended by months (≤ 12), or shortened when negative (early release)."""

    kind: ClassVar[str] = "measure_extended"
    measure: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEnded(Fact):
    kind: ClassVar[str] = "measure_ended"
    measure: str
    how: Literal["released", "terminated", "converted", "withdrawn", "not_applicable"] = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escaped(Fact):
    """Out of 强戒 without leave: this time does not count."""

    kind: ClassVar[str] = "escaped"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recaptured(Fact):
    kind: ClassVar[str] = "recaptured"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalLeaveStarted(Fact):
    kind: ClassVar[str] = "medical_leave_started"
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalLeaveEnded(Fact):
    kind: ClassVar[str] = "medical_leave_ended"
    measure: str
