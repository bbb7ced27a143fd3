"""What follows elsewhere from a command, in its transaction: both are written, or neither. `guitu/reactions.py` says what.

Nothing slow and nothing outward is done here, and nothing that could refuse the command. Commands of a batch (imports,
the demo's lives) have no reactions: what is taken over tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from guitu.kit.registry import Registry

if TYPE_CHECKING:
    from guitu.ledger.commands import Act

Reaction = Callable[["Act", dict[str, Any], dict[str, Any]], None]  # the act, what was asked, what was answered
REACTIONS: Registry[Reaction] = Registry("reactions")  # by the name of the command


def react(act: Act, what: dict[str, Any], answer: dict[str, Any]) -> None:
    if act.command in REACTIONS:
        REACTIONS[act.command](act, what, answer)
