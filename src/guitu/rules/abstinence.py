"""What ends being clean, and which confirmations of the police stand: one notion for standing and exits alike.

Being clean ends with use that the police confirmed, and with the decision of a 社区戒毒 or a 强制隔离戒毒 that was
not revoked. When it came to be known plays no part: a confirmation falls with what turns out to have come before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, period_end
from guitu.rules.facts import Fact, MeasureDecided

_ENDING_KINDS = ("community_detox", "compulsory_isolation")


def revoked(facts: Sequence[Fact]) -> frozenset[str]:
    """The measures whose decision was revoked (撤销): it ends nothing and begins nothing."""
    return frozenset(f.measure for f in facts if f.kind == "measure_ended" and f.how == "withdrawn")  # type: ignore[attr-defined]


def endings(facts: Sequence[Fact]) -> list[date]:
    """The days on which being clean ended, in order. Clauses: detox_regulation.7, drug_law.33, 38."""
    void = revoked(facts)
    return sorted(
        fact.on
        for fact in facts
        if fact.kind == "use_confirmed"
        or (
            isinstance(fact, MeasureDecided)
            and fact.measure_kind in _ENDING_KINDS
            and fact.measure not in void
        )
    )


def confirmed(facts: Sequence[Fact], timeline: Timeline) -> list[Interval]:
    """From when to when a confirmation of three clean years holds: up to the next day that ends being clean.
    One that the clean years before it contradict holds not at all; on one day the use counts.
    Clause: detox_regulation.7."""
    days = [fact.on for fact in facts if fact.kind == "abstinence_confirmed"]
    if not days:
        return []
    ended = endings(facts)
    answer: list[Interval] = []
    for day in days:
        if spoiled_by(ended, day, timeline) is None:
            answer.append((day, next((on for on in ended if on > day), None)))
    return answer


def is_numbered(facts: Sequence[Fact]) -> bool:
    """Whether a confirmation that holds to this day has the number of the police's paper, and is no roster's word
    alone. `facts` are confirmations. Clause: detox_regulation.7."""
    return any(not fact.unnumbered for fact in facts)  # type: ignore[attr-defined]


def spoiled_by(ended: Sequence[date], day: date, timeline: Timeline) -> date | None:
    """The last day that ended being clean less than the clean years before this one, if any."""
    last = max((on for on in ended if on <= day), default=None)
    if last is None or day >= period_end(last, 12 * timeline.on(last).exits.clean_years):
        return None
    return last
