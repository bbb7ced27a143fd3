"""Prevention declares itself here: three kinds of matter, four kinds of duty, and their pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import (
    ClockJob,
    Declaration,
    DutyKind,
    FactWords,
    FirstPage,
    MatterKind,
    MenuEntry,
    OpenCommand,
    Page,
    SealedAs,
)
from guitu.prevention.activities.listed import ACTIVITIES
from guitu.prevention.counts import COUNTS
from guitu.prevention.places.listed import PLACES
from guitu.prevention.schools.listed import SCHOOLS
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
_AT_SCHOOLS = "add_school change_school close_school enter_contest take_contest_back"
_OF_A_SCHOOL = "note_deed take_deed_back add_quiz_class take_work take_work_back add_picture"
_AT_QUIZZES = "open_quiz end_quiz"
_AT_WORKS = "open_collection name_juror decide_prizes certify_works withdraw_certificate"
_AS_JUROR = "mark_work declare_conflict"
_AT_HONOURS = "nominate_honour note_honour publicise_honour grant_honour refuse_honour revoke_honour"
_SEEN = "see_school see_quizzes see_contest see_works"
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
        "prevention_seen": frozenset({"see_prevention", "see_schools", "see_honours", "see_certificates", *_SEEN.split()}),
        "schooling": frozenset({"see_schools", *_SEEN.split(), *_AT_SCHOOLS.split(), *_OF_A_SCHOOL.split(), *_AT_QUIZZES.split()}),
        "own_school": frozenset({"see_own_schools", "see_certificates", *_SEEN.split(), *_OF_A_SCHOOL.split()}),
        "calling_for_works": frozenset({*_AT_WORKS.split(), "see_works", "see_certificates"}),
        "jury": frozenset({"see_works", *_AS_JUROR.split()}),
        "honouring": frozenset({"see_honours", "see_certificates", *_AT_HONOURS.split()}),
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
            for name in f"{_AT_PLACES} {_AT_ACTIVITIES} {_IN_CHARGE} take_place_away take_activity_back {_AT_SCHOOLS} {_OF_A_SCHOOL} {_AT_QUIZZES} {_AT_WORKS} {_AS_JUROR} {_AT_HONOURS}".split()
            if name != "record_visit_to_place"
        ): "administration"
    },
    menu=(
        MenuEntry("prevention", _("预防"), "shield-heart", "prevention", "see_prevention", "desk", 45),
        MenuEntry("my_school", _("我的学校"), "shield-heart", "my-school", "see_own_schools", "desk", 46),
    ),
    first=(FirstPage("prevention", "see_prevention", 60), FirstPage("my-school", "see_own_schools", 61)),
    folds=("guitu.prevention.fold.PLACE", "guitu.prevention.fold.ACTIVITY", "guitu.prevention.fold.LOUDSPEAKER"),
    sheets=(
        "guitu.prevention.places.sheet.SHEET", "guitu.prevention.activities.sheet.SHEET", "guitu.prevention.schools.sheet.SHEET",
        "guitu.prevention.schools.sheet.CONTEST_SHEET", "guitu.prevention.works.sheet.SHEET",
    ),
    lists=(PLACES, ACTIVITIES, SCHOOLS),
    counts=COUNTS,
    sealed_as=tuple(SealedAs(f"prevention_{column}", f"prevention_{column.partition('.')[0]}|words") for column in ("place.about", "activity.about", "booking.who")),
    jobs=(ClockJob("forget_every_phone", "40 16 * * *", "forget_phones"),),
    follows="SELECT prevention_follow_areas(%(change)s, %(on)s, %(receiver)s)",
)
