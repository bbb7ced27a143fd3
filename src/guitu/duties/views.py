"""今日: the home of every post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guitu.duties import counted, doors, queries, rows
from guitu.duties.queries import PAGE
from guitu.duties.wishes import Wish
from guitu.grid.area_groups.queries import asked_for
from guitu.kit import clock, pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.doors import Request, door
from guitu.kit.telling import numbered
from guitu.kit.telling import shown as spoken
from guitu.kit.web import page_number
from guitu.ledger.packs import timeline_by
from guitu.ledger.telling import clause_card
from guitu.rules.caseloads import CaseloadsPolicy, is_over
from guitu.rules.terms import CURRENT_STATES

CARE = tuple(state for state in CURRENT_STATES if state not in ("compulsory_isolation", "imprisoned", "detained"))


@door(may="signed_in")
def today(request: Request) -> HttpResponse:
    """Due, overdue, coming; posts without a worklist are told where their work is."""
    actor = request.actor
    if "see_today" not in actor.may:
        return pages.render(request, "duties/elsewhere.html", {"active": "today"})
    on = clock.today()
    group, wish = _wish(request, actor)
    confirm = [kind for kind in doors.CONFIRM if kind in wish.kinds]
    found = queries.worklist(actor, wish, doors.kinds_for(actor.classes, group), confirm, CARE, on)
    timeline = timeline_by(actor.county_id, wish.area or actor.path, found.pack)
    norm = timeline.on(on).caseloads
    numbers = counted.numbers(found.counts, on, group)
    now = numbers.of_bucket.get("overdue", 0) + numbers.of_bucket.get("today", 0)
    request.frame = replace(request.frame, badges=(("today", now),))
    context = {
        "active": "today",
        "on": on,
        "numbers": numbers,
        "groups": rows.grouped(found.duties, timeline, actor, on),
        "filters": _filters(request, numbers, group),
        "week": counted.week(numbers, on),
        "people": _people(found.people if "STATUS" in actor.classes else None),
        "norm": norm.people_per_worker,
        "norm_clause": clause_card(
            timeline.clause("caseloads.people_per_worker", on), timeline, _("人员配备 1:%(n)s") % {"n": norm.people_per_worker}
        ),
        "hands": [_hand(request, hand, norm) for hand in found.hands],
        "confirm": [_to_confirm(row, actor, on) for row in found.confirm],
        "confirm_url": _address(request, kind="confirm") if len(found.confirm) == 5 else "",
        "narrowed": _address(request, area=None, post=None) if wish.area or wish.group or wish.post else "",
        "area_groups": [_area_group(request, wish, *one) for one in found.groups],
        "wish": wish,
        "hidden_url": _address(request, hidden=None if wish.hidden else "1"),
        **_paging(request, wish, numbers),
    }
    part = request.htmx and not request.htmx.history_restore_request
    return pages.render(request, "duties/page.html", context, block="worklist" if part else None)


def _wish(request: Request, actor: Actor) -> tuple[str, Wish]:
    """What the address asks for; anything odd in it asks for nothing."""
    ask = request.GET
    group = ask.get("kind", "")
    area = ask.get("area", "") if actor.whole else ""
    return group if group in doors.GROUPS else "", Wish(
        kinds=doors.kinds_for(actor.classes),
        group=asked_for(area, actor),
        area=area if area.isdigit() and len(area) in (9, 12, 15) and area.startswith(actor.path) else "",
        post=_uuid(ask.get("post", "")) if actor.whole else None,
        page=page_number(request, 500),
        hidden=ask.get("hidden") == "1",
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _address(request: Request, **changed: str | None) -> str:
    """This page with some of its filters changed; the page number starts anew."""
    kept = {name: request.GET[name] for name in ("kind", "area", "post", "hidden") if request.GET.get(name)}
    kept |= {name: value for name, value in changed.items() if value}
    for name, value in changed.items():
        if not value:
            kept.pop(name, None)
    return address("today", query=kept or None)


def _filters(request: Request, numbers: counted.Numbers, group: str) -> list[dict[str, Any]]:
    answer = [
        {
            "label": _("全部"),
            "count": sum(numbers.of_group.values()),
            "url": _address(request, kind=None),
            "on": not group,
        }
    ]
    for name, label in doors.GROUPS.items():
        if numbers.of_group.get(name) or name == group:
            count = numbers.of_group.get(name, 0)
            url = _address(request, kind=name)
            answer.append({"label": str(label), "count": count, "url": url, "on": name == group})
    return answer


def _paging(request: Request, wish: Wish, numbers: counted.Numbers) -> dict[str, Any]:
    total = numbers.hidden if wish.hidden else numbers.total
    last = max(1, -(-total // PAGE))
    return {
        "total": total,
        "pages": last,
        "prev_url": _address(request, page=str(wish.page - 1)) if wish.page > 1 else "",
        "next_url": _address(request, page=str(wish.page + 1)) if wish.page < last else "",
    }


def _people(states: dict[str, int] | None) -> dict[str, Any] | None:
    """My people: how many are in care, and each state with a link to its list."""
    if states is None:
        return None
    order = [*CURRENT_STATES, "abstinent"]
    listed = sorted(states.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99)
    return {
        "care": sum(n for state, n in listed if state in CARE),
        "rows": [
            {
                "label": _(spoken(f"standing.{state}")),
                "value": n,
                "url": address("people", query={"state": state}) if pages.has_url("people") else "",
            }
            for state, n in listed
        ],
    }


def _area_group(request: Request, wish: Wish, asked: str, name: str) -> dict[str, Any]:
    chosen = wish.group is not None and asked == f"group:{wish.group.id}"
    return {"label": name, "url": "" if chosen else _address(request, area=asked, post=None), "value": _("正在看") if chosen else ""}


def _hand(request: Request, hand: dict[str, Any], norm: CaseloadsPolicy) -> dict[str, Any]:
    """One town or one worker: overdue, people, and whether more than the norm."""
    unit = str(hand["unit"])
    is_town = unit.isdigit()
    return {
        "label": hand["label"] or _("空缺的岗位"),
        "url": _address(request, area=unit, post=None) if is_town else _address(request, post=unit),
        "people": hand["people"],
        "is_town": is_town,
        "overdue": hand["overdue"],
        "over_norm": not is_town and is_over(hand["people"], norm),
    }


def _to_confirm(row: dict[str, Any], actor: Actor, on: date) -> dict[str, Any]:
    may = doors.door_of(row["kind"], row["key"]).action in actor.may
    url = doors.record_url(row["kind"], row["key"], row["person_id"]) if may else doors.person_url(row["person_id"])
    due = date.fromisoformat(row["due_on"])
    left = (due - on).days
    value = numbered(_("剩 %(n)s 天") % {"n": left} if left >= 0 else _("过期 %(n)s 天") % {"n": -left})
    label = f"{doors.word(row['kind'], row['key'])}，{row['label']}"
    return {"label": label, "value": value, "url": url, "tone": "plain" if left >= 0 else "red"}
