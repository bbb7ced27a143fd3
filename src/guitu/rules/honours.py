"""表扬: an honour is nominated, looked at by another person, made public for some working days, given or not, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.rules.cadence import Timeline
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "honours.needs_words": "请写明。",
    "honours.not_now": "现在是“{state}”，不能办这一步。",
    "honours.another_person": "推荐的人不能自己定，请另一个人办。",
    "honours.still_public": "公示到 {by} 为止，过了再授予。",
    "honours.ends_before": "任期届满要晚于授予的那天。",
    "honours.in_future": "不能晚于今天。",
}

KINDS = ("person", "unit", "team", "plaque", "council")
STATES = ("nominated", "public", "granted", "refused", "revoked", "ended")


@dataclass(frozen=True)
class HonoursPolicy:
    """How long a nomination is public before it is given."""

    publicity_days: int  # working days


@dataclass(frozen=True, slots=True)
class HonourCourse:
    """The days of an honour, from which its state follows."""

    nominated_on: date | None
    nominated_by: UUID | None
    publicised_on: date | None = None
    refused_on: date | None = None
    granted_on: date | None = None
    ends_on: date | None = None
    revoked_on: date | None = None

    def state(self, on: date) -> str:
        """Where it stands on a day; nothing switches it, a term ends by itself on its day (exclusive)."""
        if self.revoked_on is not None:
            return "revoked"
        if self.refused_on is not None:
            return "refused"
        if self.granted_on is not None:
            return "ended" if self.ends_on is not None and on >= self.ends_on else "granted"
        return "public" if self.publicised_on is not None else "nominated"


def public_until(publicised_on: date, timeline: Timeline) -> date:
    """The last day on which a nomination is public, counted in working days; given from the day after. Policy: honours.publicity_days."""
    policy: HonoursPolicy = timeline.on(publicised_on).honours
    return timeline.calendar.working_days_after(publicised_on, policy.publicity_days)


def may_step(course: HonourCourse, step: str, on: date, by: UUID | None, timeline: Timeline) -> Verdict:
    """Whether a step may be taken: what is nominated is made public or turned down, what was public long enough is given, what
    is given is taken back; and never by who nominated it. Policy: honours.publicity_days."""
    state = course.state(on)
    if step not in _STEPS.get(state, ()):
        return refused(Reason("honours.not_now", {"state": f"honour.{state}"}))
    if step != "revoke" and by is not None and by == course.nominated_by:
        return refused(Reason("honours.another_person", {}, "guitu.default"))
    if step == "grant" and course.publicised_on is not None:
        last = public_until(course.publicised_on, timeline)
        if on <= last:
            return refused(Reason("honours.still_public", {"by": last}, "guitu.default"))
    return ALLOWED


_STEPS = {"nominated": ("publicise", "refuse"), "public": ("grant", "refuse"), "granted": ("revoke",)}


def possible(course: HonourCourse, on: date) -> tuple[str, ...]:
    """The steps that follow from where it stands."""
    return _STEPS.get(course.state(on), ())
