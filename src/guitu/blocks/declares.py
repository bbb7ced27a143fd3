"""Blocks declare themselves here: the page of the three administrators, who may ask, and the clock's job that seals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ClockJob, Declaration, MenuEntry

DECLARATION = Declaration(
    package="blocks",
    actions={"proof": frozenset({"see_proof"}), "proving": frozenset({"verify_ledger"})},
    closed_commands={"verify_ledger": "administration"},
    alarms=("guitu.blocks.late.alarm",),
    jobs=(ClockJob("seal_every_ledger", "* * * * *", "seal_ledger", "seal"),),
    menu=(MenuEntry("proof", _("台账校验"), "clipboard-check", "proof", "see_proof", "desk", 40, on_phone=45),),
)
