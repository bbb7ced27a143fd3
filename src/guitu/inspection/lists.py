"""The checklists of a place: the one of a day, and those that a page or a draft may have been opened with before it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from guitu.kit.clock import SHANGHAI
from guitu.kit.errors import Refused
from guitu.ledger.packs import timelines_since
from guitu.policy import Timeline
from guitu.rules.checklists import Checklist, Item, version
from guitu.rules.dates import days_after
from guitu.rules.venues import VenueCourse
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded

Listed = tuple[str, Checklist]


def list_of(held: Loaded, course: VenueCourse, on: date) -> Listed:
    """The checklist of a place on a day, with its code."""
    found = _of(held.policy(), course.venue, on)
    if found is None:
        raise Refused(Reason("venues.unknown_kind"))
    return found


def list_kept(held: Loaded, course: VenueCourse, wanted: str, on: date, today: date) -> Listed:
    """The checklist that a visit was answered on, by its version: what holds on its day, or what a page showed as long ago
    as a record may wait on a device. Refuses any other. Policy: devices.waiting_hours"""
    first = list_of(held, course, on)
    if version(*first) == wanted:
        return first
    for found in _shown(held, course.venue, today):
        if version(*found) == wanted:
            return found
    raise Refused(Reason("checklists.unknown_item"), field="checklist")


def item_of(held: Loaded, course: VenueCourse, code: str, on: date) -> Item:
    """An item as it read on a day, or on the older list that a visit of that day had kept; where that is gone too, the code."""
    first = _of(held.policy(), course.venue, on)
    if found := _item(first, code):
        return found
    older = (_item(listed, code) for listed in _shown(held, course.venue, on))
    return next((one for one in older if one), Item(code, code, "guitu.default"))


def _item(listed: Listed | None, code: str) -> Item | None:
    return next((one for one in listed[1].items if one.code == code), None) if listed else None


def _of(timeline: Timeline, kind: str, on: date) -> Listed | None:
    numbers = timeline.on(on)
    found = numbers.venues.kinds.get(kind)
    listed = numbers.checklists.lists.get(found.checklist) if found else None
    return (found.checklist, listed) if found and listed else None


def _shown(held: Loaded, kind: str, today: date) -> Iterator[Listed]:
    """What pages of this kind of place have shown of late, whatever pack held then."""
    since = days_after(today, -held.policy().on(today).devices.waiting_hours // 24)
    for timeline in timelines_since(held.county_id, held.scope_path, datetime.combine(since, time(), SHANGHAI)):
        for day in (today, *(one for one in timeline.changes if since < one < today), since):
            if found := _of(timeline, kind, day):
                yield found
