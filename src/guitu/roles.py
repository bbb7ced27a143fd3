"""Role × action × field class, declared once: which groups of actions, as the packages declare them, a kind of post has.

An action that no role is given is refused. docs/access.md is generated from this table.
"""

from __future__ import annotations

from collections.abc import Mapping

from guitu.declared import DECLARATIONS
from guitu.grid.roles import Role


def _groups() -> Mapping[str, frozenset[str]]:
    """The groups of all packages by name. One that two declare is an error: a role would get what nobody meant."""
    answer: dict[str, frozenset[str]] = {}
    for declaration in DECLARATIONS:
        if twice := answer.keys() & declaration.actions.keys():
            raise ValueError(f"groups of actions declared twice: {', '.join(sorted(twice))}")
        answer |= declaration.actions
    return answer


_GROUPS = _groups()
_WHOLE = {group: compartment for one in DECLARATIONS for group, compartment in one.whole.items()}


def _role(code: str, label: str, groups: str, classes: str, *, whole: bool, note: str = "", whole_of: str = "") -> Role:
    may = frozenset(action for group in groups.split() for action in _GROUPS[group])
    seen = {_WHOLE[group] for group in groups.split() if group in _WHOLE}
    return Role(code, label, may, frozenset(classes.split()), whole, note, whole_of=frozenset(whole_of.split()) | seen)


SEE = "today search files register"
CONTACT = "visits reports postponing"
CASEWORK = f"{CONTACT} requests portal_cards tests testing approving_destruction leave legal breaches seeing_clocks isolation status levels points shop mend helping employers courses teamwork incidents my_team"
ALL_CARE = "BASIC STATUS CONTACT IDENT TEST NOTE POINTS"
TOWN_PAPERS = "seeing_papers papers prints town_papers"
POLICE_PAPERS = "seeing_papers papers prints police_papers"
OFFICE = "BASIC STATUS CONTACT IDENT TEST POINTS"

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role("county_director", "县禁毒办主任",
              f"notices lists calling calls_desk rules_desk handovers_seen seeing_level_choices seeing_breaches seeing_clocks {SEE} overview figures levels deductions unmask bulk testing_seen approving_identity approving_leave approving_areas approving_templates seeing_areas area_groups seeing_staff appoint codes seeing_papers deciding policy"
              " approving_policies approving_corrections exporting approving_exports granting_keys trials tasks_given links venues_seen campaigns tips prevention_seen checking_units naming_units jury honouring sealing approving_unsealing shop_in_charge disputes paying_bonuses budgeting seeing_teamwork lifting_incidents answering_questions reading_doubts answering_drops approving_caseloads", f"{OFFICE} TASKS", whole=True, whole_of="offices"),
        _role("county_clerk", "县禁毒办内勤",
              f"notices lists calling calls_desk rules_desk events_taken handovers_seen handovers_desk agreements seeing_level_choices seeing_breaches seeing_clocks {SEE} overview figures {POLICE_PAPERS} templates bulk testing_seen intake particulars identity mend assigning inviting unmask matches status police legal isolation"
              " deductions area_groups groups areas moving_areas appoint bodies staff sheets codes asking policy policies trials exporting tasks tasks_given links venues campaigns tips prevention prevention_in_charge schooling calling_for_works jury honouring declaring_units checking_units naming_units sealing unsealing shop_in_charge disputes helping employers courses bonuses paying_bonuses seeing_teamwork metering",
              f"{OFFICE} TASKS", whole=True, whole_of="offices"),
        _role("town_head", "镇街负责人",
              f"notices lists calling calls_desk events_taken handovers handovers_desk seeing_level_choices {SEE} overview figures {TOWN_PAPERS} bulk intake particulars identity approving_identity approving_leave {CASEWORK} daybook caseloads approving_caseloads deductions disputes assigning inviting invited unmask seeing_areas area_groups groups codes"
              " posts staff sheets policy deciding exporting approving_exports approving_corrections bonuses needs_met tasks tasks_given links venues campaigns prevention prevention_in_charge schooling calling_for_works jury honouring broadcasting declaring_units checking_units lifting_incidents answering_questions reading_doubts", f"{ALL_CARE} TASKS VILLAGE", whole=True,
              whole_of="offices"),
        _role("social_worker", "禁毒社工", f"notices lists calling handovers {SEE} figures {TOWN_PAPERS} bulk intake particulars identity {CASEWORK} daybook inviting invited unmask policy asking deciding exporting tasks prevention schooling jury",
              ALL_CARE, whole=False, note="只见名下的人"),
        _role("village_worker", "村（社区）专职", f"notices lists calling {SEE} {CONTACT} daybook unmask placing particulars needs_heard tasks prevention broadcasting declaring_units incidents my_team", "BASIC STATUS CONTACT VILLAGE", whole=False,
              note="只见名下的人；证件号码遮住"),
        _role("grid_worker", "网格员", "notices lists noticing today search files visits postponing unmask particulars tasks incidents my_team", "BASIC CONTACT", whole=False,
              note="只见本组名下的人：姓名、住址、任务；不见涉毒情况"),
        _role("police_liaison", "派出所联络民警", f"notices lists calling handovers_seen {SEE} figures {POLICE_PAPERS} legal seeing_breaches seeing_clocks isolation status police tests testing_seen asking deciding approving_destruction invited unmask tasks links venues tips seeing_teamwork incidents my_team",
              "BASIC STATUS CONTACT IDENT TEST", whole=True, note="不见帮教谈话"),
        _role("facility_officer", "强制隔离戒毒所民警", "notices lists calling today search files isolation invited tasks announcing", "BASIC STATUS", whole=False),
        _role("member_liaison", "成员单位联络员", "notices lists calling today invited needs_met tasks inspecting prevention jury declaring_units", "BASIC STATUS", whole=False,
              note="人只见受邀参与的：遮住的姓名，状态由邀请的人定；场所见本辖区的，不见负责人"),
        _role("propaganda_officer", "宣传专员", "notices lists tasks sheets prevention prevention_in_charge schooling calling_for_works jury honouring broadcasting",
              "VILLAGE", whole=False, note="只管预防宣传；不见任何当事人"),
        _role("teacher", "学校老师", "notices lists own_school jury", "", whole=False, note="只见自己的学校；不见任何当事人"),
        _role("counsellor", "心理咨询师", "notices lists calling today files visits postponing invited needs_met tasks incidents my_team counselling", "BASIC CONTACT PSY", whole=False),
        _role("clinic_staff", "医务人员", "notices lists calling today files invited tasks my_team", "BASIC CONTACT", whole=False),
        _role("storekeeper", "积分兑换发放员", "notices lists shop_issuing", "POINTS", whole=True, note="只看货架和领取号；不见人"),
        _role("system_admin", "系统管理员", "notices lists channels codes areas background health proof", "", whole=False, note="不见业务数据"),
        _role("security_admin", "安全管理员", "notices lists bulk appoint bodies sheets codes establish safety keys proof proving", "", whole=False,
              note="管岗位与账号；不见业务数据"),
        _role("audit_admin", "审计管理员", "notices lists logs proof proving", "", whole=True, whole_of="offices", note="只看日志"),
        _role("system", "别的系统", "told", "", whole=False, note="只有密钥给的那些；不能登录"),
        _role("person", "戒毒康复人员", "own_card", "BASIC STATUS CONTACT TEST POINTS", whole=False, note="没有账号；凭卡片和密码，只见自己的一份"),
        _role("guardian", "监护人", "own_card", "BASIC", whole=False, note="没有账号；未成年人的监护人，只见日子和找谁"),
        _role("link", "链接", "by_link tasks_by_link venues_by_link employer_by_link handovers_by_link", "BASIC", whole=False, note="没有账号；一个链接只到一件事"),
        _role("clock", "系统时钟", "by_the_clock calls_by_the_clock by_the_person by_anybody handovers_by_the_clock trials_by_the_clock", "BASIC STATUS", whole=True, note="定时任务，不能登录"),
    )
}

# Which roles each may grant and take away; a role never its own. The database holds the same list.
_CARE = frozenset(
    {"town_head", "social_worker", "village_worker", "grid_worker", "police_liaison", "facility_officer",
     "member_liaison", "counsellor", "clinic_staff", "storekeeper", "teacher", "propaganda_officer"}
)
GRANTS: dict[str, frozenset[str]] = {
    "security_admin": _CARE | {"county_director", "county_clerk", "system_admin", "audit_admin", "system"},
    "county_director": frozenset({"security_admin"}),
    "county_clerk": _CARE,
    "clock": frozenset({"security_admin"}),  # a county begins with one; it is nobody's to give after that but the director's
}
