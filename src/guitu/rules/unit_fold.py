"""What follows from the facts of a drug-free unit: its state, its titles day by day, what stops them, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from guitu.rules.cadence import Timeline
from guitu.rules.dates import day_before, days_after, last_day_after, without
from guitu.rules.facts import Fact
from guitu.rules.facts.units import (
    TitleAssessed,
    TitleConfirmed,
    TitleDeclared,
    TitleGiven,
    TitlePublished,
    TitleRechecked,
    TitleReturned,
    TitleVetoed,
    TitleWithheld,
    VetoAnswered,
    VetoDecided,
)
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.units import UnitsPolicy, barred_until, renewal_from, title_until
from guitu.rules.verdict import Reason

# The order of steps of one day.
_STEPS = (
    TitleDeclared, TitleReturned, TitleConfirmed, TitleAssessed, TitlePublished, TitleWithheld, TitleGiven, TitleRechecked, TitleVetoed,
    VetoAnswered, VetoDecided,
)


_OF_A_TITLE = ("title_recheck", "title_renew", "title_mend")


@dataclass(slots=True)
class Title:
    """One title as it was given: for which round and how many households, from a day up to another."""

    id: str
    naming: str
    round: int
    from_on: date
    until_on: date
    households: int


@dataclass(slots=True)
class Veto:
    """One thing that may cost the title, with its own cause; what it stops it stops until it is decided by itself."""

    id: str
    cause: str
    effect: str
    on: date
    reply_by: date
    person: str
    answered_on: date | None = None
    decided_on: date | None = None
    decision: str = ""

    @property
    def is_open(self) -> bool:
        return self.decided_on is None


@dataclass(slots=True)
class UnitCourse:
    """Where a unit stands as its facts say. `phase` is the declaration under way, empty when none is."""

    unit: str = ""
    tier: str = "met"
    round: int = 0
    level: str = ""
    declared_by: str = ""
    households: int = 0
    stated: tuple[str, ...] = ()
    phase: str = ""
    turns: list[tuple[date, str]] = field(default_factory=list)  # from which day on each phase was
    confirmed_on: date | None = None
    points: int | None = None
    met: tuple[str, ...] = ()
    naming: str = ""
    public_until: date | None = None
    titles: list[Title] = field(default_factory=list)
    vetoes: list[Veto] = field(default_factory=list)
    lost_on: date | None = None
    barred_until: date = date.min
    seen_on: date | None = None  # when somebody from above last looked
    last_on: date = date.min  # of the last fact
    duties: list[Duty] = field(default_factory=list)
    consequences: list[Consequence] = field(default_factory=list)

    def title_on(self, day: date) -> Title | None:
        return next((one for one in self.titles if one.from_on <= day < one.until_on), None)

    def stopped(self, day: date) -> bool:
        return any(one.effect == "suspend" and one.on <= day and (one.decided_on is None or day < one.decided_on) for one in self.vetoes)

    def state_on(self, day: date) -> str:
        """What it is on a day, by the dates alone."""
        if self.title_on(day):
            return "suspended" if self.stopped(day) else "named"
        if phase := next((phase for on, phase in reversed(self.turns) if on <= day), ""):
            return phase
        if self.lost_on and self.lost_on <= day:
            return "revoked"
        return "expired" if any(one.until_on <= day for one in self.titles) else self.phase or "declared"

    def standing(self) -> tuple[str, date, str | None, date | None]:
        """The state on the day of the last fact and since when, and the next one that comes by the dates alone."""
        days = {one.from_on for one in self.titles} | {one.until_on for one in self.titles} | {self.last_on, *(on for on, _phase in self.turns)}
        days |= {one.on for one in self.vetoes} | {one.decided_on for one in self.vetoes if one.decided_on}
        state, since, following = self.state_on(self.last_on), self.last_on, None
        for day in sorted(days - {date.min}):
            found = self.state_on(day)
            if day <= self.last_on:
                since = day if found == state and (day == self.last_on or self.state_on(day_before(day)) != state) else since
            elif found != state and following is None:
                following = (found, day)
        return state, since, *(following or (None, None))

    def in_force(self) -> list[tuple[Title, date, date]]:
        """The stretches in which each title is in force: what a veto stops is cut out, history stays."""
        stops = [(one.on, one.decided_on) for one in self.vetoes if one.effect == "suspend"]
        return [(one, start, end) for one in self.titles for start, end in without([(one.from_on, one.until_on)], stops) if end]


def fold(facts: Sequence[Fact], timeline: Timeline) -> UnitCourse:
    """What follows from the facts of a unit. Every number is of the day of its own step. Policy: units.*"""
    course = UnitCourse()
    for fact in sorted(effective(facts), key=_as_taken):
        policy: UnitsPolicy = timeline.on(fact.on).units
        course.last_on = max(course.last_on, fact.on)
        _declaration(course, fact)
        if isinstance(fact, TitleGiven):
            _name(course, fact, policy, timeline)
        elif isinstance(fact, TitleRechecked):
            _recheck(course, fact, policy, timeline)
        elif isinstance(fact, TitleVetoed):
            _veto(course, fact, policy, timeline)
        elif isinstance(fact, VetoAnswered | VetoDecided):
            _settle_veto(course, fact, policy)
    return course


def lapsed(course: UnitCourse, on: date) -> UnitCourse:
    """The course as of a day: a title that is over by then asks for nothing more, and what was due of it was missed. To
    have one again is a declaration of its own."""
    if course.titles and all(title.until_on <= on for title in course.titles):
        course.duties = [
            replace(duty, state="missed") if duty.kind in _OF_A_TITLE and duty.state == "open" else duty for duty in course.duties
        ]
    return course


def _as_taken(fact: Fact) -> tuple[date, datetime, int]:
    return fact.on, fact.known, _STEPS.index(type(fact)) if type(fact) in _STEPS else len(_STEPS)


def _declaration(course: UnitCourse, fact: Fact) -> None:
    if isinstance(fact, TitleDeclared):
        course.unit, course.tier, course.round, course.level = fact.unit_type, fact.tier, fact.round, fact.office_level
        course.stated, course.households, course.declared_by = fact.stated, fact.households, fact.by_person
        course.confirmed_on, course.points, course.met, course.naming, course.public_until = None, None, (), "", None
        _close(course, "title_renew", "done", fact)
        _turn(course, "declared", fact)
    elif isinstance(fact, TitleReturned):
        _turn(course, "returned", fact)
    elif isinstance(fact, TitleConfirmed):
        course.confirmed_on = fact.on
        _turn(course, "confirmed", fact)
    elif isinstance(fact, TitleAssessed):
        course.points, course.met, course.seen_on = fact.points, fact.fulfilled, fact.on
        _turn(course, "accepted" if fact.assessment == "passed" else "confirmed", fact)
    elif isinstance(fact, TitlePublished):
        course.naming, course.public_until = fact.naming, fact.until
        _turn(course, "published", fact)
    elif isinstance(fact, TitleWithheld):
        course.naming, course.public_until = "", None
        _turn(course, "confirmed", fact)


def _turn(course: UnitCourse, phase: str, fact: Fact) -> None:
    course.phase = phase
    course.turns.append((fact.on, phase))


def _name(course: UnitCourse, fact: TitleGiven, policy: UnitsPolicy, timeline: Timeline) -> None:
    """A title of its own row begins when the one before is over; nothing of the old one is changed."""
    before = course.title_on(fact.on)
    start = before.until_on if before else fact.on
    title = Title(fact.id, fact.naming, course.round, start, title_until(start, policy.types[course.unit]), course.households)
    course.titles.append(title)
    course.lost_on = None
    _turn(course, "", fact)
    _close(course, "title_recheck", "waived", fact)
    _close(course, "title_renew", "done", fact)
    _due_of_title(course, title, title.from_on, fact, policy, timeline)
    course.consequences.append(Consequence(fact.id, (Reason("units.titled", {"on": start, "until": title.until_on}),)))


def _due_of_title(course: UnitCourse, title: Title, last: date, fact: Fact, policy: UnitsPolicy, timeline: Timeline) -> None:
    by = last_day_after(last, policy.recheck_months)
    if by < title.until_on:
        why = Reason("units.recheck_by", {"by": by, "last": last}, timeline.clause("units.recheck_months", fact.on))
        _put(course, "title_recheck", fact, renewal_from(by, policy), by, why, timeline)
    if last == title.from_on:
        why = Reason("units.renew_by", {"until": title.until_on}, timeline.clause("units.renew_days", fact.on))
        _put(course, "title_renew", fact, renewal_from(title.until_on, policy), days_after(title.until_on, -1), why, timeline)


def _recheck(course: UnitCourse, fact: TitleRechecked, policy: UnitsPolicy, timeline: Timeline) -> None:
    title, course.seen_on = course.title_on(fact.on), fact.on
    _close(course, "title_recheck", "done", fact)
    _close(course, "title_mend", "done", fact)
    if title is None:
        return
    if fact.recheck == "kept":
        _due_of_title(course, title, fact.on, fact, policy, timeline)
    elif fact.recheck == "mend":
        by = days_after(fact.on, policy.mend_days)
        _put(course, "title_mend", fact, fact.on, by, Reason("units.mend_by", {"by": by}, timeline.clause("units.mend_days", fact.on)), timeline)
    else:
        _lose(course, fact, 0)


def _veto(course: UnitCourse, fact: TitleVetoed, policy: UnitsPolicy, timeline: Timeline) -> None:
    effect = policy.causes[fact.veto_cause].effect
    by = timeline.calendar.working_days_after(fact.on, policy.reply_days)
    course.vetoes.append(Veto(fact.id, fact.veto_cause, effect, fact.on, by, fact.by_person))
    why = Reason("units.reply_by", {"by": by}, timeline.clause("units.reply_days", fact.on))
    _put(course, "veto_reply", fact, fact.on, by, why, timeline)
    told = Reason("units.suspended" if effect == "suspend" else "units.warned", {"on": fact.on, "by": by}, "guitu.default")
    course.consequences.append(Consequence(fact.id, (told,)))


def _settle_veto(course: UnitCourse, fact: VetoAnswered | VetoDecided, policy: UnitsPolicy) -> None:
    found = next((one for one in course.vetoes if one.id == fact.veto), None)
    if found is None:
        return
    course.duties = [
        replace(duty, state="done", done_by=fact.id, done_on=fact.on) if duty.key == f"veto_reply:{fact.veto}" and duty.state == "open" else duty
        for duty in course.duties
    ]
    if isinstance(fact, VetoAnswered):
        found.answered_on = fact.on
        return
    found.decided_on, found.decision = fact.on, fact.veto_decision
    if fact.veto_decision == "revoked":
        _lose(course, fact, policy.causes[found.cause].bar_years)


def _lose(course: UnitCourse, fact: Fact, bar_years: int) -> None:
    """The title ends on that day, and whatever was under way; what it was before stays on file."""
    for title in course.titles:
        if title.until_on > fact.on:
            title.until_on = max(fact.on, title.from_on)
    course.lost_on, course.barred_until = fact.on, barred_until(fact.on, bar_years)
    _turn(course, "", fact)
    for kind in _OF_A_TITLE:
        _close(course, kind, "waived", fact)


def _put(course: UnitCourse, kind: str, fact: Fact, opens: date, by: date, why: Reason, timeline: Timeline) -> None:
    course.duties.append(Duty(f"{kind}:{fact.id}", kind, opens, by, by, "open", (why,), policy=timeline.version(fact.on)))


def _close(course: UnitCourse, kind: str, state: str, fact: Fact) -> None:
    course.duties = [
        replace(duty, state=state, done_by=fact.id, done_on=fact.on) if duty.kind == kind and duty.state == "open" else duty  # type: ignore[arg-type]
        for duty in course.duties
    ]
