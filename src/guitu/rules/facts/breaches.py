"""一般违反协议 and what was done about it, one step after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementBreached(Fact):
    """违反协议 of which no other record tells; what a test or an absence tells is a breach by itself."""

    kind: ClassVar[str] = "agreement_breached"
    measure: str
    broken: Literal["not_reported", "visit", "address", "programme", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachExcused(Fact):
    """正当理由 found: from this breach nothing follows."""

    kind: ClassVar[str] = "breach_excused"
    breach: str
    excuse: Literal["approved_leave", "hospital", "custody", "force_majeure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachCriticised(Fact):
    """批评教育: the first step, by whom."""

    kind: ClassVar[str] = "breach_criticised"
    breach: str
    critic: str  # post id


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningServed(Fact):
    """告诫书 handed over by two: signed for, or refused before a witness, whose name is in the note."""

    kind: ClassVar[str] = "warning_served"
    criticised: str
    paper: str  # id of the paper that was issued
    server_1: str  # post ids
    server_2: str
    received: Literal["signed_for", "unsigned"]
