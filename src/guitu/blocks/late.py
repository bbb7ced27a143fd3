"""Whether sealing keeps up: asked by the health page, by `guitu doctor` and by `/readyz`."""

from __future__ import annotations

from datetime import datetime, timedelta

from guitu.kit.database import rows

LONGEST = timedelta(minutes=5)  # that a line may wait before somebody must look; the worker comes every minute


def sealing_late(now: datetime) -> list[str]:
    """Counties where lines wait and nobody came for them, or whose heads could not be kept outside."""
    return [county for county, _, _ in rows("SELECT county_id, ran_at, trouble FROM blocks_late(%s)", [now - LONGEST])]


def alarm(now: datetime) -> str:
    """The line of `/readyz`: that it is so, never where."""
    return "ledger: lines wait to be sealed, or heads to be kept outside" if sealing_late(now) else ""
