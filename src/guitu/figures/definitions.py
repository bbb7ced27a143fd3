"""Finds the definition of an indicator that holds in a place on a day, and names its version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guitu.ledger.packs import timeline_of
from guitu.policy import Timeline
from guitu.rules.indicators import Indicator

_PREFIX = "indicators.defined."


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator as it holds: its pack, its clause, its version, and from which number on its cells are shown."""

    id: str
    indicator: Indicator
    version: str  # e.g. abstinent_rate@2008-06-01#3f2a9c1b
    clause: str
    smallest: int


def definitions(path: str, on: date) -> dict[str, Definition]:
    """All that hold in a place on a day, in the order of the pack."""
    timeline = timeline_of(path[:6], path)
    return {name: _definition(timeline, name, on) for name in _names(timeline)}


def definition(path: str, on: date, name: str) -> Definition | None:
    return definitions(path, on).get(name)


def _names(timeline: Timeline) -> Iterable[str]:
    return (name.removeprefix(_PREFIX) for name in timeline.named if name.startswith(_PREFIX))


def _definition(timeline: Timeline, name: str, on: date) -> Definition:
    said = timeline.named[_PREFIX + name].on(on)
    digest = hashlib.sha256(json.dumps(said.value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    policy = timeline.on(on).indicators
    return Definition(
        name, policy.defined[name], f"{name}@{said.from_on.isoformat()}#{digest[:8]}", said.clause, policy.smallest_shown
    )
