"""Where a person was carried, span by span: standing lies where the person was, not where the file is now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from guitu.casework.case import Case
from guitu.casework.stations import stations
from guitu.rules.terms import Span


def placed(case: Case, spans: Iterable[Span], known: datetime | None = None) -> list[tuple[str, Span]]:
    """Each span with the place where the person was carried; cut where the execution place changed, by the facts
    that stand."""
    found = stations(case, known)
    if len(found) == 1:
        return [(found[0].path, span) for span in spans]
    return [(path, cut) for span in spans for path, from_on, until_on in found if (cut := _cut(span, from_on, until_on))]


def _cut(span: Span, from_on: date, until_on: date | None) -> Span | None:
    """The part of a span that lies between two days; None when there is none."""
    start = max(span.from_on, from_on)
    ends = [day for day in (span.until_on, until_on) if day is not None]
    end = min(ends) if ends else None
    return Span(span.state, start, end, span.reasons) if end is None or start < end else None
