"""Every column of every table about people, and why it lies in clear, or that it is sealed."""

from __future__ import annotations

# Of each table about people: what the database itself must read, and why.
KEY = "an id of ours, at random, or the digest of a pack"
PLACE = "row security and every list go by it"
FOUND = "rows are found, counted or sorted by it, see FOUND_BY"
SUMMED = "the database adds it up"
WRITTEN = "when, by whom and how it came there: the order of things, and who looked"
SAID = "not searched, and not sealed, see SAID_BECAUSE"
KEYED = "a keyed hash: equal values are found, nothing is read"
SEALED = "encrypted, bound to its row"
COLUMNS: dict[str, dict[str, str]] = {
    "people_person": {
        KEY: "id standing_no", PLACE: "county_id scope_path compartment home_path", FOUND: "sealed_at", WRITTEN: "opened_at version",
        SEALED: "basics",
    },
    "people_identity": {
        KEY: "person_id", PLACE: "county_id scope_path town_path", KEYED: "id_index phone_index tokens",
        SEALED: "name id_type id_number phone address home_address family extra",
    },
    "people_relative": {
        KEY: "id matter_id post_id", PLACE: "county_id scope_path compartment", WRITTEN: "recorded_at ended_on", SEALED: "body",
    },
    "casework_confided": {
        KEY: "id matter_id post_id", PLACE: "county_id scope_path compartment", WRITTEN: "recorded_at", SEALED: "body",
    },
    "people_correction": {
        KEY: "id matter_id post_id", PLACE: "county_id scope_path compartment", WRITTEN: "no recorded_at", SEALED: "body",
    },
    "matters_matter": {
        KEY: "id", PLACE: "county_id scope_path compartment", WRITTEN: "opened_at closed_at sealed_at", SAID: "kind state since_on next_state next_on",
        SEALED: "label",
    },
    "matters_part": {
        KEY: "id matter_id post_id given_by", PLACE: "county_id scope_path compartment",
        FOUND: "part from_on until_on beyond expires_on", SAID: "classes purpose",
    },
    "matters_ending": {
        KEY: "matter_id checked_post checked_person confirmed_person", PLACE: "county_id scope_path compartment",
        FOUND: "restricted_on archived_on sealed_on", WRITTEN: "checked_at",
    },
    "matters_sealedfile": {
        KEY: "id", PLACE: "county_id scope_path", FOUND: "checked_on due_on sealed_at destroy_on destroyed_at", KEYED: "found_by",
        SUMMED: "hold_days",
    },
    "matters_sealedbody": {KEY: "file_id", PLACE: "county_id", SEALED: "data"},
    "matters_hold": {
        KEY: "id subject_id post_id", PLACE: "county_id scope_path", FOUND: "why from_on until_on", SEALED: "words",
    },
    "matters_unsealing": {
        KEY: "id file_id approval_id post_id", PLACE: "county_id", FOUND: "from_on until_on ground", SEALED: "document",
    },
    "matters_sealedlook": {KEY: "id file_id unsealing_id post_id", PLACE: "county_id", WRITTEN: "at"},
    "handovers_handover": {
        KEY: "id facility_post person_id", PLACE: "county_id scope_path compartment", KEYED: "number_index", SEALED: "facility",
    },
    "handovers_packet": {
        KEY: "id matter_id put_post", PLACE: "county_id scope_path compartment", FOUND: "part", WRITTEN: "put_at", SAID: "consent_on", SEALED: "body",
    },
    "handovers_agreement": {
        KEY: "id said_post", PLACE: "county_id path", FOUND: "signed_on", WRITTEN: "said_at", SAID: "with_whom until_on contents", SEALED: "desk",
    },
    "handovers_secondment": {
        KEY: "id post_id said_post", PLACE: "county_id path", FOUND: "from_on until_on", WRITTEN: "said_at", SAID: "way home",
    },
    "portal_card": {
        KEY: "id matter_id made_post made_person", PLACE: "county_id scope_path compartment", KEYED: "token_hash pin_hash code_hash",
        FOUND: "whose is_own_pin until_on lost tries withdrawn_at by_phone code_until code_tries", WRITTEN: "made_at", SAID: "idle_minutes most_minutes", SEALED: "contact",
    },
    "portal_visit": {
        KEY: "id matter_id card_id", PLACE: "county_id scope_path compartment", KEYED: "secret_hash", WRITTEN: "began_at", FOUND: "seen_at left_at",
    },
    "portal_sealedcard": {
        KEY: "id file_id", PLACE: "county_id", KEYED: "token_hash pin_hash secret_hash", FOUND: "lost tries seen_at", WRITTEN: "began_at",
        SAID: "idle_minutes most_minutes",
    },
    "response_call": {
        KEY: "id person_id", PLACE: "county_id scope_path compartment", FOUND: "raised_at", SAID: "template", SEALED: "whom spot known",
    },
    "response_switch": {
        KEY: "id said_post", PLACE: "county_id", FOUND: "rule", WRITTEN: "said_at", SAID: "is_on", SEALED: "words",
    },
    "response_match": {
        KEY: "id call_id", PLACE: "county_id", FOUND: "rule last_signal signals", WRITTEN: "matched_at", SAID: "came_to cause",
    },
    "response_outside": {
        KEY: "id matter_id", PLACE: "county_id scope_path compartment", FOUND: "number", WRITTEN: "taken_at",
    },
    "response_drill": {
        KEY: "id started_post", PLACE: "county_id", FOUND: "started_at",
    },
    "response_drilled": {
        KEY: "id drill_id post_id", PLACE: "county_id place", FOUND: "unit is_first acknowledged_at",
    },
    "response_heard": {
        KEY: "id post_id", PLACE: "county_id", FOUND: "heard_at", SAID: "what",
    },
    "response_statement": {
        KEY: "id said_post said_person takes_back", PLACE: "county_id path", FOUND: "month item", WRITTEN: "said_at", SAID: "result looked_on how",
        SEALED: "words",
    },
    "response_layer": {
        KEY: "id said_post posts", PLACE: "county_id path", FOUND: "unit", WRITTEN: "said_at", SAID: "days turn_days from_on hands_over",
    },
    "response_cover": {
        KEY: "id said_post post_id", PLACE: "county_id path", FOUND: "unit until_at", WRITTEN: "said_at", SAID: "kind from_at",
    },
    "approvals_approval": {
        KEY: "id asked_post asked_account asked_person decided_post decided_person", PLACE: "county_id scope_path",
        FOUND: "command action state asked_at until_on", WRITTEN: "decided_at", SEALED: "arguments shown words answer",
    },
    "links_link": {
        KEY: "id matter_id made_post made_person", PLACE: "county_id scope_path compartment", KEYED: "token_hash code_hash",
        FOUND: "kind made_at expires_at openings tries withdrawn_at answered_at visit_minutes", SEALED: "shown to_whom",
    },
    "importing_batch": {
        KEY: "id post_id", PLACE: "county_id scope_path", WRITTEN: "created_at finished_at", FOUND: "sheet state file_digest",
        SAID: "counts", SEALED: "file_name mapping",
    },
    "importing_row": {KEY: "id batch_id became", PLACE: "county_id scope_path", FOUND: "line outcome errors warnings", SEALED: "raw"},
    "importing_known": {KEY: "id", PLACE: "county_id scope_path", FOUND: "sheet", SEALED: "words"},
    "links_opening": {KEY: "id link_id", PLACE: "county_id", FOUND: "at outcome", KEYED: "secret_hash net"},
    "notices_notice": {
        KEY: "id post_id from_post object_id", PLACE: "county_id", FOUND: "made_at read_at kind", SAID: "code",
    },
    "notices_channel": {KEY: "id", PLACE: "county_id scope_path", FOUND: "way kinds is_on", WRITTEN: "changed_at", SEALED: "config"},
    "notices_setting": {
        KEY: "id account_id", PLACE: "county_id", FOUND: "way kinds verified_at code_until code_tries", KEYED: "code_hash",
        SEALED: "address",
    },
    "notices_delivery": {
        KEY: "id target_id", PLACE: "county_id", FOUND: "way kind window_at state attempts next_at claimed_at", SUMMED: "n",
        WRITTEN: "done_at", SAID: "trouble", SEALED: "secret",
    },
    "people_access": {
        KEY: "id post_id account_id person_id request_id block", PLACE: "county_id scope_path", FOUND: "at action outcome",
        SAID: "classes purpose detail", SEALED: "words",
    },
    "people_match": {KEY: "id one_id other_id", PLACE: "county_id", FOUND: "found_at settled_at", SAID: "how"},
    "ledger_fact": {
        KEY: "id matter_id corrects batch_id post_id policy", PLACE: "county_id scope_path happened_path compartment",
        FOUND: "kind happened_on counted", WRITTEN: "recorded_at happened_at", SEALED: "body note",
    },
    "casework_measure": {KEY: "id person_id", PLACE: "county_id scope_path", SAID: "kind", SEALED: "organ decision_no"},
    "casework_current": {
        KEY: "person_id", PLACE: "county_id scope_path home_path", FOUND: "state next_state next_on", SAID: "since_on",
        WRITTEN: "settled_at",
    },
    "casework_standing": {
        KEY: "id standing_no", PLACE: "county_id path", FOUND: "state from_on until_on known_at known_until",
    },
    "casework_standingcell": {PLACE: "county_id path", FOUND: "state span begins_on", SUMMED: "delta"},
    "casework_standingchange": {KEY: "id", PLACE: "county_id path", FOUND: "state on_day", SUMMED: "delta"},
    "settling_summary": {
        KEY: "matter_id policy", PLACE: "county_id scope_path compartment", FOUND: "folded_until facts", SAID: "closed", SEALED: "course",
    },
    "casework_pointstransfer": {
        KEY: "id person_id fact_id transfer_id policy", PLACE: "county_id scope_path", FOUND: "kind source item earned_on posted_at",
        SUMMED: "hundredths pieces", SEALED: "why",
    },
    "casework_pointsside": {
        KEY: "id transfer_id good_id policy", PLACE: "county_id", FOUND: "account kind posted_at", SUMMED: "hundredths pieces", SEALED: "why",
    },
    "casework_pointsaccount": {KEY: "id matter_id", PLACE: "county_id scope_path compartment", SUMMED: "balance"},
    "casework_pointsbudget": {KEY: "id", PLACE: "county_id", SUMMED: "balance"},
    "casework_good": {KEY: "id", PLACE: "county_id", FOUND: "name", SUMMED: "pieces taken"},
    "casework_goodprice": {KEY: "id good_id", PLACE: "county_id", FOUND: "from_on hundredths"},
    "casework_redemption": {
        KEY: "id matter_id good_id price_id reserved_by ended_by", PLACE: "county_id scope_path compartment",
        FOUND: "state pick_on keep_by code reserved_at", SUMMED: "hundredths", WRITTEN: "ended_at",
    },
    "casework_lessontaking": {
        KEY: "id matter_id", PLACE: "county_id scope_path compartment", FOUND: "lesson passed", WRITTEN: "taken_at n_right",
    },
    "casework_pointsdispute": {
        KEY: "id matter_id line_id decided_by", PLACE: "county_id scope_path compartment", FOUND: "state decide_by",
        WRITTEN: "asked_at decided_at", SEALED: "words answer",
    },
    "casework_importbatch": {
        KEY: "id post_id", PLACE: "county_id scope_path", FOUND: "file_digest state created_at", WRITTEN: "finished_at",
        SAID: "counts", SEALED: "file_name mapping",
    },
    "casework_importrow": {
        KEY: "id batch_id person_id", PLACE: "county_id scope_path", FOUND: "line outcome errors warnings", SEALED: "raw",
    },
    "duties_duty": {
        KEY: "id matter_id post_id key done_by measure_id policy", PLACE: "county_id scope_path town_path compartment",
        FOUND: "kind state opens_on planned_on due_on due_at done_on", SAID: "place reasons",
    },
    "duties_postponement": {KEY: "id matter_id post_id key", PLACE: "county_id scope_path compartment", FOUND: "until_on"},
    "duties_dutycell": {PLACE: "county_id path compartment", FOUND: "span begins_on kind from_on", SUMMED: "n"},
    "duties_dutychange": {
        KEY: "id", PLACE: "county_id town_path compartment", FOUND: "kind opens_on planned_on due_on", SUMMED: "n",
    },
    "ledger_entry": {
        KEY: "id post_id account_id request_id object_id matter_id corrects policy digest block",
        PLACE: "county_id scope_path compartment", WRITTEN: "at door command", SAID: "object_kind detail",
    },
    "ledger_request": {
        KEY: "id post_id key", PLACE: "county_id", FOUND: "command", KEYED: "fingerprint", WRITTEN: "at", SEALED: "answer",
    },
    "ledger_outbox": {KEY: "id", PLACE: "county_id scope_path", WRITTEN: "at channel sent_at", SAID: "payload"},
    "systems_systemkey": {
        KEY: "id post_id made_by granted_by", PLACE: "county_id scope_path", FOUND: "expires_on made_at withdrawn_at", KEYED: "digest",
        WRITTEN: "taken_at", SAID: "name body role actions classes per_minute per_day prefix", SEALED: "why",
    },
    "systems_systemmeter": {
        KEY: "key_id", PLACE: "county_id scope_path", FOUND: "last_at day_on", SUMMED: "in_minute in_day", WRITTEN: "minute_at",
    },
    "systems_systemcall": {KEY: "id key_id number", PLACE: "county_id scope_path", FOUND: "at", SAID: "method door status"},
    "systems_subscription": {
        KEY: "id key_id", PLACE: "county_id scope_path", FOUND: "made_at ended_at", SAID: "kinds", SEALED: "address secret",
    },
    "systems_event": {
        KEY: "id subscription_id object_id matter_id", PLACE: "county_id scope_path", FOUND: "next_at sent_at given_up_at",
        WRITTEN: "at tries", SAID: "kind",
    },
    "casework_workspan": {KEY: "id standing_no", PLACE: "county_id", FOUND: "what code from_on until_on"},
    "casework_need": {KEY: "id person_id", PLACE: "county_id scope_path compartment", FOUND: "need", SEALED: "told"},
    "casework_stockcount": {
        KEY: "id good_id counted_by answered_by", PLACE: "county_id", FOUND: "answered_at", WRITTEN: "counted_at", SUMMED: "expected counted", SAID: "agreed",
        SEALED: "words",
    },
    "casework_wishcard": {
        KEY: "id need_id", PLACE: "county_id scope_path compartment", KEYED: "code_hash", FOUND: "taken_at received_at withdrawn_at", WRITTEN: "made_at",
        SEALED: "code words bring_to giver thanks",
    },
    "casework_handedover": {
        KEY: "id matter_id move_id from_post to_post", PLACE: "county_id scope_path compartment", FOUND: "on_day", SUMMED: "open_duties",
    },
    "casework_monthreport": {KEY: "id post_id", PLACE: "county_id", FOUND: "month version", WRITTEN: "kept_at", SEALED: "body"},
    "casework_employer": {KEY: "id", PLACE: "county_id scope_path", SEALED: "details"},
    "casework_vacancy": {KEY: "id employer_id", PLACE: "county_id scope_path", FOUND: "closed_on open_on", SUMMED: "seats", SAID: "by_link", SEALED: "details"},
    "casework_budgetline": {KEY: "id said_post", PLACE: "county_id scope_path", FOUND: "year said_at", SUMMED: "yuan"},
    "casework_courseheld": {KEY: "id", PLACE: "county_id scope_path", FOUND: "topic from_on", SAID: "last_on", SEALED: "name"},
    "casework_kitlot": {KEY: "id", PLACE: "county_id scope_path", FOUND: "lot expires_on", SAID: "detects withdrawn_on", SUMMED: "pieces"},
    "casework_kitmove": {KEY: "id lot_id post_id second_post", PLACE: "county_id scope_path", FOUND: "what moved_at", SUMMED: "pieces", SEALED: "words"},
    "casework_sampling": {
        KEY: "id tester_1 tester_2", PLACE: "county_id scope_path", FOUND: "on_day lot lot_until", SAID: "minute", KEYED: "spot",
    },
    "casework_testingday": {KEY: "id tester_1 tester_2 post_id", PLACE: "county_id scope_path", FOUND: "on_day"},
    "casework_testingseat": {KEY: "id matter_id day_id", PLACE: "county_id scope_path compartment", FOUND: "number"},
    "inspection_venue": {
        KEY: "id", PLACE: "county_id scope_path compartment", KEYED: "licence_key name_key address_key tokens",
        FOUND: "kind valid_until state checked_on look_by put_right_by raised signed_year", WRITTEN: "version",
        SAID: "open_findings unsigned_year unsigned", SEALED: "details",
    },
    "inspection_stockbook": {
        KEY: "id", PLACE: "county_id scope_path compartment",
        FOUND: "grade goods stages paper_until missing count_by counted_on differs report_by sales",
    },
    "inspection_record": {KEY: "id matter_id", PLACE: "county_id scope_path compartment", SEALED: "document"},
    "inspection_campaign": {
        KEY: "id", PLACE: "county_id scope_path", FOUND: "from_on until_on", SAID: "kinds way quota seed drawn_at", SEALED: "name",
    },
    "inspection_drawn": {KEY: "id matter_id campaign_id", PLACE: "county_id scope_path compartment"},
    "inspection_deployment": {KEY: "id campaign_id natural_person_id", PLACE: "county_id scope_path", FOUND: "on_day force"},
    "inspection_photo": {
        KEY: "id matter_id post_id", PLACE: "county_id scope_path compartment", KEYED: "digest", FOUND: "finding at", SAID: "moment", SEALED: "data",
    },
    "inspection_selfround": {
        KEY: "id", PLACE: "county_id scope_path", FOUND: "from_on", SAID: "kinds closes_on share seed drawn_at", SEALED: "name",
    },
    "inspection_selfcheck": {
        KEY: "id matter_id round_id code_hash", PLACE: "county_id scope_path compartment", FOUND: "answered_at is_drawn wrong", SAID: "list",
        SEALED: "code answers",
    },
    "inspection_tip": {
        KEY: "id secret_hash", PLACE: "county_id scope_path", FOUND: "received_at outcome", SAID: "about decided_on claimed_on", SEALED: "words answer",
    },
    "inspection_tiplook": {KEY: "id tip_id natural_person_id post_id", PLACE: "county_id scope_path", FOUND: "look at"},
    "inspection_tipname": {KEY: "id", PLACE: "county_id scope_path", SEALED: "name"},
    "rulepacks_trialperson": {
        KEY: "id matter_id trial_id", PLACE: "county_id scope_path compartment", FOUND: "law", SEALED: "differences",
    },
    "ledger_policyversion": {
        KEY: "id post_id digest", PLACE: "county_id scope_path", FOUND: "activated_at", SAID: "pack text",
    },
}
FOUND_BY = {
    "portal_card": "portal/migrations/0002_row_security.py portal/migrations/0003_a_code_stands_in_for_the_card.py portal/cards/queries.py portal/cards/commands.py",
    "portal_visit": "portal/migrations/0002_row_security.py", "portal_sealedcard": "portal/migrations/0002_row_security.py",
    "matters_ending": "casework/sealing/queries.py casework/migrations/0023_ended_files_are_sealed.py",
    "matters_sealedfile": "casework/sealing/queries.py casework/migrations/0023_ended_files_are_sealed.py",
    "matters_hold": "casework/sealing/queries.py", "matters_unsealing": "casework/sealing/queries.py",
    "handovers_packet": "handovers/reading.py", "handovers_agreement": "handovers/agreement_views.py", "handovers_secondment": "handovers/agreement_views.py",
    "response_call": "response/queries.py", "response_switch": "response/signals/queries.py", "response_match": "response/signals/commands.py response/signals/queries.py",
    "response_outside": "response/events/commands.py", "response_drill": "response/drills/queries.py", "response_drilled": "response/drills/queries.py",
    "response_heard": "response/hearing.py", "response_statement": "response/statements/queries.py", "response_layer": "response/standing_by.py", "response_cover": "response/standing_by.py",
    "people_person": "people/queries.py",
    "matters_part": "people/queries.py matters/rowsecurity.py casework/grid_worker.py casework/rosters/undoing.py",
    "approvals_approval": "approvals/queries.py approvals/commands.py",
    "links_link": "links/migrations/0002_row_security.py links/queries.py", "links_opening": "links/queries.py",
    "importing_batch": "importing/batches.py", "importing_row": "importing/batches.py importing/lines.py", "importing_known": "importing/known.py",
    "notices_notice": "notices/queries.py", "notices_channel": "notices/migrations/0002_row_security.py",
    "notices_setting": "notices/migrations/0002_row_security.py notices/settings_commands.py", "notices_delivery": "notices/outbox.py notices/migrations/0002_row_security.py",
    "people_access": "people/access.py", "people_match": "casework/pairs.py", "ledger_fact": "casework/profiles/queries.py casework/counts.py",
    "casework_current": "people/queries.py casework/side_card.py", "casework_standing": "figures/register/queries.py",
    "casework_standingcell": "figures/register/cells.py casework/sums.py", "casework_standingchange": "figures/register/cells.py",
    "settling_summary": "settling/jobs.py", "casework_pointstransfer": "casework/profiles/queries.py casework/points/queries.py casework/fold.py",
    "casework_pointsside": "casework/shop/queries.py casework/migrations/0027_points_are_transfers.py", "casework_good": "casework/shop/queries.py casework/shop/catalogue.py",
    "casework_goodprice": "casework/shop/queries.py casework/shop/catalogue.py", "casework_redemption": "casework/shop/commands.py casework/shop/queries.py",
    "casework_lessontaking": "casework/lessons/commands.py casework/lessons/views.py", "casework_pointsdispute": "casework/disputes/views.py",
    "casework_workspan": "casework/aid/queries.py casework/help_counts.py", "casework_need": "casework/needs/listed.py casework/needs/reading.py",
    "casework_stockcount": "casework/shop/counting.py",
    "casework_wishcard": "casework/needs/wishes.py casework/migrations/0037_a_wish_on_a_card.py",
    "casework_vacancy": "casework/employment/reading.py", "casework_budgetline": "casework/employment/bonus.py",
    "casework_courseheld": "casework/courses/listed.py casework/courses/reading.py",
    "casework_kitlot": "casework/kit_stock.py casework/kits/commands.py", "casework_kitmove": "casework/kits/reading.py",
    "casework_sampling": "casework/samplings.py", "casework_testingday": "casework/testing_days/reading.py", "casework_testingseat": "casework/testing_days/reading.py",
    "casework_importbatch": "casework/rosters/queries.py casework/rosters/commands.py casework/rosters/arriving.py",
    "casework_importrow": "casework/rosters/queries.py casework/rosters/adding.py",
    "duties_duty": "duties/filters.py duties/area_lists.py casework/counts.py", "duties_postponement": "duties/filters.py",
    "duties_dutycell": "duties/area_lists.py", "duties_dutychange": "duties/area_lists.py", "ledger_request": "ledger/commands.py",
    "ledger_policyversion": "ledger/packs.py", "systems_systemkey": "systems/queries.py systems/webhooks/sending.py",
    "systems_systemmeter": "systems/queries.py", "systems_systemcall": "systems/queries.py", "systems_subscription": "systems/queries.py",
    "systems_event": "systems/webhooks/sending.py", "inspection_venue": "inspection/venues/queries.py inspection/declares.py",
    "rulepacks_trialperson": "rulepacks/trials/queries.py", "casework_monthreport": "casework/daybook/month.py",
    "casework_handedover": "casework/caseloads/queries.py", "inspection_stockbook": "inspection/stock/queries.py inspection/declares.py",
    "inspection_campaign": "inspection/campaign_names.py", "inspection_deployment": "inspection/counts.py",
    "inspection_selfround": "inspection/self_checks/queries.py", "inspection_selfcheck": "inspection/self_checks/queries.py",
    "inspection_photo": "inspection/photos.py", "inspection_tip": "inspection/tips/queries.py", "inspection_tiplook": "inspection/tips/queries.py",
}
SAID_BECAUSE = {
    "casework_stockcount": "whether two people counted the same; nobody is named",
    "casework_vacancy": "whether the office or the employer said it; nobody is named",
    "casework_courseheld": "the days of a course; nobody is named",
    "casework_sampling": "the minute in which a sample was taken, by whom; no person is named",
    "casework_kitlot": "what strips of a lot find, and since when they are out of use; nobody is named",
    "handovers_packet": "the day on which the person agreed that health is told",
    "handovers_agreement": "an office that signed with ours, and what about; nobody is named",
    "handovers_secondment": "which office seconds to a post, which way; nobody is named",
    "portal_card": "minutes that a visit lasts",
    "portal_sealedcard": "minutes that a visit lasts",
    "response_call": "a code: which kind of call",
    "response_switch": "codes: which rule, on or off",
    "response_match": "codes: what came of it, and the reason on file as a code; signals are ids of facts",
    "response_statement": "codes of an area and a month: what did not happen, how it was looked at; nobody is named",
    "response_heard": "to what a post answered: a call or a drill",
    "response_layer": "which posts have duty when, read in the whole county; nobody is named",
    "response_cover": "the same",
    "people_access": "codes, ids, how many were found, a keyed hash of what was searched for",
    "matters_part": "codes of what is shown to who is invited, and for what",
    "matters_matter": "a person's file, or another kind; of another where it stands, of a person nothing",
    "people_match": "a code: one person or two",
    "casework_measure": "a code that the state and the ledger say too",
    "casework_current": "the day from which the state holds, as standing says it",
    "settling_summary": "a digest of duties that lie beside it",
    "importing_batch": "how many lines have which error, by codes",
    "casework_importbatch": "how many lines have which error, by codes",
    "duties_duty": "the name of the village; codes of rules with days and counts",
    "notices_notice": "a short number of ours, which no name fits into",
    "notices_delivery": "a code: why it was not delivered",
    "ledger_entry": "kinds of facts, codes and days",
    "ledger_outbox": "nothing leaves the house yet",
    "ledger_policyversion": "packs are public",
    "systems_systemkey": "which office's program it is and what it may do; the beginning of a secret of 256 bits",
    "systems_systemcall": "which door was knocked at, and how it was answered", "systems_subscription": "kinds of facts",
    "systems_event": "the kind of a fact, as the ledger says it",
    "inspection_venue": "numbers and a code: how many findings are open, why a letter is not signed",
    "inspection_campaign": "kinds of place and how they are drawn; anybody may draw again",
    "inspection_photo": "a code: as it was found, or put right",
    "inspection_selfround": "kinds of place, days, which share is drawn by which seed; anybody may draw again",
    "inspection_selfcheck": "which version of which list a place filled in",
    "inspection_tip": "a code: what kind of thing was seen, and days; nobody is named, neither who sent it nor of whom it tells",
}
