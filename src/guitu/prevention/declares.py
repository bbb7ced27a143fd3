"""Prevention declares itself here: three kinds of matter, four kinds of duty, and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import Declaration, DutyKind, FactWords, MatterKind, MenuEntry, OpenCommand, Page
from guitu.prevention.activities.listed import ACTIVITIES
from guitu.prevention.counts import COUNTS
from guitu.prevention.places.listed import PLACES
from guitu.rules.words import CODES

_PLACE, _ACTIVITY = Page("place", ("place_id",)), Page("activity", ("activity_id",))
_PLAY = Page("play-broadcast", ("loudspeaker_id",))


def _duty(code: str, needs: str, page: Page, action: str) -> DutyKind:
    return DutyKind(code, CODES["duty_kind"][code], "prevention", needs, page, action)


WORDS = FactWords(
    {
        "place_opened": _("开放"), "place_checked": _("看了设施"), "place_closed": _("停用"), "place_reopened": _("恢复开放"),
        "activity_planned": _("列入计划"), "activity_published": _("发布"), "permit_asked": _("申请安全许可"), "activity_held": _("开展"),
        "activity_called_off": _("取消"), "broadcasts_started": _("列入排期"), "broadcast_played": _("播大喇叭"), "broadcasts_stopped": _("停用大喇叭"),
    },
    {
        "condition": _("设施"), "held_on": _("活动日"), "expected": _("预计人数"), "by_government": _("由政府直接举办"), "script": _("稿子"),
    },
    {},
)  # fmt: skip
_AT_PLACES = "add_place change_place check_place close_place reopen_place book_place cancel_booking record_visit_of_group record_visit_to_place"
_AT_ACTIVITIES = "plan_activity add_stall publish_activity note_permit call_off_activity record_activity note_activity"
_IN_CHARGE = "start_broadcasts stop_broadcasts resume_broadcasts write_script withdraw_script note_clip take_clip_back add_brand end_brand"
DECLARATION = Declaration(
    package="prevention",
    matters=(
        MatterKind("place", _("阵地"), "units", _PLACE, "see_prevention"),
        MatterKind("activity", _("宣传活动"), "units", _ACTIVITY, "see_prevention"),
        MatterKind("loudspeaker", _("大喇叭"), "units", _PLAY, "play_broadcast"),
    ),
    duties=(
        _duty("place_check", "BASIC", Page("check-place", ("place_id",)), "check_place"),
        _duty("activity_permit", "BASIC", Page("note-permit", ("activity_id",)), "note_permit"),
        _duty("activity_record", "BASIC", Page("record-activity", ("activity_id",)), "record_activity"),
        _duty("broadcast_play", "VILLAGE", _PLAY, "play_broadcast"),
    ),
    duty_groups={"prevention": _("预防")},
    words=WORDS,
    actions={
        "prevention": frozenset({"see_prevention", *_AT_PLACES.split(), *_AT_ACTIVITIES.split(), "take_place_away", "take_activity_back"}),
        "prevention_seen": frozenset({"see_prevention"}),
        "prevention_in_charge": frozenset(_IN_CHARGE.split()),
        "broadcasting": frozenset({"play_broadcast"}),
    },
    whole={"prevention": "units", "prevention_seen": "units"},
    open_commands=(
        OpenCommand("record_visit_to_place", _("登记参观"), module="guitu.prevention.places.bookings"),
        OpenCommand("play_broadcast", _("播大喇叭"), "broadcast_played", "guitu.prevention.broadcasts.commands"),
    ),
    closed_commands={
        " ".join(
            name
            for name in f"{_AT_PLACES} {_AT_ACTIVITIES} {_IN_CHARGE} take_place_away take_activity_back".split()
            if name != "record_visit_to_place"
        ): "administration"
    },
    menu=(MenuEntry("prevention", _("预防"), "shield-heart", "prevention", "see_prevention", "desk", 45),),
    folds=("guitu.prevention.fold.PLACE", "guitu.prevention.fold.ACTIVITY", "guitu.prevention.fold.LOUDSPEAKER"),
    sheets=("guitu.prevention.places.sheet.SHEET", "guitu.prevention.activities.sheet.SHEET"),
    lists=(PLACES, ACTIVITIES),
    counts=COUNTS,
    follows="SELECT prevention_follow_areas(%(change)s, %(on)s, %(receiver)s)",
)
