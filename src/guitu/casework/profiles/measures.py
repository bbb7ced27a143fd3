"""The measures as folded, read back from the summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from django.utils.translation import gettext as _
from markupsafe import Markup

from guitu.casework.telling import told
from guitu.kit import pages
from guitu.kit.telling import shown as spoken
from guitu.policy import Timeline
from guitu.rules.dates import full_months
from guitu.rules.measure_states import OVER
from guitu.rules.terms import MeasureCourse

Course = Mapping[str, Any]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def measures(course: Course) -> list[MeasureCourse]:
    """Every measure, the first one first."""
    return [
        MeasureCourse(
            measure_id=m["id"],
            kind=m["kind"],
            states=tuple((date.fromisoformat(on), state) for on, state in m["states"]),
            starts_on=day(m["starts_on"]),
            ends_on=day(m["ends_on"]),
            paused=tuple((date.fromisoformat(a), day(b)) for a, b in m["paused"]),
            years=m["years"],
        )
        for m in course.get("measures", ())
    ]


def live(found: list[MeasureCourse], on: date) -> MeasureCourse | None:
    """The measure that runs now: of several the latest decided."""
    running = [m for m in found if (state := m.state_on(on)) is not None and state not in OVER]
    return running[-1] if running else None


def state_word(measure: MeasureCourse, on: date) -> str:
    state = measure.state_on(on)
    return _(spoken(f"measure.{state}")) if state else _("未到决定之日")


def term(measure: MeasureCourse, on: date) -> str:
    """第 2 年第 5 个月，共 3 年，至 2028-07-18."""
    if measure.starts_on is None:
        return _("自报到之日起计算")
    if measure.ends_on is None:
        return _("自 %(on)s 起，没有法定期限") % {"on": measure.starts_on.isoformat()}
    if on >= measure.ends_on:
        return _("已于 %(on)s 期满") % {"on": measure.ends_on.isoformat()}
    months = full_months(measure.starts_on, on)
    values = {
        "year": months // 12 + 1, "month": months % 12 + 1, "years": measure.years, "until": measure.ends_on.isoformat(),
    }
    return _("第 %(year)s 年第 %(month)s 个月，共 %(years)s 年，至 %(until)s") % values


def cards(course: Course, timeline: Timeline, on: date) -> list[dict[str, Any]]:
    """Each measure with its states by day and why its dates are what they are."""
    stored = {m["id"]: m["reasons"] for m in course.get("measures", ())}
    return [
        {
            "title": _(spoken(m.kind)),
            "state": state_word(m, on),
            "is_over": m.state_on(on) in OVER,
            "term": term(m, on),
            "states": [
                {"on": since.isoformat(), "word": _(spoken(f"measure.{state}")), "ahead": since > on}
                for since, state in m.states
            ],
            "reasons": told(stored[m.measure_id], timeline, year=on.year),
        }
        for m in reversed(measures(course))
    ]


def standing(course: Course, timeline: Timeline, on: date) -> Markup:
    """Every state the person stood in, the newest first, each with its reasons and clauses."""
    spans = course.get("standing", ())
    return Markup("").join([_drawn(orjson.dumps(span), timeline, on) for span in reversed(spans)])


def standing_now(course: Course, timeline: Timeline, on: date) -> Markup:
    """The state the person stands in, and those known to come, in their order."""
    today = on.isoformat()
    spans = [span for span in course.get("standing", ()) if span[2] is None or span[2] > today]
    return Markup("").join([_drawn(orjson.dumps(span), timeline, on) for span in spans])


@pages.drawn_once
def _drawn(span: bytes, timeline: Timeline, on: date) -> Markup:
    state, since, until, reasons = orjson.loads(span)
    first, last = date.fromisoformat(since), day(until)
    found = {
        "word": _(spoken(f"standing.{state}")),
        "from_on": since,
        "until_on": until or "",
        "now": first <= on and (last is None or on < last),
        "ahead": first > on,
        "reasons": told(reasons, timeline, year=on.year),
    }
    return pages.drawn("state_lines", found)
