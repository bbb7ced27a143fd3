"""Role × action × field class, declared once. docs/access.md is generated from this table."""

from __future__ import annotations

from dataclasses import dataclass, field

from guitu.kit.telling import said

# Field classes (security.md S-1.9): what a page or an export may show of a person.
CLASSES = ("BASIC", "STATUS", "CONTACT", "IDENT", "TEST", "NOTE", "PSY", "POINTS")

# Actions, each the name of a command or of a page. An action not listed here is refused.
SEE = frozenset({"see_today", "search_people", "open_person", "see_register"})
INTAKE = frozenset(
    {
        "add_person", "place_person", "correct_person", "import_roster", "expect_roster", "keep_roster", "refuse_roster", "read_columns", "answer_questions", "start_import", "commit_rows", "stop_import",
        "undo_import", "undo_rows",
    }
)  # fmt: skip
CONTACT = frozenset({"record_visit", "record_report", "postpone_duty", "resume_duty"})
TESTS = frozenset(
    {"record_urine_test", "record_missed_test", "serve_test_notice", "tell_result", "object_to_test",
     "record_laboratory_result"}
)
LEAVE = frozenset({"grant_leave", "record_return", "confirm_absence"})
LEGAL = frozenset(
    {
        "open_measure", "serve_decision", "report_in", "sign_agreement", "refuse_report", "transfer_measure",
        "arrive_at_transfer", "end_measure", "extend_measure", "record_custody", "release_from_custody",
        "report_violation", "record_police_answer", "waive_tests", "record_pregnancy", "end_pregnancy", "record_nursing",
        "end_nursing",
    }
)  # fmt: skip
ISOLATION = frozenset({"record_escape", "record_recapture", "start_medical_leave", "end_medical_leave"})
STATUS = frozenset(
    {"record_lost_contact", "record_found", "record_status", "start_two_way_control", "end_two_way_control"}
)
POLICE = frozenset({"confirm_use", "confirm_abstinence"})
LEVELS = frozenset({"assess_risk", "confirm_level"})
POINTS = frozenset({"grant_points"})
DEDUCTIONS = frozenset({"confirm_deduction"})  # of points taken away by hand: never by the one who typed it
MEND = frozenset({"correct_fact", "withdraw_fact"})
UNMASK = frozenset({"unmask_person"})
ASSIGN = frozenset({"assign_person"})
FIGURES = frozenset({"open_term"})
AREA_GROUPS = frozenset({"see_area_groups", "make_area_group", "fill_area_group", "close_area_group"})
GROUPS = frozenset({"add_groups", "close_group"})
APPOINT = frozenset(
    {"see_posts", "appoint_holder", "end_holding", "identify_holder", "reset_password", "ask_factor_reset",
     "disable_account", "enable_account", "give_own_number"}
)  # fmt: skip
CODES = frozenset({"open_code"})  # the second person of a one-time code or of a lost second factor
LOGS = frozenset({"see_access_log", "see_ledger"})
MATCHES = frozenset({"settle_match", "reopen_match"})

PAPERS = frozenset(
    {"see_papers", "issue_paper", "print_paper", "serve_paper", "replace_paper", "withdraw_paper", "attach_file",
     "take_file", "start_print", "settle_letter", "finish_print", "take_pages"}
)  # fmt: skip
TOWN_PAPERS = PAPERS | {"issue_town_paper"}  # what the place of execution signs
POLICE_PAPERS = PAPERS | {"issue_police_paper"}  # decisions, and the notice that releases
TEMPLATES = frozenset({"upload_template", "use_template", "drop_template"})

CASEWORK = CONTACT | TESTS | LEAVE | LEGAL | ISOLATION | STATUS | LEVELS | POINTS | MEND


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of post: what it may do, which classes it reads, whether it sees its whole area."""

    code: str
    label: str
    may: frozenset[str]
    classes: frozenset[str]
    whole: bool
    note: str = ""
    levels: tuple[int, ...] = field(default=(6, 9, 12, 15))  # path lengths it may be posted over

    @property
    def word(self) -> str:
        """The label in the reader's language."""
        return said(self.label)

    @property
    def told_note(self) -> str:
        return said(self.note)

    def called(self, title: str) -> str:
        """A post's own title stays as it was written; one named after its role follows the language."""
        return self.word if title == self.label else title


def _role(code: str, label: str, may: frozenset[str], classes: str, *, whole: bool, note: str = "") -> Role:
    return Role(code, label, may, frozenset(classes.split()), whole, note)


ALL_CARE = "BASIC STATUS CONTACT IDENT TEST NOTE POINTS"

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role("county_director", "县禁毒办主任", SEE | frozenset({"see_papers", "take_file"}) | FIGURES | LEVELS | DEDUCTIONS | UNMASK | AREA_GROUPS | APPOINT | CODES | frozenset({"see_policy"}),
              "BASIC STATUS CONTACT IDENT TEST POINTS", whole=True),
        _role("county_clerk", "县禁毒办内勤", SEE | FIGURES | POLICE_PAPERS | TEMPLATES | INTAKE | MEND | ASSIGN | UNMASK | MATCHES | STATUS | POLICE | LEGAL | ISOLATION | DEDUCTIONS | AREA_GROUPS | GROUPS
              | APPOINT | CODES | frozenset({"see_policy", "activate_policy"}),
              "BASIC STATUS CONTACT IDENT TEST POINTS", whole=True),
        _role("town_head", "镇街负责人", SEE | FIGURES | TOWN_PAPERS | INTAKE | CASEWORK | DEDUCTIONS | ASSIGN | UNMASK | AREA_GROUPS | GROUPS | CODES | frozenset({"see_posts", "see_policy"}),
              ALL_CARE, whole=True),
        _role("social_worker", "禁毒社工", SEE | FIGURES | TOWN_PAPERS | INTAKE | CASEWORK | UNMASK | frozenset({"see_policy"}),
              ALL_CARE, whole=False, note="只见名下的人"),
        _role("village_worker", "村（社区）专职", SEE | CONTACT | UNMASK | frozenset({"place_person"}), "BASIC STATUS CONTACT", whole=False,
              note="只见名下的人；证件号码遮住"),
        _role("grid_worker", "网格员", frozenset({"see_today", "search_people", "open_person", "record_visit", "postpone_duty", "resume_duty"}) | UNMASK,
              "BASIC CONTACT", whole=False, note="只见本组名下的人：姓名、住址、任务；不见涉毒情况"),
        _role("police_liaison", "派出所联络民警", SEE | FIGURES | POLICE_PAPERS | LEGAL | ISOLATION | STATUS | POLICE | TESTS | UNMASK,
              "BASIC STATUS CONTACT IDENT TEST", whole=True, note="不见帮教谈话"),
        _role("facility_officer", "强制隔离戒毒所民警", frozenset({"see_today", "search_people", "open_person"}) | ISOLATION,
              "BASIC STATUS", whole=False),
        _role("member_liaison", "成员单位联络员", frozenset({"see_today"}), "BASIC", whole=False),
        _role("counsellor", "心理咨询师", frozenset({"see_today", "open_person", "record_visit", "postpone_duty", "resume_duty"}),
              "BASIC CONTACT PSY", whole=False),
        _role("clinic_staff", "医务人员", frozenset({"see_today", "open_person"}), "BASIC CONTACT", whole=False),
        _role("system_admin", "系统管理员", CODES | frozenset({"see_system", "run_job_again"}), "", whole=False, note="不见业务数据"),
        _role("security_admin", "安全管理员", APPOINT | CODES | frozenset({"establish_posts"}), "", whole=False,
              note="管岗位与账号；不见业务数据"),
        _role("audit_admin", "审计管理员", LOGS, "", whole=True, note="只看日志"),
        _role("person", "戒毒康复人员", frozenset(), "", whole=False),
        _role("clock", "系统时钟", frozenset({"settle", "move_horizon", "find_matches", "halt_roster"}), "BASIC STATUS", whole=True,
              note="定时任务，不能登录"),
    )
}  # fmt: skip

# Which roles each may grant and take away; a role never its own. The database holds the same list.
_CARE = frozenset(
    {"town_head", "social_worker", "village_worker", "grid_worker", "police_liaison", "facility_officer",
     "member_liaison", "counsellor", "clinic_staff"}
)  # fmt: skip
GRANTS: dict[str, frozenset[str]] = {
    "security_admin": _CARE | {"county_director", "county_clerk", "system_admin", "audit_admin"},
    "county_director": frozenset({"security_admin"}),
    "county_clerk": _CARE,
    "clock": frozenset({"security_admin"}),  # a county begins with one; it is nobody's to give after that but the director's
}


def may(role: str) -> frozenset[str]:
    return ROLES[role].may
