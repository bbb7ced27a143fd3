"""现在怎样: what is true of the person now, in one or two sentences.

The check page foretells it from facts that are not written yet, the answer says it of those just written: by the same
function, so that what was said before the click is what is said after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from guitu.rules import maternity
from guitu.rules.facts import Fact
from guitu.rules.measure_states import OVER
from guitu.rules.terms import OFF_THE_BOOK, Course, Duty
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES

SENTENCES = {
    "present.withdrawn": "{day} 的“{fact}”已撤回，不再作数。",
    "present.corrected": "{day} 的“{fact}”以更正后的为准。",
    "present.level": "等级现在是{level}。",
    "present.state": "现在的状态：{states}。",
    "present.points": "积分现在合计 {points}。",
    "present.none_late": "现在没有过期的事。",
    "present.late": "还有 {n} 件过期，最早的是{duty}，应于 {by} 前。",
    "present.next": "接下来：{duties}，应于 {by} 前。",
}
# What is met with every day changes no state: of it is told what is late and what comes next.
_OF_EVERY_DAY = frozenset(
    {
        "visit", "periodic_report", "urine_test", "test_notice_served", "test_missed", "tests_waived", "risk_assessed", "doubt_read",
        "duty_postponed", "laboratory_result", "test_objected", "violation_reported", "agreement_breached", "breach_excused",
        "breach_criticised", "warning_served", "two_way_answered", "whereabouts_verified", "elsewhere_test_asked",
        "elsewhere_test_declined", "transfer_acknowledged", "request_made", "request_answered",
        "consent_given", "consent_withdrawn", "member_named", "member_left", "plan_made", "goal_set", "goal_ended",
        "plan_reviewed", "plan_closed", "session_held", "incident_recorded", "incident_lifted", "help_raised",
        "help_arranged", "level_told", "level_questioned", "level_answered", "story_written", "story_checked",
    }
)
_BODILY = ("pregnancy_", "nursing_")  # said to who records it, and to nobody else
_OF_POINTS = frozenset({"points_granted", "deduction_confirmed"})


def now(added: Sequence[Fact], facts: Iterable[Fact], after: Course, on: date, kinds: Collection[str]) -> list[Reason]:
    """What is true on this day with these facts: what became of a record that is put right, the level, the state or
    the points that they bear on; else what is late. Last what comes next.

    `facts` are all of the person, `kinds` those of the duties that the reader is shown.
    """
    said = _put_right(added, facts)
    named = {fact.kind for fact in added}
    if not said:
        if "level_confirmed" in named:
            said = [Reason("present.level", {"level": _level(after, on)})]
        elif named & _OF_POINTS:
            said = [Reason("present.points", {"points": _points(after, on)})]
        elif named - _OF_EVERY_DAY:
            bodily = any(kind.startswith(_BODILY) for kind in named)
            said = [Reason("present.state", {"states": states(after, on, bodily=bodily)})]
    duties = [duty for duty in after.further or after.duties if duty.state == "open" and duty.kind in kinds]
    return [*said, *_late(duties, on, silent=bool(said)), *_next(duties, on)]


def _put_right(added: Sequence[Fact], facts: Iterable[Fact]) -> list[Reason]:
    """Of a correction or a withdrawal: which record it is about; the first is the one that was asked for."""
    mending = next((fact for fact in added if fact.corrects is not None), None)
    if mending is None:
        return []
    old = next((fact for fact in facts if fact.id == mending.corrects), None)
    if old is None:
        return []
    code = "present.withdrawn" if mending.kind == "withdrawn" else "present.corrected"
    return [Reason(code, {"day": old.on, "fact": old.kind})]


def states(course: Course, on: date, *, bodily: bool = False) -> tuple[str, ...]:
    """The state that day, how far its measure has come, and what lies over it."""
    span = next((s for s in course.standing if s.from_on <= on and (s.until_on is None or on < s.until_on)), None)
    if span is None:
        return ()
    answer = [f"standing.{span.state}"]
    for measure in course.measures:
        state = measure.state_on(on)
        if span.state not in OFF_THE_BOOK and state is not None and state not in OVER:
            answer.append(f"measure.{state}")
    for over in course.overlays:
        holds = over.from_on <= on and (over.until_on is None or on < over.until_on)
        if holds and over.overlay != "two_together" and (bodily or over.overlay not in maternity.OVERLAYS):
            answer.append(f"overlay.{over.overlay}")
    return tuple(dict.fromkeys(answer))


def _level(course: Course, on: date) -> str:
    return next((level for day, level in reversed(course.levels) if day <= on), "level.unrated")


def _points(course: Course, on: date) -> str:
    return f"{sum(entry.hundredths for entry in course.points if entry.on <= on) / 100:g}"


def _late(duties: Sequence[Duty], on: date, *, silent: bool) -> list[Reason]:
    late = sorted((duty for duty in duties if duty.due_on < on), key=lambda duty: (duty.due_on, duty.key))
    if late:
        return [Reason("present.late", {"n": len(late), "duty": called(late[0]), "by": late[0].due_on})]
    return [] if silent else [Reason("present.none_late")]


def _next(duties: Sequence[Duty], on: date) -> list[Reason]:
    """The first day on which something is due, and all of it. A check that is due only if nobody comes is not said."""
    coming = [duty for duty in duties if duty.due_on >= on and not (duty.kind == "check_absence" and duty.opens_on > on)]
    if not coming:
        return []
    by = min(duty.due_on for duty in coming)
    words = dict.fromkeys(called(duty) for duty in coming if duty.due_on == by)
    return [Reason("present.next", {"duties": tuple(words), "by": by})]


_KINDS: Mapping[str, str] = CODES["duty_kind"]


def called(duty: Duty) -> str:
    """The code by which a duty is called: a step by its own where it has one."""
    step = f"{duty.kind}.{duty.name.step}"
    return step if step in _KINDS else duty.kind
