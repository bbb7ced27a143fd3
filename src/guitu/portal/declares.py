"""The portal declares itself here: who gives a card to a person, and takes it back."""

from __future__ import annotations

from guitu.kit.declarations import Declaration

DECLARATION = Declaration(
    package="portal",
    actions={
        "portal_cards": frozenset({"issue_card", "withdraw_card"}),
        "own_card": frozenset({"choose_pin"}),
    },
    closed_commands={"issue_card": "read_back", "withdraw_card": "decision", "choose_pin": "house"},
)
