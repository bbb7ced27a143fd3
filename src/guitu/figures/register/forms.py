"""Which area, which day, as known when: read from the address, with plain defaults."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import QueryDict

from guitu.figures.register.queries import View
from guitu.grid.area_groups.queries import asked_for
from guitu.kit.actor import Actor
from guitu.kit.clock import SHANGHAI
from guitu.kit.errors import Refused
from guitu.rules.dates import day_after
from guitu.rules.verdict import Reason


def view_of(given: QueryDict, actor: Actor, now: datetime) -> View:
    """The view asked for. An area or a group outside the post's range is the post's own; a day that is none is refused."""
    scope = actor.path
    area = given.get("area", scope)
    group = asked_for(area, actor)
    if not (area.isdigit() and area.startswith(scope)):
        area = scope
    today = now.astimezone(SHANGHAI).date()
    on = day_of(given.get("on", ""), today)
    if on > today:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")
    known_on = day_of(given.get("known", ""), today)
    latest = known_on >= today
    return View(area, on, now if latest else end_of(known_on), latest, group)


def end_of(day: date) -> datetime:
    """The last moment of a day in China: what was known by then."""
    return datetime.combine(day_after(day), time(), SHANGHAI) - timedelta(microseconds=1)


_FIRST = date(1949, 10, 1)  # nobody's register reaches further back


def day_of(text: str, default: date) -> date:
    """A day typed into the address; another text, or one before there was a register, is refused."""
    if not text:
        return default
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day < _FIRST:
        raise Refused(Reason("not_a_day", {"text": text[:20]}), field="on")
    return day
