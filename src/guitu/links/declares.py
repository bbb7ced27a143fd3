"""Links declare themselves here: who sees and withdraws those made, and what a link itself may do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, MenuEntry

DECLARATION = Declaration(
    package="links",
    actions={
        "links": frozenset({"see_links", "withdraw_link"}),
        "by_link": frozenset({"note_opening"}),
    },
    menu=(MenuEntry("links", _("链接"), "lock", "links", "see_links", "beside", 15),),
)
