"""帮教计划: made with its goals, each with a step; goals end, the plan is looked at again and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import plans as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.settling.record import new


@command
def make_plan(act: Act, *, person_id: UUID, on: date, goals: Sequence[Mapping[str, Any]], note: str | None = None) -> Answer:
    """Make the plan: one to a few goals, each with an area, what is to be reached, the first step, who and until when.

    Refuses a second plan, too many goals, two of one area, none of the circle of friends, a step in the past (policy,
    our default).
    """
    held = case(act, person_id)
    made, *others = plan_making(act, held, on=on, goals=goals)
    notes = {fact.id: _words(goal) for fact, goal in zip(others, goals, strict=True)}
    return write(act, held, [made, *others], notes={**notes, **({made.id: note} if note else {})})


@command
def add_goal(act: Act, *, person_id: UUID, on: date, area: str, words: str, step: str, who: str, by: date) -> Answer:
    """One more goal, or another first step after one ended, in the plan that is followed. Refuses one too many, an
    area that has an open goal, a step in the past (policy, our default)."""
    held = case(act, person_id)
    facts = plan_goal(act, held, on=on, area=area, words=words, step=step, who=who, by=by)
    return write(act, held, facts, note=_words({"words": words, "step": step}))


@command
def end_goal(act: Act, *, person_id: UUID, goal: str, on: date, reached: str, note: str | None = None) -> Answer:
    """Say what became of a goal: met, partly, dropped. Refuses one that is over (policy, our default)."""
    held = case(act, person_id)
    return write(act, held, plan_end(act, held, goal=goal, on=on, reached=reached), note=note)


@command
def review_plan(act: Act, *, person_id: UUID, on: date, note: str | None = None, **said: str) -> Answer:
    """Look at the plan again: of 安心, 安宁, 安稳 what the worker says and what the person says, each yes, no or not
    known; nothing is added up. Refuses without a plan (policy, our default)."""
    held = case(act, person_id)
    return write(act, held, plan_review(act, held, on=on, **said), note=note)


@command
def close_plan(act: Act, *, person_id: UUID, on: date, closed_as: str, note: str | None = None) -> Answer:
    """Close the plan. Refuses while a goal has no result (policy, our default)."""
    held = case(act, person_id)
    return write(act, held, plan_closing(act, held, on=on, closed_as=closed_as), note=note)


def _words(goal: Mapping[str, Any]) -> str:
    return "\n".join(part for part in (str(goal["words"]).strip(), str(goal["step"]).strip()) if part)


def _goal(given: Mapping[str, Any]) -> rules.Goal:
    by = given["by"]
    return rules.Goal(given["area"], given["words"], given["step"], given["who"], by if isinstance(by, date) else date.fromisoformat(by))


def plan_making(act: Act, held: Case, *, on: date, goals: Sequence[Mapping[str, Any]], **_: Any) -> list[Fact]:
    asked = [_goal(one) for one in goals]
    if any(not goal.words.strip() or not goal.step.strip() for goal in asked):
        raise Refused(Reason("plans.words"), field="goals")
    Refused.unless(rules.may_make(asked, live(held.facts), on, held.policy().on(on).plans), field="goals")
    made = new("plan_made", act, on)
    return [made, *(_fact(act, on, made.id, goal) for goal in asked)]


def _fact(act: Act, on: date, plan: str, goal: rules.Goal) -> Fact:
    return new("goal_set", act, on, plan=plan, area=goal.area, step_who=goal.who, step_by=goal.by)


def plan_goal(act: Act, held: Case, *, on: date, area: str, words: str, step: str, who: str, by: date, **_: Any) -> list[Fact]:
    plan, goal = rules.open_plan(live(held.facts)), rules.Goal(area, words, step, who, by)
    Refused.unless(rules.may_add(goal, plan, on, held.policy().on(on).plans), field="area")
    assert plan is not None
    return [_fact(act, on, plan.made.id, goal)]


def plan_end(act: Act, held: Case, *, goal: str, on: date, reached: str, **_: Any) -> list[Fact]:
    Refused.unless(rules.may_end_goal(goal, rules.open_plan(live(held.facts))), field="goal")
    return [new("goal_ended", act, on, goal=goal, reached=reached)]


def plan_review(act: Act, held: Case, *, on: date, note: str | None = None, **said: str) -> list[Fact]:
    plan = rules.open_plan(live(held.facts))
    if plan is None:
        raise Refused(Reason("plans.none"), field="on")
    return [new("plan_reviewed", act, on, plan=plan.made.id, **said)]


def plan_closing(act: Act, held: Case, *, on: date, closed_as: str, **_: Any) -> list[Fact]:
    plan = rules.open_plan(live(held.facts))
    Refused.unless(rules.may_close(plan), field="closed_as")
    assert plan is not None
    return [new("plan_closed", act, on, plan=plan.made.id, closed_as=closed_as)]
