"""The first page over an area: decisions first, then the register as it adds up, then hands against load."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guitu.approvals.queries import to_decide
from guitu.casework.pairs import waiting
from guitu.duties import counted, doors, gate
from guitu.duties.filters import Wish
from guitu.duties.queries import worklist
from guitu.duties.staffing import card
from guitu.duties.views import to_confirm
from guitu.figures.register.queries import View, register
from guitu.figures.register.telling import equations
from guitu.grid.roles import ROLES
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.doors import Request, door
from guitu.kit.telling import joined, with_more
from guitu.ledger.packs import timeline_by
from guitu.ledger.telling import clause_card
from guitu.overview import queries
from guitu.rules.caseloads import is_over
from guitu.rules.dates import days_between

CHECKS = ("task_check", "task_decide")  # what an office gave and now has to look at
Row = dict[str, Any]


@door(may="see_overview")
@require_safe
def overview(request: Request) -> HttpResponse:
    """Nothing is decided from here, and no worker is compared with another."""
    actor, on = request.actor, clock.today()
    kinds = gate.kinds(actor.classes)
    mine = [kind for kind in (*doors.to_confirm(), *CHECKS) if kind in kinds and doors.door_of(kind).action in actor.may]
    found = worklist(actor, Wish(kinds=kinds, alone=True), [], mine, card().care, on)
    numbers = counted.numbers(found.counts, on, "")
    now = numbers.of_bucket.get("overdue", 0) + numbers.of_bucket.get("today", 0)
    request.frame = replace(request.frame, badges=(("today", now), *request.frame.badges))
    timeline = timeline_by(actor.county_id, actor.path, found.pack)
    norm = timeline.on(on).caseloads
    mine_to_say = [to_confirm(row, actor, on) for row in found.confirm]  # what I wrote myself waits for somebody else
    of_county = len(actor.path) == 6
    listed = [_town(one, on, norm) for one in queries.towns(actor, kinds, on)] if of_county else []
    context = {
        "active": "today", "on": on, "lead": numbers.lead(),
        "decisions": [*_approvals(actor, on), *_pairs(actor, on), *(line for line in mine_to_say if line["url"])],
        "more": len(found.confirm) == 5,
        "equations": equations(
            register(View(actor.path, on, clock.now(), latest=True)), on, may_settle="settle_match" in actor.may
        ),
        "towns": listed, "sum": _sum(listed),
        "posts": [] if of_county else [_post(one, on, norm) for one in queries.posts(actor, on)],
        "norm": norm.people_per_worker,
        "clause": clause_card(
            timeline.clause("caseloads.people_per_worker", on), timeline,
            _("人员配备 1:%(n)s") % {"n": norm.people_per_worker},
        ),
        "groups": found.groups,
    }
    return pages.render(request, "overview/page.html", context)


def _approvals(actor: Actor, on: date) -> list[Row]:
    """What others asked for, each with until when; opened, never decided from here."""
    if "decide_approval" not in actor.may:
        return []
    return [
        {"label": joined([one["title"], "，", one["asked_by"]]), "value": _("请在 %(day)s 前") % {"day": one["until_on"].isoformat()},
         "url": f"{pages.url('approvals')}#approval-{one['id']}", "tone": "plain"}
        for one in to_decide(actor, on)[:5]
    ]


def _pairs(actor: Actor, on: date) -> list[Row]:
    """One number on file in two towns waits for the county, which alone sees both."""
    if "settle_match" not in actor.may:
        return []
    number, since = waiting()
    if not number or since is None:
        return []
    days = days_between(clock.local_day(since), on)
    said = _("待核对：同一号码在两个镇街建了档，%(n)s 对") % {"n": number}
    return [{"label": said, "value": _("已等 %(n)s 天") % {"n": days}, "url": pages.url("matches"), "tone": "plain"}]


def _town(one: Row, on: date, norm: Any) -> Row:
    """Only exceptions are coloured: nobody there, a vacancy, more people than the norm counts on."""
    held, vacant = one["held"], one["posts"] - one["held"]
    return {
        **one, "vacant": vacant, "days": days_between(one["since"], on) if vacant and one["since"] else None,
        "each": one["people"] / held if held else None,
        "is_over": bool(held) and is_over(-(-one["people"] // held), norm), "nobody": bool(one["people"]) and not held,
        "since_word": _since(one["oldest"], on),
        "people_url": pages.url("people", query={"area": one["path"], "state": "current"}),
        "late_url": pages.url("today", query={"area": one["path"]}),
        "vacant_url": pages.url("posts", query={"area": one["path"], "only": "vacant"}),
    }


def _since(oldest: date | None, on: date) -> str:
    """The earliest day that is past; of earlier months only the month is known."""
    if oldest is None:
        return ""
    if (oldest.year, oldest.month) == (on.year, on.month):
        return _("最早 %(day)s") % {"day": oldest.strftime("%m-%d")}
    return _("最早在 %(month)s") % {"month": oldest.strftime("%Y-%m")}


def _post(one: Row, on: date, norm: Any) -> Row:
    """A post of the town as one row: who holds it and how many people it looks after, or since when it is vacant."""
    title = ROLES[one["role"]].called(one["title"])
    if not one["holder"]:
        days = days_between(one["since"], on) if one["since"] else None
        said = _("空缺 %(n)s 天") % {"n": days} if days is not None else _("一直空缺")
        return {"label": f"{one['body']} · {title}", "value": said, "tone": "apricot"}
    over = is_over(one["people"], norm)
    said = _("%(n)s 人") % {"n": one["people"]}
    if over:
        said = with_more(said, _("超过 1:%(n)s") % {"n": norm.people_per_worker})
    return {
        "label": f"{one['holder']} · {title}", "value": said, "tone": "apricot" if over else "plain",
        "url": pages.url("people", query={"post": str(one["id"])}) if one["people"] else "",
    }


def _sum(towns: list[Row]) -> Row:
    held, people = sum(one["held"] for one in towns), sum(one["people"] for one in towns)
    return {
        "people": people, "posts": sum(one["posts"] for one in towns), "held": held,
        "vacant": sum(one["vacant"] for one in towns), "each": people / held if held else None,
        "late": sum(one["late"] for one in towns), "week": sum(one["week"] for one in towns),
    }
