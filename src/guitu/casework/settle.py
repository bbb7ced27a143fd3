"""What follows from facts, written down: the only writer of derived rows. Only differences are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import orjson

from guitu.casework import load
from guitu.casework.difference import Difference, forget, reasons, resume
from guitu.casework.duty_rows import ClosedDuties, DutyRow
from guitu.casework.load import Case
from guitu.casework.stations import moments, stations
from guitu.kit.clock import local_day
from guitu.rules import postponements
from guitu.rules.person import effective, history
from guitu.rules.terms import Course, Duty, Span

HORIZON = timedelta(days=62)  # duties that open within two months are written now; the clock moves it on
# of whose state nothing falls due any more: the clock moves it for all others
NOT_LAID_OUT = "('dead', 'struck_off', 'moved_out', 'abstinent')"
AHEAD = timedelta(days=400)  # who has recorded is told what comes next: the next test of a yearly schedule


MOVED_BY = timedelta(hours=1)  # after midnight the clock has moved everybody's horizon


def may_lie_behind(at: datetime) -> date | None:
    """Up to which day somebody may still be laid out at that moment although the day is another: until the clock has
    moved the horizons of this day, those of the day before stand. None: everybody's are moved."""
    before = local_day(at - MOVED_BY)
    return None if before == local_day(at) else before + HORIZON


def settle(county_id: str, cases: Sequence[Case], at: datetime, *, ahead: timedelta | None = None) -> list[Course]:
    """Fold each person and write the difference: standing, status, duties, points, the page's summary. With
    `ahead` the courses say also what is due up to then; nothing of that is written."""
    on = local_day(at)
    until = on + HORIZON
    _anew([case for case in cases if case.folded_with not in (None, case.policy().sha256)])
    courses = [case.course(until, on + ahead if ahead else None) for case in cases]
    _recall(cases, courses)
    difference = Difference(county_id, at)
    for case, course in zip(cases, courses, strict=True):
        _standing(difference, case, course, at)
        _current(difference, case, course, on)
        _duties(difference, case, course)
        _points(difference, case, course, at)
        _put_off(difference, case)
        difference.summary(case, course, until)
        case.added.clear()
        case.folded_with = case.policy().sha256
    difference.write()
    return courses


def settle_known(county_id: str, cases: Sequence[Case], at: datetime) -> list[Course]:
    """Settle people whose facts were recorded earlier: beliefs carry the times their facts were known."""
    for case in cases:
        case.added = list(case.facts)
    return settle(county_id, cases, at)


def rebuild(county_id: str, cases: Sequence[Case], at: datetime) -> list[Course]:
    """The same from nothing: derived rows of these people are thrown away and made again from facts."""
    _anew(cases)
    resume(cases)
    return settle_known(county_id, cases, at)


def _anew(cases: Sequence[Case]) -> None:
    """Nothing is compared with what another pack made of the facts: the numbers in force now decide also what was
    believed and due before, as they would had they been known."""
    if cases:
        forget(cases)
    for case in cases:
        case.duties, case.closed, case.standing, case.current, case.folded_with = {}, ClosedDuties(), [], None, None


# -- standing ---------------------------------------------------------------------------------------------


def _standing(difference: Difference, case: Case, course: Course, at: datetime) -> None:
    """Close what is no longer believed and add what is believed now; both times are kept."""
    if len({fact.known for fact in case.added}) > 1 or not case.standing:
        _standing_history(difference, case, at)
        return
    wanted = {(path, span.state, span.from_on, span.until_on) for path, span in placed(case, course.standing)}
    held = {
        (row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]) if row[4] else None): row
        for row in case.standing
    }
    for key, row in held.items():
        if key not in wanted:
            difference.close_standing(UUID(row[0]), datetime.fromisoformat(row[5]))
    for path, state, from_on, until_on in sorted(wanted - held.keys(), key=lambda key: key[2]):
        difference.add_standing(case, path, state, from_on, until_on, at, None)


def _standing_history(difference: Difference, case: Case, at: datetime) -> None:
    """Facts of several times of knowing: every earlier belief is written with the time it ended."""
    difference.forget_standing(case)
    believed = _beliefs(case)
    open_since: dict[tuple[str, str, date, date | None], datetime] = {}
    for known_at, spans in believed:
        now = {(path, s.state, s.from_on, s.until_on) for path, s in placed(case, spans, known_at)}
        for key in [key for key in open_since if key not in now]:
            difference.add_standing(case, *key, open_since.pop(key), known_at)
        for key in now:
            open_since.setdefault(key, known_at)
    for key, since in open_since.items():
        difference.add_standing(case, *key, since, None)


def _beliefs(case: Case) -> list[tuple[datetime, tuple[Span, ...]]]:
    """The states as known from each moment on; also from when it was known that a place has another code."""
    believed = history(case.facts, case.policy(), case.known_of())
    for moment in sorted(moments(case) - {known for known, _ in believed}):
        before = [spans for known, spans in believed if known < moment]
        if before:
            believed = sorted([*believed, (moment, before[-1])], key=lambda one: one[0])
    return believed


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


def _current(difference: Difference, case: Case, course: Course, on: date) -> None:
    now: Span | None = None
    following: Span | None = None
    for span in course.standing:
        if span.from_on <= on:
            now = span
        elif following is None:
            following = span
    if now is not None:
        difference.current(case, now, following)
    else:  # nothing that was recorded still stands
        difference.gone(case)


def _put_off(difference: Difference, case: Case) -> None:
    """What each post has put off, made anew where this act said or took back something of it."""
    if "duty_postponed" not in case.kinds():
        return
    said = {fact.id for fact in case.facts if fact.kind == "duty_postponed"}
    if any(fact.id in said or fact.corrects in said for fact in case.added):
        difference.put_off(case, postponements.last_said(effective(case.facts)))


# -- duties and points ------------------------------------------------------------------------------------


def _recall(cases: Sequence[Case], courses: Sequence[Course]) -> None:
    """Closed duties are not read as long as they follow again just as they were written. Where they do not (a
    withdrawal, a late fact), they are."""
    pairs = zip(cases, courses, strict=True)
    load.recall([case for case, course in pairs if case.closed.unread and not _as_written(case, course)])


def _as_written(case: Case, course: Course) -> bool:
    return case.closed.digest == _digest(case, case.closed.among(course, case.duties))


def _digest(case: Case, closed: Sequence[Duty]) -> str:
    """Of all that is written of these duties."""
    plain = [
        (d.key, d.kind, d.state, d.opens_on, d.planned_on, d.due_on, d.done_by, d.done_on,
         [(r.code, r.values, r.clause) for r in d.reasons])
        for d in closed
    ]  # fmt: skip
    return sha256(orjson.dumps([case.post_id, case.place, plain], default=str)).hexdigest()


def _duties(difference: Difference, case: Case, course: Course) -> None:
    closed = [duty for duty in course.duties if duty.state != "open"]
    left = {duty.key for duty in case.closed.among(course, case.duties)}
    wanted = {duty.key: duty for duty in course.duties if duty.key not in left}
    for key in case.duties.keys() - wanted.keys():
        difference.drop_duty(case, key)
    post = str(case.post_id) if case.post_id else None
    for key, duty in wanted.items():
        row = _duty_row(case, duty, post)
        if case.duties.get(key) != row:
            difference.put_duty(case, duty, row)
    case.duties = {key: row for key, row in case.duties.items() if wanted[key].state == "open"}
    if len(left) < len(closed) or not case.closed.unread:
        case.closed = ClosedDuties(_digest(case, closed), unread=True)


def _duty_row(case: Case, duty: Duty, post: str | None) -> DutyRow:
    """The duty as the load query gives it back."""
    opens, planned, done = duty.opens_on, duty.planned_on, duty.done_on
    return DutyRow(
        duty.key, duty.kind, duty.state, opens.isoformat(), planned.isoformat(), duty.due_on.isoformat(),
        duty.done_by, done.isoformat() if done else None, post,
        case.place, reasons(duty.reasons),
    )  # fmt: skip


def _points(difference: Difference, case: Case, course: Course, at: datetime) -> None:
    """Post what is owed and was not yet posted, as new transfers; what was posted in excess is taken back."""
    owed: dict[str, int] = {}
    known = {fact.id: fact.known for fact in case.added}
    for entry in course.points:
        owed[entry.key] = owed.get(entry.key, 0) + entry.hundredths
    entries = {entry.key: entry for entry in course.points}
    for key in owed.keys() | case.posted.keys():
        missing = owed.get(key, 0) - case.posted.get(key, 0)
        if missing:
            source = entries.get(key)
            posted_at = known.get(source.fact_id, at) if source and source.fact_id else at
            difference.post(case, key, source, missing, posted_at, local_day(at))
            case.posted[key] = owed.get(key, 0)


