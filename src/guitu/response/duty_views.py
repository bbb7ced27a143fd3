"""值班: the units of an area with who has duty now, and the roster of one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from guitu.grid.areas import TOWN, units_inside
from guitu.grid.post_names import posts_called
from guitu.kit import clock, pages
from guitu.kit.clock import local_day
from guitu.kit.doors import Request, door, new_request_id, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.form_errors import errors_of, refuse
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.commands import Answer
from guitu.response.forms import CoverForm, DutyForm
from guitu.response.load import DAYS, load_of
from guitu.response.queries import place_of
from guitu.response.rosters import cover_duty, plan_duty, take_over_duty
from guitu.response.standing_by import StandingBy, standing_around, standing_by, unit_path
from guitu.rules.call_clocks import moment_on
from guitu.rules.dates import days_after
from guitu.rules.on_duty import gaps

AHEAD = 30  # days for which gaps are shown
WEEK = 7
NOON = 720  # minutes after midnight
TAKEN_HOURS = 12


@door(may="see_calls")
@require_safe
def units(request: Request) -> HttpResponse:
    """Which units answer here, and who has duty at each this moment; of a county the towns' too, town by town."""
    now, path = clock.now(), request.actor.path
    towns = dict(units_inside(path, TOWN)) if len(path) < TOWN else {}
    around = standing_around(request.actor.county_id, [path, *towns], now)
    found = [
        (place, code, of, standing.at(code, now))
        for place, standing in around.items() for code, of in standing.policy.units.items()
        if unit_path(of, place) and (place == path or unit_path(of, place) == place)
    ]
    named = posts_called({UUID(post) for *_of, one in found for post in (one.post, one.backup) if post}, local_day(now))
    say = lambda post: named.get(UUID(post), "") if post else ""  # noqa: E731
    listed: list[dict[str, Any]] = [
        {"of": place, "code": code, "name": said(of.name), "place": unit_path(of, place), "who": say(one.post), "backup": say(one.backup),
         "why": spoken(f"on_duty_why.{one.why}"), "is_empty": one.post is None}
        for place, code, of, one in found
    ]
    groups = [
        {"name": towns.get(place, ""), "units": mine, "n_empty": sum(1 for one in mine if one["is_empty"])}
        for place in around if (mine := [one for one in listed if one["of"] == place])
    ]
    return pages.render(request, "response/units.html", {"active": "calls", "groups": groups})


@door(may="see_calls")
@require_safe
def unit(request: Request, unit: str, place: str) -> HttpResponse:
    """The roster of one unit: a week ahead, the gaps of thirty days, who takes turns, who stands in."""
    return _page(request, unit, place)


@door(may="plan_duty", many=("posts",))
@require_POST
def plan(request: Request, unit: str, place: str) -> HttpResponse:
    return _change(request, unit, place, "plan", plan_duty)


@door(may="cover_duty")
@require_POST
def cover(request: Request, unit: str, place: str) -> HttpResponse:
    return _change(request, unit, place, "cover", cover_duty)


@door(may="take_over_duty")
@require_POST
def take_over(request: Request, unit: str, place: str) -> HttpResponse:
    """I take over, in one tap."""
    try:
        take_over_duty(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), unit=unit, path=place, hours=TAKEN_HOURS
        )
    except Refused:
        with reading(request):
            return _page(request, unit, place, status=422)
    return redirect("duty-unit", unit, place)


def _change(request: Request, unit: str, place: str, kind: str, command: Callable[..., Answer]) -> HttpResponse:
    with reading(request):
        form = _forms(_standing(request, unit, place), unit, request.POST)[kind]
        valid = form.is_valid()
    if valid:
        try:
            command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), unit=unit, path=place, **_whole(form.cleaned_data))
            return redirect("duty-unit", unit, place)
        except Refused as refusal:
            refuse(form, refusal)
    with reading(request):
        return _page(request, unit, place, {kind: form}, 422)


def _whole(typed: dict[str, Any]) -> dict[str, Any]:
    return {**typed, "posts": [UUID(post) for post in typed["posts"]]} if "posts" in typed else typed


def _standing(request: Request, unit: str, place: str) -> StandingBy:
    """The unit, as far as this post may look at it: of its own area, or one that answers for it."""
    mine = request.actor.path
    if not place.isdigit() or not (place.startswith(mine) or mine.startswith(place)) or len(place) < 6:
        raise NotVisible
    standing = standing_by(request.actor.county_id, place, clock.now())
    if unit not in standing.policy.units or unit_path(standing.policy.units[unit], place) != place:
        raise NotVisible
    return standing


def _forms(standing: StandingBy, unit: str, data: Any = None) -> dict[str, Any]:
    today = clock.today()
    named = posts_called({UUID(post) for post in standing.of_unit(unit)}, today)
    posts = [(post, named.get(UUID(post), post)) for post in standing.of_unit(unit)]
    first = {"days": "every", "turn_days": 1, "from_on": today, "until_on": today, "hands_over": 510, "kind": "stand_in"}
    return {"plan": DutyForm(data, posts=posts, initial=first), "cover": CoverForm(data, posts=posts, initial=first)}


def _page(request: Request, unit: str, place: str, typed: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    now, today, actor = clock.now(), clock.today(), request.actor
    standing = _standing(request, unit, place)
    there = {post["id"] for post in standing.posts if post["held"]}
    roster, calendar = standing.roster(unit), standing.timeline.calendar

    def noon(day: Any) -> datetime:
        return moment_on(day, NOON)

    week = [(day, standing.at(unit, noon(day))) for day in (days_after(today, number) for number in range(WEEK))]
    now_on = standing.at(unit, now)
    asked = {one.post for _day, one in week} | {now_on.post, now_on.backup} | {cover.post for cover in roster.covers} | {p for layer in roster.layers for p in layer.posts}
    named = posts_called({UUID(post) for post in asked if post}, today)
    say = lambda post: named.get(UUID(post), "") if post else ""  # noqa: E731
    forms = _forms(standing, unit) | (typed or {})
    load = load_of(standing, actor.county_id, unit, now)
    silent = [post["id"] for post in standing.posts if post["is_silent"] and post["id"] in standing.of_unit(unit)]
    named |= posts_called({UUID(post) for post in (*silent, *(one["post"] for one in load))}, today)
    context = {
        "active": "calls", "name": said(standing.policy.units[unit].name), "unit": unit, "place": place, "where": place_of(place),
        "now_on": {"who": say(now_on.post), "backup": say(now_on.backup), "why": spoken(f"on_duty_why.{now_on.why}")},
        "week": [{"day": day, "who": say(one.post), "why": spoken(f"on_duty_why.{one.why}"), "is_gap": one.why in ("of_unit", "nobody")} for day, one in week],
        "gaps": gaps(roster, today, AHEAD, there, noon, calendar), "ahead": AHEAD, "hours": TAKEN_HOURS,
        "covers": [{"who": say(one.post), "kind": spoken(f"cover_kind.{one.kind}"), "from_at": one.from_at, "until_at": one.until_at} for one in roster.covers],
        "layers": [{"days": spoken(f"duty_days.{one.days}"), "turn": one.turn_days, "who": [say(post) for post in one.posts]} for one in roster.layers],
        "load": [{**one, "who": named.get(UUID(one["post"]), "")} for one in load], "load_days": DAYS, "silent": [say(post) for post in silent],
        "tested_days": standing.policy.tested_days,
        "may_take": "take_over_duty" in actor.may and str(actor.post_id) in standing.of_unit(unit) and place.startswith(actor.path),
        "may_plan": "plan_duty" in actor.may and place.startswith(actor.path), "forms": forms,
        "errors": {kind: errors_of(form) for kind, form in forms.items()}, "new_request_id": new_request_id,
    }
    return pages.render(request, "response/unit.html", context, status=status)
