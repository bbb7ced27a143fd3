"""期限一览: the fourteen clocks of a 社戒 or 社康, each told from what the other rules laid out. It decides nothing.

Where a duty keeps the clock its days are the duty's own; three that no duty keeps have numbers of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_before
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.measure_states import FINISHED
from guitu.rules.terms import Course, Duty, MeasureCourse
from guitu.rules.verdict import Reason

SENTENCES = {
    "clocks.no_days": "法律没有写几日；系统预设 {days} 日，可改。",
    "clocks.suspended": "羁押期间中止，期限不走。",
    "clocks.started": "自报到之日起算。",
}
Code = Literal[
    "serve", "report_in", "hand_over", "agreement", "team", "leave", "receipt", "transfer", "suspension", "resumption",
    "violation", "term", "release", "two_way",
]
Keeper = Literal["police", "person", "town", "elsewhere"]
State = Literal["running", "waits", "done", "not_asked", "not_begun"]
# In the order of a measure's life: which kind of duty keeps it (and part of its key), who keeps it, the clause.
_BY_DUTY: dict[str, tuple[str, Keeper, str]] = {
    "report_in": ("report_in", "person", "detox_regulation.14"),
    "hand_over": ("check_absence", "town", "detox_regulation.14"),
    "agreement": ("sign_agreement", "town", "detox_regulation.16"),
    "leave": ("return_from_leave", "person", "detox_regulation.19"),
    "receipt": ("transfer_receipt", "elsewhere", "guitu.default"),
    "transfer": ("report_in", "person", "detox_regulation.22"),
    "violation": ("report_violation", "town", "detox_regulation.21"),
    "release": ("release_measure", "police", "detox_regulation.23"),
    "two_way": ("reply_two_way", "elsewhere", "guitu.default"),
}
_STATES: dict[str, State] = {"open": "running", "done": "done", "waived": "not_asked", "missed": "not_asked"}
_BACK = ("periodic_report", "urine_test", "agreement_signed", "visit")  # by which somebody is seen to go on


@dataclass(frozen=True, slots=True)
class ClocksPolicy:
    """Days that no law says: until a decision is served, until the team is named, until somebody let out goes on."""

    serve_days: Days
    team_days: Days
    resume_days: Days


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: from which day, to which last day, by which clause, who keeps it, and how it stands."""

    code: Code
    keeper: Keeper
    clause: str
    state: State
    from_on: date | None = None
    until_on: date | None = None
    done_on: date | None = None
    reasons: tuple[Reason, ...] = ()

    def is_late(self, on: date) -> bool:
        return self.state == "running" and self.until_on is not None and self.until_on < on


@dataclass(frozen=True, slots=True)
class Told:
    """What the clocks of one measure are told from."""

    measure: MeasureCourse
    course: Course
    facts: Sequence[Any]
    timeline: Timeline
    on: date
    has_team: bool  # every seat of the regulation's working group is held today

    def first(self, *kinds: str, since: date = date.min) -> Fact | None:
        """The first of these papers of the measure from a day on."""
        of = self.measure.measure_id
        return next(
            (f for f in self.facts if f.kind in kinds and f.on >= since and getattr(f, "measure", of) == of), None
        )


def clocks(told: Told) -> list[Clock]:
    """The fourteen, in the order of a measure's life, as they stand on the day. Clauses: detox_regulation.13, 14, 16, 17,
    19, 21–24, drug_law.33, 48; what no law says is ours (guitu.default)."""
    own: dict[str, Callable[[Told], Clock]] = {
        "serve": _serve, "team": _team, "suspension": _suspension, "resumption": _resumption, "term": _term,
    }
    order: tuple[Code, ...] = Code.__args__  # type: ignore[attr-defined]
    return [own[code](told) if code in own else _by_duty(told, code) for code in order]


def _by_duty(told: Told, code: Code) -> Clock:
    """The clock that a duty keeps: the one that is open, else the latest that has begun, else the next."""
    _kind, keeper, clause = _BY_DUTY[code]
    mine = [duty for duty in told.course.duties if _is_of(duty, code, told.measure.measure_id)]
    begun = [duty for duty in mine if duty.opens_on <= told.on]
    waiting = [duty for duty in begun if duty.state == "open"]
    found = waiting[0] if waiting else begun[-1] if begun else mine[0] if mine else None
    if found is None:
        waits = code == "report_in" and told.first("decision_served") is not None
        return Clock(code, keeper, clause, "waits" if waits else "not_begun")
    clause = found.reasons[0].clause or clause
    state = _STATES[found.state] if found.opens_on <= told.on else "not_begun"
    return Clock(code, keeper, clause, state, found.opens_on, found.due_on, found.done_on, found.reasons)


def _is_of(duty: Duty, code: Code, measure: str) -> bool:
    if duty.kind != _BY_DUTY[code][0] or (duty.measure_id is not None and duty.measure_id != measure):
        return False
    if code == "hand_over":
        return duty.name.step == "report_in"
    is_moved = bool(duty.name.part)
    return is_moved if code == "transfer" else not is_moved if code == "report_in" else True


def _serve(told: Told) -> Clock:
    decided, served = told.measure.states[0][0], told.first("decision_served")
    return _ours(told, "serve", "police", "detox_regulation.13", decided, "serve_days", served)


def _ours(
    told: Told, code: Code, keeper: Keeper, clause: str, since: date, number: str, closing: Fact | None
) -> Clock:
    """A clock of our own number: the law says the act and no days."""
    days: Days = getattr(told.timeline.on(since).clocks, number)
    by, moved = due_of_office(since, days, told.timeline)
    why = (Reason("clocks.no_days", {"days": days.days}, "guitu.default"), *moved)
    state: State = "done" if closing is not None else "running" if since <= told.on else "not_begun"
    if state == "running" and told.measure.state_on(told.on) in FINISHED:
        state = "not_asked"
    return Clock(code, keeper, clause, state, since, by, closing.on if closing else None, why)


def _team(told: Told) -> Clock:
    came = told.first("reported_in")
    if came is None:
        return Clock("team", "town", "detox_regulation.17", "not_begun")
    return _ours(told, "team", "town", "detox_regulation.17", came.on, "team_days", came if told.has_team else None)


def _suspension(told: Told) -> Clock:
    begun = [gap for gap in told.measure.paused if gap[0] <= told.on]
    if not begun:
        return Clock("suspension", "police", "detox_regulation.24", "not_begun")
    since, until = begun[-1]
    is_over = until is not None and until <= told.on
    reasons = (Reason("clocks.suspended", {}, "detox_regulation.24"),)
    last = day_before(until) if until is not None else None
    return Clock(
        "suspension", "police", "detox_regulation.24", "done" if is_over else "running", since, last,
        until if is_over else None, reasons,
    )


def _resumption(told: Told) -> Clock:
    """From the release until somebody is seen to go on with the measure."""
    out = [until for _since, until in told.measure.paused if until is not None and until <= told.on]
    if not out:
        return Clock("resumption", "person", "detox_regulation.24", "not_begun")
    back = told.first(*_BACK, since=out[-1])
    return _ours(told, "resumption", "person", "detox_regulation.24", out[-1], "resume_days", back)


def _term(told: Told) -> Clock:
    """The years of the measure itself; in custody they stand still."""
    course = told.measure
    clause = "drug_law.33" if course.kind == "community_detox" else "drug_law.48"
    if course.starts_on is None:
        return Clock("term", "town", clause, "not_begun", reasons=(Reason("clocks.started", {}, clause),))
    state_now, over = course.state_on(told.on), course.first_day_in(FINISHED)
    last = day_before(course.ends_on) if course.ends_on is not None else None
    if over is not None and over <= told.on:
        return Clock("term", "town", clause, "done", course.starts_on, last, over, course.reasons)
    state: State = "waits" if state_now == "suspended" else "running"
    return Clock("term", "town", clause, state, course.starts_on, last, None, course.reasons)
