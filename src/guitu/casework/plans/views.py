"""帮教计划 of one person: its goals and steps, the reviews, and plans before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.plans import commands, forms
from guitu.casework.record_form import Setting
from guitu.kit.doors import Request, door
from guitu.kit.telling import labelled, with_more
from guitu.ledger import fact_words
from guitu.rules import plans
from guitu.settling.record import notes_of

MAKE = Step(
    commands.make_plan, commands.plan_making, forms.PlanForm, _("订帮教计划"), checked=False, template="casework/plans/plan_form.html"
)
ADD = Step(commands.add_goal, commands.plan_goal, forms.GoalForm, _("加一个目标"), checked=False)
END = Step(commands.end_goal, commands.plan_end, forms.EndGoalForm, _("目标的结果"), checked=False)
REVIEW = Step(
    commands.review_plan, commands.plan_review, forms.ReviewForm, _("评议帮教计划"),
    _("安心、安宁、安稳，社工和本人各说各的，不合并、不打分。"), checked=False,
)
CLOSE = Step(commands.close_plan, commands.plan_closing, forms.CloseForm, _("结束帮教计划"), checked=False)


@door(may="see_teamwork")
@require_safe
def plan(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "STATUS")
    found = plans.plans(live(setting.case.facts))
    now = next((one for one in found if one.closed is None), None)
    goals = [goal for one in found for goal in one.goals] if "NOTE" in setting.actor.classes else []
    notes = notes_of(goals)
    cards = [_now(setting, now, notes)] if now else [_none(setting)]
    if now is not None:
        cards.append(_reviews(setting, now))
    for one in found:
        if one.closed is not None:
            title = say("%(on)s 订的，已结束") % {"on": one.made.on.isoformat()}
            why = fact_words.code("closed_as", one.closed.closed_as)
            cards.append(cards_page.Card(title, [_goal(one, goal, notes) for goal in one.goals], note=why))
    waits = [d for d in setting.due("make_plan", "review_plan") if d.due_on < setting.on]
    reasons = [duty.reasons[0] for duty in waits]
    return cards_page.show(request, setting, "plan", say("做什么、谁来做、到哪天。每半年和本人一起看一次。"), cards, reasons)


def _none(setting: Setting) -> cards_page.Card:
    links = cards_page.links_of(setting, ("make-plan", "make_plan", _("订帮教计划")))
    return cards_page.Card(say("现在的计划"), [], links, empty=say("还没有计划。"))


def _now(setting: Setting, plan: plans.Plan, notes: dict[str, str]) -> cards_page.Card:
    links = cards_page.links_of(
        setting, ("add-goal", "add_goal", _("加一个目标")), ("end-goal", "end_goal", _("写目标的结果")),
        ("review-plan", "review_plan", _("评议计划")), ("close-plan", "close_plan", _("结束计划")),
    )
    title = say("现在的计划，%(on)s 订") % {"on": plan.made.on.isoformat()}
    return cards_page.Card(title, [_goal(plan, goal, notes) for goal in plan.goals], links)


def _goal(plan: plans.Plan, goal: Any, notes: dict[str, str]) -> dict[str, Any]:
    words, _sep, step = notes.get(goal.id, "").partition("\n")
    who = say("%(who)s，%(by)s 前") % {"who": fact_words.code("step_who", goal.step_who), "by": goal.step_by.isoformat()}
    ended = plan.ended.get(goal.id)
    parts = (words, step, who, fact_words.code("reached", ended.reached) if ended else "")
    return {"label": fact_words.code("area", goal.area), "value": " · ".join(part for part in parts if part)}


def _reviews(setting: Setting, plan: plans.Plan) -> cards_page.Card:
    rows = []
    for review in reversed(plan.reviews):
        for peace, word in fact_words.CODES["three_peaces"].items():
            said = [fact_words.code(f"{peace}_by_{who}", getattr(review, f"{peace}_by_{who}")) for who in ("worker", "person")]
            value = say("社工：%(worker)s；本人：%(person)s") % {"worker": said[0], "person": said[1]}
            rows.append({"label": with_more(word, review.on.isoformat()), "value": value})
    return cards_page.Card(say("三安：各说各的"), rows, note=_known(setting, plan), empty=say("还没有评议过。"))


def _known(setting: Setting, plan: plans.Plan) -> str:
    """What the house knows of 安心, beside what both say."""
    used: list[date] = [fact.on for fact in live(setting.case.facts) if fact.kind == "use_confirmed"]
    policy = setting.case.policy().on(setting.on).plans
    word = fact_words.code("three_peaces", "calm")
    if plans.is_calm(plan, max(used, default=None), setting.on, policy):
        return labelled(word, say("%(n)s 个月没有认定吸毒，身体、心理的目标都达到了。") % {"n": policy.calm_months})
    return labelled(word, say("%(n)s 个月没有认定吸毒、身体和心理的目标达到，两样还没有都做到。") % {"n": policy.calm_months})


@door(may="make_plan")
def make(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, MAKE)


@door(may="add_goal")
def add(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ADD)


@door(may="end_goal")
def end(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, END)


@door(may="review_plan")
def review(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, REVIEW)


@door(may="close_plan")
def close(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, CLOSE)
