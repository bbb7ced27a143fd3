"""工作记录: a month of what was written once, and every form that is filled from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guitu.casework import printing
from guitu.casework.daybook import making, queries
from guitu.casework.daybook.commands import print_daybook
from guitu.casework.daybook.forms import asked_of
from guitu.casework.daybook.listed import DAYBOOK
from guitu.casework.filled import Filled, forms_for
from guitu.casework.filled_values import Entry
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address, address_if_any
from guitu.kit.doors import Request, door, reading
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said, shown, with_more
from guitu.ledger import fact_words
from guitu.lists.listing import Listing
from guitu.papers.sources import place_of
from guitu.papers.views import attachment
from guitu.people import access
from guitu.rules import daybook as rules
from guitu.rules.dates import first_of_month, months_before, period_end

WAYS = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# What the list can be cut down to: kinds of facts together.
WHAT = {"visits": ("visit", "session_held"), "reports": ("periodic_report",), "tests": ("urine_test", "test_missed")}


def tabs(on: str, actor: Actor) -> list[dict[str, Any]]:
    """The pages of one's own work, those that are open to the post."""
    labels = (("daybook", "see_daybook", _("记录和打印")), ("route", "see_daybook", _("今日路线")), ("month-report", "keep_month_report", _("月报")))
    return [{"label": label, "url": address_if_any(name), "on": name == on} for name, action, label in labels if action in actor.may]


@door(may="see_daybook")
@require_safe
def daybook(request: Request) -> HttpResponse:
    """The records of a month; forms that they fill; of one person where the address names one."""
    actor, today = request.actor, clock.today()
    listing = Listing(DAYBOOK, request)
    asked = asked_of({**listing.query, **listing.passing}, actor, today)
    label = _person(request, asked)
    kinds = WHAT.get(listing.of("what"), rules.KINDS)
    found, total = queries.entries(actor, asked, kinds, listing.cut)
    listing.counted(total)
    access.note_list(actor, "daybook", len(found), clock.now(), request.number)
    offered = forms_for(actor.path, actor.classes)
    context = {
        "active": "daybook", "tabs": tabs("daybook", actor), "listing": listing, "found": [_line(one) for one in found], "label": label,
        "month": asked.month, "earlier": _month(listing, asked, -1), "later": _month(listing, asked, 1) if period_end(asked.month, 1) <= today else "",
        "filters": _filters(listing), "posts": queries.posts(actor, today) if actor.whole else [],
        "chosen_post": str(asked.post or ""), "forms": [_offer(form) for form in sorted(offered.values(), key=lambda form: form.look != "page")] if "print_daybook" in actor.may else [],
        "person": str(asked.person or ""),
    }
    return pages.render(request, "casework/daybook/page.html", context)


@door(may="see_daybook")
@require_safe
def of_person(request: Request, person_id: UUID) -> HttpResponse:
    """The records of one person, whoever made them."""
    _person(request, queries.Asked(first_of_month(clock.today()), person=person_id))
    return redirect(address("daybook", query={"person": str(person_id)}))


def _person(request: Request, asked: queries.Asked) -> str:
    if asked.person is None:
        return ""
    place = place_of(asked.person)
    if not request.actor.lo <= place.scope_path < request.actor.hi:
        raise NotVisible
    return place.label


def _month(listing: Listing, asked: queries.Asked, by: int) -> str:
    return listing.address(month=months_before(asked.month, -by).isoformat()[:7])


def _filters(listing: Listing) -> list[dict[str, Any]]:
    labels = {"": _("全部"), "visits": _("走访、谈话"), "reports": _("定期报到"), "tests": _("尿检")}
    return [{"label": label, "url": listing.address(what=code), "on": listing.of("what") == code} for code, label in labels.items()]


def _line(entry: Entry) -> dict[str, Any]:
    what = fact_words.kind(entry.kind)
    if entry.how:
        what = with_more(what, shown(f"how.{entry.how}"))
    return {
        "id": entry.id, "name": entry.masked, "url": address("person", entry.person_id), "on": entry.on, "kind": what,
        "unmet": entry.kind == "visit" and not entry.body.get("met", True), "worker": entry.worker, "recorded": entry.recorded_at,
    }


def _offer(form: Filled) -> dict[str, Any]:
    return {
        "code": form.code, "title": said(form.title), "look": _("一条一页") if form.look == "page" else _("一条一行"),
        "excel": form.look == "sheet" and bool(rules.may_take(1, form.classes)),
    }


@door(may="print_daybook")
@require_POST
def print_form(request: Request, form: str, way: str) -> HttpResponse:
    """One form of these records as a file. Each time is a line of its own for everybody on it."""
    actor, now = request.actor, clock.now()
    with reading(request):
        found = forms_for(actor.path, actor.classes).get(form)
        if found is None or way not in WAYS or (way == "xlsx" and found.look != "sheet"):
            raise NotVisible
        asked = asked_of(request.POST.dict(), actor, clock.today())
        _person(request, asked)
        entries = making.records(actor, asked, found)
        few = entries[: rules.MOST]
        lines = printing.filled(found, few, clock.today())
        told = "　".join((f"{asked.month.year}年{asked.month.month}月", actor.body, actor.holder)).strip()
        data = b"" if not lines else printing.book_of(found, lines, told) if way == "xlsx" else printing.pages_of(found, lines, now, path=actor.path, told=told)
    print_daybook(
        actor, at=now, door="web", form=form, way=way, month=asked.month, people=list(dict.fromkeys(one.person_id for one in entries)),
        records=len(entries), classes=sorted(found.classes), read=sorted(found.reads),
    )
    return attachment(data, WAYS[way], f"{found.title}-{asked.month.isoformat()[:7]}.{way}")
