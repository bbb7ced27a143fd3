"""What happens of a beehive: it is set up, looked at, swarms, and the swarm is caught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class HiveSetUp(Fact):
    kind: ClassVar[str] = "hive_set_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class HiveLookedAt(Fact):
    kind: ClassVar[str] = "hive_looked_at"
    found: Literal["strong", "weak", "empty"] = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class HiveSwarmed(Fact):
    kind: ClassVar[str] = "hive_swarmed"
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SwarmCaught(Fact):
    kind: ClassVar[str] = "swarm_caught"
    swarm: str
