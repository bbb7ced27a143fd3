"""The frame of every page of help: its tabs; a form that leads to one command and back; what forms of one fact share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.casework.record_page import Sheet
from guitu.grid import taking
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, new_request_id
from guitu.kit.telling import said, shown
from guitu.rules.aid import Application


def help_sheet(title: Any, form: Any, command: Any, beside: Callable[[Any], dict[str, Any]] | None = None) -> Sheet:
    """A recording page of help about one person, with what stands beside the form."""
    return Sheet(title, "casework/help_record.html", form, command, "BASIC STATUS", beside)


_TABS = (
    ("needs", "see_needs"), ("entitled", "see_entitled"), ("employers", "see_employers"), ("bonuses", "see_bonuses"),
    ("courses", "see_courses"),
)


def tabs(on: str, actor: Actor) -> list[dict[str, Any]]:
    """Those of the pages that are open to the post."""
    labels = {
        "needs": _("需要"), "entitled": _("该享未享"), "employers": _("用人单位"), "bonuses": _("用工奖补"), "courses": _("培训"),
    }
    open_ones = [name for name, action in _TABS if action in actor.may]
    return [{"label": labels[name], "url": address_if_any(name), "on": name == on} for name in open_ones]


def draw(request: Request, template: str, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "active": "helping", "tabs": tabs(tab, request.actor), "new_request_id": new_request_id, "may": request.actor.may, "word": shown,
        **more,
    }
    return pages.render(request, template, context, status=status)


ask = partial(taking.ask, active="helping")  # a form that leads to one command and back


def named(entries: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Codes of a pack with what they are called."""
    return [(code, said(one.name)) for code, one in entries.items()]


def standing_of(one: Application) -> str:
    """How an application that was answered stands; of one that nobody here made, that it ran already."""
    return _("登记前已在享受") if one.is_found else shown(f"aid_result.{one.result}")
