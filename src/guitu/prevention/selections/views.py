"""评选: the rounds, one with its units, what a juror judges, the result with its reasons; and each step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.ledger.commands import Answer
from guitu.prevention.pages import ask, draw
from guitu.prevention.selections import commands, queries
from guitu.prevention.selections.forms import ConflictForm, DecideForm, SelectionForm, VoteForm
from guitu.prevention.units.views import policy_in
from guitu.prevention.works.forms import JurorForm
from guitu.prevention.works.queries import posts_to_judge
from guitu.rules.dates import day_before, days_after
from guitu.rules.units import FAMILY

TAB, FIRST, AHEAD = "selections", "village", 14  # the type that is offered first; days that are offered for judging


@door(may="see_selections")
@require_safe
def selections(request: Request) -> HttpResponse:
    return draw(request, "selections/list.html", TAB, selections=queries.selections(request.actor), before=day_before)


@door(may="see_selections")
@require_safe
def selection(request: Request, selection_id: UUID) -> HttpResponse:
    """A juror of a round that is not decided sees its units and nothing of what others said."""
    found = queries.selection_of(selection_id)
    jurors = queries.jurors(selection_id)
    judges = any(one["post_id"] == request.actor.post_id for one in jurors)
    is_office = "decide_selection" in request.actor.may and found["scope_path"].startswith(request.actor.path)
    is_told = is_office and (not judges or found["decided_on"] is not None)
    of = queries.tallied(selection_id)[0] if is_told else queries.candidates(selection_id)
    return draw(
        request, "selections/one.html", TAB, selection=found, of=of, is_told=is_told, jurors=jurors, judges=judges, is_office=is_office, today=clock.today(),
        last=day_before(found["closes_on"]),
    )


@door(may="open_selection", many=("unit_ids",))
def open_one(request: Request) -> HttpResponse:
    """The units of one type stand in a round; which type says the address."""
    types = {code: said(one.name) for code, one in policy_in(request).types.items() if code != FAMILY}
    code = request.GET.get("type", "") if request.GET.get("type", "") in types else FIRST
    return ask(
        request,
        lambda data: SelectionForm(data, units=queries.units_to_choose(request.actor, code), initial={"last_on": days_after(clock.today(), AHEAD)}),
        commands.open_selection, {"path": request.actor.path}, tab=TAB, title=_("开一次评选：%(kind)s") % {"kind": types[code]}, submit=_("开始评选"),
        back=reverse("selections"), then=_to_selection, template="prevention/selections/open.html", types=list(types.items()), code=code,
        lead=_("选出来的是评选结果，称号仍按各自的标准。家庭不参加评选。"),
    )


@door(may="name_selection_juror")
def juror(request: Request, selection_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: JurorForm(data, posts=posts_to_judge(request.actor)), commands.name_selection_juror, {"selection_id": selection_id}, tab=TAB,
        title=_("请一位评委"), submit=_("请他评"), back=_at(selection_id), then=_to_selection, lead=_("他看不到自己工作的那个地方，也看不到别的评委怎么评。"),
    )


@door(may="vote_on_unit")
@require_safe
def judge(request: Request, selection_id: UUID) -> HttpResponse:
    found, of = queries.selection_of(selection_id), queries.judged_by(request.actor.post_id, selection_id)
    if of is None:
        raise NotVisible
    return draw(
        request, "selections/judge.html", TAB, selection=found, of=of, left=sum(one["is_for"] is None for one in of), last=day_before(found["closes_on"]),
        is_open=found["decided_on"] is None and clock.today() < found["closes_on"],
    )


@door(may="vote_on_unit")
def vote(request: Request, candidate_id: UUID) -> HttpResponse:
    """One unit with its yes or no and why; then back to what is left."""
    found: dict[str, Any] = _mine(request, candidate_id) if request.method != "POST" else {"name": _("评选")}

    def form(data: Any) -> VoteForm:
        initial = {"reason": found["why"], "is_for": {True: "yes", False: "no"}.get(found["is_for"])} if data is None else None
        return VoteForm(data, initial=initial)

    return ask(
        request, form, commands.vote_on_unit, {"candidate_id": candidate_id}, tab=TAB, title=found["name"], submit=_("评好了"), back=reverse("selections"),
        then=lambda answer: reverse("judge-selection", args=[answer["selection"]]),
    )


def _mine(request: Request, candidate_id: UUID) -> dict[str, Any]:
    found = queries.round_of(candidate_id)
    of = queries.judged_by(request.actor.post_id, found) or []
    one = next((one for one in of if one["id"] == candidate_id), None)
    if one is None:
        raise NotVisible
    return one


@door(may="say_unit_conflict")
def conflict(request: Request, candidate_id: UUID) -> HttpResponse:
    return ask(
        request, ConflictForm, commands.say_unit_conflict, {"candidate_id": candidate_id}, tab=TAB, title=_("和我有关，不评这个"), submit=_("不评这个"),
        back=reverse("selections"), then=lambda answer: reverse("judge-selection", args=[answer["selection"]]), lead=_("以后您的页面上不再有它，别的评委评。"),
    )


@door(may="decide_selection")
def decide(request: Request, selection_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DecideForm(data, of=queries.tallied(selection_id)[0]), commands.decide_selection, {"selection_id": selection_id}, tab=TAB,
        title=_("定结果"), submit=_("按票数定，公布理由"), back=_at(selection_id), then=_to_selection,
        lead=_("赞成过半的选上。每一个都写理由，选上的、没有选上的都写；定了就公开，不能再改。"),
    )


def _at(selection_id: UUID | str) -> str:
    return reverse("selection", args=[selection_id])


def _to_selection(answer: Answer) -> str:
    return _at(answer["selection"])
