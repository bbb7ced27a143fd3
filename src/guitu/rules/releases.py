"""解除: what is due from the police when a measure has run its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_before
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact, MeasureEnded
from guitu.rules.measure_states import FINISHED, OVER
from guitu.rules.terms import Duty, MeasureCourse, Proposal
from guitu.rules.verdict import Reason

SENTENCES = {
    "measures.expired": "已于 {on} 期满，待公安机关出具解除通知书。",
    "measures.release_due": "措施于 {on} 期满，应在 {days} 日内收到解除通知书；未收到请联系公安机关。",
}


def duties(course: MeasureCourse, papers: Sequence[Fact], timeline: Timeline, until: date) -> list[Duty]:
    """期满待解除: the release notice to be had from the police within days of expiry; opens on the day
    after the last. Not when the measure ended before. Clauses: detox_regulation.23, 40."""
    ends_on = course.ends_on
    if ends_on is None or ends_on > until or course.state_on(ends_on) not in FINISHED:
        return []
    if course.state_on(day_before(ends_on)) in OVER:
        return []
    policy = timeline.on(ends_on).measures
    due_on, moved_by = due_of_office(ends_on, policy.release_notice_days, timeline)
    reason = Reason(
        "measures.release_due",
        {"on": ends_on, "days": policy.release_notice_days.days},
        "detox_regulation.40" if course.kind == "community_rehabilitation" else "detox_regulation.23",
    )
    over = (p for p in papers if isinstance(p, MeasureEnded) and p.measure == course.measure_id)
    ended = next(over, None)
    over_otherwise = course.states[-1][1] in ("closed_death", "converted")  # no notice of release can come any more
    return [
        Duty(
            f"release_measure:{course.measure_id}", "release_measure", ends_on, ends_on, due_on,
            "done" if ended else "waived" if over_otherwise else "open", (reason, *moved_by),
            course.measure_id, ended.id if ended else None, ended.on if ended else None, timeline.version(ends_on),
        )
    ]


def proposals(course: MeasureCourse, until: date) -> list[Proposal]:
    """Proposes release on the day of expiry; the police of the place of execution decide."""
    day = course.ends_on
    if day is None or day > until or course.states[-1] != (day, "expired"):
        return []
    reason = Reason("measures.expired", {"on": day}, "detox_regulation.23")
    return [Proposal(f"release:{course.measure_id}", "release", day, "released", (reason,), ())]
