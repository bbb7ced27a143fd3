"""Figures declare themselves here: the register and its terms, and their line of the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, FirstPage, MenuEntry

DECLARATION = Declaration(
    package="figures",
    actions={"overview": frozenset({"see_overview"}), "register": frozenset({"see_register"}), "figures": frozenset({"open_term"})},
    menu=(MenuEntry("figures", _("数据"), "chart-bar", "register", "see_register", "desk", 80),),
    first=(FirstPage("overview", "see_overview", 10),),
)
