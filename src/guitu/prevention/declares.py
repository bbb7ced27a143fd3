"""Prevention declares itself here: four kinds of matter, eight kinds of duty, and their pages."""

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
from guitu.prevention.airings.listed import AIRINGS
from guitu.prevention.counts import COUNTS
from guitu.prevention.places.listed import PLACES
from guitu.prevention.remarks.listed import REMARKS
from guitu.prevention.schools.listed import SCHOOLS
from guitu.prevention.signups.listed import SIGNUPS
from guitu.prevention.surveys.listed import SAMPLE
from guitu.prevention.units.counts import COUNTS as UNIT_COUNTS
from guitu.prevention.units.listed import HOUSEHOLDS, UNITS
from guitu.rules.words import CODES

_PLACE, _ACTIVITY = Page("place", ("place_id",)), Page("activity", ("activity_id",))
_PLAY, _UNIT = Page("play-broadcast", ("loudspeaker_id",)), Page("small-unit", ("unit_id",))


def _duty(code: str, needs: str, page: Page, action: str) -> DutyKind:
    return DutyKind(code, CODES["duty_kind"][code], "prevention", needs, page, action)


WORDS = FactWords(
    {
        "place_opened": _("开放"), "place_checked": _("看了设施"), "place_closed": _("停用"), "place_reopened": _("恢复开放"),
        "activity_planned": _("列入计划"), "activity_published": _("发布"), "permit_asked": _("申请安全许可"), "activity_held": _("开展"),
        "activity_called_off": _("取消"), "broadcasts_started": _("列入排期"), "broadcast_played": _("播大喇叭"), "broadcasts_stopped": _("停用大喇叭"),
        "title_declared": _("申报小单元"), "title_returned": _("退回补正"), "title_confirmed": _("审核确认"), "title_assessed": _("考评"), "title_published": _("公示"),
        "title_withheld": _("公示撤下"), "title_given": _("命名授牌"), "title_rechecked": _("复查小单元"), "title_vetoed": _("一票否决"), "veto_answered": _("陈述申辩"),
        "veto_decided": _("决定一票否决"),
    },
    {
        "condition": _("设施"), "held_on": _("活动日"), "expected": _("预计人数"), "by_government": _("由政府直接举办"), "script": _("稿子"),
        "unit_type": _("类别"), "points": _("得分"), "round": _("年度"), "office_level": _("哪一级"), "tier": _("档次"), "stated": _("自己说明的"), "households": _("户数"), "by_person": _("经手人"),
        "assessment": _("考评结果"), "fulfilled": _("做到的"), "naming": _("批次"), "named_by": _("谁命名的"), "recheck": _("复查结果"), "veto_cause": _("什么事"), "veto": _("哪一条"),
        "veto_decision": _("决定"),
    },
    {},
)
_AT_PLACES = "add_place change_place check_place close_place reopen_place book_place cancel_booking remind_group record_visit_of_group record_visit_to_place"
_AT_ACTIVITIES = "plan_activity add_stall publish_activity note_permit call_off_activity record_activity note_activity add_photo cover_face show_photo take_photo_away"
_IN_PROGRAMMES = "plan_programme change_programme lay_out_weeks put_into_programme note_airing take_airing_back"
_AT_THE_DOOR = "open_signups sign_up_at_desk cancel_signup check_in check_in_without_signup decide_remark"
_AT_SCHOOLS = "add_school change_school close_school enter_contest take_contest_back"
_OF_A_SCHOOL = "note_deed take_deed_back add_quiz_class take_work take_work_back add_picture"
_AT_QUIZZES = "open_quiz end_quiz"
_AT_WORKS = "open_collection name_juror decide_prizes certify_works withdraw_certificate"
_AS_JUROR = "mark_work declare_conflict vote_on_unit say_unit_conflict"
_AT_SELECTIONS = "open_selection name_selection_juror decide_selection"
_AT_HONOURS = "nominate_honour note_honour publicise_honour grant_honour refuse_honour revoke_honour"
_SEEN = "see_school see_quizzes see_contest see_works"
_IN_CHARGE = "start_broadcasts stop_broadcasts resume_broadcasts write_script withdraw_script add_voice take_voice_away note_clip take_clip_back add_brand end_brand"
_DECLARING = "declare_unit declare_unit_again declare_households answer_veto note_response"
_CHECKING = "confirm_unit return_unit assess_unit recheck_unit veto_unit set_target"
_COUNTY = (
    "draw_sample record_sample_visit publish_units withhold_unit name_units decide_veto plan_survey set_survey_frame draw_survey give_survey_links publish_survey clear_response"
)
DECLARATION = Declaration(
    package="prevention",
    matters=(
        MatterKind("place", _("阵地"), "units", _PLACE, "see_prevention"),
        MatterKind("activity", _("宣传活动"), "units", _ACTIVITY, "see_prevention"),
        MatterKind("loudspeaker", _("大喇叭"), "units", _PLAY, "play_broadcast"),
        MatterKind("small_unit", _("无毒小单元"), "units", _UNIT, "see_prevention"),
    ),
    duties=(
        _duty("place_check", "BASIC", Page("check-place", ("place_id",)), "check_place"),
        _duty("activity_permit", "BASIC", Page("note-permit", ("activity_id",)), "note_permit"),
        _duty("activity_record", "BASIC", Page("record-activity", ("activity_id",)), "record_activity"),
        _duty("broadcast_play", "VILLAGE", _PLAY, "play_broadcast"),
        _duty("title_recheck", "BASIC", Page("recheck-unit", ("unit_id",)), "recheck_unit"),
        _duty("title_mend", "BASIC", Page("recheck-unit", ("unit_id",)), "recheck_unit"),
        _duty("title_renew", "BASIC", _UNIT, "declare_unit_again"),
        _duty("veto_reply", "BASIC", _UNIT, "answer_veto"),
    ),
    duty_groups={"prevention": _("预防")},
    words=WORDS,
    actions={
        "prevention": frozenset({"see_prevention", "see_selections", *_AT_PLACES.split(), *_AT_ACTIVITIES.split(), *_AT_THE_DOOR.split(), *_IN_PROGRAMMES.split(), "take_place_away", "take_activity_back"}),
        "prevention_seen": frozenset({"see_prevention", "see_selections", "see_schools", "see_honours", "see_certificates", *_SEEN.split()}),
        "schooling": frozenset({"see_schools", *_SEEN.split(), *_AT_SCHOOLS.split(), *_OF_A_SCHOOL.split(), *_AT_QUIZZES.split()}),
        "own_school": frozenset({"see_own_schools", "see_certificates", *_SEEN.split(), *_OF_A_SCHOOL.split()}),
        "calling_for_works": frozenset({*_AT_WORKS.split(), "see_works", "see_certificates"}),
        "jury": frozenset({"see_works", "see_selections", *_AS_JUROR.split()}),
        "honouring": frozenset({"see_honours", "see_certificates", *_AT_HONOURS.split()}),
        "prevention_in_charge": frozenset(_IN_CHARGE.split()),
        "broadcasting": frozenset({"play_broadcast"}),
        "declaring_units": frozenset(_DECLARING.split()),
        "checking_units": frozenset({*_CHECKING.split(), *_AT_SELECTIONS.split()}),
        "naming_units": frozenset(_COUNTY.split()),
    },
    whole={"prevention": "units", "prevention_seen": "units"},
    open_commands=(
        OpenCommand("record_visit_to_place", _("登记参观"), module="guitu.prevention.places.bookings"),
        OpenCommand("play_broadcast", _("播大喇叭"), "broadcast_played", "guitu.prevention.broadcasts.commands"),
    ),
    closed_commands={
        " ".join(
            name
            for name in f"{_AT_PLACES} {_AT_ACTIVITIES} {_AT_THE_DOOR} {_IN_PROGRAMMES} {_IN_CHARGE} {_DECLARING} {_CHECKING} {_COUNTY} take_place_away take_activity_back {_AT_SCHOOLS} {_OF_A_SCHOOL} {_AT_QUIZZES} {_AT_WORKS} {_AS_JUROR} {_AT_HONOURS} {_AT_SELECTIONS}".split()
            if name != "record_visit_to_place"
        ): "administration"
    },
    menu=(
        MenuEntry("prevention", _("预防"), "shield-heart", "prevention", "see_prevention", "desk", 45, on_phone=54),
        MenuEntry("my_school", _("我的学校"), "shield-heart", "my-school", "see_own_schools", "desk", 46, on_phone=20),
    ),
    first=(FirstPage("prevention", "see_prevention", 60), FirstPage("my-school", "see_own_schools", 61)),
    folds=("guitu.prevention.fold.PLACE", "guitu.prevention.fold.ACTIVITY", "guitu.prevention.fold.LOUDSPEAKER", "guitu.prevention.fold.UNIT"),
    sheets=(
        "guitu.prevention.places.sheet.SHEET", "guitu.prevention.activities.sheet.SHEET", "guitu.prevention.schools.sheet.SHEET",
        "guitu.prevention.schools.sheet.CONTEST_SHEET", "guitu.prevention.works.sheet.SHEET", "guitu.prevention.surveys.sheet.SHEET",
    ),
    lists=(PLACES, ACTIVITIES, AIRINGS, SIGNUPS, REMARKS, SCHOOLS, UNITS, HOUSEHOLDS, SAMPLE),
    counts=(*COUNTS, *UNIT_COUNTS),
    sealed_as=tuple(SealedAs(f"prevention_{column}", f"prevention_{column.partition('.')[0]}|words") for column in ("place.about", "activity.about", "booking.who")),
    jobs=(ClockJob("forget_every_phone", "40 16 * * *", "forget_phones"),),
    follows="SELECT prevention_follow_areas(%(change)s, %(on)s, %(receiver)s), prevention_units_follow_areas(%(change)s, %(on)s, %(receiver)s), prevention_programmes_follow_areas(%(change)s, %(on)s, %(receiver)s), prevention_selections_follow_areas(%(change)s, %(on)s, %(receiver)s)",
)
