"""群众调查: the list, one survey with its frame, its sample and its rates; and each step."""

from __future__ import annotations

import re
from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import TOWN, units_inside
from guitu.grid.taking import take
from guitu.kit import clock
from guitu.kit.doors import Request, door, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.squares import squares
from guitu.kit.telling import sentence
from guitu.kit.web import page_asked
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.prevention.forms import PreventionForm
from guitu.prevention.pages import ask, draw
from guitu.prevention.surveys import commands, queries
from guitu.prevention.surveys.by_anyone import link_of
from guitu.prevention.surveys.forms import FrameForm, ResponseForm, SurveyForm
from guitu.prevention.surveys.listed import SAMPLE
from guitu.rules.surveys import AGES, SEXES, SurveysPolicy, may_publish

TAB = "surveys"
SLIPS = 12  # on a sheet
_ID = re.compile("[0-9a-f-]{36}")


def _policy(request: Request, path: str = "") -> SurveysPolicy:
    policy: SurveysPolicy = timeline_of(request.actor.county_id, path or request.actor.path).on(clock.today()).surveys
    return policy


@door(may="see_prevention")
@require_safe
def surveys(request: Request) -> HttpResponse:
    return draw(request, "surveys/list.html", TAB, surveys=queries.surveys(request.actor))


@door(may="see_prevention")
@require_safe
def survey(request: Request, survey_id: UUID) -> HttpResponse:
    found = queries.survey_of(request.actor, survey_id)
    policy = _policy(request, found["scope_path"])
    sees_all = request.actor.path == found["scope_path"]
    tally = queries.tally_of(survey_id, policy)
    verdict = may_publish(tally.sample, tally.outcomes, policy)
    return draw(
        request, "surveys/survey.html", TAB, survey=found, strata=queries.frame_of(survey_id), tally=tally, policy=policy, verdict=verdict,
        why=[sentence(one) for one in verdict.reasons], shows=bool(found["published_on"]) and sees_all, sees_all=sees_all,
    )


@door(may="plan_survey")
def plan(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: SurveyForm(data, initial={"from_on": clock.today(), "size": 500}), commands.plan_survey, {}, tab=TAB, title=_("新的调查"),
        submit=_("保存"), back=reverse("surveys"), then=_to_survey, lead=_("先填抽样框，再抽样；样本里每一个人都要有结果，加起来等于样本，才能发布。"),
    )


@door(may="set_survey_frame")
def frame(request: Request, survey_id: UUID) -> HttpResponse:
    def show(form: FrameForm, status: int) -> HttpResponse:
        return draw(
            request, "surveys/frame.html", TAB, status, form=form, errors=errors_of(form), back=_at(survey_id),
            columns=[(sex, age) for sex in SEXES for age in AGES], request_id=request.POST.get("request_id") or new_request_id(),
        )

    def form(data: Any) -> FrameForm:
        return FrameForm(data, towns=units_inside(request.actor.path, TOWN), known=queries.cells_of(survey_id))

    return take(request, form, commands.set_survey_frame, {"survey_id": survey_id}, show, lambda _answer: _at(survey_id))


@door(may="draw_survey")
def draw_sample(request: Request, survey_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.draw_survey, {"survey_id": survey_id}, tab=TAB, title=_("抽样"), submit=_("抽取"), back=_at(survey_id), then=_to_survey,
        lead=_("按各镇（街）、性别、年龄的人数分配，再按名单隔几个抽一个。抽过不能再改。"),
    )


@door(may="see_prevention")
@require_safe
def sample(request: Request) -> HttpResponse:
    listing = Listing(SAMPLE, request)
    asked = listing.passing.get("survey", "")
    survey_id = UUID(asked) if _ID.fullmatch(asked) else UUID(int=0)
    found = queries.survey_of(request.actor, survey_id)
    only = listing.of("only") if listing.of("only") in ("", "open", "completed", "other") else ""
    numbers = queries.sample_of(survey_id, only, listing.cut)
    listing.counted(numbers[0]["total"] if numbers else 0)
    words = zip(("", "open", "completed", "other"), (_("全部"), _("还没有结果"), _("完成"), _("没有完成")), strict=True)
    return draw(
        request, "surveys/sample.html", TAB, survey=found, listing=listing, found=numbers,
        filters=[{"label": label, "count": None, "url": listing.address(only=code), "on": code == only} for code, label in words],
    )


@door(may="note_response")
def response(request: Request, survey_id: UUID) -> HttpResponse:
    begun = {"number": request.GET.get("number", ""), "way": "phone"}
    return ask(
        request, lambda data: ResponseForm(data, initial=begun), commands.note_response, {"survey_id": survey_id}, tab=TAB, title=_("记录结果"), submit=_("记录"),
        back=_at(survey_id), lead=_("只记编号，不记姓名和电话。没有完成的，不填答案。"),
    )


@door(may="give_survey_links")
def give_links(request: Request, survey_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.give_survey_links, {"survey_id": survey_id}, tab=TAB, title=_("发调查链接"), submit=_("每个编号一个链接"), back=_at(survey_id),
        then=lambda answer: reverse("survey-links", args=[answer["survey"]]), lead=_("每个没有结果的编号一个链接、一个二维码，只能答一次。答的人不写姓名；不想回答也记成结果。"),
    )


@door(may="give_survey_links")
@require_safe
def links(request: Request, survey_id: UUID) -> HttpResponse:
    """Slips to be handed out: number, place, link and square, a sheet of them at a time."""
    found, page = queries.survey_of(request.actor, survey_id), page_asked(request.GET)
    slips, total = queries.with_links(survey_id, (page - 1) * SLIPS, SLIPS)
    for one in slips:
        one["where"] = request.build_absolute_uri(reverse("answer-survey", args=[link_of(one["id"])]))
        one["squares"] = squares(one["where"])
    return draw(request, "surveys/links.html", TAB, survey=found, slips=slips, total=total, page=page, pages=max(ceil(total / SLIPS), 1))


@door(may="publish_survey")
def publish(request: Request, survey_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.publish_survey, {"survey_id": survey_id}, tab=TAB, title=_("发布结果"), submit=_("发布"), back=_at(survey_id), then=_to_survey,
        lead=_("发布以后不能再改。结果和样本数、误差、抽样框、调查单位写在一起。"),
    )


def _at(survey_id: UUID | str) -> str:
    return reverse("survey", args=[survey_id])


def _to_survey(answer: dict[str, Any]) -> str:
    return _at(answer["survey"])
