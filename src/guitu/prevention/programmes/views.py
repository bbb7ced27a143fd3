"""全年计划和项目: the year by months with its days, the weeks of a month, one programme with what was held under it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import TOWN, units_inside
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import timeline_of
from guitu.prevention.activities.queries import activity_of
from guitu.prevention.pages import ask, draw
from guitu.prevention.programmes import commands, queries
from guitu.prevention.programmes.forms import BelongsForm, ChangeForm, ProgrammeForm, WeeksForm
from guitu.rules.activities import summed
from guitu.rules.dates import days_after, first_of_month
from guitu.rules.programmes import ProgrammesPolicy, nodes_of, state_of

TAB = "programmes"


@door(may="see_prevention")
@require_safe
def programmes(request: Request) -> HttpResponse:
    """Twelve months: the days that call for something, with how many activities lie near each; what runs; what is planned."""
    today, asked = clock.today(), request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 and 2000 <= int(asked) <= 2100 else today.year
    first, after = date(year, 1, 1), days_after(date(year, 12, 31), 1)
    days, policy = queries.days(request.actor, first, after), _policy(request)
    nodes = nodes_of(year, (on for on, _state, n in days for _ in range(n)), policy)
    running = queries.programmes(request.actor, first, after)
    months = [
        {
            "first": start, "nodes": [node for node in nodes if node.on.month == start.month],
            "n": sum(n for on, _state, n in days if on.month == start.month), "held": sum(n for on, state, n in days if on.month == start.month and state == "held"),
            "programmes": [one for one in running if one["since_on"] < _next_month(start) and one["until_on"] > start],
        }
        for start in (date(year, month, 1) for month in range(1, 13))
    ]
    return draw(
        request, "programmes/year.html", TAB, year=year, months=months, near=policy.near_days, today=today, missing=[node for node in nodes if not node.n and node.on >= today],
        programmes=[one | {"state": state_of(one["since_on"], one["until_on"], today), "last": days_after(one["until_on"], -1)} for one in running],
    )


@door(may="see_prevention")
@require_safe
def month(request: Request) -> HttpResponse:
    """The weeks of one month, Monday first, with each activity on its day."""
    first = _month_asked(request.GET.get("month", ""))
    after = _next_month(first)
    since = days_after(first, 1 - first.isoweekday())
    until = days_after(after, (8 - after.isoweekday()) % 7)
    found = queries.listed(request.actor, since, until)
    nodes = {node.on: node.code for year in {since.year, first.year, until.year} for node in nodes_of(year, (), _policy(request))}
    weeks = []
    for start in (days_after(since, 7 * n) for n in range((until - since).days // 7)):
        end = days_after(start, 7)
        weeks.append({"first": start, "last": days_after(end, -1), "days": [one for one in found if start <= one["held_on"] < end],
                      "nodes": [(on, code) for on, code in sorted(nodes.items()) if start <= on < end]})
    return draw(
        request, "programmes/month.html", TAB, first=first, weeks=weeks, before=days_after(first, -1), after=after, today=clock.today(),
    )


@door(may="see_prevention")
@require_safe
def programme(request: Request, programme_id: UUID) -> HttpResponse:
    today, found = clock.today(), queries.programme_of(request.actor, programme_id)
    activities = queries.under(programme_id)
    firm, guessed, guesses = summed(queries.heads_of(activities))
    held = [one for one in activities if one["state"] == "held"]
    costs = [one["cost"] for one in held if one["cost"] is not None]
    cards, stamps, gifts = queries.stamps_of(programme_id)
    return draw(
        request, "programmes/one.html", TAB, programme=found, state=state_of(found["since_on"], found["until_on"], today), activities=activities, held=len(held), firm=firm,
        guessed=guessed, guesses=guesses, cost=sum(costs), costed=len(costs), led=sum(bool(one["leader"]) for one in held), cards=cards, stamps=stamps, gifts=gifts,
        towns=queries.by_town(activities, units_inside(request.actor.path, TOWN)), last=days_after(found["until_on"], -1),
        is_mine=found["scope_path"].startswith(request.actor.path),
    )


@door(may="plan_programme")
def plan(request: Request) -> HttpResponse:
    begun = {"path": request.actor.path, "kind": "series", "since_on": clock.today()}
    return ask(
        request, lambda data: ProgrammeForm(data, actor=request.actor, initial=begun), commands.plan_programme, {}, tab=TAB, title=_("新的项目"), submit=_("列入计划"),
        back=reverse("programmes"), then=_to_programme, lead=_("全民禁毒宣传月、宣传进万家、周末相约：项目是一个筐，各镇（街）的活动放进来，合计里一场只算一次。"),
    )


@door(may="change_programme")
def change(request: Request, programme_id: UUID) -> HttpResponse:
    def form(data: Any) -> ChangeForm:
        found = queries.programme_of(request.actor, programme_id)
        return ChangeForm(data, initial={**found, "last_on": days_after(found["until_on"], -1)})

    return ask(
        request, form, commands.change_programme, {"programme_id": programme_id}, tab=TAB, title=_("修改项目"), submit=_("保存"), back=_at(programme_id), then=_to_programme
    )


@door(may="lay_out_weeks", many=("weekdays", "entry", "topic"))
def weeks(request: Request, programme_id: UUID) -> HttpResponse:
    begun = {"path": request.actor.path, "weekdays": [6], "topic": ["drugs"]}
    return ask(
        request, lambda data: WeeksForm(data, actor=request.actor, initial=begun), commands.lay_out_weeks, {"programme_id": programme_id}, tab=TAB, title=_("按周排活动"),
        submit=_("排进计划"), back=_at(programme_id), then=_to_programme, lead=_("从今天到项目结束，每周这几天各一场，一次排好。哪一场不办，单独取消。"),
    )


@door(may="put_into_programme")
def belongs(request: Request, activity_id: UUID) -> HttpResponse:
    def form(data: Any) -> BelongsForm:
        found = activity_of(activity_id)
        return BelongsForm(data, programmes=queries.choices(request.actor, days_after(found["held_on"], -1)), initial={"programme_id": found["programme_id"]})

    return ask(
        request, form, commands.put_into_programme, {"activity_id": activity_id}, tab="activities", title=_("放进项目"), submit=_("保存"), back=reverse("activity", args=[activity_id])
    )


def _month_asked(text: str) -> date:
    if not text:
        return first_of_month(clock.today())
    year, _dash, number = text.partition("-")
    if not (text.isascii() and year.isdecimal() and number.isdecimal() and len(year) == 4 and 2000 <= int(year) <= 2100 and 1 <= int(number) <= 12):
        raise NotVisible
    return date(int(year), int(number), 1)


def _next_month(first: date) -> date:
    return first_of_month(days_after(first, 31))


def _policy(request: Request) -> ProgrammesPolicy:
    policy: ProgrammesPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).programmes
    return policy


def _at(programme_id: UUID | str) -> str:
    return reverse("programme", args=[programme_id])


def _to_programme(answer: dict[str, Any]) -> str:
    return _at(answer["programme"])
