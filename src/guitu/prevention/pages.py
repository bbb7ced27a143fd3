"""The frame of every page of prevention: its tabs; and a form that leads to one command and back to a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.grid.taking import take
from guitu.kit import pages
from guitu.kit.doors import Request, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import shown
from guitu.ledger.commands import Answer
from guitu.prevention.forms import PreventionForm


def tabs(on: str, may: frozenset[str]) -> list[dict[str, Any]]:
    listed = [
        ("prevention", _("总览"), "see_prevention"), ("my-school", _("我的学校"), "see_own_schools"), ("places", _("阵地"), "see_prevention"),
        ("programmes", _("全年计划"), "see_prevention"), ("activities", _("活动"), "see_prevention"), ("broadcasts", _("大喇叭"), "see_prevention"), ("airings", _("宣传投放"), "see_prevention"), ("small-units", _("无毒小单元"), "see_prevention"),
        ("surveys", _("群众调查"), "see_prevention"), ("brands", _("品牌和报道"), "see_prevention"),
        ("schools", _("学校"), "see_schools"), ("quizzes", _("竞答"), "see_quizzes"), ("contest", _("知识竞赛"), "see_contest"),
        ("collections", _("作品"), "see_works"), ("honours", _("表扬"), "see_honours"),
    ]  # fmt: skip
    return [{"label": label, "url": reverse(name), "on": name.removeprefix("small-") == on} for name, label, action in listed if action in may]


def draw(request: Request, template: str, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"active": "prevention" if "see_prevention" in request.actor.may else "my_school", "tabs": tabs(tab, request.actor.may), "new_request_id": new_request_id, "may": request.actor.may, "word": shown, **more}
    return pages.render(request, f"prevention/{template}", context, status=status)


def ask(
    request: Request, form_of: Callable[[Any], PreventionForm], command: Callable[..., Answer], of: Mapping[str, Any], *, tab: str,
    title: str, submit: str, back: str, then: Callable[[Answer], str] | None = None, lead: str = "", template: str = "form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """GET: the form on a page of its own, or on one that shows `more` beside it. POST: done and on, or the form again with every reason."""

    def show(form: PreventionForm, status: int) -> HttpResponse:
        return draw(
            request, template, tab, status, form=form, errors=errors_of(form), title=title, submit=submit, back=back, lead=lead,
            request_id=request.POST.get("request_id") or new_request_id(), **more,
        )  # fmt: skip

    return take(request, form_of, command, of, show, then or (lambda _answer: back))
