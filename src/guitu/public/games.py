"""禁毒大富翁 for everybody, on a telephone or on a big screen. Every move is a link: the address is the game, so that going back,
loading it twice or opening it on another device is harmless, and nothing is kept of anybody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.inspection.tips import by_anyone as tips
from guitu.kit import clock
from guitu.kit.doors import public
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.kit.typed import TypedForm
from guitu.prevention.games import playing
from guitu.prevention.games.playing import TEAMS, Played
from guitu.prevention.quizzes.sittings import source_at
from guitu.public.pages import bare
from guitu.rules.games import FEWEST, GamesPolicy, Square
from guitu.rules.quizzes import LEVELS
from guitu.rules.verdict import Reason

RING = 20  # squares that lie in a ring; another number lies in rows


class GameForm(TypedForm):
    level = forms.ChoiceField(
        label=_("题目的难度"),
        widget=forms.RadioSelect,
        choices=lambda: [(code, spoken(f"quiz_level.{code}")) for code in LEVELS],
    )
    teams = forms.TypedChoiceField(label=_("几个队"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, policy: GamesPolicy) -> None:
        super().__init__(data, initial={"level": "primary", "teams": FEWEST})
        self.let_choose("teams", [(str(n), str(n)) for n in range(FEWEST, min(policy.most_teams, len(TEAMS)) + 1)])


@public
@require_safe
def choose(request: HttpRequest, county: str) -> HttpResponse:
    """For whom, how many teams; then on to a game of its own."""
    if not tips.places(county):
        return _none(request)
    policy = playing.policy_at(county, clock.today())
    form = GameForm(request.GET if "level" in request.GET else None, policy=policy)
    if form.is_bound and form.is_valid():
        return redirect(
            "play-game", county, playing.fresh(form.cleaned_data["level"], form.cleaned_data["teams"], policy)
        )
    return bare(
        request,
        "game_new.html",
        {"form": form, "errors": errors_of(form), "rounds": policy.rounds},
        422 if form.is_bound else 200,
    )


@public
@require_safe
def game(request: HttpRequest, county: str, code: str, moves: str = "") -> HttpResponse:
    """The board after the moves of the address, and the links that are the next move."""
    found = playing.played(code, moves, playing.policy_at(county, clock.today())) if tips.places(county) else None
    if found is None:
        return _none(request)
    going, last = found.game, found.game.last
    names = [spoken(f"game_team.{one}") for one in found.teams]
    context: dict[str, Any] = {
        "county": county,
        "code": code,
        "moves": moves,
        "of": found,
        "names": names,
        "cells": _board(found),
        "ring": len(found.policy.squares) == RING, "last": last,
    }
    if last is not None:
        context |= {
            "square": found.policy.squares[last.square],
            "event": said(found.policy.squares[last.square].text or ""),
        }
        if last.asked is not None:
            asked = found.question(last)
            context |= {
                "asked": asked,
                "options": found.options(last),
                "source": source_at(county, county, asked.source),
            }
    context |= {
        "round": min(len(going.turns) // len(names) + (not going.is_asking), found.policy.rounds) or 1,
        "leading": [names[one] for one in going.leading()],
    }
    return bare(request, "game.html", context)


def _board(found: Played) -> list[dict[str, Any]]:
    """Each square: its short word, who stands there, who looks after it."""
    teams = found.game.teams
    return [
        {
            "word": _word(square), "kept": next((one for one, team in enumerate(teams) if number in team.keeps), None),
            "here": [one for one, team in enumerate(teams) if team.at == number],
        }
        for number, square in enumerate(found.policy.squares)
    ]


def _word(square: Square) -> str:
    if square.topic:
        return spoken(f"quiz_topic.{square.topic}")
    return str(_("见闻") if square.text else _("出发"))


def _none(request: HttpRequest) -> HttpResponse:
    return bare(
        request,
        "told.html",
        {"title": sentence(Reason("games.none")), "words": sentence(Reason("public.ask_giver"))},
        404,
    )
