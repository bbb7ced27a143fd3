"""呼应: whose a call is at every moment, which clocks run, who else is called; by tables and by random rosters and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guitu.policy import load
from guitu.rules import call_steps, records
from guitu.rules.call_clocks import CHINA, local_day, minutes_after
from guitu.rules.call_events import fold
from guitu.rules.calls import OVER, STEPS, CallCourse, policy_of, stages
from guitu.rules.dates import days_after
from guitu.rules.facts import Fact
from guitu.rules.on_duty import Cover, Layer, Roster, gaps, may_cover, on_duty

NATIONAL = load("national")
POLICY = NATIONAL.on(date(2026, 3, 16)).calls
NIGHT = datetime(2026, 3, 15, 23, 10, tzinfo=CHINA)  # a Sunday
MINUTE = timedelta(minutes=1)
IDS = count()
ABOVE = {"backup": "b", "head": "h", "desk": "d", "director": "z"}
Resolve = Callable[[str, str, datetime], str | None]


def fact(kind: str, at: datetime, **body: Any) -> Fact:
    return records.KINDS[kind](id=f"f{next(IDS):05}", on=local_day(at), known=at, **body)


def raised(template: str = "lost_contact", at: datetime = NIGHT, **other: Any) -> list[Fact]:
    what = {"template": template, "level": POLICY.templates[template].level, "by": "r", "post": "raiser", "asked": "raiser"}
    return [fact("call_raised", at, **what | other)]


def sent(template: str = "lost_contact", at: datetime = NIGHT) -> list[Fact]:
    of = POLICY.templates[template]
    units = call_steps.called_at_first(of.units, of.main)
    return [*raised(template, at), *(fact("unit_called", at, unit=one, post=f"p-{one}", main=one == of.main) for one in units)]


def ticked(facts: list[Fact], at: datetime, resolve: Resolve) -> list[Fact]:
    """What the clock writes at a moment."""
    found = call_steps.escalations(fold(facts, NATIONAL), POLICY, NATIONAL, at, resolve)
    return [
        fact("unit_escalated", at, unit=one.unit, step=one.step, post=one.post, due_at=one.due_at, missing=one.missing) for one in found
    ]


def always(unit: str, step: str, at: datetime) -> str | None:
    return f"{ABOVE[step]}-{unit}"


def minutes(course: CallCourse, at: datetime) -> list[int]:
    return [int((stage.by - at) / MINUTE) for stage in stages(course, POLICY, NATIONAL)]


# -- clocks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "given_minutes", "end"),
    [
        ((2026, 3, 16, 9, 0), 60, (2026, 3, 16, 10, 0)),
        ((2026, 3, 16, 11, 30), 60, (2026, 3, 16, 15, 0)),  # over noon
        ((2026, 3, 16, 17, 0), 60, (2026, 3, 17, 9, 0)),  # over night
        ((2026, 3, 20, 17, 30), 1, (2026, 3, 23, 8, 31)),  # over a weekend
        ((2026, 2, 13, 17, 0), 60, (2026, 2, 14, 9, 0)),  # a Saturday worked in exchange
        ((2026, 3, 16, 6, 0), 390, (2026, 3, 16, 17, 30)),  # a whole office day ends with it
    ],
)
def test_minutes_within_office_hours(start: tuple[int, ...], given_minutes: int, end: tuple[int, ...]) -> None:
    found = minutes_after(datetime(*start, tzinfo=CHINA), given_minutes, POLICY.office_hours, NATIONAL.calendar)  # type: ignore[misc, arg-type]
    assert found == datetime(*end, tzinfo=CHINA)  # type: ignore[misc, arg-type]


def test_a_call_of_the_second_level_counts_round_the_clock_from_its_sending() -> None:
    course = fold(sent(), NATIONAL)
    assert minutes(course, NIGHT) == [15, 120, 2880, 2880]
    assert (course.sent_at, course.started_at) == (NIGHT, None)


def test_a_number_changed_later_does_not_touch_a_running_call() -> None:
    facts = sent()
    assert policy_of(facts, NATIONAL) is NATIONAL.on(local_day(NIGHT)).calls


# -- from raising to closing -----------------------------------------------------------------------------------------


def test_the_innocent_is_ruled_out_before_units_are_called_but_not_at_the_gravest_level() -> None:
    assert [reason.code for reason in call_steps.may_send(fold(raised(), NATIONAL), POLICY).reasons] == ["calls.not_checked"]
    checked = [fact("innocent_checked", NIGHT, cause=one, result="ruled_out", by="r") for one in POLICY.causes]
    assert call_steps.may_send(fold([*raised(), *checked], NATIONAL), POLICY)
    assert call_steps.may_send(fold(raised("self_harm"), NATIONAL), POLICY)


def test_work_has_started_with_the_first_report_and_not_with_an_answer() -> None:
    answer = fact("unit_acknowledged", NIGHT + 4 * MINUTE, unit="town", post="p-town", by="t", next_by=NIGHT + 40 * MINUTE)
    report = fact("unit_reported", NIGHT + 20 * MINUTE, unit="town", post="p-town", by="t")
    course = fold([*sent(), answer], NATIONAL)
    assert (course.state, course.acknowledged_at, course.started_at) == ("under_way", NIGHT + 4 * MINUTE, None)
    assert fold([*sent(), answer, report], NATIONAL).started_at == NIGHT + 20 * MINUTE


def settled(help: tuple[str, ...] = ("talk", "job")) -> list[Fact]:
    main = "narcotics_squad"
    return [
        *sent(), fact("unit_acknowledged", NIGHT + MINUTE, unit=main, post=f"p-{main}", by="m", next_by=NIGHT + 60 * MINUTE),
        fact("call_settled", NIGHT + 90 * MINUTE, outcome="found_safe", help=help, helper="worker", asked="desk", by="m"),
    ]


def test_closed_means_checked_by_another_and_leaves_the_help_on_a_list() -> None:
    course = fold(settled(), NATIONAL)
    assert course.state == "settled" and course.on_lists == ("desk",)
    assert not call_steps.may_check(course, "m") and call_steps.may_check(course, "other")
    closed = fold([*settled(), fact("settlement_checked", NIGHT + 95 * MINUTE, result="closed", by="other")], NATIONAL)
    assert closed.state == "closed" and closed.ended_at is None and set(closed.on_lists) == {"worker", "desk"}
    given_one = [fact("help_given", NIGHT + 200 * MINUTE, help=one, by="w") for one in ("talk", "job")]
    done = fold([*settled(), fact("settlement_checked", NIGHT + 95 * MINUTE, result="closed", by="other"), *given_one], NATIONAL)
    assert done.ended_at is None and list(done.open) == ["call_review"]


def test_a_closed_call_is_reviewed_and_has_ended_when_what_was_to_be_improved_is_done() -> None:
    so_far = [*settled(("none_needed",)), fact("settlement_checked", NIGHT + 95 * MINUTE, result="closed", by="other")]
    due = fold(so_far, NATIONAL).open["call_review"]
    assert due.due_on == NATIONAL.calendar.working_days_after(so_far[-1].on, 7) and due.whose == ("desk", "")
    so_far.append(fact("call_reviewed", NIGHT + 600 * MINUTE, to_improve=("in_time",), by="other"))
    assert fold(so_far, NATIONAL).ended_at == NIGHT + 600 * MINUTE
    planned = fact("improvement_planned", NIGHT + 610 * MINUTE, post="p-town", due_on=days_after(so_far[-1].on, 20), by="other")
    course = fold([*so_far, planned], NATIONAL)
    assert course.ended_at is None and call_steps.improvements_of(course, "p-town") == [planned.id]
    assert not call_steps.may_improve(course, planned.id, "desk") and call_steps.may_improve(course, planned.id, "p-town")
    made = fact("improvement_made", NIGHT + 700 * MINUTE, improvement=planned.id, by="t")
    assert fold([*so_far, planned, made], NATIONAL).ended_at == NIGHT + 700 * MINUTE
    assert not call_steps.may_review(course, (), policy_of(so_far, NATIONAL)) and not call_steps.may_plan(course, planned.on, planned.on)


@pytest.mark.parametrize(
    ("outcome", "help", "words", "code"),
    [
        ("found_safe", (), "找到", "calls.needs_help"), ("found_safe", ("none_needed", "job"), "找到", "calls.help_or_none"),
        ("found_safe", ("none_needed",), " ", "calls.needs_words"), ("perhaps", ("job",), "找到", "calls.unknown"),
    ],
)
def test_found_is_not_enough_to_settle(outcome: str, help: tuple[str, ...], words: str, code: str) -> None:
    course = fold(settled()[:-1], NATIONAL)
    verdict = call_steps.may_settle(course, "narcotics_squad", outcome, help, words, POLICY)
    assert [reason.code for reason in verdict.reasons] == [code]


def test_a_return_stops_no_clock_and_the_second_waits_for_the_office() -> None:
    back = fact("unit_returned", NIGHT + 3 * MINUTE, unit="narcotics_squad", ground="other_duty", to_unit="police_station", by="m")
    again = fact("unit_called", NIGHT + 3 * MINUTE, unit="police_station", post="p-police_station", main=True, called_because="returned")
    course = fold([*sent(), back, again], NATIONAL)
    assert course.main is not None and course.main.unit == "police_station" and minutes(course, NIGHT) == [15, 120, 2880, 2880]
    second = fact("unit_returned", NIGHT + 5 * MINUTE, unit="police_station", ground="other_area", to_unit="town", by="p", asked="desk")
    waiting = fold([*sent(), back, again, second], NATIONAL)
    assert "desk" in waiting.on_lists and waiting.main is None
    assert not call_steps.may_return(waiting, "town", "village", "other_duty", POLICY)


# -- who else is called ------------------------------------------------------------------------------------------


def test_a_level_one_call_reaches_the_director_within_half_an_hour() -> None:
    facts = sent("self_harm")
    found = [one for one in ticked(facts, NIGHT + 30 * MINUTE, always) if one.unit == "police_station"]  # type: ignore[attr-defined]
    assert [(one.step, int((one.due_at - NIGHT) / MINUTE)) for one in found] == [("backup", 5), ("head", 10), ("desk", 15), ("director", 25)]  # type: ignore[attr-defined]


def test_an_empty_step_is_passed_over_at_once_and_told() -> None:
    def empty(unit: str, step: str, at: datetime) -> str | None:
        return None if step in ("backup", "head") else always(unit, step, at)

    (found,) = [one for one in ticked(sent("self_harm"), NIGHT + 5 * MINUTE, empty) if one.unit == "police_station"]  # type: ignore[attr-defined]
    assert (found.step, found.due_at, found.missing) == ("desk", NIGHT + 5 * MINUTE, ("backup", "head"))  # type: ignore[attr-defined]


def test_an_answer_that_lapses_calls_the_others_anew() -> None:
    answer = fact("unit_acknowledged", NIGHT + 2 * MINUTE, unit="town", post="p-town", by="t", next_by=NIGHT + 30 * MINUTE)
    facts = [*sent(), answer]
    of_town = lambda at: [one.step for one in ticked(facts, at, always) if one.unit == "town"]  # type: ignore[attr-defined]  # noqa: E731
    assert of_town(NIGHT + 44 * MINUTE) == [] and of_town(NIGHT + 45 * MINUTE) == ["backup"]


def test_nobody_on_call_is_never_silence() -> None:
    nobody = lambda unit, step, at: None  # noqa: E731
    assert call_steps.first_there("town", NIGHT, None, nobody, "raiser") == ("raiser", ("on_duty", *STEPS))


# -- rosters ------------------------------------------------------------------------------------------------------

POSTS = ("a", "b", "c")
SINCE = date(2026, 3, 2)


def test_workdays_and_days_off_have_turns_of_their_own() -> None:
    roster = Roster(POSTS, (Layer("workday", ("a", "b"), 1, SINCE, 510), Layer("day_off", ("c",), 7, SINCE, 510)))
    at = lambda day, hour: datetime(2026, 3, day, hour, tzinfo=CHINA)  # noqa: E731
    calendar = NATIONAL.calendar
    assert [on_duty(roster, at(day, 9), POSTS, calendar).post for day in (2, 3, 4, 7, 8, 9)] == ["a", "b", "a", "c", "c", "b"]
    assert on_duty(roster, at(3, 8), POSTS, calendar).post == "a"  # before the turn is handed over at half past eight
    assert on_duty(roster, at(3, 9), ("a", "c"), calendar).missing == ("b",)
    assert gaps(roster, date(2026, 3, 2), 7, ("c",), lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=CHINA), calendar) == [
        date(2026, 3, day) for day in (2, 3, 4, 5, 6)
    ]


def test_what_was_said_last_holds() -> None:
    night = datetime(2026, 3, 3, 22, tzinfo=CHINA)
    swap = Cover("b", night, night + 600 * MINUTE, night - 9 * MINUTE, "swap")
    taken = Cover("c", night + 60 * MINUTE, night + 120 * MINUTE, night + 60 * MINUTE, "taken_over")
    roster = Roster(POSTS, (Layer("every", ("a",), 1, SINCE, 510),), (swap, taken))
    told = [on_duty(roster, night + minute * MINUTE, POSTS, NATIONAL.calendar).post for minute in (-1, 0, 60, 120, 600)]
    assert told == ["a", "b", "c", "b", "a"]
    assert [reason.code for reason in may_cover("x", POSTS, night, night + MINUTE, night).reasons] == ["on_duty.not_of_unit"]


# -- random rosters and calls ------------------------------------------------------------------------------------------

_LAYER = st.builds(
    Layer, days=st.sampled_from(["workday", "day_off", "every"]), posts=st.lists(st.sampled_from(POSTS), max_size=3, unique=True).map(tuple),
    turn_days=st.integers(1, 7), from_on=st.dates(date(2025, 12, 20), date(2026, 3, 20)), hands_over=st.sampled_from([0, 510, 1050]),
)
_START = st.datetimes(datetime(2026, 1, 28), datetime(2026, 3, 20), timezones=st.just(UTC))
_COVER = st.builds(
    lambda post, at, hours, said: Cover(post, at, at + hours * 60 * MINUTE, at - said * MINUTE), st.sampled_from(POSTS), _START, st.integers(1, 99),
    st.integers(0, 99),
)
_ROSTER = st.builds(Roster, posts=st.just(POSTS), layers=st.lists(_LAYER, max_size=3).map(tuple), covers=st.lists(_COVER, max_size=3).map(tuple))
_DEEDS = st.lists(st.tuples(st.sampled_from(["ack", "report", "return", "hand", "seen", "settle", "back"]), st.integers(1, 200), st.integers(0, 7)), max_size=8)


def there(roster: Roster, held: Sequence[str]) -> Resolve:
    def resolve(unit: str, step: str, at: datetime) -> str | None:
        if step == "backup":
            return on_duty(roster, at, held, NATIONAL.calendar).backup
        return {"director": "z", "village": "v"}.get(step)

    return resolve


def done(course: CallCourse, deed: str, at: datetime, number: int) -> list[Fact]:
    """What somebody who may do it does of a call; nothing, if the rules refuse it."""
    units = [seat.unit for seat in course.seats.values() if seat.unit != "raising" and not seat.is_out]
    if course.is_over or not units or (course.state == "settled" and deed != "back"):
        return []
    unit = units[number % len(units)]
    seat = course.seats[unit]
    if deed == "ack":
        return [fact("unit_acknowledged", at, unit=unit, post=seat.asked[-1], by="x", next_by=at + 45 * MINUTE)]
    if deed == "report" and seat.acknowledged_at:
        return [fact("unit_reported", at, unit=unit, post=seat.post, by="x", next_by=at + 60 * MINUTE if seat.main else None)]
    if deed == "return" and course.returns < 2:
        asked = "desk" if course.returns else None
        other = next((one for one in units if one != unit), None)
        called = [] if asked or other is None else [fact("unit_called", at, unit=other, post="p", main=seat.main, called_because="returned")]
        return [fact("unit_returned", at, unit=unit, ground="other_duty", to_unit=other or unit, by="x", asked=asked or (None if called else "desk")), *called]
    if deed == "hand":
        return [fact("unit_handed_over", at, unit=unit, post="other", by="x")]
    if deed == "settle" and course.main and course.main.acknowledged_at:
        return [fact("call_settled", at, outcome="found_safe", help=("talk",), helper="w", asked="desk", by="x")]
    if deed == "back" and course.state == "settled":
        return [fact("settlement_checked", at, result="back", by="y")]
    return []


@given(_ROSTER, st.lists(st.sampled_from(POSTS), max_size=3), _START, st.sampled_from(sorted(POLICY.templates)), _DEEDS, st.integers(1, 90))
def test_every_open_call_is_on_a_list_steps_only_rise_and_nothing_happens_twice(
    roster: Roster, held: list[str], start: datetime, template: str, deeds: list[tuple[str, int, int]], every: int
) -> None:
    resolve = there(roster, held)
    of, facts, now = POLICY.templates[template], raised(template, start), start
    for unit in call_steps.called_at_first(of.units, of.main):
        first = on_duty(roster, start, held, NATIONAL.calendar).post
        post, _missing = call_steps.first_there(unit, start, first, resolve, "raiser")
        facts.append(fact("unit_called", start, unit=unit, post=post, main=unit == of.main))
    for deed, wait, number in [*deeds, ("nothing", 300, 0)]:
        course = fold(facts, NATIONAL)
        assert course.is_over or course.on_lists, "an open call that is on nobody's list"
        often = [one for step in range(every, wait, every) for one in [now + step * MINUTE]]
        once = ticked(facts, now + wait * MINUTE, resolve)
        by_parts = list(facts)
        for moment in [*often, now + wait * MINUTE]:
            by_parts += ticked(by_parts, moment, resolve)
        assert _steps(by_parts[len(facts):]) == _steps(once)  # a day's outage neither loses nor doubles a step
        facts = by_parts
        now += wait * MINUTE
        assert ticked(facts, now, resolve) == []
        facts += done(fold(facts, NATIONAL), deed, now, number)
    course = fold(facts, NATIONAL)
    assert len({duty.key for duty in course.duties}) == len(course.duties)
    assert (course.state in OVER) == (course.over_at is not None)
    rising: dict[tuple[str, Any], list[int]] = {}
    for one in facts:
        if one.kind == "unit_escalated":
            rising.setdefault((one.unit, _round(facts, one)), []).append(course.steps.index(one.step))  # type: ignore[attr-defined]
    assert all(steps == sorted(set(steps)) for steps in rising.values())


def _steps(facts: Sequence[Any]) -> list[Any]:
    return sorted((one.unit, one.step, one.post, one.due_at, one.missing) for one in facts)


def _round(facts: Sequence[Fact], at: Any) -> int:
    """How often somebody of the unit had answered before."""
    return sum(1 for one in facts[: facts.index(at)] if (getattr(one, "unit", "") == at.unit and one.kind != "unit_escalated") or one.kind == "settlement_checked")
