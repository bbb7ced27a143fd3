"""The kinds of sheet that contexts declare, handed down once when the process is ready (`sheets` of their declarations)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guitu.importing.store import Store
from guitu.kit.actor import Actor
from guitu.kit.errors import NotVisible
from guitu.kit.registry import Registry
from guitu.kit.sheets import Sheet

SHEETS: Registry[Sheet] = Registry("kinds of sheet")
# The command by which what a kind of sheet says otherwise of somebody on file is corrected, where it is no sheet of its own.
CORRECTIONS: Registry[Callable[..., dict[str, Any]]] = Registry("corrections of sheets")
STORE = Store("importing_batch", "importing_row", "became")  # where their batches lie


def sheet_of(actor: Actor, code: str) -> Sheet:
    """The kind of sheet, for who may do by hand what it does; for everybody else there is none."""
    found = SHEETS.get(code)
    if found is None or found.action not in actor.may:
        raise NotVisible
    return found
