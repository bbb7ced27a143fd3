"""What follows from the facts of a matter, written down: the only writer of derived rows. Only differences are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson

from guitu.kit.clock import local_day
from guitu.rules import postponements
from guitu.rules.terms import Duty
from guitu.settling import load
from guitu.settling.difference import Difference, forget, reasons, resume
from guitu.settling.duty_rows import ClosedDuties, DutyRow
from guitu.settling.load import Loaded

HORIZON = timedelta(days=62)  # duties that open within two months are written now; the clock moves it on
AHEAD = timedelta(days=400)  # who has recorded is told what comes next: the next test of a yearly schedule
MOVED_BY = timedelta(hours=1)  # after midnight the clock has moved every horizon


def may_lie_behind(at: datetime) -> date | None:
    """Up to which day a matter may still be laid out at that moment although the day is another: until the clock has
    moved the horizons of this day, those of the day before stand. None: all are moved."""
    before = local_day(at - MOVED_BY)
    return None if before == local_day(at) else before + HORIZON


def settle(county_id: str, matters: Sequence[Loaded], at: datetime, *, ahead: timedelta | None = None) -> list[Any]:
    """Fold each matter, all of one kind, and write the difference: duties, state, the page's summary, and what the
    context derives of its own. With `ahead` the courses say also what is due up to then; nothing of that is written."""
    if not matters:
        return []
    composer, on = matters[0].composer, local_day(at)
    until = on + HORIZON
    _anew([one for one in matters if one.folded_with not in (None, one.policy().sha256)])
    courses = [one.course(until, on + ahead if ahead else None) for one in matters]
    _recall(matters, courses)
    difference: Difference = composer.difference(county_id, at)
    for one, course in zip(matters, courses, strict=True):
        difference.derive(one, course)
        _duties(difference, one, course.duties)
        _put_off(difference, one)
        if (state := composer.state(course)) is not None:
            difference.state(one, state)
        if composer.keeps_summary:
            difference.summary(one, course, until)
            one.folded_with = one.policy().sha256
        one.added.clear()
    difference.write()
    return courses


def settle_known(county_id: str, matters: Sequence[Loaded], at: datetime) -> list[Any]:
    """Settle matters whose facts were recorded earlier: beliefs carry the times their facts were known."""
    for one in matters:
        one.added = list(one.facts)
    return settle(county_id, matters, at)


def rebuild(county_id: str, matters: Sequence[Loaded], at: datetime) -> list[Any]:
    """The same from nothing: derived rows of these matters are thrown away and made again from facts."""
    _anew(matters)
    resume(matters)
    return settle_known(county_id, matters, at)


def _anew(matters: Sequence[Loaded]) -> None:
    """Nothing is compared with what another pack made of the facts: the numbers in force now decide also what was
    believed and due before, as they would had they been known."""
    if matters:
        forget(matters)
    for one in matters:
        one.duties, one.closed, one.folded_with = {}, ClosedDuties(), None


# -- duties -----------------------------------------------------------------------------------------------


def _recall(matters: Sequence[Loaded], courses: Sequence[Any]) -> None:
    """Closed duties are not read as long as they follow again just as they were written. Where they do not (a
    withdrawal, a late fact), they are."""
    pairs = zip(matters, courses, strict=True)
    load.recall([one for one, course in pairs if one.closed.unread and not _as_written(one, course.duties)])


def _as_written(matter: Loaded, duties: Sequence[Duty]) -> bool:
    return matter.closed.digest == _digest(matter, matter.closed.among(duties, matter.duties))


def _digest(matter: Loaded, closed: Sequence[Duty]) -> str:
    """Of all that is written of these duties."""
    plain = [
        (d.key, d.kind, d.state, d.opens_on, d.planned_on, d.due_on, d.done_by, d.done_on,
         [(r.code, r.values, r.clause) for r in d.reasons], *(() if d.due_at is None and d.whose is None else (d.due_at, d.whose)))
        for d in closed
    ]
    return sha256(orjson.dumps([matter.post_id, matter.place, plain], default=str)).hexdigest()


def _duties(difference: Difference, matter: Loaded, duties: Sequence[Duty]) -> None:
    closed = [duty for duty in duties if duty.state != "open"]
    left = {duty.key for duty in matter.closed.among(duties, matter.duties)}
    wanted = {duty.key: duty for duty in duties if duty.key not in left}
    for key in matter.duties.keys() - wanted.keys():
        difference.drop_duty(matter, key)
    post = str(matter.post_id) if matter.post_id else None
    for key, duty in wanted.items():
        row = _duty_row(matter, duty, post)
        if matter.duties.get(key) != row:
            difference.put_duty(matter, duty, row)
    if not matter.composer.keeps_summary:
        return
    matter.duties = {key: row for key, row in matter.duties.items() if wanted[key].state == "open"}
    if len(left) < len(closed) or not matter.closed.unread:
        matter.closed = ClosedDuties(_digest(matter, closed), unread=True)


def _duty_row(matter: Loaded, duty: Duty, post: str | None) -> DutyRow:
    """The duty as the load query gives it back."""
    opens, planned, done = duty.opens_on, duty.planned_on, duty.done_on
    due_at = duty.due_at.astimezone(UTC).replace(microsecond=0).isoformat() if duty.due_at else None
    whose, place = (post, matter.place) if duty.whose is None else duty.whose
    return DutyRow(
        duty.key, duty.kind, duty.state, opens.isoformat(), planned.isoformat(), duty.due_on.isoformat(), due_at,
        duty.done_by, done.isoformat() if done else None, whose, place, reasons(duty.reasons),
    )


def _put_off(difference: Difference, matter: Loaded) -> None:
    """What each post has put off, made anew where this act said or took back something of it."""
    if "duty_postponed" not in matter.kinds():
        return
    said = {fact.id for fact in matter.facts if fact.kind == "duty_postponed"}
    if any(fact.id in said or fact.corrects in said for fact in matter.added):
        difference.put_off(matter, postponements.last_said(matter.composer.stand(matter.facts)))
