"""帮教计划: due some days after the agreement, a few goals each with a step, looked at again every half year.

At the review the worker and the person each say of 安心, 安宁, 安稳: yes, no, not known. They are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from guitu.rules.cadence import Timeline
from guitu.rules.dates import last_day_after
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.facts import AgreementSigned, Fact
from guitu.rules.facts.teamwork import GoalEnded, GoalSet, PlanClosed, PlanMade, PlanReviewed
from guitu.rules.measure_states import OVER
from guitu.rules.terms import Duty, DutyState, MeasureCourse
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused
from guitu.rules.words import CODES

SENTENCES = {
    "plans.make": "{on} 签订协议，{days} 日内订帮教计划，应于 {by} 前。",
    "plans.review": "帮教计划每 {months} 个月评议一次，上次 {last}，应于 {by} 前。",
    "plans.words": "每个目标都要写明要达到什么、第一步做什么。",
    "plans.no_goal": "请至少写一个目标。",
    "plans.too_many": "目标最多 {most} 个，现在有 {n} 个。请留下眼下最要紧的。",
    "plans.friends": "目标里要有“朋友圈”：跟谁来往，常常决定会不会再吸。",
    "plans.unknown": "没有这个方面，或者没有这种成员：{what}。请重新选择。",
    "plans.same_area": "“{area}”写了两次，请合并成一个目标。",
    "plans.step_past": "步骤要写今后的日子，最早 {earliest}。",
    "plans.open": "已经有一份计划（{on} 订）。请先结束那一份，或者在里面加目标。",
    "plans.none": "还没有计划，或者已经结束。请先订计划。",
    "plans.goal_over": "这个目标已经结束。",
    "plans.goals_open": "还有 {n} 个目标没有说结果。请先写明达到、部分达到还是不再做。",
}


@dataclass(frozen=True, slots=True)
class PlansPolicy:
    """Whether a plan is asked for after an agreement of that day, and within which days; how many goals and of which
    areas, which is always one of them; how often it is looked at again; what the house knows of 安心. All ours."""

    asked: bool
    within_days: Days
    most_goals: int
    areas: tuple[str, ...]
    always: str
    review_months: int
    calm_months: int
    calm_areas: tuple[str, ...]


class Goal(NamedTuple):
    """A goal as somebody wishes to set it."""

    area: str
    words: str
    step: str
    who: str
    by: date


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its goals, its reviews and its end."""

    made: PlanMade
    goals: tuple[GoalSet, ...]
    ended: Mapping[str, GoalEnded]
    reviews: tuple[PlanReviewed, ...]
    closed: PlanClosed | None

    @property
    def open_goals(self) -> list[GoalSet]:
        return [goal for goal in self.goals if goal.id not in self.ended]


def plans(facts: Iterable[Fact]) -> list[Plan]:
    """The plans of one person, the latest first. `facts`: those that stand."""
    listed = list(facts)
    of = _by_plan(listed)
    ended = {fact.goal: fact for fact in listed if isinstance(fact, GoalEnded)}
    found = [fact for fact in listed if isinstance(fact, PlanMade)]
    found.sort(key=lambda fact: (fact.on, fact.known, fact.id), reverse=True)
    return [_plan(made, of.get(made.id, []), ended) for made in found]


def _by_plan(facts: Iterable[Fact]) -> dict[str, list[Any]]:
    answer: dict[str, list[Any]] = {}
    for fact in facts:
        if isinstance(fact, GoalSet | PlanReviewed | PlanClosed):
            answer.setdefault(fact.plan, []).append(fact)
    return answer


def _plan(made: PlanMade, of: Sequence[Any], ended: Mapping[str, GoalEnded]) -> Plan:
    goals = tuple(sorted((fact for fact in of if isinstance(fact, GoalSet)), key=lambda fact: (fact.known, fact.step_by, fact.id)))
    reviews = tuple(sorted((fact for fact in of if isinstance(fact, PlanReviewed)), key=lambda fact: (fact.on, fact.id)))
    closed = next((fact for fact in of if isinstance(fact, PlanClosed)), None)
    return Plan(made, goals, {goal.id: ended[goal.id] for goal in goals if goal.id in ended}, reviews, closed)


def open_plan(facts: Iterable[Fact]) -> Plan | None:
    """The plan that is being followed."""
    return next((plan for plan in plans(facts) if plan.closed is None), None)


def may_make(goals: Sequence[Goal], facts: Sequence[Fact], on: date, policy: PlansPolicy) -> Verdict:
    """Whether a plan with these goals can be made: one at a time, one to a few goals of different areas, the circle of
    friends among them, each step of a day ahead. Refuses a second plan. Policy, our default."""
    there = open_plan(facts)
    areas = [goal.area for goal in goals]
    twice = next((area for area in areas if areas.count(area) > 1), None)
    return all_of(
        refused(Reason("plans.open", {"on": there.made.on})) if there else ALLOWED,
        ALLOWED if goals else refused(Reason("plans.no_goal")),
        _few(len(goals), policy),
        refused(Reason("plans.same_area", {"area": f"area.{twice}"})) if twice else ALLOWED,
        refused(Reason("plans.friends", {}, "guitu.default")) if goals and policy.always not in areas else ALLOWED,
        *(_known(goal, policy) for goal in goals),
        *(_ahead(goal.by, on) for goal in goals),
    )


def may_add(goal: Goal, plan: Plan | None, on: date, policy: PlansPolicy) -> Verdict:
    """Whether one more goal fits into the plan that is followed: those that are over make room. Policy, our default."""
    if plan is None:
        return refused(Reason("plans.none"))
    is_there = any(one.area == goal.area for one in plan.open_goals)
    return all_of(
        _few(len(plan.open_goals) + 1, policy),
        refused(Reason("plans.same_area", {"area": f"area.{goal.area}"})) if is_there else ALLOWED,
        _known(goal, policy),
        _ahead(goal.by, on),
    )


def _few(n: int, policy: PlansPolicy) -> Verdict:
    most = policy.most_goals
    return ALLOWED if n <= most else refused(Reason("plans.too_many", {"most": most, "n": n}, "guitu.default"))


def _known(goal: Goal, policy: PlansPolicy) -> Verdict:
    odd = goal.area if goal.area not in policy.areas else goal.who if goal.who not in CODES["step_who"] else ""
    return refused(Reason("plans.unknown", {"what": odd})) if odd else ALLOWED


def _ahead(by: date, on: date) -> Verdict:
    return ALLOWED if by >= on else refused(Reason("plans.step_past", {"earliest": on}))


def may_close(plan: Plan | None) -> Verdict:
    """Whether the plan can be closed: of every goal it is said what became of it. Policy, our default."""
    if plan is None:
        return refused(Reason("plans.none"))
    left = len(plan.open_goals)
    return refused(Reason("plans.goals_open", {"n": left})) if left else ALLOWED


def may_end_goal(goal: str, plan: Plan | None) -> Verdict:
    """Whether it can be said what became of a goal: one of the plan that is followed, and once. Policy, our default."""
    if plan is None:
        return refused(Reason("plans.none"))
    return ALLOWED if any(one.id == goal for one in plan.open_goals) else refused(Reason("plans.goal_over"))


def is_calm(plan: Plan, used_on: date | None, on: date, policy: PlansPolicy) -> bool:
    """What the house itself knows of 安心: no use confirmed for some months, and the goals of body and mind met. Beside
    what both say, never instead. Months; policy, our default."""
    clean = used_on is None or last_day_after(used_on, policy.calm_months) <= on
    met = {goal.area for goal in plan.goals if goal.id in plan.ended and plan.ended[goal.id].reached == "met"}
    return clean and set(policy.calm_areas) <= met


def duties(courses: Sequence[MeasureCourse], papers: Sequence[Fact], timeline: Timeline, until: date) -> list[Duty]:
    """The plan that an agreement asks for, and the next review of the one that is followed. A plan that is followed when
    the agreement is signed is the plan. Days and months; policy throughout."""
    found = plans(papers)
    asked = [fact for fact in papers if isinstance(fact, AgreementSigned) and timeline.on(fact.on).plans.asked]
    by_id = {course.measure_id: course for course in courses}
    answer = [_to_make(fact, by_id[fact.measure], found, timeline, until) for fact in asked if fact.measure in by_id]
    for plan in found:
        answer += _reviews(plan, timeline)
    return [duty for duty in answer if duty.opens_on <= until]


def _to_make(
    signed: AgreementSigned, course: MeasureCourse, found: Sequence[Plan], timeline: Timeline, until: date
) -> Duty:
    policy = timeline.on(signed.on).plans
    by, moved = due_of_office(signed.on, policy.within_days, timeline)
    fit = [plan.made for plan in found if plan.closed is None or plan.closed.on >= signed.on]
    made = min(fit, key=lambda fact: (fact.on, fact.id), default=None)
    over = next((day for day, state in course.states if state in OVER and day <= until), None)
    state: DutyState = "done" if made else "waived" if over is not None else "open"
    reason = Reason("plans.make", {"on": signed.on, "days": policy.within_days.days, "by": by}, "guitu.default")
    return Duty(
        f"make_plan:{signed.measure}", "make_plan", signed.on, by, by, state, (reason, *moved), signed.measure,
        made.id if made else None, max(made.on, signed.on) if made else None, timeline.version(signed.on),
    )


def _reviews(plan: Plan, timeline: Timeline) -> list[Duty]:
    answer: list[Duty] = []
    last = plan.made.on
    for number, review in enumerate([*plan.reviews, None], 1):
        if review is None and plan.closed is not None:
            break
        months = timeline.on(last).plans.review_months
        by = last_day_after(last, months)
        reason = Reason("plans.review", {"months": months, "last": last, "by": by}, "guitu.default")
        answer.append(
            Duty(
                f"review_plan:{plan.made.id}:{number}", "review_plan", last, by, by, "done" if review else "open", (reason,),
                None, review.id if review else None, review.on if review else None, timeline.version(last),
            )
        )
        last = review.on if review else last
    return answer
