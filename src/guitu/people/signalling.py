"""Signals that something is wrong, as contexts find them in what they keep; whoever raises calls asks here.

Each gives those that became known in a stretch of time, of a county, as far as the acting post sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from guitu.kit.registry import Registry
from guitu.rules.signals import Signal

SIGNALS: Registry[Callable[[str, datetime, datetime], Iterable[Signal]]] = Registry("signals")


def signals_of(county_id: str, since: datetime, until: datetime) -> list[Signal]:
    """All of a county that became known since a moment and before another."""
    return [signal for find in SIGNALS.values() for signal in find(county_id, since, until)]
