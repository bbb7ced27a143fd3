"""The actions of casework in groups, as `guitu/roles.py` gives them to roles: each the name of a command or of a page."""

from __future__ import annotations

from collections.abc import Mapping

_GROUPS = {
    "files": "open_person",
    "intake": "add_person place_person import_roster expect_roster keep_roster refuse_roster read_columns"
              " answer_questions start_import commit_rows stop_import undo_import undo_rows forget_answers",
    "placing": "place_person",
    "particulars": "correct_person",
    "identity": "correct_identity",
    "approving_identity": "approve_identity",  # never by the one who asked
    "visits": "record_visit",
    "reports": "record_report",
    "requests": "take_request answer_request",
    "by_anybody": "take_wish",  # what the house writes down for who has a card
    "by_the_person": "take_request object_to_test withdraw_consent reserve_good renew_code cancel_reservation dispute_points",  # what the house writes down for who is at their own door
    "postponing": "postpone_duty resume_duty",
    "tests": "record_urine_test record_missed_test serve_test_notice tell_result object_to_test record_laboratory_result",
    "testing_seen": "see_testing",
    "testing": "see_testing add_kit_lot receive_kits discard_kits count_kits withdraw_kit_lot move_bottles destroy_bottles plan_testing_day",
    "reading_doubts": "read_doubt",  # never by who wrote down or took the sample
    "approving_destruction": "approve_destruction",  # never by the one who asked
    "leave": "grant_leave record_return confirm_absence",
    "approving_leave": "approve_leave",  # above the days of the post that asks
    "legal": "open_measure serve_decision report_in sign_agreement refuse_report transfer_measure arrive_at_transfer acknowledge_transfer"
             " end_measure extend_measure record_custody release_from_custody report_violation record_police_answer"
             " waive_tests record_pregnancy end_pregnancy record_nursing end_nursing",
    "seeing_breaches": "see_breaches",
    "breaches": "see_breaches note_breach excuse_breach criticise_breach serve_warning",
    "isolation": "record_escape record_recapture start_medical_leave end_medical_leave",
    "status": "record_lost_contact record_found record_status start_two_way_control end_two_way_control"
              " answer_two_way verify_whereabouts ask_elsewhere_test decline_elsewhere_test",
    "seeing_clocks": "see_clocks see_letters",
    "police": "confirm_use confirm_abstinence",
    "sealing": "see_sealing check_exit hold_file release_hold",
    "unsealing": "unseal_file open_sealed",
    "approving_unsealing": "approve_unsealing",  # never by the one who asked
    "levels": "assess_risk confirm_level",
    "seeing_level_choices": "see_level_choices",
    "points": "grant_points",
    "shop": "see_shop reserve_good renew_code cancel_reservation dispute_points take_lesson",
    "shop_issuing": "see_shop hand_out stock_good count_shelf agree_shelf_count drop_shelf_count",  # never what the same human being entered
    "shop_in_charge": "see_shop add_good set_price allot_budget agree_shelf_count drop_shelf_count",
    "disputes": "see_shop decide_dispute",  # never of a deduction that one made
    "deductions": "confirm_deduction",  # of points taken away by hand: never by the one who typed it
    "mend": "correct_fact withdraw_fact",
    "helping": "see_help see_needs raise_need send_need answer_need thank_giver see_entitled apply_aid answer_aid pay_aid note_aid decline_aid refuse_work"
               " see_employers refer_to_work start_job check_job end_job exclude_work include_work start_insurance end_insurance"
               " see_courses record_attendance give_certificate record_check_up join_volunteers leave_volunteers record_hours",
    "needs_heard": "see_help see_needs raise_need send_need answer_need thank_giver see_entitled",
    "needs_met": "see_needs take_need return_need finish_need make_wish_card withdraw_wish_card receive_gift",  # by the unit: no person's file is open to it
    "employers": "see_employers add_employer add_vacancy close_vacancy make_employer_link",
    "courses": "see_courses add_course",
    "bonuses": "see_bonuses verify_bonus",
    "paying_bonuses": "see_bonuses pay_bonus",  # never by the human being who verified it
    "budgeting": "set_budget",
    "employer_by_link": "offer_by_link",
    "approving_corrections": "approve_correction",  # of legal facts, asked for by who recorded them
    "assigning": "assign_person",
    "inviting": "invite_unit end_invitation",
    "invited": "see_invited",  # files in which it takes part from outside the team
    "matches": "settle_match reopen_match",
    "seeing_teamwork": "see_teamwork see_incidents",
    "teamwork": "see_teamwork see_family see_sessions see_story give_consent withdraw_consent name_member release_member"
                " make_plan add_goal end_goal review_plan close_plan record_relative forget_relative record_family_talk"
                " record_session tell_level question_level write_story check_story arrange_help",
    "incidents": "see_incidents record_incident",
    "lifting_incidents": "lift_incident",  # never by who wrote it down
    "answering_questions": "answer_question",  # about a level, never by who set it
    "my_team": "see_my_team",
    "counselling": "see_counselling write_confided take_scale raise_help",  # the counsellor's alone
    "background": "see_system run_job_again",
    "daybook": "see_daybook print_daybook keep_month_report print_month_report",
    "caseloads": "see_caseloads hand_over_caseload print_caseload",
    "approving_caseloads": "approve_caseload",  # never by the one who asked
    "by_the_clock": "settle move_horizon find_matches halt_roster seal_file destroy_file tend_points",
}
ACTIONS: Mapping[str, frozenset[str]] = {group: frozenset(actions.split()) for group, actions in _GROUPS.items()}
