"""基本信息: what may be corrected of who somebody is, by whom, and what takes a second person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

# Which class of fields a post must read to correct each: who does not see a value cannot know that it is wrong.
NEEDS: Mapping[str, Literal["IDENT", "CONTACT"]] = {
    "name": "IDENT", "home_address": "IDENT", "phone": "CONTACT", "address": "CONTACT", "family": "CONTACT",
}
IDENTITY = ("id_type", "id_number", "sex", "born_on")  # who somebody is before the law: two people correct it
BECAUSE = ("visit", "self", "family", "papers", "typo")
MOST_RELATIVES = 6

SENTENCES = {
    "particulars.same": "没有改动，不用保存。",
    "particulars.not_read": "这个岗位看不到“{what}”，不能更正。请由看得到的同事办理。",
    "particulars.name_needed": "姓名不能空着。",
    "particulars.relative_unnamed": "家属有电话或关系，没有姓名。请补上姓名，或者整行清空。",
    "particulars.relatives_many": "家属最多登记 {most} 人。",
    "particulars.changed_since": "提出申请以后，这份档案又更正过。请申请人撤回，核对后重新提出。",
    "particulars.words_needed": "证件信息有改动，请写明凭什么文书改（名称、文号）。",
}


def may_correct(fields: Collection[str], classes: Collection[str]) -> Verdict:
    """Whether a post that reads these classes of fields may correct these particulars. No clause."""
    unread = sorted(name for name in fields if NEEDS[name] not in classes)
    return refused(Reason("particulars.not_read", {"what": [f"particular.{name}" for name in unread]})) if unread else ALLOWED


def may_have_relatives(members: Collection[Mapping[str, str]]) -> Verdict:
    """Whether these can be kept as somebody's family: each has a name, and there are not too many. No clause."""
    if len(members) > MOST_RELATIVES:
        return refused(Reason("particulars.relatives_many", {"most": MOST_RELATIVES}))
    if any(not member.get("name", "").strip() for member in members):
        return refused(Reason("particulars.relative_unnamed"))
    return ALLOWED
