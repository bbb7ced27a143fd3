"""学校: the register, one school with what it did, a teacher's own, the national contest of two years."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.grid.areas import area_asked, units_inside
from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.ledger.commands import Answer
from guitu.ledger.packs import timeline_of
from guitu.lists.listing import Listing
from guitu.prevention.forms import PreventionForm, words_of
from guitu.prevention.pages import ask, draw
from guitu.prevention.schools import commands, queries
from guitu.prevention.schools.forms import ContestForm, DeedForm, SchoolForm
from guitu.prevention.schools.listed import SCHOOLS
from guitu.rules.dates import school_year
from guitu.rules.schools import LEVELS, SHARES, Done, SchoolsPolicy, missing


@door(may="see_schools")
@require_safe
def schools(request: Request) -> HttpResponse:
    listing, today = Listing(SCHOOLS, request), clock.today()
    wish = queries.Wish(listing.of("q").strip()[:40], listing.of("level"), area_asked(listing.of("area"), request.actor))
    found = queries.schools(request.actor, wish, today, _policy(request), listing.cut)
    listing.counted(found[0]["total"] if found else 0)
    return draw(
        request, "schools/list.html", "schools", listing=listing, found=found, wish=wish, levels=words_of("school_level", LEVELS),
        areas=units_inside(request.actor.path, 9, 12),
    )


@door(may="see_own_schools")
@require_safe
def mine(request: Request) -> HttpResponse:
    """A teacher's first page: his schools, what is missing in this school year, the quizzes to sit."""
    return draw(request, "schools/mine.html", "my-school", schools=queries.mine(request.actor, clock.today(), _policy(request)))


@door(may="see_school")
@require_safe
def school(request: Request, school_id: UUID) -> HttpResponse:
    found, today, done = queries.school_of(school_id), clock.today(), queries.deeds(school_id)
    since, until = school_year(today)
    here = [Done(one["item"], one["day_on"], one["hours"]) for one in done]
    return draw(
        request, "schools/school.html", "schools", school=found, deeds=done, missing=missing(here, today, _policy(request)), since=since, until=until,
        hours=sum(one.hours for one in here if since <= one.on < until), least=_policy(request).lesson_hours,
    )


@door(may="add_school")
def add(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: SchoolForm(data, actor=request.actor, teachers=queries.teachers(request.actor), initial={"path": request.actor.path}),
        commands.add_school, {}, tab="schools", title=_("登记学校"), submit=_("登记"), back=reverse("schools"), then=_to_school,
    )


@door(may="change_school")
def change(request: Request, school_id: UUID) -> HttpResponse:
    return ask(
        request,
        lambda data: SchoolForm(data, actor=request.actor, teachers=queries.teachers(request.actor), initial=queries.school_of(school_id), is_new=False),
        commands.change_school, {"school_id": school_id}, tab="schools", title=_("修改学校"), submit=_("保存"), back=_at(school_id),
    )


@door(may="close_school")
def close(request: Request, school_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.close_school, {"school_id": school_id}, tab="schools", title=_("停用学校"), submit=_("停用"), back=_at(school_id),
        then=lambda _answer: reverse("schools"), lead=_("撤并的学校停用以后不再列出；做过的都留着。"),
    )


@door(may="note_deed")
def note(request: Request, school_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: DeedForm(data, initial={"day_on": clock.today(), "item": request.GET.get("item", "")}), commands.note_deed,
        {"school_id": school_id}, tab="schools", title=_("记一件"), submit=_("记下"), back=_at(school_id), lead=_("五个一、毒品预防课、6·27 达标的各项，做了就记。"),
    )


@door(may="take_deed_back")
def take_back(request: Request, deed_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.take_deed_back, {"deed_id": deed_id}, tab="schools", title=_("登记错了"), submit=_("撤下"), back=reverse("my-school"),
        then=_to_school,
    )


@door(may="see_contest")
@require_safe
def contest(request: Request) -> HttpResponse:
    """Two years side by side; schools by place and name, in no order of results."""
    year = request.GET.get("year", "")
    last = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else clock.today().year
    years, policy = (last - 1, last), _policy(request)
    sums, listed = queries.contest(request.actor, years, policy)
    shares = [*SHARES, "excellent"]
    return draw(
        request, "schools/contest.html", "contest", years=years, sums=sums, schools=listed, weights=policy.weights,
        shares=[(share, words_of("contest_share", [share])[0][1]) for share in shares],
    )


@door(may="enter_contest")
def enter(request: Request, school_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: ContestForm(data, initial={"year": clock.today().year, "pupils": queries.school_of(school_id)["pupils"]}),
        commands.enter_contest, {"school_id": school_id}, tab="contest", title=_("登记竞赛结果"), submit=_("登记"), back=_at(school_id),
        then=lambda _answer: reverse("contest"), lead=_("照全国平台导出的填；再登记一次就是更正。多所学校用表格导入。"),
    )


def _policy(request: Request) -> SchoolsPolicy:
    policy: SchoolsPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).schools
    return policy


def _at(school_id: UUID | str) -> str:
    return reverse("school", args=[school_id])


def _to_school(answer: Answer) -> str:
    return _at(answer["school"])
