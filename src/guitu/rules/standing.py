"""在册状态: one exclusive state per person per day, the first that applies, and what lies over it.

Registered = current + three clean years + dead + abroad + moved out + struck off; the states here are
the terms of that sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from guitu.rules import abstinence, maternity
from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_after, without
from guitu.rules.facts import Fact, LeaveGranted
from guitu.rules.measure_states import FINISHED, FROM_SERVICE, IN_EXECUTION
from guitu.rules.terms import (
    ORDERED,
    STANDING_ORDER,
    CustodySpan,
    Known,
    MeasureCourse,
    Overlay,
    OverlaySpan,
    Span,
    StandingState,
)
from guitu.rules.verdict import Reason

SENTENCES = {
    "standing.dead": "已于 {on} 死亡。",
    "standing.struck_off": "已于 {on} 销册。",
    "standing.moved_out": "已于 {on} 迁出。",
    "standing.abroad": "已于 {on} 出境。",
    "standing.abstinent": "公安机关于 {on} 确认三年未复吸。",
    "standing.abstinent_unnumbered": "名册写明三年未复吸，自 {on} 起照此管理；公安机关文书号待补，补上才算确认。",
    "standing.compulsory_isolation": "自 {on} 起强制隔离戒毒。",
    "standing.imprisoned": "自 {on} 起服刑（含强制性教育）。",
    "standing.detained": "自 {on} 起被拘留、逮捕。",
    "standing.community_detox": "自 {on} 起社区戒毒。",
    "standing.community_rehabilitation": "自 {on} 起社区康复。",
    "standing.voluntary": "自 {on} 起自愿戒毒。",
    "standing.maintenance": "自 {on} 起戒毒药物维持治疗。",
    "standing.in_society": "自 {on} 起在社会面，没有执行中的措施。",
}

_CLAUSES: dict[StandingState, str] = {
    "abstinent": "detox_regulation.7",
    "compulsory_isolation": "drug_law.38",
    "community_detox": "drug_law.33",
    "community_rehabilitation": "drug_law.48",
    "voluntary": "drug_law.36",
    "maintenance": "drug_law.51",
}
_RANK = {state: rank for rank, state in enumerate(STANDING_ORDER)}
_LAST = len(STANDING_ORDER) - 1  # in_society: what is left when nothing else applies

_NOBODY = Known()  # of whom nothing is known

Piece = tuple[date, date | None, int]  # from, until (exclusive), rank of the state


@dataclass(frozen=True, slots=True)
class StandingPolicy:
    """From when an ordered measure is the person's state: when its decision is served, or at report-in."""

    measure_counts_from: Literal["served", "reported"]
    lost_contact_attempts: int  # so many attempts, over so many ways, before 失联 is recorded
    lost_contact_channels: int


def spans(
    facts: Sequence[Fact],
    courses: Sequence[MeasureCourse],
    custody: Sequence[CustodySpan],
    timeline: Timeline,
) -> tuple[Span, ...]:
    """The state of every day from the first registration on, without gaps and without overlaps; the last
    span is open. First match of 死亡 销册 迁出 出境 三年未复吸 强戒 服刑 拘留 社戒 社康 自愿 维持 社会面."""
    first = min((f.on for f in facts if f.kind == "registered"), default=None)
    if first is None:
        return ()
    clean = _abstinent(facts, courses, timeline)
    pieces = [*_book(facts), *clean, *_measures(courses, timeline), *_custody(custody)]
    edges = {first}
    for start, end, _ in pieces:
        if start > first:
            edges.add(start)
        if end is not None and end > first:
            edges.add(end)
    days = sorted(edges)
    answer: list[tuple[StandingState, date]] = []
    for day in days:
        applying = (rank for start, end, rank in pieces if start <= day and (end is None or day < end))
        rank = min(applying, default=_LAST)
        state = STANDING_ORDER[rank]
        if not answer or answer[-1][0] != state:
            answer.append((state, day))
    ends = [day for _, day in answer[1:]]
    return tuple(
        Span(state, day, end, (Reason(_said_of(state, day, facts, timeline), {"on": day}, _CLAUSES.get(state)),))
        for (state, day), end in zip(answer, [*ends, None], strict=True)
    )


def _said_of(state: StandingState, day: date, facts: Sequence[Fact], timeline: Timeline) -> str:
    """How the state is told: three clean years that only a roster tells of are no word of the police yet."""
    if state != "abstinent":
        return f"standing.{state}"
    hold = {start for start, end in abstinence.confirmed(facts, timeline) if end is None or end > day}
    numbered = abstinence.is_numbered([f for f in facts if f.kind == "abstinence_confirmed" and f.on in hold])
    return "standing.abstinent" if numbered else "standing.abstinent_unnumbered"


def _book(facts: Iterable[Fact]) -> list[Piece]:
    """What takes a person off the book, or back onto it. Death is for good."""
    pieces: list[Piece] = []
    since: dict[str, date] = {}
    for fact in facts:
        if fact.kind in _OPENS:
            since.setdefault(_OPENS[fact.kind], fact.on)
        for state in _CLOSES.get(fact.kind, ()):
            if state in since:
                pieces.append((since.pop(state), fact.on, _RANK[state]))
    pieces += [(day, None, _RANK[state]) for state, day in since.items()]  # type: ignore[index]
    return pieces


_OPENS: Mapping[str, StandingState] = {
    "died": "dead",
    "struck_off": "struck_off",
    "moved_out": "moved_out",
    "went_abroad": "abroad",
}
_CLOSES: Mapping[str, tuple[StandingState, ...]] = {
    "registered": ("struck_off", "moved_out"),
    "moved_in": ("moved_out",),
    "came_back": ("abroad",),
}


def _abstinent(facts: Sequence[Fact], courses: Sequence[MeasureCourse], timeline: Timeline) -> list[Piece]:
    """The days on which a confirmation of three clean years holds; never one on which a measure is executed."""
    confirmed = abstinence.confirmed(facts, timeline)
    if not confirmed:
        return []
    executed = [part for c in courses if c.kind in ORDERED for part in c.stretches(IN_EXECUTION)]
    return [(start, end, _RANK["abstinent"]) for start, end in without(confirmed, executed)]


def _measures(courses: Iterable[MeasureCourse], timeline: Timeline) -> list[Piece]:
    """The days on which a measure is the person's state; it ends by expiry, paper or no paper."""
    pieces: list[Piece] = []
    for course in courses:
        policy: StandingPolicy = timeline.on(course.states[0][0]).standing
        counting = FROM_SERVICE if policy.measure_counts_from == "served" else IN_EXECUTION
        pieces += [(start, end, _RANK[course.kind]) for start, end in course.stretches(counting)]
    return pieces


def _custody(custody: Iterable[CustodySpan]) -> list[Piece]:
    graver = ("imprisoned", "corrective_education")
    return [
        (span.from_on, span.until_on, _RANK["imprisoned" if span.custody in graver else "detained"])
        for span in custody
    ]


_OVERLAYS: Mapping[str, tuple[Overlay, bool]] = {
    "lost_contact": ("lost_contact", True),
    "found_again": ("lost_contact", False),
    "taken_into_custody": ("lost_contact", False),  # who is in custody has been found
    "two_way_control_started": ("two_way_control", True),
    "two_way_control_ended": ("two_way_control", False),
    "medical_leave_started": ("medical_leave", True),
    "medical_leave_ended": ("medical_leave", False),
    "escaped": ("escaped", True),
    "recaptured": ("escaped", False),
}


def overlays(
    facts: Sequence[Fact], returns: Mapping[str, Fact], courses: Sequence[MeasureCourse] = (), subject: Known = _NOBODY
) -> tuple[OverlaySpan, ...]:
    """失联、请假、双向管控、所外就医、脱逃、怀孕、哺乳: what may lie over any state. Leave lasts to the return, or to
    the planned day; what belongs to a measure to the end of that measure; all end with death."""
    answer: list[OverlaySpan] = []
    now: dict[Overlay, Fact] = {}
    died_on = min((f.on for f in facts if f.kind == "died"), default=None)
    of_mother: list[Fact] = []
    for fact in facts:
        if fact.kind in maternity.KINDS:
            of_mother.append(fact)
        elif fact.kind in _OVERLAYS:
            overlay, opens = _OVERLAYS[fact.kind]
            if opens:
                now.setdefault(overlay, fact)
            elif overlay in now:
                started = now.pop(overlay)
                answer.append(OverlaySpan(overlay, started.on, fact.on, started.id))
        elif isinstance(fact, LeaveGranted):
            back: Any = returns.get(fact.id)
            until = max(back.on if back else fact.until, day_after(fact.on))
            answer.append(OverlaySpan("on_leave", fact.on, until, fact.id))
    answer += [OverlaySpan(overlay, fact.on, None, fact.id) for overlay, fact in now.items()]
    if any(span.overlay in _OF_A_MEASURE for span in answer):
        answer = _within_their_measure(answer, facts, courses)
    if of_mother:
        answer += maternity.spans(of_mother, subject)
    answer = [_cut(span, died_on) for span in answer]
    kept = [span for span in answer if span.until_on is None or span.until_on > span.from_on]
    kept.sort(key=lambda span: (span.from_on, span.overlay, span.fact_id))
    return tuple(kept)


def _within_their_measure(
    spans: Sequence[OverlaySpan], facts: Sequence[Fact], courses: Sequence[MeasureCourse]
) -> list[OverlaySpan]:
    """Nobody is out of a measure that is over: 脱逃 and 所外就医 end with it, whatever ends it."""
    measure_of = {fact.id: fact.measure for fact in facts if fact.kind in _OF_A_MEASURE.values()}  # type: ignore[attr-defined]
    over = {course.measure_id: next((day for day, state in course.states if state in FINISHED), None) for course in courses}
    return [
        _cut(span, over.get(measure_of.get(span.fact_id, ""))) if span.overlay in _OF_A_MEASURE else span for span in spans
    ]


_OF_A_MEASURE: Mapping[str, str] = {"escaped": "escaped", "medical_leave": "medical_leave_started"}


def _cut(span: OverlaySpan, last: date | None) -> OverlaySpan:
    if last is None or (span.until_on is not None and span.until_on <= last):
        return span
    return OverlaySpan(span.overlay, span.from_on, last, span.fact_id)
