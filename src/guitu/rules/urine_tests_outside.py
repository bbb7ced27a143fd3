"""尿检 outside a measure: the next one counts from the last one, as often as the level asks."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from guitu.rules.cadence import Timeline
from guitu.rules.dates import Interval, covers
from guitu.rules.rolling import Levels, begun_anew, bridged, due_after, here, level_on, times_away
from guitu.rules.screenings import Papers
from guitu.rules.terms import Duty, DutyState, Known, SlotResult, Span
from guitu.rules.urine_tests import CLOSING, UrineTestsPolicy, beyond, result_of
from guitu.rules.verdict import Reason

SENTENCES = {"urine_tests.outside": "不在措施内，按等级每 {months} 个月一次，应于 {by} 前完成。"}


def outside(
    standing: Sequence[Span],
    levels: Levels,
    found: Papers,
    timeline: Timeline,
    subject: Known,
    until: date,
    taken: Container[str | None] = (),
) -> tuple[list[Duty], list[SlotResult]]:
    """Tests outside a measure, those `taken` by one left aside, as often as the level asks: the next one counts from the last one, so at
    most one is open. A voluntary test does not answer it. All of it is policy; no law asks for it."""
    duties: list[Duty] = []
    results: list[SlotResult] = []
    away = times_away(standing)
    tests = here(found.tests, away)
    for span in bridged(standing):
        if span.state != "in_society" or span.from_on > until:
            continue
        end = span.until_on
        mine = [t for t in tests if span.from_on <= t.on and (end is None or t.on < end) and t.id not in taken]
        used: set[str] = set()
        duties += _rolling(span, away, levels, mine, found, timeline, until, results, used)
        results += beyond(mine, found, used)
    return duties, results


def asked(standing: Sequence[Span], levels: Levels, timeline: Timeline, first: date, until: date) -> list[date]:
    """The days from the first up to but not including the last on which a test outside a measure is asked for, if each is
    made on its last day. Whoever was outside before the first day counts as tested on it. Policy; no law asks for it."""
    answer: list[date] = []
    away = times_away(standing)
    for span in bridged(standing):
        stop = min(span.until_on or until, until)
        last = max(span.from_on, first)
        while span.state == "in_society" and last < stop:
            policy: UrineTestsPolicy = timeline.on(last).urine_tests
            by = policy.next_outside(last, level_on(levels, last, policy.level_when_unrated))
            if by < stop and not covers(away, by):
                answer.append(by)
            last = by
    return answer


def _rolling(
    span: Span, away: Sequence[Interval], levels: Levels, tests: Sequence[Any], found: Papers, timeline: Timeline, until: date,
    results: list[SlotResult], used: set[str],
) -> list[Duty]:
    answer: list[Duty] = []
    # A voluntary test earns its own points, but does not move the schedule: else one could test for points.
    answering = [test for test in tests if test.outcome in CLOSING and test.purpose != "voluntary" and test.sample != "hair"]
    taken = list({test.on: test for test in reversed(answering)}.values())[::-1]
    last, anchor = span.from_on, f"start:{span.from_on}"
    for test in [*taken, None]:
        if last > until:
            break
        policy = timeline.on(last).urine_tests
        upto = test.on if test else span.until_on
        by, level = due_after(last, levels, policy.next_outside, policy.level_when_unrated, upto)
        while (again := begun_anew(by, away, last, upto)) is not None:
            last, anchor = again, f"start:{again}"
            policy = timeline.on(last).urine_tests
            by, level = due_after(last, levels, policy.next_outside, policy.level_when_unrated, upto)
        ended = test is None and span.until_on is not None
        if by < date.max and not (ended and by >= span.until_on):  # type: ignore[operator]
            key = f"urine_test:outside:{anchor}"
            answer.append(_outside_duty(key, last, by, level, test, ended, policy, timeline))
            if test is not None:
                used.add(test.id)
                results.append(result_of(key, test, found, is_late=test.on > by))
        if test is not None:
            last, anchor = test.on, str(test.on)
    return answer


def _outside_duty(
    key: str, last: date, by: date, level: str, test: Any, ended: bool, policy: UrineTestsPolicy,
    timeline: Timeline,
) -> Duty:
    state: DutyState = "done" if test else "missed" if ended else "open"
    values = {"months": 12 // policy.outside_per_year[level], "by": by, "level": level}
    clause = timeline.clause("urine_tests.outside_per_year", last)
    reasons = (Reason("urine_tests.outside", values, clause),)
    done_by, done_on = (test.id, test.on) if test else (None, None)
    version = timeline.version(last)
    return Duty(key, "urine_test", last, by, by, state, reasons, None, done_by, done_on, version)
