"""The grid declares itself here: the actions on areas, posts and accounts, and their line of the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.grid.counts import COUNTS
from guitu.kit.declarations import Declaration, MenuEntry

DECLARATION = Declaration(
    package="grid",
    actions={
        "area_groups": frozenset({"see_area_groups", "make_area_group", "fill_area_group", "close_area_group"}),
        "groups": frozenset({"add_groups", "close_group"}),
        "posts": frozenset({"see_posts", "see_bodies"}),
        "bodies": frozenset(
            {"see_bodies", "add_body", "change_body", "end_body", "approve_number", "add_post", "change_post", "close_post",
             "take_back_body", "take_back_post"}
        ),
        "appoint": frozenset(
            {"see_posts", "see_bodies", "appoint_holder", "end_holding", "identify_holder", "reset_password", "ask_factor_reset",
             "disable_account", "enable_account", "give_own_number"}
        ),
        "seeing_staff": frozenset({"see_staff"}),
        "staff": frozenset({"see_staff", "add_staff", "change_staff", "end_staff", "take_back_staff"}),
        "codes": frozenset({"open_code"}),  # the second person of a one-time code or of a lost second factor
        "establish": frozenset({"establish_posts"}),
    },
    menu=(MenuEntry("settings", _("设置"), "settings", "settings", "see_posts", "beside", 20),),
    counts=COUNTS,
)  # fmt: skip
