"""积分: what confirmed events are worth. An incentive, never a ground to refuse what a person is entitled to.

Amounts are in hundredths of a point. What was redeemed is not known here and is never taken back.
The streak of negative tests has three separate parameters: it rises (`step`), falls back to the start
(after a miss, a refusal or a confirmed use), and is restored after `restore_after` negatives in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty, PointsEntry, SlotResult
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

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
    "points.unknown_item": "积分表里没有这一项：{item}。",
}
ON_TIME, NEGATIVE, EXTRA, LATE, MISSED, REFUSED, LEFT, USE = (
    "P01",
    "P02",
    "P03",
    "N01",
    "N02",
    "N03",
    "N04",
    "N05",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet: points each time (negative: taken off), and how much a month at most."""

    name: str
    points: Decimal
    most_times: int | None = None
    most_points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Streak:
    """Points for negatives in a row: from `start`, `step` more each time, at most `most`."""

    start: Decimal
    step: Decimal
    most: Decimal | None = None
    restore_after: int = 0
    bonus: Decimal = Decimal(0)
    bonus_every: int = 0


@dataclass(frozen=True)
class PointsPolicy:
    """The sheet of the locality."""

    items: Mapping[str, Item]
    streak: Streak
    month_cap: Decimal
    use_zeroes_month: bool


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
    """What a month has come to so far."""

    total: int = 0
    earned: int = 0
    times: dict[str, int] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    zeroed: bool = False


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


def events(facts: Iterable[Fact], duties: Iterable[Duty]) -> list[PointsEvent]:
    """What the sheet may pay for, from confirmed facts only: regular reports on time or late, absences
    confirmed, use found by the police, and what a worker entered with its proof."""
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
    return answer


def entries(
    happened: Sequence[PointsEvent], results: Sequence[SlotResult], timeline: Timeline
) -> list[PointsEntry]:
    """The points owed for each event and each test, in order of days, with the caps of the sheet: never
    below zero in a month, nothing in a month in which use was confirmed. A test still awaited earns
    nothing yet and breaks no streak; found negative later, it counts as if it always had been."""
    months: dict[tuple[int, int], _Month] = {}
    for event in happened:
        if event.item == USE and timeline.on(event.on).points.use_zeroes_month:
            months.setdefault((event.on.year, event.on.month), _Month()).zeroed = True
    run = _Run()
    line: list[tuple[date, int, str, Any]] = [(e.on, 1, e.key, e) for e in happened]
    line += [(r.on, 0, r.key, r) for r in results]
    line.sort(key=lambda entry: entry[:3])
    answer: list[PointsEntry] = []
    for on, _, _, source in line:
        month = months.setdefault((on.year, on.month), _Month())
        policy = timeline.on(on).points
        if isinstance(source, SlotResult):
            found = _for_test(source, run, policy)
        else:
            if source.item == USE:
                run.reset()
            found = _for_event(source, policy)
        if found is not None:
            clause = timeline.clause(f"points.items.{found.item}", on)
            answer.append(_capped(found, month, policy, clause))
    return answer


def _for_event(event: PointsEvent, policy: PointsPolicy) -> PointsEntry | None:
    item = policy.items.get(event.item)
    if item is None:
        return None
    if event.item == USE:
        reason = Reason("points.zeroed")
        return PointsEntry(event.key, event.on, USE, 0, event.fact_id, (reason,))
    each = _hundredths(item.points)
    reason = Reason("points.item", {"item": item.name, "points": _plain(item.points * event.quantity)})
    return PointsEntry(event.key, event.on, event.item, each * event.quantity, event.fact_id, (reason,))


def _for_test(result: SlotResult, run: _Run, policy: PointsPolicy) -> PointsEntry | None:
    def entry(item: str, amount: int, *reasons: Reason) -> PointsEntry | None:
        if item not in policy.items:
            return None
        return PointsEntry(f"{item}:{result.key}", result.on, item, amount, result.fact_id, reasons)

    if result.result == "WAITING":
        return entry(NEGATIVE if result.scheduled else EXTRA, 0, Reason("points.waiting"))
    if result.result == "POS":
        run.reset()
        return None
    if result.result in ("MISSED", "REFUSED"):
        run.reset()
        code = MISSED if result.result == "MISSED" else REFUSED
        item = policy.items.get(code)
        values = {"item": item.name, "points": _plain(item.points)} if item else {}
        amount = _hundredths(item.points) if item else 0
        return entry(code, amount, Reason("points.item", values), Reason("points.reset"))
    if result.result != "NEG":
        return None
    if not result.scheduled:
        item = policy.items.get(EXTRA)
        amount = _hundredths(item.points) if item else 0
        values = {"item": item.name, "points": _plain(item.points)} if item else {}
        return entry(EXTRA, amount, Reason("points.item", values))
    if result.late:
        return entry(NEGATIVE, 0, Reason("points.late"))
    return entry(NEGATIVE, *_negative(run, policy.streak))


def _negative(run: _Run, streak: Streak) -> tuple[Any, ...]:
    restored = run.negative(streak.restore_after)
    points = streak.start + streak.step * (run.streak - 1)
    if streak.most is not None:
        points = min(points, streak.most)
    reasons = [Reason("points.streak", {"streak": run.streak, "points": _plain(points)})]
    if restored:
        reasons.append(Reason("points.restored", {"streak": run.streak}))
    if streak.bonus_every and run.streak % streak.bonus_every == 0:
        points += streak.bonus
        reasons.append(Reason("points.bonus", {"every": streak.bonus_every, "points": _plain(streak.bonus)}))
    return _hundredths(points), *reasons


def _capped(entry: PointsEntry, month: _Month, policy: PointsPolicy, clause: str) -> PointsEntry:
    """The entry as far as the item's cap, the month's cap, the floor and a zeroed month let it through."""
    amount = entry.hundredths
    reasons = [Reason(reason.code, reason.values, clause) for reason in entry.reasons]
    if month.zeroed and entry.item != USE and amount:
        amount, reasons = 0, [*reasons, Reason("points.month_zeroed")]
    item = policy.items[entry.item]
    if amount > 0:
        room = _room(entry, item, month)
        if amount > room:
            amount, reasons = room, [*reasons, Reason("points.item_cap")]
        cap = _hundredths(policy.month_cap)
        if cap and amount > cap - month.total:
            amount = max(cap - month.total, 0)
            reasons.append(Reason("points.month_cap", {"cap": _plain(policy.month_cap)}))
        month.times[entry.item] = month.times.get(entry.item, 0) + (1 if amount else 0)
        month.points[entry.item] = month.points.get(entry.item, 0) + amount
    elif amount < -month.total:
        amount, reasons = -month.total, [*reasons, Reason("points.floor")]
    month.total += amount
    return PointsEntry(entry.key, entry.on, entry.item, amount, entry.fact_id, tuple(reasons))


def _room(entry: PointsEntry, item: Item, month: _Month) -> int:
    if item.most_times is not None:
        each = _hundredths(item.points)
        left = item.most_times - month.times.get(entry.item, 0)
        return max(left, 0) * each if each > 0 else entry.hundredths
    if item.most_points is not None:
        return max(_hundredths(item.most_points) - month.points.get(entry.item, 0), 0)
    return entry.hundredths


def _hundredths(points: Decimal) -> int:
    return int(points * 100)


def _plain(points: Decimal) -> str:
    """As people write it: 10, 2.5. Text, so that reasons can be stored as they are."""
    return f"{points:f}".rstrip("0").rstrip(".") if points % 1 else f"{int(points)}"
