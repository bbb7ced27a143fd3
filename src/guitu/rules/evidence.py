"""证据: which refusals and which departures are proved, each by papers that exist, came first and are its own.

The law counts occasions. A refusal is known by its notice; without one by its slot, else by its day. Departures that
overlap are one. What is not proved yet waits, and nothing adverse follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, clipped, covers, without
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import AbsenceConfirmed, Fact
from guitu.rules.terms import Duty
from guitu.rules.verdict import Reason

SENTENCES = {
    "evidence.notice_used": "通知书已用过：{on} 那一次已经凭它计数。再次拒绝的，须另外送达通知书。",
    "evidence.no_notice": "没有送达在前的检测通知书。",
    "evidence.notice_later": "检测通知书 {on} 才送达，晚于这一次。",
    "evidence.no_letter": "还没有送达告诫书。",
    "evidence.complete": "证据未齐，暂不计入，也不扣分。请补上；补不齐的，更正时注明（约定 {days} 日内）。",
}
_REFUSED = ("refused", "evaded")


@dataclass(slots=True)
class Weighed:
    """The occasions that count, in order, and the records that wait, each with what is missing."""

    counted: list[Any] = field(default_factory=list)
    pending: list[tuple[Any, Reason]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # all that were weighed, copies of one occasion too

    def proved(self) -> set[str]:
        return {fact.id for fact in self.counted}


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a measure by name, and which of them a day lies in."""

    duties: Sequence[Duty]

    def of(self, fact: Any) -> str:
        """The slot that the fact is about; its day where there is none."""
        if fact.slot:
            return str(fact.slot)
        inside = (duty for duty in self.duties if duty.opens_on <= fact.on <= duty.due_on)
        return next((duty.name.slot for duty in inside), f"day:{fact.on}")

    def meant_by(self, notice: Any, fact: Any) -> bool:
        """Whether the notice asked the person to the slot of this fact, or, where no slot is known, before it."""
        if notice.test_on > fact.on:
            return False
        duty = next((duty for duty in self.duties if duty.name.slot == fact.slot), None)
        return duty is None or duty.opens_on <= notice.test_on <= duty.due_on


def is_refusal(fact: Any) -> bool:
    """Whether this says that a test was refused or evaded. Clause: detox_regulation.20."""
    if fact.kind == "urine_test":
        return bool(fact.outcome == "refused")
    return fact.kind == "test_missed" and fact.reason in _REFUSED


def refusals(facts: Sequence[Any], notices: Sequence[Any], slots: Slots) -> Weighed:
    """Which refusals count: each with a notice that was served before it and has proved no other, and with the
    warning letter. Of one slot the first counts, and a later one only after another notice was served.
    Clause: detox_regulation.20."""
    found = Weighed(seen={fact.id for fact in facts})
    book = _Book(slots, {notice.id: notice for notice in notices})
    waiting: list[tuple[Any, str, Reason]] = []
    for fact in facts:
        if fact.unprovable:
            continue
        slot, before = slots.of(fact), book.by_slot.get(slots.of(fact))
        notice, missing = book.evidence(fact)
        if missing is None and (before is None or book.is_anew(fact, notice, before)):
            found.counted.append(fact)
            book.count(fact, slot, notice)
        elif missing is not None and not book.is_told_already(fact, before):
            waiting.append((fact, slot, missing))
    found.pending = _once(waiting, book)
    return found


@dataclass(slots=True)
class _Book:
    """What has been counted so far."""

    slots: Slots
    notices: Mapping[str, Any]
    by_slot: dict[str, Any] = field(default_factory=dict)  # the latest refusal counted of each slot
    used: dict[str, Any] = field(default_factory=dict)  # by notice: the refusal that it proved

    def evidence(self, fact: Any) -> tuple[Any | None, Reason | None]:
        """The notice that this refusal rests on, and what is missing."""
        notice, missing = None, None
        if fact.notice is not None:
            notice = self.notices.get(fact.notice)
            if notice is None:
                missing = Reason("evidence.no_notice", {}, "detox_regulation.20")
            elif notice.on > fact.on:
                missing = Reason("evidence.notice_later", {"on": notice.on}, "detox_regulation.20")
            elif notice.id in self.used:
                on = self.used[notice.id].on
                missing = Reason("evidence.notice_used", {"on": on}, "detox_regulation.20")
        elif getattr(fact, "notice_served", False):
            notice = self._unused(fact)  # served on paper, and on file or not
        else:
            missing = Reason("evidence.no_notice", {}, "detox_regulation.20")
        if missing is None and not fact.warning_letter:
            missing = Reason("evidence.no_letter", {}, "detox_regulation.20")
        return notice, missing

    def _unused(self, fact: Any) -> Any | None:
        mine = [
            notice
            for notice in self.notices.values()
            if notice.on <= fact.on and notice.id not in self.used and self.slots.meant_by(notice, fact)
        ]
        return max(mine, key=lambda notice: (notice.on, notice.id), default=None)

    def is_anew(self, fact: Any, notice: Any | None, before: Any) -> bool:
        """Whether the slot was refused once more: after another notice, which came after the first refusal."""
        return notice is not None and notice.on >= before.on and fact.on > before.on

    def is_told_already(self, fact: Any, before: Any | None) -> bool:
        """Whether an occasion that counts is told of once more: by another post, or as the missed slot."""
        if fact.another_occasion:
            return False
        first = self.used.get(fact.notice) if fact.notice is not None else before
        if first is None:
            return False
        same_slot = self.slots.of(first) == self.slots.of(fact)
        of_slot = same_slot and "test_missed" in (first.kind, fact.kind)
        return of_slot or first.on == fact.on or (fact.notice is None and same_slot)

    def count(self, fact: Any, slot: str, notice: Any | None) -> None:
        self.by_slot[slot] = fact
        if notice is not None:
            self.used[notice.id] = fact


def _once(waiting: Sequence[tuple[Any, str, Reason]], book: _Book) -> list[tuple[Any, Reason]]:
    """What waits, each occasion once: what a later paper proved waits no longer."""
    answer: list[tuple[Any, Reason]] = []
    told: set[tuple[str, str]] = set()
    for fact, slot, missing in waiting:
        plain = fact.notice is None and not fact.another_occasion
        if plain and (slot in book.by_slot or ("", slot) in told):
            continue
        if plain:
            told.add(("", slot))
        elif not fact.another_occasion:
            if (fact.notice, str(fact.on)) in told:
                continue
            told.add((fact.notice, str(fact.on)))
        answer.append((fact, missing))
    return answer


# -- departures -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Departure:
    """One time away: from the first day to the day of return, by one record or several that overlap."""

    facts: tuple[AbsenceConfirmed, ...]
    from_on: date  # the first day that nothing excuses


def departures(absences: Sequence[AbsenceConfirmed], excused: Sequence[Interval]) -> tuple[list[Departure], Weighed]:
    """Which departures count: those with a warning letter, what overlaps once, as far as no leave and no custody
    excuses them. Back on a day and gone again on it are two; back on the day of leaving is one of no day.
    Clause: detox_regulation.20."""
    found = Weighed(seen={fact.id for fact in absences})
    proved = [fact for fact in absences if fact.warning_letter and not fact.unprovable]
    counted = [one for group in _overlapping(proved) if (one := _departure(group, excused)) is not None]
    found.counted = [one.facts[0] for one in counted]
    missing = Reason("evidence.no_letter", {}, "detox_regulation.20")
    known: list[Interval] = [_span(one.facts) for one in counted]
    for group in _overlapping([fact for fact in absences if not fact.warning_letter and not fact.unprovable]):
        one = _departure(group, excused)
        if one is not None and not any(_meet(_span(group), span) for span in known):
            found.pending.append((group[0], missing))
    return counted, found


def _overlapping(absences: Sequence[AbsenceConfirmed]) -> list[list[AbsenceConfirmed]]:
    groups: list[list[AbsenceConfirmed]] = []
    for fact in sorted(absences, key=lambda one: (one.on, one.id)):
        if groups:
            end, last = _span(groups[-1])[1], groups[-1][-1]
            if end is None or fact.on < end or (fact.on == last.on and not fact.another_occasion):
                groups[-1].append(fact)
                continue
        groups.append([fact])
    return groups


def _span(group: Sequence[AbsenceConfirmed]) -> Interval:
    ends = [fact.until for fact in group]
    return group[0].on, None if None in ends else max(end for end in ends if end is not None)


def _meet(one: Interval, other: Interval) -> bool:
    if one == other:
        return True
    first, second = sorted((one, other), key=lambda span: span[0])
    return first[1] is None or second[0] < first[1]


def _departure(group: Sequence[AbsenceConfirmed], excused: Sequence[Interval]) -> Departure | None:
    start, end = _span(group)
    if end is not None and end <= start:  # away for hours
        return None if covers(excused, start) else Departure(tuple(group), start)
    left = without([(start, end)], excused)
    return Departure(tuple(group), left[0][0]) if left else None


def days(
    absences: Sequence[AbsenceConfirmed], excused: Sequence[Interval], window: Interval
) -> list[Interval]:
    """The days of these departures inside the measure that nothing excuses, no day twice, the first of each not
    counted. Clauses: detox_regulation.20, admin_procedure.35."""
    away = without([(fact.on, fact.until) for fact in absences], excused)
    return [part for gap in away if (part := clipped(gap, window))]


# -- what is missing --------------------------------------------------------------------------------------


def papers_due(pending: Sequence[tuple[Fact, Reason]], timeline: Timeline, until: date) -> list[Duty]:
    """For each record that waits: to bring its papers, or to say that they cannot be had. Closed by correcting or
    withdrawing the record. Days; ours (guitu.default)."""
    answer = []
    for fact, missing in pending:
        within = timeline.on(fact.on).violations.report_days
        due = due_of_office(fact.on, within, timeline)
        ask = Reason("evidence.complete", {"days": within.days}, "guitu.default")
        answer.append(
            Duty(f"complete_papers:{fact.id}", "complete_papers", fact.on, fact.on, due.by, "open",
                 (ask, missing, *due.reasons),
                 policy=timeline.version(fact.on))
        )
    return [duty for duty in answer if duty.opens_on <= until]
