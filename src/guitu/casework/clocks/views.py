"""期限一览 of one person: the fourteen clocks of the 社戒 or 社康, as the rules tell them today. It records nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.views.decorators.http import require_safe

from guitu.casework import cards_page, team_seats
from guitu.casework.load import live
from guitu.casework.record_form import Setting
from guitu.casework.telling import clause_card, told
from guitu.kit.addresses import address_if_any
from guitu.kit.doors import Request, door
from guitu.kit.pages import render
from guitu.kit.telling import shown
from guitu.rules.clocks import Clock, Told, clocks
from guitu.rules.measures import COMMUNITY_KINDS
from guitu.rules.terms import MeasureCourse

_TONES = {"running": "sky", "waits": "plain", "done": "moss", "not_asked": "plain", "not_begun": "plain"}


@door(may="see_clocks")
@require_safe
def page(request: Request, person_id: UUID) -> HttpResponse:
    """The clocks of the measure that the address names, else of the latest."""
    setting = cards_page.opened(request, person_id, "STATUS TEST")
    held = setting.case
    found = [one for one in setting.course.measures if one.kind in COMMUNITY_KINDS and not one.is_revoked]
    wanted = request.GET.get("measure", "")
    chosen = next((one for one in found if one.measure_id == wanted), found[-1] if found else None)
    context = {
        "active": "people", "who": f"{held.masked} · {held.place}", "back": address_if_any("person", held.id),
        "tabs": cards_page.tabs_of(setting, "clocks", cards_page.OF_THE_MEASURE),
        "measures": [
            {"label": _named(one), "url": f"{request.path}?measure={one.measure_id}", "on": one is chosen} for one in found
        ],
        "lines": _lines(setting, chosen) if chosen is not None else [], "title": _named(chosen) if chosen is not None else "",
    }
    return render(request, "casework/clocks/page.html", context)


def _named(course: MeasureCourse) -> str:
    return f"{say(shown(course.kind))} {course.states[0][0].isoformat()}"


def _lines(setting: Setting, chosen: MeasureCourse) -> list[dict[str, Any]]:
    held, on = setting.case, setting.on
    seats, members = team_seats.posts_of(held.id, on), team_seats.members_of(held, on)
    has_team = not team_seats.missing_of(held, seats, members, on).statutory
    found = clocks(Told(chosen, setting.course, live(held.facts), held.policy(), on, has_team))
    return [_line(setting, one) for one in found]


def _line(setting: Setting, one: Clock) -> dict[str, Any]:
    policy, late = setting.case.policy(), one.is_late(setting.on)
    state = say("已过最后一天") if late else shown(f"clock_state.{one.state}")
    return {
        "name": shown(f"clock.{one.code}"), "state": say(state), "tone": "apricot" if late else _TONES[one.state],
        "from_on": one.from_on.isoformat() if one.from_on else "—", "until_on": one.until_on.isoformat() if one.until_on else "—",
        "done_on": one.done_on.isoformat() if one.done_on else "", "keeper": shown(f"clock_keeper.{one.keeper}"),
        "clause": clause_card(one.clause, policy), "reasons": told(one.reasons, policy, year=setting.on.year),
    }
