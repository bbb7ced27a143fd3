"""Everybody's pages: what is on in a county, a quiz and its questions, whether a certificate is good. No login, no cookie: what
opens a sitting is its secret in the address, so there is nothing that another site could make a browser send."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from guitu.inspection.tips import by_anyone as tips
from guitu.kit import clock
from guitu.kit.doors import REQUEST_ID, public
from guitu.kit.errors import Refused
from guitu.kit.telling import sentence
from guitu.prevention import certificates, opened
from guitu.prevention.quizzes import bank, sittings
from guitu.prevention.quizzes.sittings import Sitting
from guitu.public.pages import bare, too_often, too_often_by
from guitu.rules.verdict import Reason


@public
@require_safe
def on(request: HttpRequest, county: str) -> HttpResponse:
    """Open quizzes, published activities and places to book; of a county that is none, none."""
    found = opened.on(county, clock.today())
    return bare(request, "on.html", {"found": found, "kinds": ("activity", "quiz", "place"), "empty": not found, "county": county if tips.places(county) else ""})


@public
@csrf_exempt
def quiz(request: HttpRequest, code: str) -> HttpResponse:
    """What it is; a POST begins. The secret stands in the form, so that who sends it twice has one sitting."""
    found, at = sittings.quiz_by(code), clock.now()
    if found is None:
        return bare(request, "told.html", {"title": sentence(Reason("public.no_quiz")), "words": sentence(Reason("public.ask_giver"))}, 404)
    context = {"quiz": found, "secret": secrets.token_urlsafe(24), "problem": "", "seat": ""}
    if request.method != "POST":
        return bare(request, "quiz.html", context)
    if waiting := too_often(request, at):
        return waiting
    secret, seat = request.POST.get("secret", ""), request.POST.get("seat", "").strip()
    if not REQUEST_ID.fullmatch(secret):
        return bare(request, "quiz.html", context, 422)
    number = int(seat) if seat.isascii() and seat.isdecimal() and len(seat) < 4 else None
    try:
        sittings.sit(found, code, secret, number, at, clock.local_day(at))
    except Refused as refusal:
        return bare(request, "quiz.html", {**context, "secret": secret, "seat": seat[:3], "problem": " ".join(map(sentence, refusal.reasons))}, 422)
    return redirect("quiz-question", secret, 1)


@public
@require_safe
def sitting(request: HttpRequest, secret: str) -> HttpResponse:
    """What is answered and what is left; once it is over, what was right and why."""
    return _sitting(request, secret)


def _sitting(request: HttpRequest, secret: str, problem: str = "", status: int = 200) -> HttpResponse:
    of, at = sittings.sitting_by(secret), clock.now()
    if of is None:
        return _none(request)
    if not of.is_over(at):
        return bare(request, "sitting.html", {"of": of, "secret": secret, "left": of.left(), "problem": problem, "ends_at": of.ends_at}, status)
    answers, listed = of.answers(), bank.read(of.drawn)
    shown = [
        {
            "place": one.place, "ask": one.question.ask, "right": one.question.options[0], "why": one.question.why, "source": sittings.source_of(of, one.question.source),
            "given": one.question.options[answers[one.place]] if one.place in answers else "", "is_right": answers.get(one.place) == 0,
        }
        for one in listed
    ]
    return bare(
        request, "result.html", {"of": of, "shown": shown, "right": of.right(), "result": of.result(clock.local_day(of.started_at)), "problem": problem}, status
    )


@public
@csrf_exempt
def question(request: HttpRequest, secret: str, place: int) -> HttpResponse:
    """One question. Its answer is kept at once, and the next that has none is shown."""
    of, at = sittings.sitting_by(secret), clock.now()
    if of is None:
        return _none(request)
    if of.is_over(at) or not 1 <= place <= of.asked:
        return redirect("sitting", secret)
    if request.method != "POST":
        return _question(request, of, secret, place)
    if waiting := too_often_by(request, at, secret):
        return waiting
    option, turn = request.POST.get("option", ""), request.POST.get("turn", "")
    if not (option.isascii() and option.isdecimal() and len(option) == 1):
        return _question(request, of, secret, place, sentence(Reason("public.choose")), 422)
    try:
        sittings.answer(of, secret, place, int(option), int(turn) if turn.isascii() and turn.isdecimal() and len(turn) < 6 else 1, at)
    except Refused as refusal:
        return _sitting(request, secret, " ".join(map(sentence, refusal.reasons)), 422)
    left = [one for one in of.left() if one != place]
    later = next((one for one in left if one > place), left[0] if left else None)
    return redirect("quiz-question", secret, later) if later else redirect("sitting", secret)


def _question(request: HttpRequest, of: Sitting, secret: str, place: int, problem: str = "", status: int = 200) -> HttpResponse:
    shown = bank.read(of.drawn)[place - 1]
    given = of.answers().get(place)
    context = {
        "of": of, "secret": secret, "place": place, "ask": shown.question.ask, "options": shown.options(), "turn": of.turn(place) + 1,
        "given": shown.position_of(given) if given is not None else "", "problem": problem, "left": len(of.left()), "ends_at": of.ends_at,
    }
    return bare(request, "question.html", context, status)


@public
@csrf_exempt
@require_POST
def hand_in(request: HttpRequest, secret: str) -> HttpResponse:
    at = clock.now()
    if waiting := too_often_by(request, at, secret):
        return waiting
    sittings.hand_in(secret, at)
    return redirect("sitting", secret)


@public
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, expired or withdrawn, with its day; of a code that nobody made, that there is none. Never the page of nothing."""
    if waiting := too_often(request, clock.now(), "public_check"):
        return waiting
    return bare(request, "certificate.html", {"of": certificates.check(code, clock.today())})


def _none(request: HttpRequest) -> HttpResponse:
    return bare(request, "told.html", {"title": sentence(Reason("public.no_sitting")), "words": sentence(Reason("public.ask_giver"))}, 404)
