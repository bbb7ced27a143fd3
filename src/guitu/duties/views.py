"""今日: the home of every post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.duties import address, counted, doors, gate, queries, rows
from guitu.duties.address import Asked
from guitu.duties.queries import PAGE
from guitu.duties.side_cards import SideCards
from guitu.duties.staffing import card
from guitu.kit import clock, menu, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address as page_address
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.kit.telling import numbered, without_stop
from guitu.kit.web import page_number
from guitu.ledger.packs import timeline_by
from guitu.matters.labels import label_in

MOST_PAGES = 500


@door(may="signed_in")
@require_safe
def first(request: Request) -> HttpResponse:
    """The first page of a post, as the packages declare it."""
    page = menu.first_page(request.actor.may)
    if not page:
        raise NotVisible
    return _view_of(page)(request)


@cache
def _view_of(page: str) -> Callable[[Request], HttpResponse]:
    """The view behind a page's name. Finding it tries every address of the house, and each post begins here."""
    view: Callable[[Request], HttpResponse] = resolve(reverse(page)).func
    return view


@door(may="see_today")
def today(request: Request) -> HttpResponse:
    """Due, overdue, coming, a row each."""
    actor, now = request.actor, clock.now()
    on = clock.local_day(now)
    asked = address.asked(request.GET, actor, page_number(request, MOST_PAGES))
    wish, group = asked.wish, asked.group
    confirm = [kind for kind in doors.to_confirm() if kind in wish.kinds and doors.door_of(kind).action in actor.may]
    found = queries.worklist(actor, wish, gate.kinds(actor.classes, group), confirm, card().care, on)
    timeline = timeline_by(actor.county_id, wish.place(actor), found.pack)
    numbers = counted.numbers(found.counts, on, group)
    waits = numbers.of_bucket.get("overdue", 0) + numbers.of_bucket.get("today", 0)
    request.frame = replace(request.frame, badges=(("today", waits), *request.frame.badges))
    waiting = [to_confirm(row, actor, on) for row in found.confirm]
    groups = rows.grouped(found.duties, timeline, actor, now)
    context = {
        "active": "today",
        "on": on,
        "numbers": numbers,
        "groups": groups,
        "later": _later(asked, numbers, groups),
        "shares_hands": "assign_person" in actor.may or "see_posts" in actor.may,
        "beside": SideCards(asked, found, numbers, timeline, on, "STATUS" in actor.classes),
        "confirm": [*_to_decide(found.approvals), *(row for row in waiting if row["url"])],
        "others": [row for row in waiting if not row["url"]],
        "confirm_url": asked.address(kind="confirm") if len(found.confirm) == 5 else "",
        "narrowed": asked.address(area=None, post=None) if wish.area or wish.group or wish.post else "",
        "wish": wish,
        "hidden_url": asked.address(hidden=None if wish.hidden else "1"),
        **_paging(asked, numbers),
    }
    part = request.htmx and not request.htmx.history_restore_request
    return pages.render(request, "duties/page.html", context, block="worklist" if part else None)


def _paging(asked: Asked, numbers: counted.Numbers) -> dict[str, Any]:
    page = asked.wish.page
    total = numbers.hidden if asked.wish.hidden else numbers.total - numbers.hidden
    last = max(1, -(-total // PAGE))
    return {
        "total": total,
        "pages": last,
        "prev_url": asked.address(page=str(page - 1)) if page > 1 else "",
        "next_url": asked.address(page=str(page + 1)) if page < last else "",
    }


def _later(asked: Asked, numbers: counted.Numbers, groups: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What is further off than a week stands under one line: its rows, taken out of the groups; where the page is full of
    what is due, the address of the page on which they begin."""
    many = numbers.of_bucket.get("later")
    if not many or asked.wish.hidden:
        return None
    line = _("以后的 %(n)s 件") % {"n": many}
    if groups and groups[-1]["id"] == "later":
        return {**groups.pop(), "line": line, "url": ""}
    listed = numbers.total - numbers.hidden
    begins = max(asked.wish.page, (listed - many) // PAGE) + 1
    if begins > MOST_PAGES or (begins - 1) * PAGE >= listed:
        return None
    return {"rows": "", "line": line, "url": asked.address(page=str(begins))}


def _to_decide(waiting: int) -> list[dict[str, Any]]:
    """What others asked for and this post decides, as one row of the card."""
    if not waiting:
        return []
    return [{"label": _("等我决定的申请"), "value": waiting, "url": page_address("approvals"), "tone": "plain"}]


def to_confirm(row: dict[str, Any], actor: Actor, on: date) -> dict[str, Any]:
    """One duty that waits for a word, as a row of the card: with a way to it where the word is mine."""
    door = doors.door_of(row["kind"], row["key"])
    url = ""
    if door.action in actor.may and not row["my_own"]:
        url = doors.record_url(row["kind"], row["key"], row["matter_id"])
    due = date.fromisoformat(row["due_on"])
    left = (due - on).days
    value = numbered(_("剩 %(n)s 天") % {"n": left} if left >= 0 else _("过期 %(n)s 天") % {"n": -left})
    who = label_in(row["matter_id"], row["label"])
    label = f"{doors.word(row['kind'], row['key'])}，{who}"
    if not url:
        return {"label": label, "value": without_stop(rows.waits_for(door, row["my_own"])), "url": "", "tone": "plain"}
    return {"label": label, "value": value, "url": url, "tone": "plain" if left >= 0 else "red"}
