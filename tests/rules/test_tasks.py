"""交办: where a task stands and what is due of it follows from its steps."""

from __future__ import annotations

from datetime import date

import pytest

from guitu.policy import load
from guitu.rules.sentences import sentence
from guitu.rules.tasks import (
    STEPS,
    Step,
    TaskCourse,
    fold,
    may_be_due,
    may_step,
    possible_steps,
    proposed_due,
    reminded_on,
)

NATIONAL = load("national")
GIVEN, DUE = date(2026, 3, 16), date(2026, 4, 15)
HEAD, DOER = "head", "doer"
PATHS = {
    "given": (), "taken": ("taken",), "answered": ("taken", "answered"), "returned": ("returned",),
    "closed": ("taken", "answered", "checked"), "withdrawn": ("withdrawn",),
}


def course(*kinds: str, due_on: date = DUE) -> TaskCourse:
    """A task given on the 16th, each further step a day later."""
    steps = [Step(1, "given", GIVEN, HEAD, due_on)]
    for kind in kinds:
        by = DOER if kind in ("taken", "answered", "returned") else HEAD
        again = date(2026, 5, 20) if kind == "reopened" else None
        steps.append(Step(len(steps) + 1, kind, date(2026, 3, 16 + len(steps)), by, again))
    return fold(steps, NATIONAL)


@pytest.mark.parametrize("state", sorted(PATHS))
def test_the_state_follows_from_the_steps(state: str) -> None:
    found = course(*PATHS[state])
    assert (found.state, found.is_over) == (state, state in ("closed", "withdrawn"))


@pytest.mark.parametrize("state", sorted(PATHS))
@pytest.mark.parametrize("kind", sorted(STEPS))
def test_a_step_is_possible_in_its_states_only(state: str, kind: str) -> None:
    verdict = may_step(kind, course(*PATHS[state]), by="somebody", is_owner=True, is_office=True)
    assert bool(verdict) == (state in STEPS[kind][0])


def test_a_task_that_was_reopened_waits_to_be_taken_again_until_its_new_day() -> None:
    found = course("taken", "answered", "checked", "reopened")
    assert (found.state, found.due_on) == ("given", date(2026, 5, 20))
    assert [(duty.kind, duty.no) for duty in found.duties if duty.done_on is None] == [("task_take", 5)]


def test_what_is_due_has_its_days_and_is_done_by_the_next_step() -> None:
    found = course("taken", "answered", "checked").duties
    assert [(duty.kind, duty.of_owner, duty.opens_on, duty.due_on, duty.done_on) for duty in found] == [
        ("task_take", True, date(2026, 3, 16), date(2026, 3, 19), date(2026, 3, 17)),
        ("task_answer", True, date(2026, 3, 17), DUE, date(2026, 3, 18)),
        ("task_check", False, date(2026, 3, 18), date(2026, 3, 25), date(2026, 3, 19)),
    ]


def test_who_gave_it_decides_what_was_returned() -> None:
    last = course("returned").duties[-1]
    assert (last.kind, last.of_owner, last.done_on) == ("task_decide", False, None)


@pytest.mark.parametrize("over", ["withdrawn", "checked"])
def test_nothing_is_due_of_a_task_that_is_over(over: str) -> None:
    kinds = ("withdrawn",) if over == "withdrawn" else ("taken", "answered", "checked")
    assert [duty for duty in course(*kinds).duties if duty.done_on is None] == []


def test_it_is_reminded_of_at_seventy_in_a_hundred_of_its_days() -> None:
    policy = NATIONAL.on(GIVEN).tasks
    assert reminded_on(GIVEN, DUE, policy) == date(2026, 4, 6)  # 21 of 30 days
    assert reminded_on(GIVEN, GIVEN, policy) == GIVEN
    assert course("taken").duties[-1].planned_on == date(2026, 4, 6)  # 20 of the 29 that are left


def test_a_task_taken_after_its_last_day_is_due_on_that_day() -> None:
    duty = course("taken", due_on=GIVEN).duties[-1]
    assert (duty.opens_on, duty.planned_on, duty.due_on) == (GIVEN, GIVEN, GIVEN)


@pytest.mark.parametrize(
    ("due_on", "code"),
    [(date(2026, 3, 15), "tasks.too_early"), (GIVEN, ""), (date(2027, 3, 17), ""), (date(2027, 3, 18), "tasks.too_far")],
)
def test_a_last_day_is_today_or_later_and_within_the_longest_time(due_on: date, code: str) -> None:
    assert [reason.code for reason in may_be_due(due_on, GIVEN, NATIONAL).reasons] == ([code] if code else [])


def test_a_form_proposes_thirty_days() -> None:
    assert proposed_due(GIVEN, NATIONAL) == DUE


@pytest.mark.parametrize("who", [DOER, "other"])
def test_who_did_it_does_not_check_it_whatever_the_post(who: str) -> None:
    verdict = may_step("checked", course("taken", "answered"), by=who, is_owner=False, is_office=True)
    assert [reason.code for reason in verdict.reasons] == (["tasks.another_person"] if who == DOER else [])


def test_the_owner_does_and_the_office_checks() -> None:
    answered = course("taken", "answered")
    assert set(possible_steps(answered, by="x", is_owner=False, is_office=True)) == {"checked", "reopened"}
    assert possible_steps(answered, by="x", is_owner=True, is_office=False) == {}
    assert set(possible_steps(course("taken"), by="x", is_owner=True, is_office=False)) == {"answered", "returned"}
    refused = may_step("checked", answered, by="x", is_owner=True, is_office=False)
    assert [reason.code for reason in refused.reasons] == ["tasks.not_the_office"]
    other = may_step("taken", course(), by="x", is_owner=False, is_office=True)
    assert [reason.code for reason in other.reasons] == ["tasks.not_the_owner"]


def test_the_refusal_says_the_state_in_words() -> None:
    (reason,) = may_step("taken", course("taken"), by="x", is_owner=True, is_office=False).reasons
    assert sentence(reason) == "这件交办现在是“办理中”，不能这样办。请刷新页面。"
