"""网上学习: the twelve lessons of somebody, and one of them with its sentences. Answered at the station, on a screen of ours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from guitu.casework.lessons.commands import take_lesson
from guitu.casework.record_form import Setting
from guitu.casework.record_page import lead, noted, setting_of
from guitu.duties import doors
from guitu.kit import clock, pages
from guitu.kit.database import dicts
from guitu.kit.doors import Request, door, id_shown_again, reading
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.telling import said as in_words
from guitu.kit.telling import sentence
from guitu.ledger.commands import Answer
from guitu.rules.lessons import LessonsPolicy

_SAID = {"yes": True, "no": False}


@door(may="take_lesson")
@require_safe
def listed(request: Request, person_id: UUID) -> HttpResponse:
    setting, policy = _of(request, person_id)
    found = {one["lesson"]: one for one in dicts(
        "SELECT lesson, bool_or(passed) AS passed, max(taken_at) AS at FROM casework_lessontaking WHERE matter_id = %s GROUP BY 1", [person_id]
    )}
    lessons = [{"code": code, "title": in_words(one.title), **found.get(code, {"passed": None, "at": None})} for code, one in policy.lessons.items()]
    context = {"active": "people", "lead": lead(setting), "person_id": person_id, "person_url": doors.person_url(person_id), "lessons": lessons,
               "right": policy.right}
    return pages.render(request, "casework/lessons/list.html", context)


@door(may="take_lesson")
def take(request: Request, person_id: UUID, lesson: str) -> HttpResponse:
    """GET: what is to be read, and the sentences. POST: how many were right, or what is missing."""
    if request.method != "POST":
        return _page(request, person_id, lesson)
    with reading(request):
        found = _of(request, person_id)[1].lessons.get(lesson)
    answers = [_SAID.get(request.POST.get(f"s{n}", "")) for n in range(len(found.says) if found else 0)]
    try:
        done = take_lesson(
            request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), person_id=person_id, lesson=lesson, answers=answers
        )
    except Refused as refusal:
        return _page(request, person_id, lesson, refusal=refusal)
    return _page(request, person_id, lesson, done=done)


def _page(request: Request, person_id: UUID, lesson: str, *, refusal: Refused | None = None, done: Answer | None = None) -> HttpResponse:
    with reading(request):
        setting, policy = _of(request, person_id)
        found = policy.lessons.get(lesson)
        if found is None:
            raise NotVisible
        says: list[dict[str, Any]] = [
            {"name": f"s{n}", "text": in_words(one.text), "value": request.POST.get(f"s{n}", "")} for n, one in enumerate(found.says)
        ]
        context = {
            "active": "people", "title": in_words(found.title), "text": in_words(found.text), "lead": lead(setting), "says": says, "done": done,
            "back": pages.url("lessons", person_id), "request_id": id_shown_again(request.POST.get("request_id", ""), *filter(None, [refusal])),
            "errors": [{"text": sentence(reason), "href": ""} for reason in refusal.reasons] if refusal else [],
        }
        return pages.render(request, "casework/lessons/lesson.html", context, status=422 if refusal else 200)


def _of(request: Request, person_id: UUID) -> tuple[Setting, LessonsPolicy]:
    setting = setting_of(request, person_id, "")
    noted(request, setting, "BASIC POINTS")
    policy: LessonsPolicy = setting.case.policy().on(setting.on).lessons
    return setting, policy
