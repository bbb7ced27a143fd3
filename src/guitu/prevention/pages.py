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


def tabs(on: str) -> list[dict[str, Any]]:
    listed = [
        ("prevention", _("总览")), ("places", _("阵地")), ("activities", _("活动")), ("broadcasts", _("大喇叭")),
        ("small-units", _("无毒小单元")), ("surveys", _("群众调查")), ("brands", _("品牌和报道")),
    ]  # fmt: skip
    return [{"label": label, "url": reverse(name), "on": name.removeprefix("small-") == on} for name, label in listed]


def draw(request: Request, template: str, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"active": "prevention", "tabs": tabs(tab), "new_request_id": new_request_id, "may": request.actor.may, "word": shown, **more}
    return pages.render(request, f"prevention/{template}", context, status=status)


def ask(
    request: Request, form_of: Callable[[Any], PreventionForm], command: Callable[..., Answer], of: Mapping[str, Any], *, tab: str,
    title: str, submit: str, back: str, then: Callable[[Answer], str] | None = None, lead: str = "",
) -> HttpResponse:  # fmt: skip
    """GET: the form on a page of its own. POST: done and on, or the form again with every reason."""

    def show(form: PreventionForm, status: int) -> HttpResponse:
        return draw(
            request, "form.html", tab, status, form=form, errors=errors_of(form), title=title, submit=submit, back=back, lead=lead,
            request_id=request.POST.get("request_id") or new_request_id(),
        )  # fmt: skip

    return take(request, form_of, command, of, show, then or (lambda _answer: back))
