from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.kit.database import row


def balance(person_id: UUID, on: date) -> tuple[int, int]:
    """Hundredths of a point: all, and those of the month of that day."""
    found = row(
        "SELECT coalesce(sum(hundredths), 0), coalesce(sum(hundredths) FILTER (WHERE earned_on >= %s), 0)"
        " FROM casework_pointstransfer WHERE person_id = %s",
        [on.replace(day=1), person_id],
    )
    return (int(found[0]), int(found[1])) if found else (0, 0)


def shown(hundredths: int) -> str:
    whole, part = divmod(abs(hundredths), 100)
    return ("−" if hundredths < 0 else "") + str(whole) + (f".{part:02d}".rstrip("0") if part else "")
