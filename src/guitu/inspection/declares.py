"""Inspection declares itself here: the kind of matter, its list, duties, words, actions and what it counts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.inspection.counts import COUNTS
from guitu.inspection.words import WORDS
from guitu.kit.declarations import (
    Declaration,
    DutyKind,
    ListColumn,
    ListPage,
    MatterKind,
    MenuEntry,
    NoticeKind,
    Page,
    SealedAs,
    WaitingPage,
)
from guitu.rules.words import CODES

_PAGE = Page("venue", ("venue_id",))


def _duty(code: str, page: str, action: str, *, by_another: bool = False) -> DutyKind:
    return DutyKind(code, CODES["duty_kind"][code], "venues", "BASIC", Page(page, ("venue_id",)), action, by_another=by_another)


VENUES = ListPage(
    name="venues",
    columns=(
        ListColumn("name", _("名称"), essential=True),
        ListColumn("kind", _("类别"), "v.kind", essential=True),
        ListColumn("state", _("情况"), "v.state", essential=True),
        ListColumn("place", _("地方"), "v.scope_path"),
        ListColumn("checked", _("上次检查"), "v.checked_on", essential=True, falling=True),
        ListColumn("look_by", _("下次检查"), "v.look_by"),
        ListColumn("right_by", _("改好期限"), "v.put_right_by"),
        ListColumn("licence_until", _("执照有效到"), "v.valid_until"),
        ListColumn("letter", _("责任书")),
    ),
    order="v.scope_path, v.id",
    filters=("name", "kind", "state", "letter", "only"),
    passing=("campaign", "area"),
)
TIPS = ListPage(
    name="tips",
    columns=(
        ListColumn("received", _("收到"), "t.received_at", essential=True),
        ListColumn("about", _("关于什么"), "t.about", essential=True),
        ListColumn("place", _("地方"), "t.scope_path", essential=True),
        ListColumn("state", _("情况"), essential=True),
        ListColumn("due", _("期限"), essential=True),
    ),
    order="t.received_at, t.id",
    filters=("which",),
)
DECLARATION = Declaration(
    package="inspection",
    sealed_as=tuple(SealedAs(name, name) for name in ("inspection_venue.details", "inspection_record.document", "inspection_campaign.name")),
    follows="SELECT inspection_follow_areas(%(change)s, %(on)s, %(receiver)s), inspection_tips_follow_areas(%(change)s, %(on)s, %(receiver)s),"
    " inspection_self_checks_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    lists=(VENUES, TIPS),
    matters=(MatterKind("venue", _("场所"), "venues", _PAGE, "see_venues"),),
    duties=(
        _duty("venue_recheck", "recheck-venue", "record_recheck", by_another=True),
        _duty("venue_again", "check-venue", "record_check"),
        _duty("venue_time", "venue", "decide_time"),
        _duty("venue_appeal", "decide-appeal", "decide_appeal"),
        _duty("venue_punishment", "note-punishment", "note_punishment"),
    ),
    duty_groups={"venues": _("场所")},
    words=WORDS,
    actions={
        "venues_seen": frozenset({"see_venues"}),
        "inspecting": frozenset({"see_venues", "record_check", "record_recheck", "add_photo"}),
        "venues": frozenset(
            {"see_venues", "record_check", "record_recheck", "register_venue", "change_venue", "close_venue", "reopen_venue",
             "record_letter", "record_no_letter", "make_venue_link", "refer_venue", "note_punishment", "add_photo"}
        ),
        "campaigns": frozenset({"plan_campaign", "draw_campaign", "decide_time", "decide_appeal", "open_self_checks", "draw_self_checks"}),
        "venues_by_link": frozenset({"reply_by_link"}),
        "tips": frozenset({"see_tips", "look_at_tip", "decide_tip", "note_reward"}),
    },
    whole={"venues_seen": "venues", "inspecting": "venues", "venues": "venues"},
    closed_commands={
        "register_venue change_venue close_venue reopen_venue add_photo": "files",
        "record_check record_recheck record_letter record_no_letter": "read_back",
        "make_venue_link decide_time decide_appeal refer_venue note_punishment plan_campaign draw_campaign open_self_checks draw_self_checks": "decision",
        "reply_by_link": "house",
        "look_at_tip decide_tip note_reward": "decision",
    },
    folds=("guitu.inspection.fold.VENUE",),
    linked=("guitu.inspection.findings.by_link.DOOR",),
    sheets=("guitu.inspection.venues.sheet.SHEET",),
    waiting=(WaitingPage("check-venue", "record_check"),),
    notices=(NoticeKind("venue_replied", _PAGE, "see_venues"),),
    menu=(
        MenuEntry("venues", _("巡查"), "map-pin", "venues", "see_venues", "desk", 42),
        MenuEntry("tips", _("举报"), "message", "tips", "see_tips", "desk", 43),
    ),
    counts=COUNTS,
)  # fmt: skip
