"""麻精药品: which medicines are watched, how long a seal card holds, who goes to check together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guitu.rules.dates import period_end
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "medicines.unlisted": "没有这种药品，请重新选。",
    "medicines.choose": "请选至少一种药品。",
    "medicines.card_too_long": "印鉴卡最长管 {years} 年，最晚到 {latest}。请核对有效期。",
    "medicines.jointly": "这一类单位由公安和卫健一起检查，还差：{item}。请把对方选进一起去的人。",
    "medicines.no_empties": "这种药品没有空安瓿。",
    "medicines.too_many_empties": "用掉的里面还没有收回的只有 {left} 支，不能收回 {amount} 支。请核对。",
    "medicines.another_signs": "残余药液要两个人签字。您已经签过，换一个岗位或账号也不行，请另一位同事签。",
    "medicines.signed_already": "第二个人已经签过。",
    "medicines.nobody": "这个岗位没有登记是哪一个人，不能签字。请先在岗位上登记。",
}
KINDS = ("medicine", "medicine_clinic", "medicine_pharmacy")


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine: narcotic, of the first or second psychotropic class, or only watched; whether empties come back."""

    name: str
    group: Literal["narcotic", "first", "second", "watched"]
    unit: Literal["ampoule", "tablet", "bottle"]
    empties: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who check together: a role, and what its body is called, where the role does not say it."""

    name: str
    role: str
    body: str = ""


@dataclass(frozen=True)
class MedicinesPolicy:
    """The medicines, how long a seal card holds, and who checks together."""

    medicines: Mapping[str, Medicine]
    card_years: int
    joint: Mapping[str, Side]


def may_hold(goods: Iterable[str], policy: MedicinesPolicy) -> Verdict:
    """Whether a unit may be put on the register with some medicines: at least one, all of them in the pack."""
    chosen = list(goods)
    if not chosen:
        return refused(Reason("medicines.choose"))
    return ALLOWED if set(chosen) <= policy.medicines.keys() else refused(Reason("medicines.unlisted"))


def may_hold_card(from_on: date, until: date, policy: MedicinesPolicy) -> Verdict:
    """Whether a seal card may hold until a day: no longer than its years. Policy: medicines.card_years"""
    latest = period_end(from_on, policy.card_years * 12)
    return ALLOWED if until <= latest else refused(Reason("medicines.card_too_long", {"years": policy.card_years, "latest": latest}, "guitu.default"))


def may_go(there: Iterable[tuple[str, str]], policy: MedicinesPolicy) -> Verdict:
    """Whether those who went may check a unit of medicines: police and health, each of them there. `there`: role and body
    of each. Policy: medicines.joint"""
    listed = list(there)
    absent = [side.name for side in policy.joint.values() if not any(role == side.role and side.body in body for role, body in listed)]
    return refused(*(Reason("medicines.jointly", {"item": one}, "guitu.default") for one in absent)) if absent else ALLOWED


def may_return(medicine: Medicine | None, left: int, amount: int) -> Verdict:
    """Whether empties may be noted as returned: of an ampoule, and no more than were used and not returned yet.
    Thousandths of an ampoule."""
    if medicine is None or not medicine.empties:
        return refused(Reason("medicines.no_empties"))
    if amount > left:
        return refused(Reason("medicines.too_many_empties", {"left": left // 1000, "amount": amount // 1000}))
    return ALLOWED


def may_witness(destroyed_by: str, person: str, *, signed: bool) -> Verdict:
    """Whether somebody may sign as the second that what was left was destroyed: a human being other than the first,
    under whatever post, and once. Our default (guitu.default)."""
    verdicts = [refused(Reason("medicines.signed_already"))] if signed else []
    if not person:
        verdicts.append(refused(Reason("medicines.nobody")))
    elif person == destroyed_by:
        verdicts.append(refused(Reason("medicines.another_signs", {}, "guitu.default")))
    return all_of(*verdicts)
