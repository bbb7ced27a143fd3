"""表单用量: what a form costs those who fill it, and which of its fields nobody fills or reads. Never of a person.

Counted of a form, a role and a month; who filled it is kept nowhere. The numbers are the house's own (no article of law).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guitu.rules.dates import days_after
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

QUIET_DAYS = 90  # so long nobody fills or reads a field, and it is told
LEAST_POSTS = 5  # of a role with fewer posts nothing is told by itself: it would be told of somebody
OTHERS = "others"  # where those roles are told together
MOST_FIELDS, MOST_TOUCHES, MOST_SECONDS = 120, 2000, 1800  # what one sending counts for at most
MOST_A_MINUTE = 30  # sendings of one post that are counted
SENTENCES = {
    "meter.proposed": "这一栏已经有人提议不再问，还没有答复。",
    "meter.unknown": "没有这一栏的用量。请回到「表单用量」里点。",
    "meter.another_person": "提议的人不能自己答复，请另一个人来。",
    "meter.answered": "这个提议已经答复过。",
    "meter.words": "请写一句理由。",
}


@dataclass(frozen=True, slots=True)
class Use:
    """How often a form was sent by a role, and what it asked for in all: fields shown and filled, touches, seconds."""

    form: str
    role: str
    sends: int
    shown: int
    filled: int
    touches: int
    seconds: int


@dataclass(frozen=True, slots=True)
class FieldUse:
    """One field of a form: how often it was shown and filled, since when, and when it was last filled and last read."""

    form: str
    field: str
    shown: int
    filled: int
    first_on: date
    filled_on: date | None
    read_on: date | None


def told_apart(uses: Iterable[Use], posts: Mapping[str, int]) -> list[Use]:
    """By form and role, roles with too few posts together: a line that one person alone could have made is never told.
    When even together they are too few, nothing of them is told."""
    few = {role: n for role, n in posts.items() if n < LEAST_POSTS}
    together: dict[tuple[str, str], list[Use]] = {}
    for one in uses:
        role = one.role if posts.get(one.role, 0) >= LEAST_POSTS else OTHERS
        together.setdefault((one.form, role), []).append(one)
    hidden = sum(few.values()) < LEAST_POSTS
    return [_sum(form, role, found) for (form, role), found in sorted(together.items()) if role != OTHERS or not hidden]


def by_form(uses: Iterable[Use]) -> list[Use]:
    """Of each form in all, the one that took most time first. Of lines that are told: else what is hidden could be worked
    out by taking them from the whole."""
    forms: dict[str, list[Use]] = {}
    for one in uses:
        forms.setdefault(one.form, []).append(one)
    return sorted((_sum(form, "", found) for form, found in forms.items()), key=lambda one: (-one.seconds, one.form))


def _sum(form: str, role: str, uses: Iterable[Use]) -> Use:
    found = list(uses)
    parts = ("sends", "shown", "filled", "touches", "seconds")
    return Use(form, role, *(sum(getattr(one, part) for one in found) for part in parts))


def quiet(one: FieldUse, on: date, *, is_used: bool) -> str:
    """Why a field could be asked for no more: `unfilled`, nobody filled it for so long; `unread`, it is filled and nobody
    read it, on a print or by a rule (`is_used`). Empty: it is filled and read, or too new to say."""
    since = days_after(on, -QUIET_DAYS)
    if one.first_on > since:
        return ""
    if one.filled_on is None or one.filled_on < since:
        return "unfilled"
    if not is_used and (one.read_on is None or one.read_on < since):
        return "unread"
    return ""


def may_propose(*, is_counted: bool, is_open: bool, words: str) -> Verdict:
    """Whether a field may be proposed to be dropped: one that is counted, once at a time, with a sentence why."""
    if not is_counted:
        return refused(Reason("meter.unknown"))
    if is_open:
        return refused(Reason("meter.proposed"))
    return ALLOWED if words.strip() else refused(Reason("meter.words"))


def may_answer(*, is_open: bool, by_same: bool, words: str) -> Verdict:
    """Whether a proposal may be answered: while it is open, by another human being, with a sentence why."""
    if not is_open:
        return refused(Reason("meter.answered"))
    if by_same:
        return refused(Reason("meter.another_person"))
    return ALLOWED if words.strip() else refused(Reason("meter.words"))
