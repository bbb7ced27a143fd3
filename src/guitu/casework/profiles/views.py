"""The person's page: a header that stays, what needs doing, the counters, and tabs of what happened."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.casework.profiles import (
    attention,
    buttons,
    counters,
    header,
    invited,
    measures,
    queries,
    story,
    tabs,
    teamwork,
)
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import timeline_by
from guitu.papers import listing
from guitu.people import access
from guitu.policy import Timeline


@door(may="open_person")
def show(request: Request, person_id: UUID, tab: str = "overview") -> HttpResponse:
    """The whole page at its own address; within the page a tab comes alone."""
    actor, now = request.actor, clock.now()
    on = clock.local_day(now)
    access.note_opened(actor, person_id, now, request.number)
    person = queries.person(person_id, tabs.wish(tab, actor.classes), actor, on)
    running = measures.live(measures.measures(person["course"]), on)
    context: dict[str, Any] = {
        "active": "people",
        "person": header.header(person, running, actor, on),
        "looks": access.looks(person["looks"], now),
    }
    if not queries.is_ours(person, actor):
        return pages.render(request, "casework/profiles/home.html", {**context, **_elsewhere(person)})
    if tab not in tabs.for_post(actor):
        raise NotVisible
    timeline = timeline_by(actor.county_id, person["scope_path"], person["pack"])
    context |= {
        "attention": attention.items(person, running, timeline, actor, on),
        "coming": attention.coming(person, running, actor, on),
        "counters": counters.counters(person, running, timeline, actor, tabs.url(person_id, "points")),
        "buttons": buttons.drawn(person, running, person["duties"], actor, timeline, on),
        "tabs": tabs.links(person, tab, actor),
        "call_url": address_if_any("raise-call", query={"person": person_id}) if "raise_call" in actor.may else "",
        "tab": tab,
        "invited": invited.units(person, actor),
        "teamwork": teamwork.card(person, running, timeline, actor, on),
        "ends": header.ends(person["ends"]) if "STATUS" in actor.classes else [],
        **_of_tab(tab, person, timeline, actor, on),
    }
    part = request.htmx and not request.htmx.history_restore_request
    return pages.render(request, "casework/profiles/page.html", context, block="tab" if part else None)


def _of_tab(tab: str, person: dict[str, Any], timeline: Timeline, actor: Actor, on: date) -> dict[str, Any]:
    """What the chosen tab shows."""
    course = person["course"]
    if tab == "measures":
        return {
            "measures": measures.cards(course, timeline, on),
            "standing": measures.standing(course, timeline, on),
        }
    if tab == "points":
        return tabs.points(person, queries.transfers(person["id"]), story.item_names(timeline, on))
    if tab == "papers":
        return listing.of_matter(actor, person["id"])
    entries = story.entries(person, timeline, actor, on)
    if tab == "tests":
        return {"entries": entries, "slots": tabs.slots(person["duties"], timeline, on)}
    if tab != "overview":
        return {"entries": entries}
    standing = measures.standing_now(course, timeline, on) if "STATUS" in actor.classes else ""
    return {"entries": entries, "standing": standing, **tabs.more(person, len(person["entries"]), actor)}


def _elsewhere(person: Any) -> dict[str, Any]:
    """The household register's side: BASIC and STATUS, and who is responsible."""
    return {
        "rows": [
            {"label": _("户籍地"), "value": person["home"] or _("未登记")},
            {"label": _("执行地"), "value": header.place(person)},
            {"label": _("现在的状态"), "value": header.state_word(person["state"])},
            {"label": _("自"), "value": person["since_on"].isoformat() if person["since_on"] else ""},
        ]
    }
