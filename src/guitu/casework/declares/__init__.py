"""Casework declares itself here: its kind of matter, duties, words, actions, menu, jobs, sums, counts and what others read of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.casework import fact_words
from guitu.casework.aid.listed import ENTITLED
from guitu.casework.counts import COUNTS
from guitu.casework.courses.listed import COURSES
from guitu.casework.daybook.listed import DAYBOOK
from guitu.casework.declares.actions import ACTIONS
from guitu.casework.declares.duties import DUTIES, DUTY_GROUPS
from guitu.casework.help_counts import HELP_COUNTS
from guitu.casework.needs.listed import NEEDS
from guitu.casework.side_card import SIDE_CARD, STATE
from guitu.casework.sums import STANDING
from guitu.kit.declarations import (
    ClockJob,
    Declaration,
    ExportColumn,
    FactWords,
    FirstPage,
    MatterKind,
    MenuEntry,
    NoticeKind,
    Page,
    WaitingPage,
)

# The latest that stands: one that was corrected or taken back is named by the fact that did so.
_LAST_TEST = (
    "SELECT f.matter_id AS person_id, max(f.happened_on)::text AS value FROM ledger_fact f WHERE f.kind = 'urine_test'"
    " AND NOT EXISTS (SELECT 1 FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id) GROUP BY 1"
)
DECLARATION = Declaration(
    package="casework",
    carries="guitu.casework.area_changes.carry", follows="SELECT casework_follow_areas(%(change)s, %(on)s, %(receiver)s), casework_kits_follow_areas(%(change)s, %(on)s, %(receiver)s)",
    closed_commands={
        "check_exit unseal_file": "two_people",
        "hold_file release_hold take_request answer_request give_consent withdraw_consent name_member release_member make_plan add_goal end_goal review_plan"
        " close_plan record_relative forget_relative record_family_talk record_session record_incident lift_incident arrange_help"
        " tell_level question_level answer_question write_confided take_scale raise_help write_story check_story": "decision",
        "seal_file destroy_file tend_points": "house",
        "add_good set_price allot_budget stock_good": "administration", "reserve_good renew_code cancel_reservation hand_out count_shelf agree_shelf_count drop_shelf_count": "two_people",
        "dispute_points decide_dispute take_lesson": "decision",
        "note_breach excuse_breach criticise_breach serve_warning": "decision",
        "answer_two_way verify_whereabouts ask_elsewhere_test decline_elsewhere_test acknowledge_transfer": "decision",
        "raise_need take_need return_need finish_need send_need answer_need thank_giver": "decision",
        "make_wish_card withdraw_wish_card receive_gift": "administration", "take_wish": "house",
        "apply_aid answer_aid pay_aid note_aid join_volunteers leave_volunteers record_hours decline_aid refuse_work refer_to_work": "decision",
        "start_job check_job end_job exclude_work include_work start_insurance end_insurance": "decision",
        "verify_bonus pay_bonus": "two_people", "set_budget add_employer add_vacancy close_vacancy make_employer_link": "administration",
        "add_course record_attendance give_certificate record_check_up": "files", "offer_by_link": "house",
        "print_daybook print_month_report": "files", "keep_month_report": "decision",
        "hand_over_caseload": "two_people", "print_caseload": "files",
        "add_kit_lot receive_kits withdraw_kit_lot": "files", "discard_kits count_kits destroy_bottles": "two_people", "move_bottles plan_testing_day": "files", "read_doubt": "decision",
    },
    jobs=(
        ClockJob("tend_every_points", "30 16 * * *", "tend_points_of"),  # half past midnight in China
        ClockJob("seal_every_file", "0 * * * *", "seal_files"),
    ),  # on the hour: at midnight in China, or when the house is up again
    matters=(
        MatterKind(
            "person", _("人员"), "people", Page("person", ("person_id",)), "open_person",
            later=Page("postpone-duty", ("person_id",)),
        ),
        MatterKind("need", _("需要"), "offices", Page("need", ("need_id",)), "see_needs"),
        MatterKind("employer", _("用人单位"), "units", Page("employer", ("employer_id",)), "see_employers"),
    ),
    duties=DUTIES,
    duty_groups=DUTY_GROUPS,
    words=FactWords(fact_words.KINDS, fact_words.FIELDS, fact_words.CODES),
    actions=ACTIONS,
    menu=(
        MenuEntry("invited", _("我参与的"), "user-circle", "invited", "see_invited", "desk", 90, on_phone=51),
        MenuEntry("my-team", _("小组任务"), "users", "my-team", "see_my_team", "desk", 85, on_phone=65),
        MenuEntry("stories", _("案例"), "file-text", "stories", "see_story", "beside", 12),
        MenuEntry("roster", _("导入"), "file-import", "roster", "import_roster", "beside", 10),
        MenuEntry("helping", _("帮扶"), "home-heart", "needs", "see_needs", "desk", 38),
        MenuEntry("daybook", _("工作记录"), "file-text", "daybook", "see_daybook", "desk", 24),
        MenuEntry("caseloads", _("移交"), "users", "caseloads", "see_caseloads", "beside", 14),
        MenuEntry("level-choices", _("等级与建议"), "chart-bar", "level-choices", "see_level_choices", "beside", 16),
        MenuEntry("testing", _("检测"), "droplet", "testing-days", "see_testing", "desk", 36),
        MenuEntry("sealing", _("封存"), "lock", "sealing", "see_sealing", "desk", 60),
        MenuEntry("waiting", _("等待发送"), "upload", "waiting", "record_visit", "beside", 5),
        MenuEntry("shop", _("积分兑换"), "plant-2", "shop", "see_shop", "desk", 55, on_phone=53),
        MenuEntry("system", _("后台任务"), "clock", "background", "see_system", "beside", 40),
    ),
    first=(FirstPage("shop", "hand_out", 55),),  # who hands out and nothing else
    notices=(
        NoticeKind("part_given", Page("person", ("person_id",)), "open_person"),
        NoticeKind("points_lapse", Page("points-of-month", ("person_id",)), "open_person"),
        NoticeKind("need_given", Page("need", ("need_id",)), "see_needs"),
        NoticeKind("need_moved", Page("need", ("need_id",)), "see_needs"),
        NoticeKind("help_now", Page("incidents", ("person_id",)), "see_incidents"),
        NoticeKind("request_made", Page("person", ("person_id",)), "answer_request"),
        NoticeKind("part_invited", Page("invited"), "see_invited"),
    ),
    folds=("guitu.casework.fold.PERSON", "guitu.casework.needs.fold.NEED"),
    linked=("guitu.casework.employment.by_link.DOOR",),
    lists=(ENTITLED, NEEDS, COURSES, DAYBOOK),
    explains="guitu.casework.explaining.explains", signals="guitu.casework.signalling.signals",
    corrections={"people": "guitu.casework.particulars.commands.correct_person"},
    papers=("guitu.casework.paper.SOURCE",),
    # What is seen and done at somebody's door. No legal step, nothing that is read back first, nothing that takes two.
    waiting=(
        WaitingPage("record-meeting", "record_visit"),
        WaitingPage("record-visit", "record_visit"),
        WaitingPage("record-urine-test", "record_urine_test"),
        WaitingPage("record-report", "record_report"),
        WaitingPage("correct-person", "correct_person"),
    ),
    sums={"standing": STANDING},
    side_card=SIDE_CARD,
    columns={"state": STATE},
    counts=(*COUNTS, *HELP_COUNTS),
    exported=(ExportColumn("last_test", _("最近尿检"), "TEST", _LAST_TEST, 12),),
)
