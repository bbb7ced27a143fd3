"""The grid declares itself here: the actions on areas, posts and accounts, and their line of the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.grid.counts import COUNTS
from guitu.grid.listed import LISTS
from guitu.kit.declarations import Declaration, MenuEntry

DECLARATION = Declaration(
    package="grid",
    sheets=("guitu.grid.bodies.sheet.SHEET", "guitu.grid.posts.sheet.SHEET", "guitu.grid.staff.sheet.SHEET"),
    moved={
        "posts": "SELECT count(*) FROM grid_post WHERE path = ANY(%(paths)s) AND closed_on IS NULL",
        "bodies": "SELECT count(*) FROM grid_body WHERE path = ANY(%(paths)s) AND until_on IS NULL",
        "staff": "SELECT count(*) FROM grid_staff WHERE path = ANY(%(paths)s) AND until_on IS NULL",
        "groups": "SELECT count(DISTINCT m.group_id) FROM grid_areagroupmember m JOIN grid_areagroup g ON g.id = m.group_id"
                              " WHERE m.path = ANY(%(paths)s) AND m.until_on IS NULL AND g.closed_on IS NULL",
    },
    actions={
        "area_groups": frozenset({"see_area_groups", "make_area_group", "fill_area_group", "close_area_group"}),
        "groups": frozenset({"add_groups", "close_group"}),
        "seeing_areas": frozenset({"see_areas"}),
        "areas": frozenset({"see_areas", "make_area", "record_area_code", "record_place_fact"}),
        "moving_areas": frozenset({"rearrange_areas", "rename_area", "close_area"}),
        "approving_areas": frozenset({"approve_areas"}),  # of places that move with all that lies there
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
    menu=(MenuEntry("settings", _("设置"), "settings", "settings", "see_posts", "beside", 20), MenuEntry("areas", _("区划"), "map-pin", "areas", "see_areas", "beside", 26)),
    counts=COUNTS,
    lists=LISTS,
)
