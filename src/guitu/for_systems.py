"""Which commands another system may call with a key, and which only people do, each with the reason. `guitu/api` makes a
door of each that is open; a test fails for a command that stands in neither table.

Legal steps are read back by somebody before they are written (ADR 0020), so no system takes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.casework.profiles.words import needs
from guitu.declared import DECLARATIONS
from guitu.kit.declarations import OpenCommand as Open
from guitu.rules.records import KINDS

OPEN: tuple[Open, ...] = (
    Open("add_person", _("建档")),
    Open("assign_person", _("指派")),
    Open("place_person", _("确定村组")),
    Open("record_visit", _("记录走访"), "visit"),
    Open("record_report", _("记录定期报到"), "periodic_report"),
    Open("record_found", _("登记找回"), "found_again"),
    Open("record_return", _("销假"), "leave_returned"),
    Open("record_urine_test", _("记录尿检"), "urine_test"),
    Open("serve_test_notice", _("送达检测通知书"), "test_notice_served"),
    Open("record_missed_test", _("记录未到检"), "test_missed"),
    Open("tell_result", _("补记告知")),
    Open("object_to_test", _("登记异议"), "test_objected"),
    Open("assess_risk", _("风险评估"), "risk_assessed"),
    Open("grant_points", _("记积分"), "points_granted"),
    Open("postpone_duty", _("暂不办一件事"), "duty_postponed"),
    Open("resume_duty", _("恢复提醒")),
    Open("give_task", _("新的交办")),
    Open("take_task", _("接办")),
    Open("answer_task", _("答复交办")),
    Open("return_task", _("退回交办")),
    Open("reopen_task", _("重新交办")),
    Open("withdraw_task", _("撤销交办")),
    Open("subscribe_events", _("有事时通知这个系统")),
    Open("end_subscription", _("不再通知")),
    *(one for declared in DECLARATIONS for one in declared.open_commands),
)

_READ_BACK = (
    "open_measure serve_decision report_in sign_agreement refuse_report transfer_measure arrive_at_transfer extend_measure end_measure"
    " record_custody release_from_custody record_escape record_recapture start_medical_leave end_medical_leave"
    " record_pregnancy end_pregnancy record_nursing end_nursing record_lost_contact record_status report_violation"
    " record_police_answer record_laboratory_result confirm_use confirm_abstinence confirm_absence"
    " start_two_way_control end_two_way_control correct_fact withdraw_fact issue_paper print_paper serve_paper replace_paper"
    " withdraw_paper"
)
_TWO_PEOPLE = (
    "ask_approval decide_approval withdraw_approval activate_policy release_export make_key take_key check_task open_code"
    " ask_factor_reset put_in_force correct_identity rearrange_areas use_template"
)
_DECISION = "confirm_level confirm_deduction grant_leave waive_tests settle_match reopen_match invite_unit end_invitation correct_person"
_ADMINISTRATION = (
    "establish_posts appoint_holder end_holding identify_holder give_own_number disable_account enable_account reset_password"
    " make_area_group fill_area_group close_area_group add_groups close_group run_job_again withdraw_key"
    " make_area rename_area close_area record_area_code record_place_fact"
    " add_body change_body end_body approve_number add_post change_post close_post add_staff change_staff end_staff"
    " take_back_body take_back_post take_back_staff forget_words forget_answers"
    " change_number drop_number keep_example drop_example drop_draft set_channel try_channel try_delivery_again"
    " make_task_link withdraw_link freeze_rows begin_bulk"
)
_FILES = (
    "expect_sheet read_sheet_columns answer_sheet start_sheet stop_sheet undo_sheet"
    " ask_export fetch_export import_roster expect_roster read_columns answer_questions start_import stop_import undo_import"
    " attach_file take_file start_print take_pages upload_template use_template drop_template"
)
_OF_ONESELF = "keep_columns keep_view drop_view read_notice read_notices set_address confirm_address try_address choose_kinds forget_address"
_HOUSE = (
    "keep_sheet refuse_sheet note_rows note_opening answer_by_link finish_export keep_roster refuse_roster halt_roster commit_rows undo_rows"
    " settle_letter finish_print"
)
# Of each closed command the code of the sentence that says why.
CLOSED: Mapping[str, str] = {
    name: f"systems.{why}"
    for why, names in (
        ("read_back", _READ_BACK), ("two_people", _TWO_PEOPLE), ("decision", _DECISION), ("administration", _ADMINISTRATION),
        ("files", _FILES), ("house", _HOUSE), ("of_oneself", _OF_ONESELF),
    )
    for name in names.split()
} | {
    name: f"systems.{why}"
    for declared in DECLARATIONS
    for names, why in declared.closed_commands.items()
    for name in names.split()
}

# What may be read, by the action that a page of the same needs.
READS: Mapping[str, Any] = {
    "search_people": _("看人员名单"), "open_person": _("看一个人的档案"), "see_today": _("看待办"), "see_register": _("看名册和指标"),
    "see_tasks": _("看交办"),
}
GRANTABLE: Mapping[str, Any] = {**READS, **{one.name: one.title for one in OPEN}}

# What a key may be told of, by the class of fields that it needs: facts by their kind, tasks.
EVENTS: Mapping[str, str] = {**{f"fact.{kind}": needs(kind) for kind in KINDS}, "task": "TASKS"}
