"""参与: a unit from outside the team takes part in one file, until a day. It sees what its role and its part both allow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guitu.rules.dates import day_after
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "participation.post_unknown": "这个岗位现在没有设，或者不能参与，请另选一个。",
    "participation.sees_already": "这个岗位本来就能看到这份档案，不用邀请。",
    "participation.invited_already": "已经邀请了这个岗位，到 {until} 为止。要改的，先撤回再邀请。",
    "participation.must_be_ahead": "参与要有结束的日子，最早 {earliest}。",
    "participation.not_of_role": "这个岗位不能看{what}，请不要选。",
}
ALWAYS = "BASIC"  # whoever takes part at all is shown whom it is about, under the masked name
OFFERED = ("STATUS", "TEST")  # what may be shown besides; never what was confided, nor names and numbers


def may_invite(
    *, is_known: bool, sees_already: bool, until: date, invited_until: date | None, asked: Iterable[str],
    of_role: frozenset[str], on: date,
) -> Verdict:
    """Whether a post may be invited until a day, to be shown some classes of fields. Refuses a post that is closed or
    takes part in nothing, one that sees the file anyway or is invited already, a day that is not ahead, and classes
    that its role does not read. Policy, our default."""
    if not is_known:
        return refused(Reason("participation.post_unknown"))
    return all_of(
        refused(Reason("participation.sees_already")) if sees_already else ALLOWED,
        refused(Reason("participation.invited_already", {"until": invited_until})) if invited_until else ALLOWED,
        ALLOWED if until > on else refused(Reason("participation.must_be_ahead", {"earliest": day_after(on)})),
        *(
            refused(Reason("participation.not_of_role", {"what": f"field_class.{code}"}))
            for code in asked
            if code not in of_role or code not in OFFERED
        ),
    )


def shown(of_role: frozenset[str], of_part: Iterable[str]) -> frozenset[str]:
    """The classes of fields that a participant is shown: those of its role, cut down to those of its part."""
    return of_role & frozenset(of_part)
