"""留言: what a visitor of a place leaves without a name, and what of it others may read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "remarks.empty": "写一句话再送出。",
    "remarks.too_long": "最多写 {most} 个字，现在是 {n} 个。",
    "remarks.tells_who": "留言里有号码或者网址，请去掉。留言不写姓名、电话、证件号和网址。",
    "remarks.decided": "这条留言已经这样办过。请刷新页面。",
    "remarks.no_place": "这里没有留言本。",
}
STATES = ("waiting", "shown", "declined")
_TELLS_WHO = re.compile(r"\d[\d\s-]{5,}\d|://|www\.|@", re.IGNORECASE)


@dataclass(frozen=True)
class RemarksPolicy:
    """How long a remark may be, in signs."""

    most_signs: int


def may_leave(words: str, policy: RemarksPolicy) -> Verdict:
    """Whether words may be left: some, not too many, no run of digits as telephones and papers have, no address of a page.
    Policy: remarks.most_signs"""
    if not words.strip():
        return refused(Reason("remarks.empty"))
    wrong = []
    if len(words) > policy.most_signs:
        wrong.append(Reason("remarks.too_long", {"most": policy.most_signs, "n": len(words)}, "guitu.default"))
    if _TELLS_WHO.search(words):
        wrong.append(Reason("remarks.tells_who", {}, "guitu.default"))
    return refused(*wrong) if wrong else ALLOWED


def may_decide(state: str, *, shown: bool) -> Verdict:
    """Whether a remark may be shown or declined: one that waits either way; one that is shown may be taken off later, and what
    was declined is gone. Clause: guitu.default"""
    if state == "waiting" or (state == "shown" and not shown):
        return ALLOWED
    return refused(Reason("remarks.decided", {}, "guitu.default"))
