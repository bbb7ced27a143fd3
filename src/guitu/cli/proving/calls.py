"""Random rosters × calls: over holidays, swaps, posts that fall vacant, outages and a worker killed in the middle of a look. Every
open call is on somebody's list, every step comes at its second, once, and never backwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count, islice, pairwise
from multiprocessing import get_context
from random import Random
from typing import Any

from guitu.cli.proving import packs
from guitu.cli.proving.histories import BATCH, PROCESSES, SHOWN
from guitu.cli.proving.place import Place
from guitu.rules import call_directing, call_steps, records
from guitu.rules.cadence import Timeline
from guitu.rules.call_clocks import CHINA, local_day, moment_on
from guitu.rules.call_events import fold
from guitu.rules.calls import EVENT, RAISING, CallCourse, CallsPolicy, Seat, policy_of, stages
from guitu.rules.dates import days_after
from guitu.rules.facts import Fact
from guitu.rules.on_duty import Cover, Layer, Roster, on_duty

PER_MINUTE = 10_000  # of its own minutes: ten thousand in twenty minutes of `guitu prove`
POSTS = ("a", "b", "c")
ABOVE = {"head": "h", "desk": "d", "director": "z", "village": "v"}
MINUTE = timedelta(minutes=1)
DEEDS = ("ack", "ack", "ack", "report", "report", "return", "hand", "settle", "back", "urge", "instruct", "delay", "delay", "decide", "decide", "nothing")


@dataclass(slots=True)
class World:
    """One call among its roster, and from when until when each post is vacant."""

    chance: Random
    timeline: Timeline
    roster: Roster
    vacant: dict[str, tuple[datetime, datetime]]
    facts: list[Fact] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=count)
    now: datetime = datetime(2026, 1, 1, tzinfo=CHINA)

    def there(self, at: datetime) -> list[str]:
        gone = {post for post, (since, until) in self.vacant.items() if since <= at < until}
        return [post for post in (*POSTS, *ABOVE.values()) if post not in gone]

    def resolve(self, unit: str, step: str, at: datetime) -> str | None:
        if step == "backup":
            return None if unit == RAISING else on_duty(self.roster, at, self.there(at), self.timeline.calendar).backup
        return ABOVE[step] if ABOVE[step] in self.there(at) else None

    def say(self, kind: str, **body: Any) -> Fact:
        found = records.KINDS[kind](id=f"f{next(self.ids):05}", on=local_day(self.now), known=self.now, **body)
        self.facts.append(found)
        return found

    def course(self) -> CallCourse:
        return fold(self.facts, self.timeline)

    def policy(self) -> CallsPolicy:
        return policy_of(self.facts, self.timeline)

    def called(self, unit: str, *, main: bool, why: str) -> None:
        first = on_duty(self.roster, self.now, self.there(self.now), self.timeline.calendar)
        steps = self.course().steps
        post, missing = call_steps.first_there(unit, self.now, first.post, self.resolve, "raiser", steps)
        self.say("unit_called", unit=unit, post=post, main=main, called_because=why, missing=missing)

    def due(self, at: datetime) -> list[call_steps.Escalation]:
        return list(call_steps.escalations(self.course(), self.policy(), self.timeline, at, self.resolve))

    def escalate(self, found: Sequence[call_steps.Escalation]) -> None:
        for one in found:
            self.say("unit_escalated", unit=one.unit, step=one.step, post=one.post, due_at=one.due_at, missing=one.missing)


def run(place: Place, minutes: float) -> dict[str, object]:
    """So many calls for its minutes, always the same ones for one seed, on two cores."""
    number = max(1, round(PER_MINUTE * minutes / BATCH))
    found: list[str] = []
    with get_context("spawn").Pool(PROCESSES) as pool:
        for some in pool.imap_unordered(batch, [(place.seed, which) for which in range(number)]):
            found += some
    return {"calls": number * BATCH, "failures": found[:SHOWN] + ([f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else [])}


def batch(what: tuple[int, int]) -> list[str]:
    seed, number = what
    return [said for which in range(BATCH) for said in tried(f"{seed}:{number * BATCH + which}")]


def tried(number: str) -> list[str]:
    """The first thing that is wrong with the call of this number."""
    return [f"call {number}: {said}" for said in islice(wrong(world(number)), 1)]


def world(number: str) -> World:
    """A roster, and the moment at which a call is raised, near the spring festival as often as not."""
    chance = Random(number)  # noqa: S311  which call, not a secret
    timeline = chance.choice(packs.of_places())
    first = moment_on(days_after(local_day(datetime(2026, 1, 28, 12, tzinfo=CHINA)), chance.randrange(52)), chance.randrange(1440))
    start = first + timedelta(seconds=chance.randrange(60))
    layers = tuple(
        Layer(chance.choice(["workday", "day_off", "every"]), tuple(chance.sample(POSTS, chance.randrange(4))), chance.randint(1, 7),
              days_after(local_day(start), chance.randint(-40, 3)), chance.choice([0, 510, 1050]))
        for _layer in range(chance.randrange(4))
    )
    covers = tuple(
        Cover(chance.choice(POSTS), begins := start + chance.randint(-3000, 6000) * MINUTE, begins + chance.randint(1, 6000) * MINUTE,
              start - chance.randrange(99) * MINUTE, chance.choice(["swap", "stand_in", "taken_over"]))
        for _cover in range(chance.randrange(4))
    )
    vacant = {
        post: (since := start + chance.randint(-2000, 4000) * MINUTE, since + chance.choice([5, 700, 9000]) * MINUTE)
        for post in (*POSTS, *ABOVE.values()) if chance.random() < 0.35
    }
    return World(chance, timeline, Roster(POSTS, layers, covers), vacant, now=start)


def wrong(of: World) -> Iterator[str]:
    """Raised, sent, and whatever happens then; all that is wrong with it, as it goes along."""
    policy: CallsPolicy = of.timeline.on(local_day(of.now)).calls
    template = of.chance.choice(sorted(policy.templates))
    level = policy.templates[template].level
    of.say("call_raised", template=template, level=level, by="r", post="raiser", asked="raiser", notice=level == EVENT)
    yield from _looked(of, of.chance.choice([0, 1, 40]) * MINUTE)
    for unit in call_steps.called_at_first(policy.templates[template].units, policy.templates[template].main):
        of.called(unit, main=unit == policy.templates[template].main, why="first")
        of.now += timedelta(microseconds=1)
    for _deed in range(of.chance.randrange(13)):
        yield from _looked(of, of.chance.choice([0, 3, 14, 40, 120, 700, 3000]) * MINUTE + timedelta(seconds=of.chance.randrange(60)))
        _do(of, of.chance.choice(DEEDS))
        yield from _stands(of)
    yield from _looked(of, 300 * MINUTE)
    yield from _steps(of)
    yield from _untouched(of)


def _looked(of: World, wait: timedelta) -> Iterator[str]:
    """The clock looks now and then, dies in between, or is out all the while: in the end it has written what one look would have."""
    until, once = of.now + wait, of.due(of.now + wait)
    started = len(of.facts)
    for part in sorted(of.chance.random() for _look in range(of.chance.randrange(4))):
        of.now = max(of.now, until - (1 - part) * wait)
        found = of.due(of.now)
        of.escalate(found[: of.chance.randrange(len(found) + 1)])  # killed in the middle
    of.now = until
    of.escalate(of.due(until))
    told = sorted((one.unit, one.step, one.post, one.due_at) for one in of.facts[started:] if one.kind == "unit_escalated")  # type: ignore[attr-defined]
    if told != sorted((one.unit, one.step, one.post, one.due_at) for one in once):
        yield f"looked at by parts, {told}, and at once, {once}"
    if again := of.due(until):
        yield f"looked at twice, {again} came once more"
    of.now += timedelta(seconds=1)


def _stands(of: World) -> Iterator[str]:
    """What holds after each thing that happens."""
    course = of.course()
    if not course.is_over and not [post for post in course.on_lists if post]:
        yield f"is open and on nobody's list after {of.facts[-1].kind}"
    if twice := [key for key, n in Counter(duty.key for duty in course.duties).items() if n > 1]:
        yield f"is due twice: {twice}"
    for key, duty in course.open.items():
        unit = key.split(":")[1]
        if key.startswith(("call_settle:", "call_report:")) and duty.whose and not call_steps.may_act(course, unit, duty.whose[0], of.policy()):
            yield f"{key} is on the list of a post that may not do it"
    policy = of.policy()
    clock = policy.levels[course.level]
    hours = policy.office_hours if clock.office_hours else ()
    for stage in stages(course, policy, of.timeline):
        given = {"acknowledged": clock.acknowledge, "started": clock.started, "seen": clock.seen, "settled": clock.settled}[stage.code]
        by = stage.at_first or stage.by
        if course.sent_at and counted(course.sent_at, by, hours, of.timeline) != given * MINUTE:
            yield f"{stage.code} is due {by}, which is not {given} minutes after {course.sent_at}"


def _steps(of: World) -> Iterator[str]:
    """Each step that was taken came at its second; an empty one took none."""
    policy = of.policy()
    taken: dict[tuple[str, int], list[tuple[int, datetime]]] = {}
    seats: dict[str, Seat] = {}
    for number, fact in enumerate(of.facts):
        if fact.kind != "unit_escalated":
            seats = {}
            continue
        one: Any = fact
        if not seats:
            course = fold(of.facts[:number], of.timeline)
            seats = dict(course.seats)
        seat, clock = seats[one.unit], policy.levels[course.level]
        seats[one.unit] = replace(seat, step=course.steps.index(one.step))
        hours = policy.office_hours if clock.office_hours else ()
        if seat.watch_from is None:
            yield f"{one.unit} is called further although nobody waits for it"
            return
        minutes = clock.call if one.unit == RAISING and seat.step < 0 else clock.steps[seat.step + 1]
        if counted(seat.watch_from, one.due_at, hours, of.timeline) != minutes * MINUTE:
            yield f"{one.unit}: {one.step} came {one.due_at}, not {minutes} minutes after {seat.watch_from}"
        if of.resolve(one.unit, one.step, one.due_at) != one.post:
            yield f"{one.unit}: {one.step} is not {one.post}"
        taken.setdefault((one.unit, seat.round), []).append((course.steps.index(one.step), one.due_at))
    for (unit, _round), steps in taken.items():
        if any(one[0] >= other[0] or one[1] > other[1] for one, other in pairwise(steps)):
            yield f"{unit}: the steps go {steps}"


def _untouched(of: World) -> Iterator[str]:
    """Another pack from the next day on changes nothing of a call that runs."""
    later: Any = packs.Later(of.timeline, days_after(of.facts[0].on, 1))
    if fold(of.facts, later).duties != of.course().duties:
        yield "other numbers from the next day on change what is due"


def counted(start: datetime, end: datetime, hours: Sequence[int], timeline: Timeline) -> timedelta:
    """How much time lies between two moments, within office hours only where these count: added up, day by day."""
    if not hours:
        return end - start
    whole, day = timedelta(0), local_day(start)
    while day <= local_day(end):
        if timeline.calendar.is_working_day(day):
            for opens, closes in zip(hours[::2], hours[1::2], strict=True):
                whole += max(timedelta(0), min(end, moment_on(day, closes)) - max(start, moment_on(day, opens)))
        day = days_after(day, 1)
    return whole


def _do(of: World, deed: str) -> None:
    """Something that somebody who may does of the call; nothing, where the rules refuse it."""
    course = of.course()
    units = call_directing.units_in(course)
    if course.is_over or course.sent_at is None or not units or (course.state == "settled" and deed != "back"):
        return
    unit = units[0] if of.chance.random() < 0.6 else of.chance.choice(units)
    _DO.get(deed, _nothing)(of, course, unit)


def _nothing(of: World, course: CallCourse, unit: str) -> None:
    return


def _ack(of: World, course: CallCourse, unit: str) -> None:
    minutes = of.chance.choice([15, 60, 480])
    of.say("unit_acknowledged", unit=unit, post=of.chance.choice(course.seats[unit].asked), by="x", next_by=of.now + minutes * MINUTE)


def _report(of: World, course: CallCourse, unit: str) -> None:
    seat = course.seats[unit]
    if seat.acknowledged_at:
        of.say("unit_reported", unit=unit, post=seat.post, by="x", next_by=of.now + 60 * MINUTE if seat.main or of.chance.random() < 0.5 else None)


def _return(of: World, course: CallCourse, unit: str) -> None:
    to_unit = of.chance.choice([one for one in of.policy().units if one != unit])
    if not call_steps.may_return(course, unit, to_unit, "other_duty", of.policy()):
        return
    asked = "desk" if course.returns else None
    of.say("unit_returned", unit=unit, ground="other_duty", to_unit=to_unit, by="x", asked=asked)
    if asked is None:
        of.called(to_unit, main=course.seats[unit].main, why="returned")


def _hand(of: World, course: CallCourse, unit: str) -> None:
    of.say("unit_handed_over", unit=unit, post=of.chance.choice([*POSTS, "other"]), by="x")


def _settle(of: World, course: CallCourse, unit: str) -> None:
    if course.main and course.main.acknowledged_at:
        of.say("call_settled", outcome="found_safe", help=("talk",), helper="w", asked="desk", by="x")


def _back(of: World, course: CallCourse, unit: str) -> None:
    if course.state == "settled":
        of.say("settlement_checked", result="back", by="y")


def _urge(of: World, course: CallCourse, unit: str) -> None:
    if call_directing.may_urge(course, unit):
        of.say("unit_urged", unit=unit, by="d")


def _instruct(of: World, course: CallCourse, unit: str) -> None:
    of.say("instruction_given", unit=of.chance.choice(["", unit]), by="d")


def _delay(of: World, course: CallCourse, unit: str) -> None:
    if course.main and call_directing.may_ask_delay(course, course.main.unit, 24, of.policy()):
        until = call_directing.delayed_until(course, 24, of.now, of.policy(), of.timeline)
        of.say("delay_asked", unit=course.main.unit, until_at=until, by="x", asked="desk")


def _decide(of: World, course: CallCourse, unit: str) -> None:
    if course.delay is not None:
        of.say("delay_decided", delay=course.delay, delay_answer=of.chance.choice(["granted", "denied"]), by="d")
    elif course.returns >= 2 or course.main is None:
        of.called(unit, main=True, why="decided")


_DO: dict[str, Callable[[World, CallCourse, str], None]] = {
    "ack": _ack, "report": _report, "return": _return, "hand": _hand, "settle": _settle, "back": _back, "urge": _urge, "instruct": _instruct,
    "delay": _delay, "decide": _decide,
}
