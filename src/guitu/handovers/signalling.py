"""The signal of a handover: the hour at the gate passed, and nobody was met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from guitu.kit.database import rows
from guitu.rules.signals import Signal

_NOBODY = (
    "SELECT f.id::text, f.recorded_at, h.id::text, h.scope_path, h.person_id FROM ledger_fact f JOIN handovers_handover h ON h.id = f.matter_id"
    " WHERE f.county_id = %s AND f.kind = 'nobody_met' AND f.recorded_at >= %s AND f.recorded_at < %s ORDER BY f.recorded_at, f.id"
)


def signals(county_id: str, since: datetime, until: datetime) -> Iterator[Signal]:
    """Releases of a stretch of time at which nobody was met."""
    for fact, at, handover, path, person in rows(_NOBODY, [county_id, since, until]):
        yield Signal(fact, "nobody_met", at, str(person or handover), path, person)
