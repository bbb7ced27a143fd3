"""宣传活动: planned, published, held, recorded. What is due of one, how its heads are counted, and when the police are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from guitu.rules.cadence import Timeline
from guitu.rules.dates import days_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import Fact
from guitu.rules.facts.prevention import (
    ActivityCalledOff,
    ActivityHeld,
    ActivityPlanned,
    ActivityPublished,
    PermitAsked,
)
from guitu.rules.records import effective
from guitu.rules.terms import Consequence, Duty
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "activities.record_by": "{held_on} 的活动，请在 {by} 前记下来了多少人、有没有领导参加。",
    "activities.permit_by": "预计 {expected} 人，满 {least} 人的大型活动要经公安机关许可：请在 {by} 前（活动日 {days} 日前）申请。",
    "activities.permit_city": "预计 {expected} 人，满 {least} 人的，由市级公安机关许可。",
    "activities.exempt": "由县级以上人民政府直接举办的，不用申请安全许可，仍要做好安全工作。",
    "activities.not_yet": "活动在 {held_on}，开过以后再记。",
    "activities.not_now": "这场活动现在是“{state}”，不能这样办。请刷新页面。",
    "activities.no_heads": "来了多少人，至少填一种：清点、签到或者估计。",
    "activities.leader_named": "只有县级以上的领导才写姓名。",
    "activities.needs_words": "请写明。",
    "activities.needs_entry": "至少选一个“六进”。",
    "activities.inside_itself": "分会场只能设在一场活动下面，不能再分。",
    "activities.no_permit": "预计人数没有到要许可的数，不用登记许可。",
}

KINDS = ("lecture", "exhibition", "fair", "contest", "show", "sport", "visit", "distribution", "class_meeting", "online")
ENTRIES = ("school", "unit", "family", "community", "venue", "village")
FORMS = ("sport", "arts", "law_salon", "reading", "game", "vr", "pledge")
TOPICS = ("drugs", "substances", "minors", "law", "moral", "mind", "stigma")
GROUPS = ("pupils", "vocational", "left_behind", "migrants", "residents", "staff", "families", "in_recovery")
ORGANISERS = ("narcotics_office", "party_branch", "women", "youth_league", "union", "education", "civil_affairs", "police", "volunteers")
LEADERS = ("village", "town", "county", "city")
BASES = ("counted", "signed", "estimated")
TAGS = {"entry": ENTRIES, "form": FORMS, "topic": TOPICS, "group": GROUPS, "organiser": ORGANISERS, "leader": LEADERS}
OVER = ("held", "called_off")


@dataclass(frozen=True)
class ActivitiesPolicy:
    """Within how many days one is recorded; from how many people on the police are asked, and how long before."""

    record_days: Days
    permit_from: int
    permit_city_from: int
    permit_days: int


@dataclass(frozen=True, slots=True)
class ActivityCourse:
    """Where an activity stands, since when, on which day it is held, and what is due of it."""

    state: str
    since_on: date
    held_on: date
    expected: int
    duties: tuple[Duty, ...]
    consequences: tuple[Consequence, ...]
    over_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class Heads:
    """How many came, by what that rests on. The three are never added up: a signature and a count are of the same heads."""

    counted: int | None = None
    signed: int | None = None
    estimated: int | None = None

    @property
    def firm(self) -> int | None:
        """What sums of person-times take: the count, or else the signatures; an estimate never."""
        return self.counted if self.counted is not None else self.signed


def summed(all_heads: Iterable[Heads]) -> tuple[int, int, int]:
    """Over several activities: heads counted or signed; heads of those that were only estimated; and how many were only
    estimated. Two sums side by side, never one. Clause: guitu.default."""
    firm, guessed, number = 0, 0, 0
    for heads in all_heads:
        if heads.firm is not None:
            firm += heads.firm
        elif heads.estimated is not None:
            guessed, number = guessed + heads.estimated, number + 1
    return firm, guessed, number


def cost_per_head(fen: int | None, heads: Heads) -> int | None:
    """Fen per head that was counted or signed in; unknown where only an estimate or nothing is there."""
    return None if fen is None or not heads.firm else (fen * 2 + heads.firm) // (heads.firm * 2)


def fold(facts: Sequence[Fact], timeline: Timeline) -> ActivityCourse:
    """What follows from the facts of an activity: its state, the permit to be asked for before it, the record after it.
    Clauses: large_events.13; the days to record are ours (activities.record_days)."""
    stand = sorted(effective(facts), key=_as_taken)
    state, since, held_on, expected, over = "planned", stand[0].on, stand[0].on, 0, None
    record: list[Duty] = []
    permit: list[Duty] = []
    brought: list[Consequence] = []
    for fact in stand:
        if isinstance(fact, ActivityPlanned):
            held_on, expected = fact.held_on, fact.expected
            record, permit = [_record(fact, timeline)], _permit(fact, timeline)
            brought.append(Consequence(fact.id, permit_advice(fact.expected, fact.held_on, fact.by_government, timeline)))
        elif isinstance(fact, ActivityPublished):
            state, since = "published", fact.on
        elif isinstance(fact, PermitAsked):
            permit = [replace(one, state="done", done_by=fact.id, done_on=fact.on) for one in permit]
        elif isinstance(fact, ActivityHeld):
            state, since, over = "held", fact.on, fact.known
            record = [_ended(one, "done", fact) for one in record]
            permit = [_ended(one, "missed", fact) for one in permit]
        elif isinstance(fact, ActivityCalledOff):
            state, since, over = "called_off", fact.on, fact.known
            record, permit = [_ended(one, "waived", fact) for one in record], [_ended(one, "waived", fact) for one in permit]
    return ActivityCourse(state, since, held_on, expected, (*permit, *record), tuple(brought), over)


def _as_taken(fact: Fact) -> tuple[datetime, int]:
    """The order in which steps were taken, whatever day they are of; of one moment as they follow each other."""
    return fact.known, _STEPS.index(fact.kind) if fact.kind in _STEPS else len(_STEPS)


_STEPS = [ActivityPlanned.kind, ActivityPublished.kind, PermitAsked.kind, ActivityHeld.kind, ActivityCalledOff.kind]


def _record(fact: ActivityPlanned, timeline: Timeline) -> Duty:
    policy: ActivitiesPolicy = timeline.on(fact.on).activities
    by = due_of_office(fact.held_on, policy.record_days, timeline).by
    why = Reason("activities.record_by", {"held_on": fact.held_on, "by": by}, timeline.clause("activities.record_days", fact.on))
    return Duty(f"activity_record:{fact.id}", "activity_record", fact.held_on, fact.held_on, by, "open", (why,), policy=timeline.version(fact.on))


def _permit(fact: ActivityPlanned, timeline: Timeline) -> list[Duty]:
    policy: ActivitiesPolicy = timeline.on(fact.on).activities
    if fact.expected < policy.permit_from or fact.by_government:
        return []
    by = days_after(fact.held_on, -policy.permit_days)
    why = permit_advice(fact.expected, fact.held_on, fact.by_government, timeline)
    opens = min(fact.on, by)
    return [Duty(f"activity_permit:{fact.id}", "activity_permit", opens, by, by, "open", why, policy=timeline.version(fact.on))]


def _ended(duty: Duty, state: str, fact: Fact) -> Duty:
    return duty if duty.state != "open" else replace(duty, state=state, done_by=fact.id, done_on=fact.on)  # type: ignore[arg-type]


def permit_advice(expected: int, held_on: date, by_government: bool, timeline: Timeline) -> tuple[Reason, ...]:
    """What is said on the form of so many people: whether, by when and where the police are asked for a permit; nothing of a
    small one. Clauses: large_events.2 (1,000 people or more), large_events.13 (20 days before), large_events.12 (5,000: the city), large_events.25
    (held by a government of county level or above: none)."""
    policy: ActivitiesPolicy = timeline.on(held_on).activities
    if expected < policy.permit_from:
        return ()
    if by_government:
        return (Reason("activities.exempt", {}, "large_events.25"),)
    by = days_after(held_on, -policy.permit_days)
    found = [Reason("activities.permit_by", {"expected": expected, "least": policy.permit_from, "by": by, "days": policy.permit_days}, "large_events.13")]
    if expected >= policy.permit_city_from:
        found.append(Reason("activities.permit_city", {"expected": expected, "least": policy.permit_city_from}, "large_events.12"))
    return tuple(found)


def may_publish(course: ActivityCourse) -> Verdict:
    """Whether it may be published: planned, and neither published, held nor called off yet."""
    return ALLOWED if course.state == "planned" else _not_now(course)


def may_call_off(course: ActivityCourse) -> Verdict:
    """Whether it may be called off: it has not been held."""
    return _not_now(course) if course.is_over else ALLOWED


def may_ask_permit(course: ActivityCourse) -> Verdict:
    """Whether asking the police may be noted: it takes a permit, and none was asked for yet."""
    waits = any(duty.kind == "activity_permit" and duty.state == "open" for duty in course.duties)
    return ALLOWED if waits else refused(Reason("activities.no_permit"))


def may_record(course: ActivityCourse, heads: Heads, on: date, leaders: Sequence[str], is_named: bool) -> Verdict:
    """Whether what became of it may be recorded: its day has come, it was not called off, some number of heads is there, and
    only leaders of the county and above are named. Recorded again, it is put right. Clause: guitu.default."""
    wrong = []
    if course.state == "called_off":
        return _not_now(course)
    if on < course.held_on:
        wrong.append(Reason("activities.not_yet", {"held_on": course.held_on}))
    if heads == Heads():
        wrong.append(Reason("activities.no_heads", {}, "guitu.default"))
    if is_named and not {"county", "city"} & set(leaders):
        wrong.append(Reason("activities.leader_named", {}, "guitu.default"))
    return refused(*wrong) if wrong else ALLOWED


def _not_now(course: ActivityCourse) -> Verdict:
    return refused(Reason("activities.not_now", {"state": f"activity.{course.state}"}))


def highest(leaders: Iterable[str]) -> str:
    """The highest level among the leaders who came; empty: none."""
    return max(leaders, key=LEADERS.index, default="")


def possible(course: ActivityCourse, on: date) -> frozenset[str]:
    """The steps that may be taken of an activity on a day, by the names of their commands."""
    found = {"add_stall"} if not course.is_over else set()
    if may_publish(course):
        found.add("publish_activity")
    if may_ask_permit(course):
        found.add("note_permit")
    if may_call_off(course):
        found.add("call_off_activity")
    if course.state != "called_off" and on >= course.held_on:
        found.add("record_activity")
    return frozenset(found)
