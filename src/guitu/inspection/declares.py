"""Inspection declares itself here: the kind of matter, its list, duties, words, actions and what it counts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.inspection.counts import COUNTS
from guitu.inspection.stock.listed import GOODS
from guitu.inspection.tips.listed import TIPS
from guitu.inspection.venues.listed import VENUES
from guitu.inspection.words import WORDS
from guitu.kit.declarations import (
    Declaration,
    DutyKind,
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


_SIGNING = {"enter_stock", "count_stock", "return_empties", "destroy_remains", "witness_remains", "record_licence", "report_goods"}
DECLARATION = Declaration(
    package="inspection",
    sealed_as=tuple(SealedAs(name, name) for name in ("inspection_venue.details", "inspection_record.document", "inspection_campaign.name")),
    follows="SELECT inspection_follow_areas(%(change)s, %(on)s, %(receiver)s), inspection_tips_follow_areas(%(change)s, %(on)s, %(receiver)s),"
    " inspection_self_checks_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    lists=(VENUES, GOODS, TIPS),
    matters=(MatterKind("venue", _("场所"), "venues", _PAGE, "see_venues"),),
    duties=(
        _duty("venue_recheck", "recheck-venue", "record_recheck", by_another=True),
        _duty("venue_again", "check-venue", "record_check"),
        _duty("venue_time", "venue", "decide_time"),
        _duty("stock_count", "count-stock", "count_stock"),
        _duty("stock_check", "check-venue", "record_check"),
        _duty("stock_licence", "record-licence", "record_licence"),
        _duty("stock_report", "report-goods", "report_goods"),
        _duty("stock_sale", "report-goods", "report_goods"),
        _duty("stock_remains", "stock-book", "witness_remains", by_another=True),
        _duty("venue_appeal", "decide-appeal", "decide_appeal"),
        _duty("venue_punishment", "note-punishment", "note_punishment"),
    ),
    duty_groups={"venues": _("场所")},
    words=WORDS,
    actions={
        "venues_seen": frozenset({"see_venues"}),
        "inspecting": frozenset({"see_venues", "record_check", "record_recheck", *_SIGNING, "add_photo", "bring_photo"}),
        "venues": frozenset(
            {"see_venues", "record_check", "record_recheck", "register_venue", "change_venue", "close_venue", "reopen_venue",
             "record_letter", "record_no_letter", "make_venue_link", "register_precursor_user", "register_medicine_user", "record_goods",
             *_SIGNING, "refer_venue", "note_punishment", "add_photo", "bring_photo"}
        ),
        "campaigns": frozenset({"plan_campaign", "draw_campaign", "decide_time", "decide_appeal", "open_self_checks", "draw_self_checks"}),
        "venues_by_link": frozenset({"reply_by_link"}),
        "tips": frozenset({"see_tips", "look_at_tip", "decide_tip", "note_reward"}),
    },
    whole={"venues_seen": "venues", "inspecting": "venues", "venues": "venues"},
    closed_commands={
        "register_venue change_venue close_venue reopen_venue register_precursor_user register_medicine_user record_goods add_photo bring_photo": "files",
        "record_check record_recheck record_letter record_no_letter enter_stock count_stock record_licence report_goods": "read_back",
        "return_empties destroy_remains witness_remains": "read_back",
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
        MenuEntry("venues", _("巡查"), "map-pin", "venues", "see_venues", "desk", 42, on_phone=52),
        MenuEntry("tips", _("举报"), "message", "tips", "see_tips", "desk", 43),
    ),
    badges={"tips": "inspection_tips_waiting(a.id)"},
    counts=COUNTS,
)
