"""Why somebody is not reached, as far as the file says: leave, treatment, custody, death, a file that went elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from guitu.casework.fold import PERSON
from guitu.rules.terms import Course
from guitu.settling.load import matters

_STATES = {
    "dead": "death", "moved_out": "elsewhere", "abroad": "moved", "compulsory_isolation": "custody", "imprisoned": "custody",
    "detained": "custody",
}
_OVERLAYS = {"on_leave": "leave", "medical_leave": "hospital"}


def explains(person_id: UUID, on: date) -> dict[str, tuple[date, date | None]]:
    """By reason, since when and until when; empty for who has none, or whose file this post does not see."""
    found = matters(PERSON, [person_id], lock=False)
    return {code: (since, until) for one in found for code, since, until in _of(one.course(on), on)}


def _of(course: Course, on: date) -> Iterator[tuple[str, date, date | None]]:
    for span in course.standing:
        if span.state in _STATES and span.from_on <= on and (span.until_on is None or on < span.until_on):
            yield _STATES[span.state], span.from_on, span.until_on
    for overlay in course.overlays:
        if overlay.overlay in _OVERLAYS and overlay.from_on <= on and (overlay.until_on is None or on < overlay.until_on):
            yield _OVERLAYS[overlay.overlay], overlay.from_on, overlay.until_on
