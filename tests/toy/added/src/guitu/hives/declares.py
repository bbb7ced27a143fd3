"""Hives declare themselves here."""

from __future__ import annotations

from guitu.hives.counts import COUNTS
from guitu.kit.declarations import Declaration, DutyKind, FactWords, MatterKind, MenuEntry, OpenCommand, Page

_PAGE = Page("hive", ("hive_id",))
DECLARATION = Declaration(
    package="hives",
    matters=(MatterKind("hive", "蜂箱", "venues", _PAGE, "see_hives"),),
    duties=(
        DutyKind("hive_look", "看蜂箱", "hives", "BASIC", _PAGE, "look_at_hive"),
        DutyKind("hive_catch", "收回分蜂", "hives", "BASIC", _PAGE, "catch_swarm"),
    ),
    duty_groups={"hives": "蜂箱"},
    words=FactWords(
        {"hive_set_up": "安置蜂箱", "hive_looked_at": "看蜂箱", "hive_swarmed": "分蜂", "swarm_caught": "收回分蜂"},
        {"seen_at": "看见的时刻", "swarm": "哪次分蜂"},
        {"hive_found": {"strong": "强", "weak": "弱", "empty": "空"}},
    ),
    actions={
        "hives": frozenset(
            {"see_hives", "set_up_hive", "take_hive_away", "look_at_hive", "report_swarm", "catch_swarm", "invite_neighbour", "thank_neighbour"}
        )
    },
    whole={"hives": "venues"},
    open_commands=(OpenCommand("look_at_hive", "看蜂箱", "hive_looked_at", "guitu.hives.commands"),),
    closed_commands={"set_up_hive take_hive_away report_swarm catch_swarm invite_neighbour thank_neighbour": "administration"},
    menu=(MenuEntry("hives", "蜂箱", "clock", "hives", "see_hives", "desk", 45),),
    folds=("guitu.hives.fold.HIVE",),
    papers=("guitu.hives.paper.SOURCE",),
    sheets=("guitu.hives.sheet.SHEET",),
    counts=COUNTS,
)
