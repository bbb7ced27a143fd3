"""What a measure admits over its whole stretch of time, in both directions: another beside it, an earlier end.

Never against the day of entry: older papers are entered late, and are weighed by their own days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guitu.rules.dates import days_after, days_between, period_end
from guitu.rules.measure_states import FINISHED, IN_EXECUTION
from guitu.rules.terms import CustodySpan, MeasureCourse
from guitu.rules.verdict import Reason

SENTENCES = {
    "stretches.lasts_into": "{from_on} 起已有{kind}，这项旧决定的期限会与它重叠。请核对决定日期和种类。",
    "stretches.inside_isolation": "{from_on} 起在强制隔离戒毒中。所外就医后改为社区戒毒的，请填写已执行的天数，予以折抵。",
    "stretches.deducted_too_many": "折抵天数太多：到这一天强制隔离戒毒执行了 {most} 天。",
    "stretches.isolation_a_year": "强制隔离戒毒执行满一年（{on}）以后才可以解除。",
    "stretches.months_in_all": "延长、缩短合计须在 {most} 个月以内；到现在合计 {months} 个月。",
    "stretches.ends_before_paper": "这样期满日为 {ends_on}，早于决定日期。请核对。",
    "stretches.not_shortened_after_escape": "脱逃过的，不得提前解除。",
}
COMMUNITY = ("community_detox", "community_rehabilitation")
_PRISON = ("imprisoned", "corrective_education")


def beside(
    kind: str, courses: Sequence[MeasureCourse], day: date, years: int, held: Sequence[CustodySpan]
) -> Reason | None:
    """The community measure that stands in the way of one decided on that day, before, in or after it: one for the
    years of the new one, cut short where a 强戒 on file took its place or prison ended it.
    Clauses: drug_law.33, 48."""
    cut = [c.states[0][0] for c in courses if c.kind == "compulsory_isolation" and not c.is_revoked]
    cut += [span.from_on for span in held if span.custody in _PRISON]
    until = min([period_end(day, 12 * years), *(on for on in cut if on > day)])
    for course in courses:
        if course.kind not in COMMUNITY or course.is_revoked:
            continue
        begins, ends = course.states[0][0], course.first_day_in(FINISHED)
        if begins < until and (ends is None or day < ends):
            clause = "drug_law.33" if "community_detox" in (kind, course.kind) else "drug_law.48"
            clause = "drug_law.48" if course.kind == "community_rehabilitation" else clause
            code = "steps.one_at_a_time" if begins <= day else "stretches.lasts_into"
            return Reason(code, {"kind": course.kind, "from_on": begins}, clause)
    return None


def inside_isolation(courses: Sequence[MeasureCourse], day: date, deducted: int) -> Reason | None:
    """What speaks against a 社戒 decided while a 强戒 runs: only with its days deducted does the one become the
    other, and never more than were served. Clause: detox_regulation.31."""
    for course in courses:
        if course.kind != "compulsory_isolation" or course.is_revoked:
            continue
        begun = course.states[0][0]
        if begun < day and course.state_on(day) in IN_EXECUTION:
            if not deducted:
                return Reason("stretches.inside_isolation", {"from_on": begun}, "detox_regulation.31")
            most = days_between(begun, day)
            if deducted > most:
                return Reason("stretches.deducted_too_many", {"most": most}, "detox_regulation.31")
    return None


def released_too_early(course: MeasureCourse, day: date, least_months: int) -> Reason | None:
    """What speaks against a release from 强戒 on that day: a year of it has not been executed, time on the run left
    out. Clauses: drug_law.47, detox_regulation.32."""
    earliest = days_after(period_end(_begun(course), least_months), _days_away(course, day))
    if day < earliest:
        return Reason("stretches.isolation_a_year", {"on": earliest}, "drug_law.47")
    return None


def ends_too_far(course: MeasureCourse, months: int, most: int, day: date) -> Reason | None:
    """What speaks against moving the end of a 强戒 by so many months on a paper of that day: all changes together,
    an end before the paper, a shortening after an escape. Clauses: drug_law.47, detox_regulation.32."""
    if months < 0 and course.paused:
        return Reason("stretches.not_shortened_after_escape", {}, "detox_regulation.32")
    begun, term = _begun(course), 12 * course.years
    so_far = _months_so_far(course, most)
    if abs(so_far + months) > most:
        return Reason("stretches.months_in_all", {"most": most, "months": so_far}, "drug_law.47")
    ends_on = days_after(period_end(begun, term + so_far + months), _days_away(course, day))
    if months < 0 and ends_on < day:
        return Reason("stretches.ends_before_paper", {"ends_on": ends_on}, "drug_law.47")
    return None


def _begun(course: MeasureCourse) -> date:
    return course.starts_on or course.states[0][0]


def _months_so_far(course: MeasureCourse, most: int) -> int:
    """By how many months papers have moved the end already."""
    if course.ends_on is None:
        return 0
    plain = days_after(course.ends_on, -_days_away(course, None))
    found = (n for n in range(-most, most + 1) if period_end(_begun(course), 12 * course.years + n) >= plain)
    return next(found, most)


def _days_away(course: MeasureCourse, upto: date | None) -> int:
    """Days on the run: those before a day, or all that have an end."""
    days = 0
    for start, end in course.paused:
        last = end if upto is None or (end is not None and end < upto) else upto
        days += max(0, days_between(start, last)) if last is not None else 0
    return days
