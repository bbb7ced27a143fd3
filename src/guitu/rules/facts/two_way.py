"""双向管控、异地尿检、变更执行地: letters that go out of the county and what comes back; where somebody is known to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWayAnswered(Fact):
    """The place of residence answered the letter."""

    kind: ClassVar[str] = "two_way_answered"
    sent_letter: str  # the two_way_control_started
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsVerified(Fact):
    """去向核实: where the person is, how that is known, and how sure it is."""

    kind: ClassVar[str] = "whereabouts_verified"
    verified_by: Literal["seen", "residence", "video", "phone", "family", "employer"]
    certainty: Literal["sure", "likely", "unsure"]
    stays: Literal["as_known", "elsewhere", "unknown"] = "as_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereTestAsked(Fact):
    """异地尿检 asked of another place's office, to be taken by a day. The result comes back as a urine test."""

    kind: ClassVar[str] = "elsewhere_test_asked"
    test_by: date
    to_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereTestDeclined(Fact):
    kind: ClassVar[str] = "elsewhere_test_declined"
    asked_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAcknowledged(Fact):
    """回执 of a change of place to another county: the file was taken over there, or sent back."""

    kind: ClassVar[str] = "transfer_acknowledged"
    transfer: str  # the measure_transferred
    taken_over: bool
