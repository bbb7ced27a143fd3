"""What must hold of every history, however odd: each property says what is wrong with a life, or nothing."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from guitu.cli.proving.closing import still_open
from guitu.cli.proving.differing import differences, shown, unlike
from guitu.cli.proving.lives import COMMUNITY, Life
from guitu.cli.proving.packs import Later
from guitu.rules import person, records, screenings
from guitu.rules.cadence import Timeline
from guitu.rules.dates import DAY, day_before, period_end
from guitu.rules.facts import Fact
from guitu.rules.measure_states import IN_EXECUTION, PENDING
from guitu.rules.terms import Course, Duty, MeasureCourse

Property = Callable[[Life, Timeline], Iterator[str]]
EXECUTED = (*COMMUNITY, "compulsory_isolation")
ONCE = ("urine_test", "periodic_report")  # duties of which one event closes one


def folded(facts: Any, life: Life, timeline: Timeline) -> Course:
    return person.fold(facts, timeline, life.subject, until=life.today)


def one_event_closes_one_slot_and_pays_once(life: Life, timeline: Timeline) -> Iterator[str]:
    """No test fills two slots, no report two windows, and no fact earns or loses points twice."""
    course = folded(life.facts, life, timeline)
    for kind in ONCE:
        closed = Tally(d.done_by for d in course.duties if d.kind == kind and d.done_by and d.state == "done")
        for fact, number in closed.items():
            if number > 1:
                keys = [d.key for d in course.duties if d.kind == kind and d.done_by == fact]
                yield f"{fact} closes {number}: {', '.join(keys)}"
    paid = Tally(entry.fact_id for entry in course.points if entry.hundredths and entry.fact_id)
    for paid_fact, number in paid.items():
        if number > 1:
            yield f"{paid_fact} is paid {number} times: {[e.key for e in course.points if e.fact_id == paid_fact]}"


def what_is_counted_has_its_own_evidence(life: Life, timeline: Timeline) -> Iterator[str]:
    """A refusal rests on a notice of its own that was served before it and on the warning letter; a departure on
    the letter; two occasions never overlap, and one slot gives one unless a new notice was served."""
    stand = {fact.id: fact for fact in person.effective(life.facts)}
    course = folded(life.facts, life, timeline)
    for counter in course.counters:
        counted: list[Any] = [stand[id] for id in counter.counted if id in stand]
        if len(set(counter.counted)) != len(counter.counted):
            yield f"{counter.code}: a fact is counted twice: {counter.counted}"
        if counter.code == "test_refusals":
            if counter.value != len(counter.counted):
                yield f"test_refusals says {counter.value} and names {len(counter.counted)}"
            yield from _refusals(counted, stand, course, counter.measure_id)
        else:
            for fact in counted:
                if not fact.warning_letter:
                    yield f"{counter.code}: {fact.id} has no warning letter"
        if counter.code == "departures":
            for one, two in combinations(counted, 2):
                if one.on < (two.until or date.max) and two.on < (one.until or date.max):
                    yield f"departures: {one.id} and {two.id} overlap and are counted as two"


def _refusals(counted: list[Any], stand: dict[str, Fact], course: Course, measure: str) -> Iterator[str]:
    notices = Tally(fact.notice for fact in counted if getattr(fact, "notice", None))
    yield from (f"test_refusals: notice {notice} proves {number}" for notice, number in notices.items() if number > 1)
    for fact in counted:
        if not fact.warning_letter:
            yield f"test_refusals: {fact.id} has no warning letter"
        named: Any = stand.get(getattr(fact, "notice", None) or "")
        if fact.kind == "urine_test" and (named is None or named.kind != "test_notice_served" or named.on > fact.on):
            yield f"test_refusals: {fact.id} rests on no notice served before it"
        if fact.kind == "test_missed" and not (fact.notice_served or named):
            yield f"test_refusals: {fact.id} rests on no notice"
    for one, two in combinations(counted, 2):
        places = [_slot_of(fact, course, measure) for fact in (one, two)]
        served: Any = stand.get(getattr(two, "notice", None) or "")
        if places[0] is not None and places[0] == places[1] and (served is None or served.on < one.on):
            yield f"test_refusals: {one.id} and {two.id} are of one slot {places[0]}"


def _slot_of(fact: Any, course: Course, measure: str) -> str | None:
    """The slot that a refusal is of: the one it names, else the one of its day."""
    if fact.slot:
        return str(fact.slot)
    for duty in course.duties:
        if duty.kind == "urine_test" and duty.measure_id == measure and duty.opens_on <= fact.on <= duty.due_on:
            return duty.name.slot
    return None


def nobody_is_abstinent_while_a_measure_is_executed(life: Life, timeline: Timeline) -> Iterator[str]:
    """戒断 never beside 社戒, 社康 or 强戒 in execution."""
    course = folded(life.facts, life, timeline)
    clean = [span for span in course.standing if span.state == "abstinent"]
    for span in clean:
        for measure in course.measures:
            for from_on, until_on, state in stretches(measure):
                if measure.kind not in EXECUTED or state not in IN_EXECUTION:
                    continue
                if from_on < (span.until_on or date.max) and span.from_on < until_on:
                    yield f"abstinent from {span.from_on}, and {measure.kind} {measure.measure_id} {state} from {from_on}"


def stretches(measure: MeasureCourse) -> Iterator[tuple[date, date, str]]:
    """Each state with its first day and the day it ends."""
    ends = [day for day, _ in measure.states[1:]] + [date.max]
    for (day, state), end in zip(measure.states, ends, strict=True):
        yield day, end, state


def no_exit_is_proposed_too_early(life: Life, timeline: Timeline) -> Iterator[str]:
    """No proposal of 三年未复吸 while a measure waits or runs, a result waits, a counter is reached and not
    reported; and never before three years from the latest use, start of a 社戒 and release from 强戒."""
    course = folded(life.facts, life, timeline)
    awaited = {f"read_result:{test}" for test in _awaited(life)}
    days = [proposal.on for proposal in course.proposals if proposal.kind == "exit"]
    days += [duty.opens_on for duty in course.duties if duty.kind == "confirm_exit" and duty.state == "open"]
    for on in sorted(set(days)):
        for measure in course.measures:
            for day in (on, life.today):
                state = measure.state_on(day)
                if state == "refused" and _began_later(measure, course):
                    continue  # the refusal holds it until a later start
                if measure.kind in EXECUTED and state in PENDING:
                    yield f"exit proposed on {on}, and {measure.kind} {measure.measure_id} is {state} on {day}"
                    break
        for duty in course.duties:
            waits = duty.kind == "report_violation" or f"{duty.kind}:{duty.name.of}" in awaited
            if waits and duty.state == "open" and duty.opens_on <= life.today:
                yield f"exit proposed on {on}, and {duty.key} is open"
        yield from _too_few_years(life, course, on)


def _awaited(life: Life) -> list[str]:
    """The strip positives that neither a laboratory nor the police have settled."""
    found = screenings.papers(person.effective(life.facts))
    return [t.id for t in found.tests if screenings.final_outcome(t, found.results, found.findings) == "awaiting"]


def _began_later(refused: MeasureCourse, course: Course) -> bool:
    """Whether another measure was begun after this one was refused."""
    since = max(day for day, state in refused.states if state == "refused")
    return any(other.starts_on is not None and other.starts_on > since for other in course.measures)


def _too_few_years(life: Life, course: Course, on: date) -> Iterator[str]:
    """A measure that was withdrawn never was: nothing counts from it."""
    stand: list[Any] = person.effective(life.facts)
    since = {f"use {fact.id}": fact.on for fact in stand if fact.kind == "use_confirmed"}
    withdrawn = {fact.measure for fact in stand if fact.kind == "measure_ended" and fact.how == "withdrawn"}
    for measure in course.measures:
        if measure.measure_id in withdrawn:
            continue
        if measure.kind == "community_detox" and measure.starts_on is not None:
            since[f"start of {measure.measure_id}"] = measure.starts_on
        if measure.kind == "compulsory_isolation":
            ended = [day for day, _, state in stretches(measure) if state not in IN_EXECUTION]
            since |= {f"end of {measure.measure_id}": ended[0]} if ended else {}
    for what, day in since.items():
        if day <= life.today and on < period_end(day, 36):
            yield f"exit proposed on {on}, three years from {what} ({day}) are full on {period_end(day, 36)}"


def what_is_taken_back_never_was(life: Life, timeline: Timeline) -> Iterator[str]:
    """Withdrawing the last record gives what was before it; what was corrected is taken back with all that it
    ever said."""
    last = life.facts[-1]
    if last.kind == "withdrawn" or len(life.facts) < 2:
        return
    chain = {last.id}
    for fact in reversed(life.facts):
        if fact.id in chain and fact.corrects:
            chain.add(fact.corrects)
    before = [fact for fact in life.facts if fact.id not in chain and fact.corrects not in chain]
    back = records.make(
        "withdrawn", id="z", on=last.on, known=last.known + timedelta(days=1), corrects=last.id, body={}
    )
    names = dict.fromkeys(chain, min(chain, key=len))
    yield from differences(folded(before, life, timeline), folded([*life.facts, back], life, timeline), names)


def known_late_is_known_in_time(life: Life, timeline: Timeline) -> Iterator[str]:
    """The days on which facts came to be known change nothing, nor the order in which they are read."""
    last = max(fact.known for fact in life.facts) + timedelta(days=3)
    late = [fact if fact.corrects else replace(fact, known=_later(fact, last)) for fact in life.facts]
    yield from differences(folded(life.facts, life, timeline), folded(reversed(late), life, timeline))


def _later(fact: Fact, last: datetime) -> datetime:
    """Every third fact is known only at the end."""
    return last if sum(map(ord, fact.id)) % 3 == 0 else fact.known


def a_later_pack_changes_nothing_earlier(life: Life, timeline: Timeline) -> Iterator[str]:
    """Numbers that change on a day leave alone what began before: states, duties, points and counters."""
    days = sorted({fact.on for fact in life.facts})
    planned = max((getattr(fact, "planned_until", None) or date.min for fact in life.facts), default=date.min)
    for change in {days[len(days) // 2] + DAY, life.today}:
        if planned >= change:
            continue  # who comes out on a day of other numbers is asked by those
        before = folded(life.facts, life, timeline)
        after = folded(life.facts, life, Later(timeline, change))
        yield from (
            f"pack from {change}: {said}" for said in earlier_differences(before, after, change, life, timeline)
        )


def earlier_differences(before: Course, after: Course, change: date, life: Life, timeline: Timeline) -> Iterator[str]:
    """What is not the same of what began, fell or was recorded before the day. What became of a duty is asked on the
    day of the event that closed it, and from when the laboratory has its days on the day of the telling."""
    facts = {fact.id for fact in life.facts if fact.on < change}

    is_last = life.today <= change or max(fact.on for fact in life.facts) < change
    told = {f"read_result:{f.id}" for f in life.facts if (getattr(f, "told_on", None) or date.min) >= change}
    early = replace(life, facts=tuple(fact for fact in life.facts if fact.on < change), today=day_before(change))
    asked = {d.key for d in folded(early.facts, early, timeline).duties if f"{d.kind}:{d.name.of}" not in told}

    def became(duty: Duty) -> tuple[Any, ...]:
        """With its state only where nothing happened later that may have changed it."""
        return shown(duty)[: 5 if is_last or (duty.done_on is not None and duty.done_on < change) else 3]

    def of(course: Course) -> dict[str, Any]:
        begun = {m.measure_id for m in course.measures if m.starts_on is not None and m.starts_on < change}
        return {
            "state": {s.from_on: s.state for s in course.standing if s.from_on < change},
            "duty": {d.key: became(d) for d in course.duties if d.opens_on < change and d.key in asked},
            "points": {e.key: e.hundredths for e in course.points if e.on < change.replace(day=1)},
            "counter": {
                (c.measure_id, c.code): (c.threshold, *sorted(facts.intersection(c.counted)))
                for c in course.counters
                if c.measure_id in begun
            },
            "level": dict(level for level in course.levels if level[0] < change),
        }

    one, two = of(before), of(after)
    for what in one:
        yield from unlike(what, one[what], two[what])


def a_second_copy_changes_nothing(life: Life, timeline: Timeline) -> Iterator[str]:
    """The same thing written down twice is one thing, unless it is said to be another occasion."""
    before = folded(life.facts, life, timeline)
    standing = person.effective(life.facts)
    for fact in standing:
        if getattr(fact, "another_occasion", False) or fact.kind == "request_made":  # asked twice is asked twice
            continue
        copy = replace(fact, id=f"{fact.id}x", known=fact.known + timedelta(hours=1), corrects=None)
        after = folded([*life.facts, copy], life, timeline)
        for said in differences(before, after, dict.fromkeys((copy.id,), fact.id)):
            yield f"a copy of {fact.kind} {fact.id}: {said}"
            break


def every_open_duty_can_be_closed(life: Life, timeline: Timeline) -> Iterator[str]:
    """For each there is a fact that its rule accepts that day, after which the duty is no longer open."""
    yield from still_open(life, timeline)


PROPERTIES: dict[str, Property] = {
    check.__name__: check
    for check in (
        one_event_closes_one_slot_and_pays_once,
        what_is_counted_has_its_own_evidence,
        nobody_is_abstinent_while_a_measure_is_executed,
        no_exit_is_proposed_too_early,
        every_open_duty_can_be_closed,
        what_is_taken_back_never_was,
        known_late_is_known_in_time,
        a_later_pack_changes_nothing_earlier,
        a_second_copy_changes_nothing,
    )
}
