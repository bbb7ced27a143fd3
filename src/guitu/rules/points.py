"""积分: what confirmed events are worth. An incentive, never a ground to refuse what a person is entitled to.

Amounts are in hundredths of a point. What was redeemed is not known here and is never taken back.
The streak of negative tests has three separate parameters: it rises (`step`), falls back to the start
(after a miss, a refusal or a confirmed use), and is restored after `restore_after` negatives in a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from guitu.rules.cadence import Timeline
from guitu.rules.deadlines import Days
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty, PointsEntry, SlotResult
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused
from guitu.rules.volunteering import ITEM as VOLUNTEERING

SENTENCES = {
    "points.item": "{item}：{points} 分。",
    "points.streak": "连续第 {streak} 次阴性：{points} 分。",
    "points.bonus": "每连续 {every} 次另加 {points} 分。",
    "points.restored": "恢复到此前连续 {streak} 次的水平。",
    "points.reset": "连续次数重新开始。",
    "points.waiting": "结果未定，先不记分；确认阴性后补记。",
    "points.late": "补检不记分，连续次数不变。",
    "points.item_cap": "本月此项已到上限。",
    "points.month_cap": "本月已到上限 {cap} 分。",
    "points.floor": "扣到零为止，不欠分。",
    "points.zeroed": "公安认定复吸，当月积分清零；已兑换的不收回。",
    "points.month_zeroed": "当月积分已清零，不再记分。",
    "points.taken_back": "记录有更正，差额记在本月。",
    "points.hours_on_file": "这一天已经登记了志愿时数，积分随时数记，不用再记。",
    "points.unknown_item": "积分表里没有这一项：{item}。",
}
MOST = 31  # of one item in one entry: days of a month
ON_TIME, NEGATIVE, EXTRA = "P01", "P02", "P03"
LATE, MISSED, REFUSED, LEFT, USE = "N01", "N02", "N03", "N04", "N05"

_Why = tuple[str, Mapping[str, object]]
_NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet: points each time (negative: taken off), and how much a month at most."""

    name: str
    points: Decimal
    most_times: int | None = None
    most_points: Decimal | None = None


@dataclass(frozen=True)
class Streak:
    """Points for negatives in a row: from `start`, `step` more each time, at most `most`."""

    start: Decimal
    step: Decimal
    most: Decimal | None = None
    restore_after: int = 0
    bonus: Decimal = Decimal(0)
    bonus_every: int = 0

    @cached_property
    def hundredths(self) -> tuple[int, int, int | None, int]:
        """Start, step, most and bonus."""
        most = None if self.most is None else _hundredths(self.most)
        return _hundredths(self.start), _hundredths(self.step), most, _hundredths(self.bonus)


@dataclass(frozen=True)
class PointsPolicy:
    """The sheet of the locality."""

    items: Mapping[str, Item]
    streak: Streak
    month_cap: Decimal
    use_zeroes_month: bool
    confirm_days: Days  # within which another person confirms what is taken away by hand

    @cached_property
    def hundredths(self) -> dict[str, int]:
        """Points each time, by item."""
        return {code: _hundredths(item.points) for code, item in self.items.items()}

    @cached_property
    def most_hundredths(self) -> dict[str, int | None]:
        """The most that an item brings in a month; None where only the month's cap holds."""
        return {code: _most(item) for code, item in self.items.items()}

    @cached_property
    def month_cap_hundredths(self) -> int:
        return _hundredths(self.month_cap)


def _hundredths(points: Decimal) -> int:
    return int(points * 100)


def _most(item: Item) -> int | None:
    if item.most_times is not None:
        return _hundredths(item.points) * item.most_times
    return None if item.most_points is None else _hundredths(item.most_points)


@dataclass(frozen=True, slots=True)
class PointsEvent:
    """A confirmed event that the sheet may pay for."""

    key: str
    on: date
    item: str
    fact_id: str | None
    quantity: int = 1


@dataclass(slots=True)
class _Month:
    """What a month has come to so far, in hundredths."""

    total: int = 0
    earned: dict[str, int] = field(default_factory=dict)
    zeroed: bool = False


class _Earned(NamedTuple):
    """One line before the caps."""

    item: str
    amount: int
    why: tuple[_Why, ...]


@dataclass(slots=True)
class _Run:
    """Negatives in a row."""

    streak: int = 0
    since_reset: int = 0
    peak: int = 0

    def reset(self) -> None:
        self.peak = max(self.peak, self.streak)
        self.streak = self.since_reset = 0

    def negative(self, restore_after: int) -> bool:
        """Counts one more; says whether the earlier level was restored by it."""
        self.streak += 1
        self.since_reset += 1
        if restore_after and self.peak > self.streak and self.since_reset == restore_after:
            self.streak = self.peak
            return True
        return False


def may_grant(item: str, policy: PointsPolicy) -> Verdict:
    """Whether the sheet has this item and it is one that a worker enters: not one that follows from a test,
    a report, an absence or a finding by itself."""
    follows = (ON_TIME, NEGATIVE, EXTRA, LATE, MISSED, REFUSED, LEFT, USE)
    if item in policy.items and item not in follows:
        return ALLOWED
    return refused(Reason("points.unknown_item", {"item": item}))


def may_count(quantity: int) -> Verdict:
    """Whether so many of one item can be entered at once: at most the days of a month."""
    if 1 <= quantity <= MOST:
        return ALLOWED
    return refused(Reason("odd_quantity", {"most": MOST}))


def events(facts: Iterable[Fact], duties: Iterable[Duty]) -> list[PointsEvent]:
    """What the sheet may pay for, from confirmed facts only: regular reports on time or late, absences
    confirmed, use found by the police, whole hours of helping others, and what a worker entered with its proof."""
    answer: list[PointsEvent] = []
    for duty in duties:
        if duty.kind == "periodic_report" and duty.done_by is not None and duty.done_on is not None:
            item = ON_TIME if duty.done_on <= duty.due_on else LATE
            answer.append(PointsEvent(f"{item}:{duty.key}", duty.done_on, item, duty.done_by))
    for fact in facts:
        if fact.kind == "absence_confirmed":
            answer.append(PointsEvent(f"{LEFT}:{fact.id}", fact.on, LEFT, fact.id))
        elif fact.kind == "use_confirmed":
            answer.append(PointsEvent(f"{USE}:{fact.id}", fact.on, USE, fact.id))
        elif fact.kind == "points_granted":
            granted: Any = fact
            key = f"{granted.item}:{fact.id}"
            answer.append(PointsEvent(key, fact.on, granted.item, fact.id, granted.quantity))
        elif fact.kind == "hours_volunteered" and (hours := fact.helped_minutes // 60):  # type: ignore[attr-defined]
            answer.append(PointsEvent(f"{VOLUNTEERING}:{fact.id}", fact.on, VOLUNTEERING, fact.id, hours))
    return answer


def entries(
    happened: Sequence[PointsEvent], results: Sequence[SlotResult], timeline: Timeline
) -> list[PointsEntry]:
    """The points owed for each event and each test, in order of days, with the caps of the sheet: never
    below zero in a month, nothing in a month in which use was confirmed. A test still awaited earns
    nothing yet and breaks no streak; found negative later, it counts as if it always had been."""
    months: dict[int, _Month] = defaultdict(_Month)
    for event in happened:
        if event.item == USE and timeline.on(event.on).points.use_zeroes_month:
            months[_month(event.on)] = _Month(zeroed=True)
    run = _Run()
    line: list[tuple[date, int, str, Any]] = [(e.on, 1, e.key, e) for e in happened]
    line += [(r.on, 0, r.key, r) for r in results]
    line.sort(key=_by_day)
    answer: list[PointsEntry] = []
    for on, is_event, key, source in line:
        policy: PointsPolicy = timeline.on(on).points
        found = _for_event(source, run, policy) if is_event else _for_test(source, run, policy)
        if found is None or found.item not in policy.items:
            continue
        amount, more = _capped(found, months[_month(on)], policy)
        clause = timeline.clause(f"points.items.{found.item}", on)
        why = [Reason(code, values, clause) for code, values in found.why]
        name = key if is_event else f"{found.item}:{key}"
        answer.append(PointsEntry(name, on, found.item, amount, source.fact_id, tuple(why + more)))
    return answer


def _by_day(entry: tuple[date, int, str, Any]) -> tuple[date, int, str]:
    return entry[:3]


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _for_event(event: PointsEvent, run: _Run, policy: PointsPolicy) -> _Earned | None:
    if event.item == USE:
        run.reset()
        return _Earned(USE, 0, (("points.zeroed", _NOTHING),))
    return _worth(event.item, policy, event.quantity)


def _worth(code: str, policy: PointsPolicy, quantity: int = 1, *more: _Why) -> _Earned | None:
    """So many times the points of one line of the sheet."""
    item = policy.items.get(code)
    if item is None:
        return None
    amount = policy.hundredths[code] * quantity
    return _Earned(code, amount, (("points.item", {"item": item.name, "points": _plain(amount)}), *more))


def _for_test(result: SlotResult, run: _Run, policy: PointsPolicy) -> _Earned | None:
    if result.result == "WAITING":
        return _Earned(NEGATIVE if result.scheduled else EXTRA, 0, (("points.waiting", _NOTHING),))
    if result.result in ("POS", "MISSED", "REFUSED"):
        run.reset()
        if result.result == "POS":
            return None
        code = MISSED if result.result == "MISSED" else REFUSED
        return _worth(code, policy, 1, ("points.reset", _NOTHING))
    if result.result != "NEG":
        return None
    if not result.scheduled:
        return _worth(EXTRA, policy)
    if result.late:
        return _Earned(NEGATIVE, 0, (("points.late", _NOTHING),))
    return _negative(run, policy.streak)


def _negative(run: _Run, streak: Streak) -> _Earned:
    start, step, most, bonus = streak.hundredths
    restored = run.negative(streak.restore_after)
    amount = start + step * (run.streak - 1)
    if most is not None and amount > most:
        amount = most
    why: list[_Why] = [("points.streak", {"streak": run.streak, "points": _plain(amount)})]
    if restored:
        why.append(("points.restored", {"streak": run.streak}))
    if streak.bonus_every and run.streak % streak.bonus_every == 0:
        amount += bonus
        why.append(("points.bonus", {"every": streak.bonus_every, "points": _plain(bonus)}))
    return _Earned(NEGATIVE, amount, tuple(why))


def _capped(found: _Earned, month: _Month, policy: PointsPolicy) -> tuple[int, list[Reason]]:
    """As much as the item's cap, the month's cap, the floor and a zeroed month let through, and why less."""
    amount, code = found.amount, found.item
    reasons: list[Reason] = []
    if month.zeroed and amount:
        amount, reasons = 0, [Reason("points.month_zeroed")]
    if amount > 0:
        room = _room(found, month, policy)
        if amount > room:
            amount = room
            reasons.append(Reason("points.item_cap"))
        cap = policy.month_cap_hundredths
        if cap and amount > cap - month.total:
            amount = max(cap - month.total, 0)
            reasons.append(Reason("points.month_cap", {"cap": _plain(cap)}))
        month.earned[code] = month.earned.get(code, 0) + amount
    elif amount < -month.total:
        amount = -month.total
        reasons.append(Reason("points.floor"))
    month.total += amount
    return amount, reasons


def _room(found: _Earned, month: _Month, policy: PointsPolicy) -> int:
    """What the item may still bring this month, in hundredths."""
    most = policy.most_hundredths[found.item]
    return found.amount if most is None else max(most - month.earned.get(found.item, 0), 0)


def _plain(hundredths: int) -> str:
    """As people write it: 10, 2.5. Text, so that reasons can be stored as they are."""
    whole, rest = divmod(hundredths, 100)
    return str(whole) if not rest else f"{hundredths / 100:g}"
