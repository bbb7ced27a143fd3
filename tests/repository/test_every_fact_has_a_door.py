"""No right, fact or refusal without a door: each fact has a command, a page and a role; each way out exists."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from guitu.approvals.askable import ASKABLE, deciding
from guitu.cli.reference_pages import commands
from guitu.grid.roles import ROLES
from guitu.rules import records
from guitu.rules.sentences import SENTENCES

CASEWORK = Path(__file__).parents[2] / "src" / "guitu" / "casework"
# Which command writes a fact of each kind. A kind without a line here fails.
WRITTEN_BY = {
    "registered": "add_person", "use_confirmed": "confirm_use", "abstinence_confirmed": "confirm_abstinence",
    "died": "record_status", "struck_off": "record_status", "moved_out": "record_status",
    "moved_in": "record_status", "went_abroad": "record_status", "came_back": "record_status",
    "taken_into_custody": "record_custody", "released_from_custody": "release_from_custody",
    "measure_decided": "open_measure", "decision_served": "serve_decision", "reported_in": "report_in",
    "agreement_signed": "sign_agreement", "report_refused": "refuse_report",
    "measure_transferred": "transfer_measure", "transfer_arrived": "arrive_at_transfer",
    "measure_extended": "extend_measure", "measure_ended": "end_measure", "escaped": "record_escape",
    "recaptured": "record_recapture", "medical_leave_started": "start_medical_leave",
    "medical_leave_ended": "end_medical_leave", "periodic_report": "record_report", "visit": "record_visit",
    "lost_contact": "record_lost_contact", "found_again": "record_found",
    "two_way_control_started": "start_two_way_control", "two_way_control_ended": "end_two_way_control",
    "pregnancy_started": "record_pregnancy", "pregnancy_ended": "end_pregnancy",
    "nursing_started": "record_nursing", "nursing_ended": "end_nursing",
    "test_notice_served": "serve_test_notice", "urine_test": "record_urine_test",
    "test_objected": "object_to_test", "laboratory_result": "record_laboratory_result",
    "test_missed": "record_missed_test", "bottles_moved": "move_bottles", "bottles_destroyed": "destroy_bottles", "doubt_read": "read_doubt", "tests_waived": "waive_tests", "leave_granted": "grant_leave",
    "leave_returned": "record_return", "absence_confirmed": "confirm_absence", "risk_assessed": "assess_risk",
    "level_confirmed": "confirm_level", "violation_reported": "report_violation", "violation_answered": "record_police_answer",
    "agreement_breached": "note_breach", "breach_excused": "excuse_breach", "breach_criticised": "criticise_breach",
    "warning_served": "serve_warning", "two_way_answered": "answer_two_way", "whereabouts_verified": "verify_whereabouts",
    "elsewhere_test_asked": "ask_elsewhere_test", "elsewhere_test_declined": "decline_elsewhere_test",
    "transfer_acknowledged": "acknowledge_transfer",
    "place_opened": "add_place", "place_checked": "check_place", "place_closed": "close_place", "place_reopened": "reopen_place",
    "activity_planned": "plan_activity", "activity_published": "publish_activity", "permit_asked": "note_permit", "activity_held": "record_activity",
    "activity_called_off": "call_off_activity", "broadcasts_started": "start_broadcasts", "broadcast_played": "play_broadcast",
    "broadcasts_stopped": "stop_broadcasts",
    "title_declared": "declare_unit", "title_returned": "return_unit", "title_confirmed": "confirm_unit", "title_assessed": "assess_unit",
    "title_published": "publish_units", "title_withheld": "withhold_unit", "title_given": "name_units", "title_rechecked": "recheck_unit", "title_vetoed": "veto_unit",
    "veto_answered": "answer_veto", "veto_decided": "decide_veto",
    "request_made": "take_request", "request_answered": "answer_request",
    "points_granted": "grant_points", "deduction_confirmed": "confirm_deduction", "duty_postponed": "postpone_duty", "withdrawn": "withdraw_fact",
    "venue_registered": "register_venue", "venue_changed": "change_venue", "venue_closed": "close_venue", "venue_reopened": "reopen_venue",
    "venue_checked": "record_check", "venue_rechecked": "record_recheck", "venue_replied": "make_venue_link", "venue_time_decided": "decide_time",
    "goods_held": "record_goods", "goods_licensed": "record_licence", "stock_moved": "enter_stock", "stock_counted": "count_stock",
    "goods_reported": "report_goods", "empties_returned": "return_empties", "remains_destroyed": "destroy_remains",
    "remains_witnessed": "witness_remains",
    "venue_appealed": "make_venue_link", "venue_appeal_decided": "decide_appeal", "venue_referred": "refer_venue", "venue_punished": "note_punishment",
    "venue_letter_signed": "record_letter", "venue_letter_unsigned": "record_no_letter",
    "consent_given": "give_consent", "consent_withdrawn": "withdraw_consent", "member_named": "name_member", "member_left": "release_member",
    "plan_made": "make_plan", "goal_set": "add_goal", "goal_ended": "end_goal", "plan_reviewed": "review_plan", "plan_closed": "close_plan",
    "session_held": "record_session", "incident_recorded": "record_incident", "incident_lifted": "lift_incident", "help_raised": "raise_help",
    "help_arranged": "arrange_help", "level_told": "tell_level", "level_questioned": "question_level", "level_answered": "answer_question",
    "story_written": "write_story", "story_checked": "check_story",
    "call_raised": "raise_call", "innocent_checked": "check_innocent", "unit_called": "call_units", "unit_escalated": "escalate_call",
    "unit_acknowledged": "acknowledge_call", "unit_reported": "report_call", "seen_again": "report_call", "unit_returned": "return_call",
    "unit_handed_over": "hand_over_call", "call_settled": "settle_call", "settlement_checked": "check_settlement", "help_given": "give_help",
    "call_reviewed": "review_call", "improvement_planned": "plan_improvement", "improvement_made": "note_improvement",
    "call_ended": "end_call", "signals_added": "raise_by_rule",
    "instruction_given": "give_instruction", "unit_urged": "urge_unit", "delay_asked": "ask_delay", "delay_decided": "decide_delay",
    "call_joined": "end_call", "information_added": "add_information",
    "need_found": "raise_need", "need_raised": "raise_need", "need_taken": "take_need", "need_returned": "return_need",
    "need_sent": "send_need", "need_done": "finish_need", "need_answered": "answer_need", "need_ended": "answer_need",
    "aid_applied": "apply_aid", "aid_answered": "answer_aid", "aid_paid": "pay_aid", "aid_declined": "decline_aid",
    "aid_received": "note_aid", "volunteer_joined": "join_volunteers", "volunteer_left": "leave_volunteers", "hours_volunteered": "record_hours",
    "work_referred": "refer_to_work", "work_refused": "refuse_work", "job_started": "start_job", "job_checked": "check_job",
    "job_ended": "end_job", "work_excluded": "exclude_work", "work_included": "include_work", "insurance_started": "start_insurance",
    "insurance_ended": "end_insurance", "bonus_verified": "verify_bonus", "bonus_paid": "pay_bonus",
    "course_attended": "record_attendance", "certificate_given": "give_certificate", "check_up_attended": "record_check_up",
    "handover_asked": "ask_release", "handover_announced": "announce_release", "release_moved": "move_release", "handover_accepted": "accept_handover",
    "receiver_named": "name_receiver", "handover_returned": "return_handover", "handover_sent_again": "send_handover_again",
    "handover_withdrawn": "withdraw_release", "contact_inside": "record_contact_inside", "handover_met": "record_handover_meeting",
    "release_notified": "notify_release", "escort_planned": "plan_escort", "handover_signed": "sign_handover", "nobody_met": "note_nobody_met",
    "handover_filed": "file_handover", "rules_read": "record_rules_read", "handover_followed": "take_from_file", "needs_asked": "ask_needs",
    "certificate_gained": "add_certificate", "handover_closed": "close_handover",
}
# What the clock, the command line, the pages of a roster and the jobs behind an import or an export do; and asking for a second
# person, which the page of what is asked for does. What a link does, whose pages are open to everyone.
NO_PAGE_EVER = frozenset(
    {"empty_packets", "say_day_by_link", "sign_by_link", "settle", "move_horizon", "leave_calls", "find_matches", "finish_trial", "establish_posts", "read_columns", "answer_questions", "commit_rows",
     "undo_rows", "expect_roster", "keep_roster", "refuse_roster", "halt_roster", "seal_file", "destroy_file", "tend_points", "ask_approval",
     "keep_sheet", "refuse_sheet", "take_back_body", "take_back_post", "take_back_staff", "take_place_away", "take_activity_back", "take_contest_back", "clear_response",  # a sheet is read, or taken back
     "release_export", "finish_export", "settle_letter", "finish_print", "note_opening", "answer_by_link", "reply_by_link", "offer_by_link", "take_wish", "choose_pin",
     "subscribe_events", "end_subscription"}  # doors of the interface
)
# Asked within a page that opens for every post: the first page has a list for who has one.
ASKED_WITHIN = {
    "see_today": "duties/views.py", "issue_town_paper": "papers/kinds.py", "issue_police_paper": "papers/kinds.py",
}


def pages(patterns: list[URLPattern | URLResolver] | None = None) -> set[str]:
    """The action of every page."""
    found: set[str] = set()
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            found |= pages(entry.url_patterns)
        else:
            found.add(getattr(entry.callback, "access_policy", "") or "")
    return found


def roles_of(action: str) -> list[str]:
    return [role.code for role in ROLES.values() if action in role.may and role.code != "clock"]


def test_every_kind_of_fact_has_a_command_a_page_and_a_role() -> None:
    named, opened = {command.name for command in commands()}, pages()
    assert set(records.KINDS) == set(WRITTEN_BY)
    for kind, command in WRITTEN_BY.items():
        assert command in named, f"{kind}: no command {command}"
        assert command in opened, f"{kind}: no page for {command}"
        assert roles_of(command), f"{kind}: no role may {command}"


def test_the_command_is_the_one_that_writes_it() -> None:
    """Its slice names the kind where facts are made."""
    for kind, name in WRITTEN_BY.items():
        slice_of = next(command.place for command in commands() if command.name == name)
        folder = (CASEWORK.parent / slice_of).parent
        text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
        assert f'"{kind}"' in text, f"{kind} is not written in {folder.name}"


def test_every_right_is_a_command_or_a_page() -> None:
    named, opened = {command.name for command in commands()}, pages()
    rights = frozenset().union(*(role.may for role in ROLES.values())) - ASKED_WITHIN.keys() - deciding()
    for right, where in ASKED_WITHIN.items():
        assert f'"{right}"' in (CASEWORK.parent / where).read_text(encoding="utf-8")
    assert rights - named - opened - NO_PAGE_EVER == set()
    assert (rights & named) - opened - NO_PAGE_EVER == set(), "a right without a page"


def test_what_is_asked_for_can_be_decided_by_a_post_that_opens_the_page_of_decisions() -> None:
    for one in ASKABLE.values():
        assert any({one.action, "decide_approval", "see_approvals"} <= role.may for role in ROLES.values()), one.name
        assert any({one.name, "ask_approval"} <= role.may for role in ROLES.values()), one.name


def test_every_command_belongs_to_a_role() -> None:
    assert [c.name for c in commands() if not any(c.name in role.may for role in ROLES.values())] == []


# A refusal that names a way out: which page or command that is. A sentence with such words and no line here fails.
_NAMES_A_WAY = re.compile(
    r"请(?:先|直接)?(?:办理?|登记|撤回|作更正|销假|指派)|请登记|请办|办理变更|作更正|“设置”|销假或者|直接撤回|请转|指派给您"
)
WAYS_OUT = {
    **dict.fromkeys(("bottles.wrong_order", "bottles.not_here", "bottles.never_stored"), ("move_bottles",)),
    "teams.relative_unknown": ("record_relative",), "teams.no_relative": ("record_relative",), "consents.never": ("give_consent",),
    "stock.no_book": ("record_goods",),
    "consents.given_already": ("withdraw_consent",),
    "urine_tests.elsewhere": ("record_urine_test",),
    "breaches.on_leave": ("excuse_breach",), "breaches.inside": ("excuse_breach",), "breaches.waived": ("excuse_breach",),
    "breaches.criticised_already": ("withdraw_fact",),
    "corrections.registration": ("correct_fact", "record_status"),
    "corrections.leant_on": ("withdraw_fact",),
    "already_on_file": ("search_people", "assign_person"),
    "no_leave_on_file": ("grant_leave",),
    "post_is_held": ("end_holding",),
    "county_has_begun": ("appoint_holder",),
    "not_oneself": ("appoint_holder",),
    "group_is_lived_in": ("place_person", "close_group"),
    "posts.still_held": ("end_holding", "close_post"),
    "posts.looks_after": ("assign_person",),
    "areas.has_tasks": ("check_task", "withdraw_task"),
    "posts.has_tasks": ("answer_task", "return_task", "withdraw_task"),
    "posts.has_duties": ("assign_person",),
    "bodies.has_posts": ("close_post", "change_post"),
    "bodies.has_staff": ("end_staff", "change_staff"),
    "not_for_this_post": ("choose_post",),
    "leave.needs_town": ("grant_leave",),
    "requests.leave_first": ("grant_leave",),
    "leave.too_long": ("transfer_measure", "start_two_way_control"),
    "leave.return_by": ("record_return",),
    "urine_tests.stage_twice": ("correct_fact",),
    "urine_tests.told_already": ("correct_fact",),
    "urine_tests.second_without_first": ("record_laboratory_result",),
    "urine_tests.second_without_objection": ("object_to_test",),
    "steps.one_at_a_time": ("end_measure", "open_measure"),
    "steps.not_inside": ("transfer_measure",),
    "steps.no_places": ("add_groups",),
    "steps.same_day": ("withdraw_fact",),
    "steps.leave_overlaps": ("record_return", "correct_fact"),
    "maternity.same_day": ("withdraw_fact",),
    "isolation.same_day": ("withdraw_fact",),
    "overlays.crossed": ("correct_fact", "withdraw_fact"),
    "maternity.not_isolation": ("end_pregnancy", "end_nursing"),
}


def test_every_refusal_that_names_a_way_out_names_one_that_exists() -> None:
    opened = pages()
    naming = {code for code, text in SENTENCES.items() if _NAMES_A_WAY.search(text)}
    assert naming <= set(WAYS_OUT), naming - set(WAYS_OUT)
    for code, actions in WAYS_OUT.items():
        assert code in SENTENCES, code
        for action in actions:
            assert action in opened, f"{code} names {action}, which has no page"
            assert action == "choose_post" or roles_of(action), f"{code} names {action}, which nobody may"


def test_every_step_that_a_sentence_names_by_a_word_is_a_button_by_that_word() -> None:
    """“请登记释放”: what the sentence calls it is what the person's page calls it."""
    from guitu.casework.profiles import buttons

    labels = " ".join(str(label) for _title, group in buttons._GROUPS for _name, _action, label in group)
    for word in ("变更执行地", "双向管控", "所外就医", "脱逃", "追回", "怀孕", "哺乳", "羁押", "释放", "销假"):
        assert word in labels, word
