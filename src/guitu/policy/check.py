"""Whether a pack may be activated: its form, its clauses, its own worked examples."""

from __future__ import annotations

from pathlib import Path

from guitu.policy.cases import case_faults
from guitu.policy.faults import Fault, PackError
from guitu.policy.text import pack_text
from guitu.policy.timeline import from_text


def check(name: str, root: Path | None = None) -> list[Fault]:
    """Every fault of the pack with its file and line; empty when it may be activated."""
    try:
        timeline = from_text(pack_text(name, root)[0])
    except PackError as error:
        return list(error.faults)
    return case_faults(name, timeline, root)
