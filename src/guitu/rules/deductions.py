"""手工扣分: points taken away by hand. Whoever typed it does not decide it: another person confirms, then it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact
from guitu.rules.terms import Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "points.deduction_waits": "手工扣分须由另一人确认，确认之前不扣（约定 {days} 日内）。",
    "points.deduction_needs_words": "扣分须写明事实和依据。请填写“情况”。",
    "points.another_confirms": "登记和确认须由不同的人。请由另一人确认。",
    "points.confirmed_already": "这次扣分已经确认。",
    "points.not_a_deduction": "没有要确认的扣分。",
    "points.confirmed_before_typed": "确认的日子早于登记的日子 {on}。请核对日期。",
}


def is_deduction(fact: Any, timeline: Timeline) -> bool:
    """Whether points typed in by hand take something away. Clause: guitu.default."""
    item = timeline.on(fact.on).points.items.get(fact.item)
    return item is not None and item.points < 0


def may_confirm(
    fact: Fact, on: date, confirmed: Iterable[Fact], timeline: Timeline, *, typed_by_same: bool
) -> Verdict:
    """Whether a deduction typed in by hand may be confirmed: one that is, once, by another natural person than the
    one who typed it, and not before its day. Clause: guitu.default."""
    if fact.kind != "points_granted" or not is_deduction(fact, timeline):
        return refused(Reason("points.not_a_deduction"))
    if any(other.grant == fact.id for other in confirmed):  # type: ignore[attr-defined]
        return refused(Reason("points.confirmed_already"))
    if on < fact.on:
        return refused(Reason("points.confirmed_before_typed", {"on": fact.on}))
    return refused(Reason("points.another_confirms", {}, "guitu.default")) if typed_by_same else ALLOWED


def to_confirm(facts: Sequence[Fact], timeline: Timeline, until: date) -> tuple[list[Duty], set[str]]:
    """Points taken away by hand: the duty to confirm each, and the ids of those that nobody has confirmed, which
    count nothing. Days; ours (guitu.default)."""
    typed = [f for f in facts if f.kind == "points_granted" and is_deduction(f, timeline)]
    if not typed:
        return [], set()
    answered: dict[str, Any] = {}
    for fact in facts:
        if fact.kind == "deduction_confirmed":
            answered.setdefault(fact.grant, fact)  # type: ignore[attr-defined]
    duties = []
    for fact in typed:
        done, days = answered.get(fact.id), timeline.on(fact.on).points.confirm_days
        why = Reason("points.deduction_waits", {"days": days.days}, "guitu.default")
        due = due_of_office(fact.on, days, timeline)
        duties.append(
            Duty(f"confirm_deduction:{fact.id}", "confirm_deduction", fact.on, fact.on, due.by, "done" if done else "open",
                 (why, *due.reasons), None, done.id if done else None, done.on if done else None, timeline.version(fact.on))
        )
    return [duty for duty in duties if duty.opens_on <= until], {f.id for f in typed if f.id not in answered}
