"""What holds for every history, however odd."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guitu import policy
from guitu.rules import beliefs, person, records, sentences
from guitu.rules.facts import Fact
from guitu.rules.terms import CURRENT_STATES, OFF_THE_BOOK, Course, Known, Span
from guitu.rules.verdict import Reason
from tests.rules.histories import FIRST, UNTIL, histories, moment

PACK = policy.load("enping")
SOMEONE = Known("male", date(1990, 2, 28))

few = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def folded(facts: list[Fact], until: date = UNTIL) -> Course:
    return person.fold(facts, PACK, SOMEONE, until=until)


def states_on(spans: tuple[Span, ...], day: date) -> list[str]:
    return [s.state for s in spans if s.from_on <= day and (s.until_on is None or day < s.until_on)]


@few
@given(histories())
def test_states_are_exclusive_and_exhaustive_on_every_day(facts: list[Fact]) -> None:
    spans = folded(facts).standing
    registered = [f.on for f in records.effective(facts) if f.kind == "registered"]
    if not registered:
        assert spans == ()
        return
    assert spans[0].from_on == min(registered)
    assert spans[-1].until_on is None
    for before, after in pairwise(spans):
        assert before.until_on == after.from_on > before.from_on
        assert before.state != after.state
    for number in range(0, 365 * 9, 13):
        day = FIRST + timedelta(days=number)
        assert len(states_on(spans, day)) == (day >= min(registered))


@few
@given(st.lists(histories(most=12), min_size=1, max_size=4), st.integers(0, 365 * 7))
def test_the_register_adds_up_on_every_day(book: list[list[Fact]], number: int) -> None:
    day = FIRST + timedelta(days=number)
    everyone = [beliefs.standing_of(facts, PACK) for facts in book]
    count = Tally(state for spans in everyone for state in states_on(spans, day))
    current = sum(count[state] for state in CURRENT_STATES)
    gone = sum(count[state] for state in OFF_THE_BOOK)
    registered = sum(1 for spans in everyone if spans and spans[0].from_on <= day)
    assert registered == current + count["abstinent"] + gone


@few
@given(histories(), st.randoms(use_true_random=False))
def test_replaying_in_any_order_and_twice_changes_nothing(facts: list[Fact], shuffle: Random) -> None:
    again = [*facts, *facts]
    shuffle.shuffle(again)
    assert folded(again) == folded(facts)


@few
@given(histories(), st.integers(0, 365 * 7), st.integers(1, 400))
def test_laying_out_further_ahead_changes_nothing_before(facts: list[Fact], number: int, more: int) -> None:
    until = FIRST + timedelta(days=number)
    ahead = until + timedelta(days=more)
    found = person.fold(facts, PACK, SOMEONE, until=until, ahead=ahead)
    assert found.further == folded(facts, ahead).duties
    assert replace(found, further=()) == folded(facts, until)


@few
@given(histories(), st.integers(0, 365), st.integers(1, 800))
def test_one_fold_gives_what_is_written_and_what_comes_later(facts: list[Fact], number: int, more: int) -> None:
    until = max(fact.on for fact in facts) + timedelta(days=number)
    ahead = until + timedelta(days=more)
    found = person.fold(facts, PACK, SOMEONE, until=until, ahead=ahead)
    assert found.further == folded(facts, ahead).duties
    assert replace(found, further=()) == folded(facts, until)


@few
@given(histories(corrections=False), st.data())
def test_a_fact_known_late_gives_what_knowing_it_in_time_would_have(
    facts: list[Fact], data: st.DataObject
) -> None:
    late = [replace(f, known=moment(f.on, data.draw(st.integers(0, 300)))) for f in facts]
    assert folded(late) == folded(facts)


@few
@given(histories(corrections=False), st.data())
def test_a_fact_taken_back_never_was(facts: list[Fact], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(facts))
    back = records.make(
        "withdrawn", id="z", on=gone.on, known=gone.known + timedelta(days=1), corrects=gone.id, body={}
    )
    assert folded([*facts, back]) == folded([f for f in facts if f.id != gone.id])


@few
@given(histories())
def test_the_states_alone_are_those_of_the_whole_fold(facts: list[Fact]) -> None:
    assert beliefs.standing_of(facts, PACK) == folded(facts).standing


@few
@given(histories(most=15))
def test_what_was_known_when_is_the_fold_of_what_was_known_then(facts: list[Fact]) -> None:
    history = beliefs.history(facts, PACK, SOMEONE)
    for moment_, spans in history:
        assert spans == beliefs.standing_of([f for f in facts if f.known <= moment_], PACK)
    if history:
        assert history[-1][1] == beliefs.standing_of(facts, PACK)
        times = [at for at, _ in history]
        assert times == sorted(set(times))


@few
@given(histories())
def test_a_farther_horizon_only_adds(facts: list[Fact]) -> None:
    near, far = folded(facts, date(2024, 1, 1)), folded(facts, UNTIL)
    assert near.standing == far.standing
    assert near.measures == far.measures
    assert near.counters == far.counters
    keys = {duty.key for duty in far.duties}
    assert all(duty.key in keys for duty in near.duties)


@few
@given(histories())
def test_keys_are_unique_and_days_in_order(facts: list[Fact]) -> None:
    course = folded(facts)
    for keys in (
        [duty.key for duty in course.duties],
        [entry.key for entry in course.points],
        [proposal.key for proposal in course.proposals],
        [said.fact_id for said in course.consequences],
    ):
        assert len(keys) == len(set(keys))
    for duty in course.duties:
        assert duty.opens_on <= duty.due_on, duty.key
        assert duty.opens_on <= UNTIL, duty.key
        assert duty.reasons, duty.key
        assert duty.policy, duty.key
        assert (duty.done_by is None) == (duty.done_on is None)


def _reasons(course: Course) -> list[Reason]:
    holders: list[Any] = [
        *course.measures, *course.standing, *course.duties, *course.points, *course.proposals,
        *course.consequences,
    ]
    return [reason for holder in holders for reason in holder.reasons]


@few
@given(histories())
def test_every_reason_has_a_sentence_without_a_gap_and_a_known_clause(facts: list[Fact]) -> None:
    for reason in _reasons(folded(facts)):
        assert reason.code in sentences.SENTENCES
        said = sentences.sentence(reason)
        assert "…" not in said, (reason, said)
        assert "{" not in said
        assert reason.clause is None or reason.clause in PACK.clauses, reason


@pytest.mark.parametrize("with_first", [True, False])
@few
@given(facts=histories(corrections=False), number=st.integers(0, 365 * 5), wait=st.integers(0, 20))
def test_a_positive_strip_overturned_equals_a_plain_negative(
    with_first: bool, facts: list[Fact], number: int, wait: int
) -> None:
    on = FIRST + timedelta(days=number)
    told = moment(on)

    def test(outcome: str) -> Fact:
        return records.make("urine_test", id="t", on=on, known=told, corrects=None, body={"outcome": outcome})

    def laboratory(stage: str, outcome: str, days: int) -> Fact:
        at = on + timedelta(days=days)
        body = {"test": "t", "stage": stage, "laboratory": stage, "outcome": outcome}
        return records.make("laboratory_result", id=stage, on=at, known=moment(at), corrects=None, body=body)

    results = [laboratory("second", "negative", wait)]
    if with_first:
        results.append(laboratory("first", "positive", wait // 2))
    plain = folded([*facts, test("negative")])
    overturned = folded([*facts, test("positive"), *results])
    assert overturned.standing == plain.standing
    assert overturned.counters == plain.counters
    assert overturned.levels == plain.levels
    assert overturned.clean_from == plain.clean_from
    assert overturned.exit_due_on == plain.exit_due_on
    assert [(e.key, e.item, e.on, e.hundredths) for e in overturned.points] == [
        (e.key, e.item, e.on, e.hundredths) for e in plain.points
    ]
    waiting = folded([*facts, test("positive")])
    assert waiting.standing == plain.standing
    assert waiting.counters == plain.counters
    assert waiting.levels == plain.levels
