"""Approvals declare themselves here: asking, deciding, taking back. Which commands can be asked for: `guitu/second_person.py`."""

from __future__ import annotations

from guitu.kit.declarations import Declaration

_ASKING = frozenset({"see_approvals", "ask_approval", "withdraw_approval"})
DECLARATION = Declaration(
    package="approvals", follows="SELECT approvals_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    actions={"asking": _ASKING, "deciding": _ASKING | {"decide_approval"}}
)
