"""A page of cards about one person: what is on record of one subject, and what may be done about it. Its neighbours are
named by their addresses, so that slices need not know each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from guitu.casework.record_form import Setting
from guitu.casework.record_page import noted, setting_of
from guitu.casework.telling import told
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request
from guitu.kit.pages import render
from guitu.rules.verdict import Reason

Row = dict[str, Any]
NEIGHBOURS = (  # page, action, word
    ("team", "see_teamwork", _("帮教小组")), ("plan", "see_teamwork", _("帮教计划")), ("consents", "see_teamwork", _("同意")),
    ("family", "see_family", _("家庭")), ("sessions", "see_sessions", _("谈话")), ("level-told", "see_teamwork", _("等级告知")),
    ("incidents", "see_incidents", _("冲突与帮助")), ("counselling", "see_counselling", _("心理咨询")),
    ("story", "see_story", _("案例")),
)
OF_THE_MEASURE = (
    ("clocks", "see_clocks", _("期限一览")), ("breaches", "see_breaches", _("违反协议的处理")),
    ("person-letters", "see_letters", _("函件往来")),
)


@dataclass(slots=True)
class Card:
    """Rows under a title, with the links of what may be done; `empty` is said where there is no row. `words`: what was
    written, as paragraphs under a line of their own."""

    title: Any
    rows: list[Row] = field(default_factory=list)
    links: list[tuple[Any, str]] = field(default_factory=list)
    note: Any = ""
    empty: Any = ""
    words: list[tuple[str, str]] = field(default_factory=list)


def opened(request: Request, person_id: UUID, classes: str) -> Setting:
    """The person, for a page that shows these classes; the look is a line. NotVisible outside one's grid."""
    setting = setting_of(request, person_id, "")
    noted(request, setting, classes)
    return setting


def links_of(setting: Setting, *steps: tuple[str, str, Any]) -> list[tuple[Any, str]]:
    """The steps (page, action, word) that the post may take for this person."""
    fit = [(word, address_if_any(name, setting.case.id)) for name, action, word in steps if action in setting.actor.may]
    return [(word, url) for word, url in fit if url]


def tabs_of(setting: Setting, page: str, among: Sequence[tuple[str, str, Any]]) -> list[Row]:
    """The subjects side by side, as far as the post may open them."""
    return [
        {"label": word, "url": address_if_any(name, setting.case.id), "on": name == page}
        for name, action, word in among
        if action in setting.actor.may
    ]


def show(
    request: Request, setting: Setting, page: str, lead: Any, cards: Sequence[Card], reasons: Sequence[Reason] = (),
    good: str = "", among: Sequence[tuple[str, str, Any]] = NEIGHBOURS,
) -> HttpResponse:
    """The page: the other subjects as tabs, what is missing on top, then the cards. `good`: said where nothing is.
    `among`: the subjects that stand side by side."""
    held = setting.case
    context = {
        "active": "people", "title": next(word for name, _action, word in among if name == page), "lead": lead,
        "who": f"{held.masked} · {held.place}", "back": address_if_any("person", held.id), "tabs": tabs_of(setting, page, among), "cards": cards,
        "said": told(reasons, held.policy(), year=setting.on.year), "good": good,
    }
    return render(request, "casework/cards_page.html", context)
