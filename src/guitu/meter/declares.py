"""The meter declares itself here: who sees what forms cost, who proposes, who answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, MenuEntry

DECLARATION = Declaration(
    package="meter",
    actions={
        "metering": frozenset({"see_meter", "propose_drop"}),
        "answering_drops": frozenset({"see_meter", "answer_drop"}),  # never by who proposed it
    },
    closed_commands={"propose_drop answer_drop": "decision"},
    menu=(MenuEntry("meter", _("表单用量"), "clipboard-check", "meter", "see_meter", "beside", 35),),
)
