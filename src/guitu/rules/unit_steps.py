"""Which step a drug-free unit is ripe for: declared again, confirmed, assessed, named, decided on."""

from __future__ import annotations

from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import period_end
from guitu.rules.unit_fold import UnitCourse
from guitu.rules.units import UnitsPolicy, renewal_from
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

UNDER_WAY = ("declared", "confirmed", "accepted", "published")


def may_declare(course: UnitCourse, on: date, timeline: Timeline) -> Verdict:
    """Whether a unit on file may be declared again: returned, lost long enough ago, over, or so near its end that renewal is
    open, also while it is suspended. Policy: units.renew_days"""
    policy: UnitsPolicy = timeline.on(on).units
    if on < course.barred_until:
        return refused(Reason("units.barred", {"on": course.barred_until}, "guitu.default"))
    if course.phase in UNDER_WAY:
        return _not_now(course, on)
    last = max((one.until_on for one in course.titles if one.until_on > on), default=None)
    if last is not None and on < renewal_from(last, policy):
        return refused(Reason("units.renew_from", {"until": last, "on": renewal_from(last, policy)}, "guitu.default"))
    return ALLOWED


def may_be_confirmed(course: UnitCourse, on: date) -> Verdict:
    """Whether a declaration waits for its check: confirmed or returned."""
    return ALLOWED if course.phase == "declared" else _not_now(course, on)


def may_be_assessed(course: UnitCourse, on: date, timeline: Timeline) -> Verdict:
    """Whether a unit may be assessed: confirmed, and worked for as long as its type asks. Months. Policy: units.types"""
    if course.phase != "confirmed" or course.confirmed_on is None:
        return _not_now(course, on)
    months = timeline.on(on).units.types[course.unit].creation_months
    ready = period_end(course.confirmed_on, months)
    return ALLOWED if on >= ready else refused(Reason("units.creating", {"months": months, "on": ready}, "guitu.default"))


def may_be_named(course: UnitCourse, on: date, timeline: Timeline) -> Verdict:
    """Whether publicity is over and nothing is open against it. Working days. Policy: units.publicity_days"""
    if course.phase != "published" or course.public_until is None:
        return _not_now(course, on)
    if any(one.is_open and one.effect == "suspend" for one in course.vetoes):
        return refused(Reason("units.vetoed", {}, "guitu.default"))
    if on <= course.public_until:
        days = timeline.on(on).units.publicity_days
        return refused(Reason("units.publicity", {"until": course.public_until, "days": days}, "guitu.default"))
    return ALLOWED


def may_decide(course: UnitCourse, veto: str, on: date, person: str) -> Verdict:
    """Whether a veto may be decided: still open, by another human being than who recorded it, and not before the reply came
    or its days are over. Working days. Policy: units.reply_days"""
    found = next((one for one in course.vetoes if one.id == veto and one.is_open), None)
    if found is None:
        return refused(Reason("units.not_vetoed"))
    if person and person == found.person:
        return refused(Reason("units.decider", {}, "guitu.default"))
    if found.answered_on is None and on <= found.reply_by:
        return refused(Reason("units.answer_first", {"by": found.reply_by}, "guitu.default"))
    return ALLOWED


def _not_now(course: UnitCourse, on: date) -> Verdict:
    return refused(Reason("units.not_now", {"state": f"small_unit.{course.state_on(on)}"}))
