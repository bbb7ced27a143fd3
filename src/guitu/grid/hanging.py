"""A place that is used is not closed: who hangs there is asked of the tables above by the statements they declare."""

from __future__ import annotations

from guitu.kit.database import row
from guitu.kit.registry import Registry
from guitu.rules.verdict import Reason

# By the code of the refusal, which says {n}: how many hang at `path`, as a statement of one number.
HANGING: Registry[str] = Registry("questions who hangs at a place")


def at(path: str) -> list[Reason]:
    """Why a place cannot be closed; empty where nothing hangs there any more. Only what the post may see is counted."""
    found = row(f"SELECT {', '.join(f'({sql})' for sql in HANGING.values())}", {"path": path}) or ()
    return [Reason(code, {"n": n}) for code, n in zip(HANGING, found, strict=True) if n]
