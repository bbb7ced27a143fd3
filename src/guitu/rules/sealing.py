"""封存: on which day a file that has ended is kept back, archived, sealed and destroyed, and who may have it opened again.

Dates are computed from when the exit was confirmed and checked, and from holds; nothing is switched by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guitu.rules.dates import Interval, days_after, merged, period_end
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "sealing.not_confirmed": "公安机关还没有用文书确认三年未复吸，或者确认以后又认定了吸毒，不能复核。",
    "sealing.checked_already": "退出已经复核过，这份档案 {on} 起封存。",
    "sealing.on_hold_already": "这份档案已经暂缓，先解除再办。",
    "sealing.another_person": "退出要由另一个人复核，登记确认的人不能自己复核。",
    "sealing.not_due": "这份档案还没有到封存的日子。",
    "sealing.lines_wait": "台账正在封存，请过一会再试。",
    "sealing.needs_ground": "请选择开启的法定理由。",
    "sealing.needs_document": "请填写法定文书的文号；没有文书不能开启。",
    "sealing.needs_organ": "请填写出具文书的机关。",
    "sealing.days": "开启最长 {days} 天。",
    "sealing.none": "没有找到可以开启的档案。请核对封存号或者证件号码。",
    "sealing.destroyed": "保存期已满，这份档案的密钥已经销毁，不能再打开。",
    "sealing.needs_words": "请写明为什么暂缓、依据什么。",
}
State = Literal["active", "restricted", "archived", "sealed", "shredded"]
GROUNDS = ("case_handling", "statutory_query", "own_request")
HOLDS = ("complaint", "lawsuit", "investigation", "audit")
CLAUSES = {
    "case_handling": "public_security_penalties.136", "statutory_query": "public_security_penalties.136",
    "own_request": "personal_information.45",
}


@dataclass(frozen=True, slots=True)
class SealingPolicy:
    """How long an ended file rests in each state, and how long an unsealing lasts."""

    restricted_days: int
    archived_days: int
    kept_months: int
    unseal_days: int


@dataclass(frozen=True, slots=True)
class Ending:
    """The first day of each state of a file that has ended. None: a hold without an end stands before it."""

    restricted_on: date
    archived_on: date | None
    sealed_on: date | None
    shredded_on: date | None

    def state_on(self, day: date) -> State:
        """In which state the file is on a day. Clause: personal_information.19."""
        states: tuple[tuple[State, date | None], ...] = (
            ("shredded", self.shredded_on), ("sealed", self.sealed_on), ("archived", self.archived_on),
            ("restricted", self.restricted_on),
        )
        return next((state for state, from_on in states if from_on is not None and from_on <= day), "active")


def ending(checked_on: date, holds: Iterable[Interval], policy: SealingPolicy) -> Ending:
    """When a file is archived, sealed and destroyed whose exit the police confirmed and a second person checked on a
    day. A hold keeps the file in its state until the day it ends. Days and months of our default.
    Clauses: detox_regulation.7, public_security_penalties.136, personal_information.19."""
    held = merged(holds)
    archived_on = free_of(days_after(checked_on, policy.restricted_days), held)
    sealed_on = archived_on and free_of(days_after(archived_on, policy.archived_days), held)
    return Ending(checked_on, archived_on, sealed_on, sealed_on and destroyed(sealed_on, held, policy))


def destroyed(sealed_on: date, holds: Iterable[Interval], policy: SealingPolicy) -> date | None:
    """From which day a sealed file's key is destroyed; None while a hold without an end stands.
    Clauses: personal_information.19, 47; the term is guitu.default."""
    return free_of(period_end(sealed_on, policy.kept_months), merged(holds))


def free_of(day: date, holds: Sequence[Interval]) -> date | None:
    """That day, or the first day after the hold in which it lies. Clause: guitu.default."""
    for start, end in holds:
        if start <= day and (end is None or day < end):
            if end is None:
                return None
            day = end
    return day


def may_check(*, stands: bool, checked: date | None, recorded_by_me: bool) -> Verdict:
    """Whether somebody may check an exit: the police's confirmation stands with its number, nobody has checked it, and
    another person recorded it. Clause: detox_regulation.7; the second person is guitu.default."""
    if checked is not None:
        return refused(Reason("sealing.checked_already", {"on": checked}))
    if not stands:
        return refused(Reason("sealing.not_confirmed", {}, "detox_regulation.7"))
    return refused(Reason("sealing.another_person", {}, "guitu.default")) if recorded_by_me else ALLOWED


def may_hold(words: str, *, is_held: bool) -> Verdict:
    """Whether a file may be put on hold: with a reason, and once at a time. Clause: personal_information.47."""
    if is_held:
        return refused(Reason("sealing.on_hold_already"))
    return ALLOWED if words.strip() else refused(Reason("sealing.needs_words"))


def may_unseal(
    ground: str, document_no: str, organ: str, days: int, policy: SealingPolicy
) -> tuple[str, Verdict]:
    """Whether a sealed file may be asked for: a ground of the law, the number of the document and who issued it, not
    longer than the policy lets. Gives the field that is lacking. Clauses: public_security_penalties.136,
    personal_information.45."""
    if ground not in GROUNDS:
        return "ground", refused(Reason("sealing.needs_ground", {}, "public_security_penalties.136"))
    if not document_no.strip():
        return "document_no", refused(Reason("sealing.needs_document", {}, CLAUSES[ground]))
    if not organ.strip():
        return "organ", refused(Reason("sealing.needs_organ", {}, CLAUSES[ground]))
    if not 0 < days <= policy.unseal_days:
        return "days", refused(Reason("sealing.days", {"days": policy.unseal_days}, "guitu.default"))
    return "", ALLOWED
