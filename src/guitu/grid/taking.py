"""A form that leads to one command: shown, sent, refused with every reason, or done. Every page of the grid's registers is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guitu.kit import clock, pages
from guitu.kit.doors import Request, new_request_id, reading
from guitu.kit.errors import Refused, Stale
from guitu.kit.form_errors import errors_of, refuse
from guitu.ledger.commands import Answer


def take(
    request: Request, form_of: Callable[[Any], Any], command: Callable[..., Answer], of: Mapping[str, Any],
    show: Callable[[Any, int], HttpResponse], then: Callable[[Answer], str],
) -> HttpResponse:
    """GET: the form. POST: done and on to `then`, or the form again with every reason. `of` is what the address says."""
    if request.method != "POST":
        return show(form_of(None), 200)
    with reading(request):
        form = form_of(request.POST)
        if not form.is_valid():
            return show(form, 422)
    try:
        answer = command(request.actor, at=clock.now(), request_id=request.POST.get("request_id", ""), **of, **form.what())
    except (Refused, Stale) as error:
        return _again(request, form, error, show)
    return redirect(then(answer))


def ask(
    request: Request, form_of: Callable[[Any], Any], command: Callable[..., Answer], of: Mapping[str, Any], *, active: str, title: str,
    submit: str, back: str, lead: str = "", then: Callable[[Answer], str] | None = None, template: str = "frame/asked.html", **more: Any,
) -> HttpResponse:
    """GET: the form on a page of its own, or on one that shows `more` beside it. POST: done and on, or the form again with every reason."""

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "active": active, "form": form, "errors": errors_of(form), "title": title, "submit": submit, "back": back, "lead": lead,
            "request_id": request.POST.get("request_id") or new_request_id(), **more,
        }
        return pages.render(request, template, context, status=status)

    return take(request, form_of, command, of, show, then or (lambda _answer: back))


def _again(request: Request, form: Form, error: Refused | Stale, show: Callable[[Any, int], HttpResponse]) -> HttpResponse:
    if isinstance(error, Stale):
        form.add_error(None, _("您打开这一页以后，别人已经改过。下面是现在的样子，请核对后再保存。"))
    else:
        refuse(form, error)
    with reading(request):
        return show(form, 409 if isinstance(error, Stale) else 422)
