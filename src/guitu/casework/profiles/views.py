"""The person's page: a header that stays, what needs doing, the counters, and tabs of what happened."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.casework.profiles import attention, buttons, counters, header, measures, queries, story, tabs, words
from guitu.grid.fields import duty_kinds
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.doors import Request, door
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import timeline_by
from guitu.people import access
from guitu.policy import Timeline

RECENT = 8


@door(may="open_person")
def show(request: Request, person_id: UUID, tab: str = "overview") -> HttpResponse:
    """The whole page at its own address; within the page a tab comes alone."""
    actor, on = request.actor, clock.today()
    access.note_opened(actor, person_id, clock.now(), request.number)
    person = queries.person(person_id, duty_kinds(actor.classes), on, closed=tab == "tests")
    context: dict[str, Any] = {
        "active": "people",
        "person": header.header(person, actor, on),
        "looks": access.looks(person["looks"], clock.now()),
    }
    if not queries.is_ours(person, actor):
        return pages.render(request, "casework/profiles/home.html", {**context, **_elsewhere(person)})
    if tab not in tabs.for_post(actor):
        raise NotVisible
    timeline = timeline_by(actor.county_id, person["scope_path"], person["pack"])
    duties, facts = person["duties"], person["facts"]
    seen = story.seen(facts, actor)
    points_url = reverse("person-tab", args=[person_id, "points"])
    context |= {
        "attention": attention.items(person, duties, timeline, actor, on),
        "coming": attention.coming(person, duties, actor, on),
        "counters": counters.counters(person, facts, timeline, actor, on, points_url),
        "buttons": buttons.daily(person, actor, on),
        "steps": buttons.steps(person, duties, actor, timeline, on),
        "tabs": tabs.links(actor, person_id, tab, seen),
        "tab": tab,
        "today": on,
        **_of_tab(tab, person, seen, timeline, actor, on),
    }
    if "STATUS" not in actor.classes:
        context["standing"] = []
    part = request.htmx and not request.htmx.history_restore_request
    return pages.render(request, "casework/profiles/page.html", context, block="tab" if part else None)


def _of_tab(
    tab: str, person: dict[str, Any], seen: list[dict[str, Any]], timeline: Timeline, actor: Actor, on: date
) -> dict[str, Any]:
    """What the chosen tab shows."""
    if tab == "measures":
        return {
            "measures": measures.cards(person["course"], timeline, on),
            "standing": measures.standing(person["course"], timeline, on),
        }
    if tab == "points":
        return tabs.points(person, queries.transfers(person["id"]), story.item_names(timeline, on))
    if tab in ("tests", "visits"):
        listed = [row for row in seen if words.tab_of(row["kind"]) == tab]
    else:
        listed = seen if tab == "timeline" else seen[:RECENT]
    entries = story.entries(listed, person["course"].get("consequences", {}), timeline, actor, person["id"], on)
    if tab == "tests":
        return {"entries": entries, "slots": tabs.slots(person["duties"], timeline, on)}
    if tab == "visits":
        return {"entries": entries}
    now = [span for span in measures.standing(person["course"], timeline, on) if span["now"] or span["ahead"]]
    return {"entries": entries, "more": len(seen) - len(listed), "standing": list(reversed(now))}


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
