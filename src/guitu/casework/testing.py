"""The frame of every page of testing: its tabs; a form that leads to one command and back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.grid import taking
from guitu.kit import pages
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, new_request_id
from guitu.kit.telling import shown


def draw(request: Request, template: str, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    labels = {"testing-days": _("检测日"), "bottles": _("留存的样本"), "kits": _("试剂")}
    tabs = [{"label": label, "url": address_if_any(name), "on": name == tab} for name, label in labels.items()]
    context = {"active": "testing", "tabs": tabs, "new_request_id": new_request_id, "may": request.actor.may, "word": shown, **more}
    return pages.render(request, template, context, status=status)


ask = partial(taking.ask, active="testing")  # a form that leads to one command and back
