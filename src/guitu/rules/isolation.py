"""强制隔离戒毒所内外: escape and being brought back, treatment outside and its end. Each belongs to one measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from guitu.rules import measures
from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval
from guitu.rules.facts import Fact, MeasureDecided
from guitu.rules.measure_states import FINISHED
from guitu.rules.overlays import lying_over
from guitu.rules.terms import MeasureCourse, Overlay, OverlaySpan
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "isolation.only_here": "“{step}”只用于强制隔离戒毒。",
    "isolation.not_inside": "这一天强制隔离戒毒不在执行中，不能登记“{step}”。",
    "isolation.already": "自 {on} 起已登记{what}，结束之前不必重复登记。",
    "isolation.not_gone": "没有登记{what}，不能登记“{step}”。",
    "isolation.same_day": "与开始的登记是同一天；登记错了的，请直接撤回前一条。",
}
LEAVES: Mapping[str, Overlay] = {"escaped": "escaped", "medical_leave_started": "medical_leave"}
RETURNS: Mapping[str, Overlay] = {"recaptured": "escaped", "medical_leave_ended": "medical_leave"}


def may_leave(step: str, course: MeasureCourse, overlays: Sequence[OverlaySpan], day: date) -> Verdict:
    """Whether an escape, or treatment outside, may be entered: while compulsory isolation is in execution, and not
    while the person is out in the same way already. Clauses: detox_regulation.31, 32."""
    if course.kind != "compulsory_isolation":
        return refused(Reason("isolation.only_here", {"step": f"step.{step}"}))
    if course.state_on(day) != "executing":
        return refused(Reason("isolation.not_inside", {"step": f"step.{step}"}))
    out = lying_over(overlays, day, LEAVES[step])
    if out is not None:
        return refused(Reason("isolation.already", {"on": out.from_on, "what": f"overlay.{out.overlay}"}))
    return ALLOWED


def may_return(step: str, course: MeasureCourse, overlays: Sequence[OverlaySpan], day: date) -> Verdict:
    """Whether being brought back, or the end of treatment outside, may be entered: of someone out since an earlier
    day. Clauses: detox_regulation.31, 32."""
    if course.kind != "compulsory_isolation":
        return refused(Reason("isolation.only_here", {"step": f"step.{step}"}))
    what = RETURNS[step]
    out = lying_over(overlays, day, what)
    if out is None:
        return refused(Reason("isolation.not_gone", {"what": f"overlay.{what}", "step": f"step.{step}"}))
    return refused(Reason("isolation.same_day")) if out.from_on == day else ALLOWED


def isolated(facts: Sequence[Fact], timeline: Timeline) -> list[Interval]:
    """The time in 强戒: from each decision to the release, or to its end where no paper of release is on file."""
    decided = [f for f in facts if isinstance(f, MeasureDecided) and f.measure_kind == "compulsory_isolation"]
    if not decided:
        return []
    changed = [f for f in facts if isinstance(f, MeasureDecided) and f.served_days_deducted > 0]
    found = measures.courses([f for f in facts if f.kind == "died" or f in changed or _of_any(f, decided)], (), {}, timeline)
    return [(c.states[0][0], c.first_day_in(FINISHED)) for c in found if c.kind == "compulsory_isolation"]


def _of_any(fact: Fact, decisions: Sequence[MeasureDecided]) -> bool:
    return getattr(fact, "measure", None) in {decision.measure for decision in decisions}
