"""What is still to be put right of one place."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.inspection.opened import findings, venue_of


def open_findings(venue_id: UUID, on: date) -> list[dict[str, Any]]:
    return [one for one in findings(venue_of(venue_id, on), on) if one["is_open"]]
