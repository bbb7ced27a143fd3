"""What casework derives of a person beside duties and summary: spans of standing, the present state, points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from guitu.casework.case import Case
from guitu.casework.placed import placed
from guitu.casework.points_account import Line, Side, write_transfers
from guitu.casework.stations import moments
from guitu.kit.clock import local_day
from guitu.kit.database import insert_many, run
from guitu.rules.beliefs import history
from guitu.rules.redemptions import owed_with, plain
from guitu.rules.terms import Course, PointsEntry, Span
from guitu.rules.verdict import Reason
from guitu.settling.difference import Difference, replace_by

_STANDING = (
    ("id", "uuid"), ("county_id", "text"), ("path", "text"), ("standing_no", "uuid"), ("state", "text"),
    ("from_on", "date"), ("until_on", "date"), ("known_at", "timestamptz"), ("known_until", "timestamptz"),
)
_CURRENT = (
    ("person_id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("home_path", "text"), ("state", "text"),
    ("since_on", "date"), ("next_state", "text"), ("next_on", "date"), ("settled_at", "timestamptz"),
)
_WORK = (
    ("id", "uuid"), ("county_id", "text"), ("standing_no", "uuid"), ("what", "text"), ("code", "text"), ("from_on", "date"),
    ("until_on", "date"),
)


@dataclass(slots=True)
class PersonDifference(Difference):
    """Collected over all people of one settling, then written."""

    _closed: list[UUID] = field(default_factory=list)
    _void: list[UUID] = field(default_factory=list)
    _forgotten: list[UUID] = field(default_factory=list)
    _standing: list[tuple[Any, ...]] = field(default_factory=list)
    _current: list[tuple[Any, ...]] = field(default_factory=list)
    _posted: list[Line] = field(default_factory=list)
    _sides: list[Side] = field(default_factory=list)
    _gone: list[UUID] = field(default_factory=list)
    _worked: list[UUID] = field(default_factory=list)
    _work: list[tuple[Any, ...]] = field(default_factory=list)

    def derive(self, matter: Case, course: Course) -> None:
        _standing(self, matter, course)
        _present(self, matter, course)
        _points(self, matter, course)
        self.work(matter, course)

    def work(self, case: Case, course: Course) -> None:
        """Few rows: where one differs, all of the person are written anew."""
        wanted = [[one.what, one.code, one.from_on.isoformat(), one.until_on.isoformat() if one.until_on else None] for one in course.work]
        if {tuple(one) for one in wanted} == {tuple(one) for one in case.work}:
            return
        if case.work:
            self._worked.append(case.standing_no)
        case.work = wanted
        self._work += [(uuid4(), self.county_id, case.standing_no, *one) for one in course.work]

    def close_standing(self, row: UUID, known_at: datetime) -> None:
        (self._void if known_at >= self.at else self._closed).append(row)

    def forget_standing(self, case: Case) -> None:
        # What was believed before all of it was withdrawn is closed and not read, but it is there.
        if case.standing or "withdrawn" in case.kinds():
            self._forgotten.append(case.standing_no)

    def add_standing(
        self, case: Case, path: str, state: str, from_on: date, until_on: date | None, known_at: datetime,
        known_until: datetime | None,
    ) -> None:
        self._standing.append(
            (uuid4(), self.county_id, path, case.standing_no, state, from_on, until_on, known_at, known_until)
        )

    def current(self, case: Case, now: Span, following: Span | None) -> None:
        day = following.from_on.isoformat() if following else None
        state = following.state if following else None
        derived = [now.state, now.from_on.isoformat(), state, day, case.scope_path, case.home_path]
        if case.current == derived:
            return  # most facts change nothing here
        case.current = derived
        self._current.append(
            (case.id, self.county_id, case.scope_path, case.home_path, now.state, now.from_on,
             following.state if following else None, following.from_on if following else None, self.at)
        )

    def gone(self, case: Case) -> None:
        self._gone.append(case.id)

    def post(self, case: Case, lines: Sequence[Line]) -> None:
        """One transfer of a person's: what came and went, and the issuer's other side."""
        self._posted += lines
        total = sum(line.hundredths for line in lines)
        case.balance += total
        first = lines[0]
        self._sides.append(Side(self.county_id, first.transfer_id, "issuer", "settled", first.posted_at, -total, policy=first.policy))

    def write(self) -> None:
        """One statement per table that has anything to say."""
        if self._forgotten:
            run("DELETE FROM casework_standing WHERE standing_no = ANY(%s)", [self._forgotten])
        if self._void:
            run("DELETE FROM casework_standing WHERE id = ANY(%s)", [self._void])
        if self._closed:
            run("UPDATE casework_standing SET known_until = %s WHERE id = ANY(%s)", [self.at, self._closed])
        if self._gone:
            run("DELETE FROM casework_current WHERE person_id = ANY(%s)", [self._gone])
        if self._worked:
            run("DELETE FROM casework_workspan WHERE standing_no = ANY(%s)", [self._worked])
        insert_many("casework_workspan", _WORK, self._work)
        insert_many("casework_standing", _STANDING, self._standing)
        insert_many("casework_current", _CURRENT, self._current, replace_by("person_id", _CURRENT))
        write_transfers(self._posted, self._sides)
        Difference.write(self)


def _standing(difference: PersonDifference, case: Case, course: Course) -> None:
    """Close what is no longer believed and add what is believed now; both times are kept."""
    if len({fact.known for fact in case.added}) > 1 or not case.standing:
        _standing_history(difference, case)
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
        difference.add_standing(case, path, state, from_on, until_on, difference.at, None)


def _standing_history(difference: PersonDifference, case: Case) -> None:
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


def _present(difference: PersonDifference, case: Case, course: Course) -> None:
    on = local_day(difference.at)
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


def _points(difference: PersonDifference, case: Case, course: Course) -> None:
    """Post what is owed and was not yet posted, as one new transfer; what was posted in excess is taken back. What is
    taken back and spent already is forgiven: nobody owes points."""
    owed: dict[str, int] = {}
    for entry in course.points:
        owed[entry.key] = owed.get(entry.key, 0) + entry.hundredths
    missing: dict[str, int] = {}
    for key in owed.keys() | case.posted.keys():
        due = owed_with(owed.get(key, 0), case.restored.get(key, 0))
        if due != case.posted.get(key, 0):
            missing[key], case.posted[key] = due - case.posted.get(key, 0), due
    if missing:
        _post(difference, case, missing, {entry.key: entry for entry in course.points})


def _post(
    difference: PersonDifference, case: Case, missing: Mapping[str, int], entries: Mapping[str, PointsEntry]
) -> None:
    at, known = difference.at, {fact.id: fact.known for fact in case.added}
    on, transfer = local_day(at), uuid4()
    policy = case.policy().version(on)
    lines = []
    for key, hundredths in missing.items():
        entry = entries.get(key)
        posted_at = known.get(entry.fact_id, at) if entry and entry.fact_id else at
        why = entry.reasons if entry else (Reason("points.taken_back"),)
        lines.append(
            Line(difference.county_id, case.scope_path, case.id, transfer, "settled", key, entry.item if entry else "taken_back",
                 entry.on if entry else on, posted_at, hundredths, UUID(entry.fact_id) if entry and entry.fact_id else None, policy, why)
        )
    short = -(case.balance + sum(missing.values()))
    if short > 0:
        why = (Reason("redemptions.forgiven", {"points": plain(short)}),)
        lines.append(
            Line(difference.county_id, case.scope_path, case.id, transfer, "forgiven", f"forgiven:{transfer}", "forgiven", on, at,
                 short, None, policy, why)
        )
    difference.post(case, lines)


def forget(cases: Sequence[Case]) -> None:
    """Throw away what was derived for these people; points posted stay, they are facts."""
    run("DELETE FROM casework_standing WHERE standing_no = ANY(%s)", [[case.standing_no for case in cases]])
    run("DELETE FROM casework_current WHERE person_id = ANY(%s)", [[case.id for case in cases]])
    run("DELETE FROM casework_workspan WHERE standing_no = ANY(%s)", [[case.standing_no for case in cases]])
    for case in cases:
        case.standing, case.current, case.work = [], None, []


def _said(found: Iterable[Reason]) -> list[list[Any]]:
    """Reasons on their way into a document, which writes days itself."""
    return [[reason.code, reason.values, reason.clause] for reason in found]


def summary_of(course: Course) -> dict[str, Any]:
    """The course as the person's page reads it; duties and standing have tables of their own."""
    return {
        "measures": [
            {"id": m.measure_id, "kind": m.kind, "states": list(m.states), "starts_on": m.starts_on,
             "ends_on": m.ends_on, "paused": list(m.paused), "years": m.years, "reasons": _said(m.reasons)}
            for m in course.measures
        ],
        "overlays": [[o.overlay, o.from_on, o.until_on, o.fact_id] for o in course.overlays],
        "counters": [
            {"code": c.code, "measure": c.measure_id, "value": c.value, "threshold": c.threshold,
             "counted": list(c.counted), "pending": list(c.pending), "clause": c.clause}
            for c in course.counters
        ],
        "levels": list(course.levels),
        "proposals": [
            {"key": p.key, "kind": p.kind, "on": p.on, "value": p.value, "reasons": _said(p.reasons),
             "evidence": list(p.evidence)}
            for p in course.proposals
        ],
        "consequences": {c.fact_id: _said(c.reasons) for c in course.consequences},
        "standing": [[s.state, s.from_on, s.until_on, _said(s.reasons)] for s in course.standing],
        "clean_from": course.clean_from,
        "exit_due_on": course.exit_due_on,
    }
