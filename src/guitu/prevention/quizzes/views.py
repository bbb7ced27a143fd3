"""竞答: the quizzes of the county, one with its classes and how it went, its poster; and each step."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.kit import clock
from guitu.kit.doors import Request, door
from guitu.kit.squares import squares
from guitu.ledger.packs import timeline_of
from guitu.prevention.forms import PreventionForm
from guitu.prevention.pages import ask, draw
from guitu.prevention.quizzes import commands, queries
from guitu.prevention.quizzes.bank import bank
from guitu.prevention.quizzes.forms import ClassForm, QuizForm
from guitu.rules.quizzes import QuizzesPolicy


@door(may="see_quizzes")
@require_safe
def quizzes(request: Request) -> HttpResponse:
    return draw(request, "quizzes/list.html", "quizzes", quizzes=queries.quizzes(clock.today()), bank=len(bank()), today=clock.today())


@door(may="see_quizzes")
@require_safe
def quiz(request: Request, quiz_id: UUID) -> HttpResponse:
    """How it went is counted over sittings that are over; a class is listed by its name, never by how it did."""
    found, now = queries.quiz_of(quiz_id), clock.now()
    total, by_class = queries.tallied(quiz_id, now, _policy(request))
    where = request.build_absolute_uri(reverse("sit-quiz", args=[found["code"]]))
    return draw(
        request, "quizzes/quiz.html", "quizzes", quiz=found, total=total, by_class=by_class, classes=queries.classes(quiz_id), now=clock.today(),
        questions=queries.by_question(quiz_id, now), where=where, squares=squares(where) if found["audience"] == "anybody" else None,
        is_mine=found["scope_path"].startswith(request.actor.path), is_over=found["closes_on"] <= clock.today(),
    )


@door(may="open_quiz")
def open_one(request: Request) -> HttpResponse:
    return ask(
        request, lambda data: QuizForm(data, actor=request.actor, policy=_policy(request), initial={"opens_on": clock.today()}), commands.open_quiz, {},
        tab="quizzes", title=_("开一次竞答"), submit=_("开放"), back=reverse("quizzes"), then=lambda answer: reverse("quiz", args=[answer["quiz"]]),
        lead=_("题目从题库里抽，每个人的题和选项顺序都不一样。答题不登录、不留姓名和电话。"),
    )


@door(may="end_quiz")
def end(request: Request, quiz_id: UUID) -> HttpResponse:
    return ask(
        request, PreventionForm, commands.end_quiz, {"quiz_id": quiz_id}, tab="quizzes", title=_("结束竞答"), submit=_("今天结束"), back=_at(quiz_id),
        lead=_("今天起不能再开始；正在答的，答到时间为止。已收到的都留着。"),
    )


@door(may="add_quiz_class")
def add_class(request: Request, quiz_id: UUID) -> HttpResponse:
    return ask(
        request, lambda data: ClassForm(data, schools=queries.schools_of()), commands.add_quiz_class, {"quiz_id": quiz_id}, tab="quizzes",
        title=_("加一个班"), submit=_("加上"), back=_at(quiz_id), lead=_("每个班有自己的链接和二维码，发给学生；学生填序号就能答。"),
    )


@door(may="see_quizzes")
@require_safe
def poster(request: Request, class_id: UUID) -> HttpResponse:
    """The link of one class with its square, to be shown or printed."""
    found = queries.class_of(class_id)
    where = request.build_absolute_uri(reverse("sit-quiz", args=[found["code"]]))
    return draw(request, "quizzes/poster.html", "quizzes", of=found, where=where, squares=squares(where))


@door(may="see_quizzes")
@require_safe
def game_poster(request: Request) -> HttpResponse:
    """Where the board game begins, with its square, to be shown or printed."""
    where = request.build_absolute_uri(reverse("new-game", args=[request.actor.county_id]))
    return draw(request, "quizzes/game_poster.html", "quizzes", where=where, squares=squares(where))


def _policy(request: Request) -> QuizzesPolicy:
    policy: QuizzesPolicy = timeline_of(request.actor.county_id, request.actor.path).on(clock.today()).quizzes
    return policy


def _at(quiz_id: UUID | str) -> str:
    return reverse("quiz", args=[quiz_id])
