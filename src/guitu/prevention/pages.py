"""The frame of every page of prevention: its tabs; and a form that leads to one command and back to a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid import taking
from guitu.kit import pages
from guitu.kit.doors import Request, new_request_id
from guitu.kit.telling import shown
from guitu.ledger.commands import Answer
from guitu.prevention.forms import PreventionForm


def tabs(on: str, may: frozenset[str]) -> list[dict[str, Any]]:
    listed = [
        ("prevention", _("总览"), "see_prevention"), ("my-school", _("我的学校"), "see_own_schools"), ("places", _("阵地"), "see_prevention"),
        ("programmes", _("全年计划"), "see_prevention"), ("activities", _("活动"), "see_prevention"), ("broadcasts", _("大喇叭"), "see_prevention"), ("airings", _("宣传投放"), "see_prevention"), ("small-units", _("无毒小单元"), "see_prevention"),
        ("selections", _("评选"), "see_selections"), ("surveys", _("群众调查"), "see_prevention"), ("brands", _("品牌和报道"), "see_prevention"),
        ("schools", _("学校"), "see_schools"), ("quizzes", _("竞答"), "see_quizzes"), ("contest", _("知识竞赛"), "see_contest"),
        ("collections", _("作品"), "see_works"), ("honours", _("表扬"), "see_honours"),
    ]
    return [{"label": label, "url": reverse(name), "on": name.removeprefix("small-") == on} for name, label, action in listed if action in may]


def draw(request: Request, template: str, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    return pages.render(request, f"prevention/{template}", {**_frame(request, tab), "new_request_id": new_request_id, **more}, status=status)


def ask(request: Request, form_of: Callable[[Any], PreventionForm], command: Callable[..., Answer], of: Mapping[str, Any], *, tab: str, **said: Any) -> HttpResponse:
    """A form that leads to one command and back, with what every page of prevention has: `said` is what `grid/taking.ask` takes."""
    return taking.ask(request, form_of, command, of, **_frame(request, tab), **said)


def _frame(request: Request, tab: str) -> dict[str, Any]:
    may = request.actor.may
    return {"active": "prevention" if "see_prevention" in may else "my_school", "tabs": tabs(tab, may), "may": may, "word": shown}
