"""兑换: what points are exchanged for, on which days, how much a quarter; when points lapse; who decides a dispute.

Amounts are in hundredths of a point. What was handed out is never taken back, and no balance is below zero: what a late
correction takes off and is spent already is forgiven. Nothing here opens or closes a right to aid or work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_after, days_after, first_of_month, months_before
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "redemptions.no_price": "这样东西现在不兑换，请换一样。",
    "redemptions.none_left": "“{good}”没有货了。到货以后再兑换。",
    "redemptions.too_dear": "余额 {balance} 分，“{good}”要 {price} 分，还差 {short} 分。",
    "redemptions.quarter_points": "一个季度最多兑换 {most} 分，本季度已用 {used} 分。",
    "redemptions.quarter_gifts": "一个季度最多兑换 {most} 件，本季度已兑换 {used} 件。",
    "redemptions.not_a_day": "每月 {days} 日发放。请选其中一天，或者勾选“已约好时间”。",
    "redemptions.odd_day": "领取的日子请选今天到 {last} 之间。",
    "redemptions.over": "这一件已经办完，不用再办。",
    "redemptions.lapsed": "留货已过 {by}，积分退回账户。",
    "redemptions.another_hands_out": "登记兑换和发放须由不同的人。请另一人发放。",
    "redemptions.no_such_code": "没有这个领取号，或者已经用过。请核对，或者请社工换一个新号。",
    "redemptions.on_file": "已经登记过这样东西。",
    "redemptions.odd_number": "请填写大于零的数。",
    "redemptions.price_is_set": "从 {on} 起的分值已经定过。请换一个起始日。",
    "redemptions.price_is_past": "分值从今天或以后的日子起变，不改以前的。",
    "redemptions.budget_short": "预算余 {left} 元，这批货要 {cost} 元。请先划入预算。",
    "redemptions.nothing_taken_off": "只有扣分可以提异议。",
    "redemptions.dispute_late": "记分之后 {days} 日内可以提异议，这一笔已过 {by}。",
    "redemptions.disputed": "这一笔已经提过异议。",
    "redemptions.another_decides": "记这一笔的人不能决定对它的异议。请由另一人决定。",
    "redemptions.decided": "这件异议已经有决定。",
    "redemptions.count_waits": "这样东西已经数过一次，等另一个人再数。",
    "redemptions.count_words": "和账上的 {expected} 件不一样，请写明可能是什么原因。",
    "redemptions.another_counts": "数过的人不能自己核对。请另一个人再数一遍。",
    "redemptions.count_stale": "这期间发出去的比数到的还多。请重新数。",
    "redemptions.needs_words": "请写明情况和理由。",
    "redemptions.forgiven": "已兑换的不收回，不够扣的 {points} 分免去。",
    "redemptions.exchanged": "兑换，按 {points} 分。",
    "redemptions.given_back": "没有领取，积分退回。",
    "redemptions.expired": "{year} 年所得的积分，到 {by} 没有用完的作废。",
    "redemptions.restored": "异议成立，扣分退回。",
}
ACCOUNTS = ("issuer", "budget", "stock")  # beside the person's own
LINES = ("settled", "forgiven", "reserved", "returned", "expired", "restored")
STATES = ("reserved", "issued", "cancelled", "lapsed")
DISPUTE_STATES = ("open", "for_person", "stands")
CLAUSE = "guitu.default"
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class RedemptionsPolicy:
    """On which days of a month goods are handed out, how long one is kept, how much a quarter, how long points last, and
    the clocks of a dispute."""

    first_day: int
    second_day: int
    keep_days: int
    quarter_points: int
    quarter_gifts: int
    valid_years: int
    first_warning_days: int
    second_warning_days: int
    dispute_days: int
    decide_working_days: int

    @property
    def days(self) -> tuple[int, int]:
        return self.first_day, self.second_day


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to exchange, as it stands: hundredths, pieces on the shelf, and what this quarter had already."""

    good: str
    price: int | None
    pieces: int
    balance: int
    used: int
    gifts: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of somebody's account, as expiry reads it."""

    on: date
    kind: str
    hundredths: int


def plain(hundredths: int) -> str:
    """As people write it: 12, 2.5."""
    whole, rest = divmod(abs(hundredths), 100)
    return ("-" if hundredths < 0 else "") + str(whole) + (f".{rest:02d}".rstrip("0") if rest else "")


def in_hundredths(number: Decimal | int) -> int:
    return int(Decimal(number) * 100)


def quarter_of(on: date) -> date:
    """The first day of the quarter."""
    return months_before(first_of_month(on), (on.month - 1) % 3)


def exchange_days(on: date, policy: RedemptionsPolicy) -> list[date]:
    """The next days on which goods are handed out, that day included: two. Days of a month; ours."""
    found: list[date] = []
    day = on
    while len(found) < 2:
        if day.day in policy.days:
            found.append(day)
        day = day_after(day)
    return found


def keep_by(on: date, pick_on: date, policy: RedemptionsPolicy) -> date:
    """The last day on which what was put aside is kept: so many days, and at least until the day it was asked for."""
    return max(days_after(on, policy.keep_days), pick_on)


def may_reserve(wish: Wish, on: date, pick_on: date, policy: RedemptionsPolicy, *, by_appointment: bool = False) -> Verdict:
    """Whether a good may be put aside for somebody: offered, on the shelf, paid for by the balance, within the quarter's
    points and pieces, and for a day on which goods are handed out or one that was agreed. Hundredths. Clause: guitu.default."""
    reasons: list[Reason] = []
    if wish.price is None:
        return refused(Reason("redemptions.no_price"))
    if wish.pieces < 1:
        reasons.append(Reason("redemptions.none_left", {"good": wish.good}))
    if wish.balance < wish.price:
        said = {"balance": plain(wish.balance), "good": wish.good, "price": plain(wish.price), "short": plain(wish.price - wish.balance)}
        reasons.append(Reason("redemptions.too_dear", said))
    if wish.used + wish.price > policy.quarter_points * 100:
        reasons.append(Reason("redemptions.quarter_points", {"most": policy.quarter_points, "used": plain(wish.used)}, CLAUSE))
    if wish.gifts >= policy.quarter_gifts:
        reasons.append(Reason("redemptions.quarter_gifts", {"most": policy.quarter_gifts, "used": wish.gifts}, CLAUSE))
    last = max(days_after(on, policy.keep_days), exchange_days(on, policy)[-1])
    if not on <= pick_on <= last:
        reasons.append(Reason("redemptions.odd_day", {"last": last}))
    elif not by_appointment and pick_on.day not in policy.days:
        reasons.append(Reason("redemptions.not_a_day", {"days": "、".join(map(str, policy.days))}, CLAUSE))
    return refused(*reasons) if reasons else ALLOWED


def may_hand_out(state: str, kept_by: date, on: date, *, same_person: bool) -> Verdict:
    """Whether what was put aside is handed out now: not yet ended, still kept, and by another human being than the one
    who entered it. Clause: guitu.default."""
    if state != "reserved":
        return refused(Reason("redemptions.over"))
    if on > kept_by:
        return refused(Reason("redemptions.lapsed", {"by": kept_by}))
    return refused(Reason("redemptions.another_hands_out", {}, CLAUSE)) if same_person else ALLOWED


def lapsing(lines: Iterable[Line], on: date, policy: RedemptionsPolicy) -> int:
    """How much of an account lapses on that day: what was posted in the years whose points are valid no more, less what
    was used since, the oldest first; never more than there is. Hundredths. Clause: guitu.default."""
    balance = old = used = 0
    for line in lines:
        balance += line.hundredths
        if line.kind in ("reserved", "returned", "expired"):
            used -= line.hundredths
        elif line.on.year + policy.valid_years < on.year:
            old += line.hundredths
    return max(min(balance, old - used), 0)


def last_day(on: date) -> date:
    """The day on which points lapse next: the last of the year."""
    return date(on.year, 12, 31)


def warning(on: date, policy: RedemptionsPolicy) -> int | None:
    """Whether it is told today that points lapse at the end of the year: how many days are left, on the two days on which
    it is told. Days; ours."""
    left = (last_day(on) - on).days
    return left if left in (policy.first_warning_days, policy.second_warning_days) else None


def may_count(expected: int, counted: int, words: str, *, waits: bool) -> Verdict:
    """Whether a count of the shelf may be noted: none of the good waits, no odd number, and words where it differs. Pieces; ours."""
    if waits:
        return refused(Reason("redemptions.count_waits"))
    if not 0 <= counted <= MOST_COUNTED:
        return refused(Reason("redemptions.odd_number"))
    if counted != expected and not words.strip():
        return refused(Reason("redemptions.count_words", {"expected": expected}))
    return ALLOWED


def may_agree(pieces: int, more: int, *, counted_by_same: bool) -> Verdict:
    """Whether a count is agreed to: by another human being than who counted, and the shelf does not fall below nothing by what
    went out meanwhile. Pieces. Clause: guitu.default."""
    if counted_by_same:
        return refused(Reason("redemptions.another_counts", {}, CLAUSE))
    return refused(Reason("redemptions.count_stale")) if pieces + more < 0 else ALLOWED


def may_dispute(hundredths: int, posted_on: date, on: date, policy: RedemptionsPolicy, *, disputed: bool) -> Verdict:
    """Whether somebody may still say that a deduction is wrong: one that took off, once, within so many days of posting.
    Days. Clause: guitu.default."""
    if hundredths >= 0:
        return refused(Reason("redemptions.nothing_taken_off"))
    if disputed:
        return refused(Reason("redemptions.disputed"))
    by = days_after(posted_on, policy.dispute_days)
    return refused(Reason("redemptions.dispute_late", {"days": policy.dispute_days, "by": by}, CLAUSE)) if on > by else ALLOWED


def decide_by(on: date, timeline: Timeline) -> date:
    """The last day on which a dispute is decided: so many working days. Clause: guitu.default."""
    policy: RedemptionsPolicy = timeline.on(on).redemptions
    return timeline.calendar.working_days_after(on, policy.decide_working_days)


def may_decide(state: str, *, made_by_same: bool) -> Verdict:
    """Whether this human being decides a dispute: an open one, and none of a deduction that he made or confirmed.
    Clause: guitu.default."""
    if state != "open":
        return refused(Reason("redemptions.decided"))
    return refused(Reason("redemptions.another_decides", {}, CLAUSE)) if made_by_same else ALLOWED


def owed_with(owed: int, restored: int) -> int:
    """What a source comes to when so much of its deduction was given back on a dispute: the deduction without it, and
    nothing twice when the deduction itself falls away. Hundredths."""
    return min(owed + restored, max(owed, 0)) if restored else owed
