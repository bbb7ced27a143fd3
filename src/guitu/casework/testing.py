"""The frame of every page of testing: its tabs; a form that leads to one command and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.grid.taking import take
from guitu.kit import pages
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import shown
from guitu.kit.typed import TypedForm
from guitu.ledger.commands import Answer


def draw(request: Request, template: str, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    labels = {"testing-days": _("检测日"), "bottles": _("留存的样本"), "kits": _("试剂")}
    tabs = [{"label": label, "url": address_if_any(name), "on": name == tab} for name, label in labels.items()]
    context = {"active": "testing", "tabs": tabs, "new_request_id": new_request_id, "may": request.actor.may, "word": shown, **more}
    return pages.render(request, template, context, status=status)


def ask(
    request: Request, form_of: Callable[[Any], TypedForm], command: Callable[..., Answer], of: Mapping[str, Any], *, title: str,
    submit: str, back: str, lead: str = "", then: Callable[[Answer], str] | None = None,
) -> HttpResponse:  # fmt: skip
    """GET: the form on a page of its own. POST: done and on, or the form again with every reason."""

    def show(form: TypedForm, status: int) -> HttpResponse:
        context = {
            "active": "testing", "form": form, "errors": errors_of(form), "title": title, "submit": submit, "back": back, "lead": lead,
            "request_id": request.POST.get("request_id") or new_request_id(),
        }  # fmt: skip
        return pages.render(request, "casework/help_form.html", context, status=status)

    return take(request, form_of, command, of, show, then or (lambda _answer: back))
