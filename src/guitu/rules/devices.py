"""设备: how long what was typed and is not saved lies, sealed, on the device of who typed it. Decides nothing else."""

from __future__ import annotations

from dataclasses import dataclass

SENTENCES: dict[str, str] = {}


@dataclass(frozen=True)
class DevicesPolicy:
    """Hours that a draft, a record that waits to be sent, and the sheets of places or the list of people that were taken along
    lie on a device before they are erased."""

    draft_hours: int
    waiting_hours: int
    sheet_hours: int
    list_hours: int


def hours_on_device(policy: DevicesPolicy) -> dict[str, int]:
    """How many hours what was not saved stays: a draft, a record that waits for a line, a list taken along. Policy: devices.*"""
    return {"draft": policy.draft_hours, "waiting": policy.waiting_hours, "list": policy.list_hours}
