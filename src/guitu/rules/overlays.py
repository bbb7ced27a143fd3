"""What lies over a state: one that begins has its end, and no two of a kind cross."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guitu.rules.facts import Fact
from guitu.rules.terms import Overlay, OverlaySpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "overlays.crossed": "和 {on} 的另一条登记对不上：有开始才有结束，一次接一次。请先更正或者撤回那一条。",
}
BEGINS: Mapping[str, Overlay] = {
    "lost_contact": "lost_contact",
    "two_way_control_started": "two_way_control",
    "medical_leave_started": "medical_leave",
    "escaped": "escaped",
    "pregnancy_started": "pregnant",
    "nursing_started": "nursing",
}
ENDS: Mapping[str, Overlay] = {
    "found_again": "lost_contact",
    "two_way_control_ended": "two_way_control",
    "medical_leave_ended": "medical_leave",
    "recaptured": "escaped",
    "pregnancy_ended": "pregnant",
    "nursing_ended": "nursing",
}


def lying_over(overlays: Iterable[OverlaySpan], day: date, *which: Overlay) -> OverlaySpan | None:
    """The first of these overlays that this day lies in, if any."""
    return next(
        (o for o in overlays if o.overlay in which and o.from_on <= day and (o.until_on is None or day < o.until_on)),
        None,
    )


def may_lie_over(
    facts: Iterable[Fact], before: Iterable[OverlaySpan], after: Iterable[OverlaySpan], fact: Fact
) -> Verdict:
    """Whether this beginning or end leaves every other one its place: none is swallowed by it, none left without
    what it ends. `before` is what lies over without it, `after` what lies over with it."""
    stand = [other for other in facts if other.id != fact.id]
    known, told = list(before), list(after)
    for other in stand:
        if _has_place(other, known) and not _has_place(other, told):
            return refused(Reason("overlays.crossed", {"on": other.on}))
    return ALLOWED


def ended_by(fact: Fact, stand: Iterable[Fact]) -> list[Fact]:
    """The recorded end of what this fact began, if there is one: without its beginning it would end nothing."""
    what = BEGINS.get(fact.kind)
    if what is None:
        return []
    beside = [other for other in stand if other.id != fact.id and other.on >= fact.on]
    ends = [other for other in beside if ENDS.get(other.kind) == what]
    first = min(ends, key=lambda other: other.on, default=None)
    if first is None or any(BEGINS.get(other.kind) == what and other.on <= first.on for other in beside):
        return []
    return [first]


def _has_place(fact: Fact, overlays: Iterable[OverlaySpan]) -> bool:
    if fact.kind in BEGINS:
        return any(span.fact_id == fact.id for span in overlays)
    if fact.kind in ENDS:
        return any(span.overlay == ENDS[fact.kind] and span.until_on == fact.on for span in overlays)
    return True
