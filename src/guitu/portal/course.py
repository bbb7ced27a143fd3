"""How far along somebody is: days gone and to go, what stands still, and the counters of the law with what they count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guitu.casework.profiles import measures
from guitu.casework.telling import clause_card
from guitu.kit.telling import numbered
from guitu.ledger import fact_words
from guitu.policy import Timeline
from guitu.rules.terms import MeasureCourse

Row = dict[str, Any]


def running(course: Row, on: date) -> MeasureCourse | None:
    return measures.live(measures.measures(course), on)


def gone(course: Row, on: date) -> Row | None:
    """Days gone and to go of what runs now; None where nothing with an end runs."""
    now = running(course, on)
    if now is None or now.starts_on is None or now.ends_on is None or now.starts_on > on:
        return None
    total, passed = (now.ends_on - now.starts_on).days, min((on - now.starts_on).days, (now.ends_on - now.starts_on).days)
    return {
        "passed": passed, "left": max(0, total - passed), "total": total, "from_on": now.starts_on.isoformat(), "until": now.ends_on.isoformat(),
        "still": [(first.isoformat(), last.isoformat() if last else "") for first, last in now.paused],
    }


def clean(course: Row, on: date) -> Row | None:
    """Since when the clean years run, and the day on which they are full."""
    since, full = measures.day(course.get("clean_from")), measures.day(course.get("exit_due_on"))
    if since is None or since > on:
        return None
    return {"since": since.isoformat(), "days": (on - since).days, "full_on": full.isoformat() if full else ""}


def counters(course: Row, facts: Mapping[str, date], timeline: Timeline, on: date) -> list[Row]:
    """Each counter of what runs now: the value beside the threshold, the days that count and those that do not yet."""
    now = running(course, on)
    if now is None:
        return []
    return [_counter(one, facts, timeline) for one in course.get("counters", ()) if one["measure"] == now.measure_id]


def _counter(found: Row, facts: Mapping[str, date], timeline: Timeline) -> Row:
    unit = _("天") if found["code"] == "days_away" else _("次")
    return {
        "label": fact_words.code("ground", found["code"]), "value": numbered(f"{found['value']} {unit}"),
        "limit": numbered(f"{found['threshold']} {unit}"), "counted": [facts[one].isoformat() for one in found["counted"] if one in facts],
        "pending": [facts[one].isoformat() for one in found["pending"] if one in facts],
        "clause": clause_card(found["clause"], timeline),
    }


def level(course: Row, on: date) -> str:
    found = [word for since, word in course.get("levels", ()) if date.fromisoformat(since) <= on]
    return fact_words.code("level", found[-1]) if found else ""
