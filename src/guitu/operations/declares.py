"""Operations declare themselves here: the pages of the three administrators, each with a first page of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, FirstPage, MenuEntry
from guitu.operations.listed import LISTS

DECLARATION = Declaration(
    package="operations",
    actions={
        "logs": frozenset({"see_access_log", "see_ledger"}),
        "health": frozenset({"see_health"}),
        "safety": frozenset({"see_safety"}),
    },
    menu=(
        MenuEntry("looks", _("谁看过"), "eye", "looks", "see_access_log", "desk", 10, on_phone=10),
        MenuEntry("ledger", _("台账"), "file-text", "ledger", "see_ledger", "desk", 20, on_phone=20),
        MenuEntry("health", _("运行情况"), "circle-check", "health", "see_health", "desk", 10, on_phone=10),
        MenuEntry("safety", _("账号与岗位"), "lock", "safety", "see_safety", "desk", 10, on_phone=10),
    ),
    lists=LISTS,
    first=(
        FirstPage("looks", "see_access_log", 60),
        FirstPage("health", "see_health", 60),
        FirstPage("safety", "see_safety", 60),
    ),
)
