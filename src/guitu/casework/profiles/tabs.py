"""The tabs of the person's page, by the classes of the post, and what stands in them beside the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup

from guitu.casework.profiles import placeholder, words
from guitu.casework.profiles.counters import hundredths
from guitu.casework.profiles.queries import Wish
from guitu.casework.telling import why_stored
from guitu.duties import doors, rows
from guitu.kit import pages
from guitu.kit.actor import Actor
from guitu.kit.addresses import address, address_if_any
from guitu.kit.pages import DutyLine
from guitu.kit.telling import numbered, shown
from guitu.policy import Timeline

Row = dict[str, Any]
_NEEDS = {"overview": "BASIC", "measures": "STATUS", "tests": "TEST", "visits": "CONTACT", "points": "POINTS",
          "papers": "STATUS", "timeline": "STATUS"}
_MAY = {"papers": "see_papers"}  # where the class of fields is not enough
_RECENT = "8"


def for_post(actor: Actor) -> list[str]:
    """The tabs that a post with these classes has."""
    return [tab for tab, needs in _NEEDS.items() if needs in actor.classes and (tab not in _MAY or _MAY[tab] in actor.may)]


def wish(tab: str, classes: frozenset[str]) -> Wish:
    """What is to be read for a tab."""
    if tab in ("measures", "points", "papers"):
        return Wish()
    if tab in ("tests", "visits"):
        return Wish(words.kinds_for(classes, tab), closed=tab == "tests")
    return Wish(words.kinds_for(classes), None if tab == "timeline" else _RECENT)


def links(person: Row, chosen: str, actor: Actor) -> Markup:
    """The row of tabs; tests and visits say how many there are. Who has a task only has nothing to choose between."""
    if "STATUS" not in actor.classes:
        return Markup("")
    numbers = person["numbers"]
    return placeholder.about(_drawn(tuple(for_post(actor)), chosen, numbers.tests, numbers.visits), person["id"])


@pages.drawn_once
def _drawn(shown: tuple[str, ...], chosen: str, tests: int, visits: int) -> Markup:
    labels = {
        "overview": _("概览"), "measures": _("措施"), "tests": _("检测"), "visits": _("走访"), "points": _("积分"),
        "papers": _("文书"), "timeline": _("时间线"),
    }
    counts = {"tests": tests, "visits": visits}
    items = [
        {"label": labels[tab], "url": url(placeholder.PERSON, tab), "on": tab == chosen, "count": counts.get(tab)}
        for tab in shown
    ]
    return placeholder.part("casework/profiles/tabs.html", tabs=items)


def url(person_id: UUID, tab: str) -> str:
    """The address of a tab."""
    return placeholder.about(_address(tab), person_id)


@lru_cache(maxsize=16)
def _address(tab: str) -> str:
    name = ("person", placeholder.PERSON) if tab == "overview" else ("person-tab", placeholder.PERSON, tab)
    return address(*name)


def more(person: Row, shown: int, actor: Actor) -> Row:
    """How many records are older than those shown, and where they stand."""
    older = person["numbers"].seen - shown
    return {"more": older, "more_url": url(person["id"], "timeline" if "STATUS" in actor.classes else "visits")}


_TONES = {"done": "moss", "missed": "red", "waived": "plain", "open": "plain"}


def slots(duties: Sequence[Row], timeline: Timeline, on: date) -> list[DutyLine]:
    """Every test that was or is due, the newest first: by when, what became of it, and why it was due."""
    answer = []
    for duty in reversed(duties):
        if duty["kind"] not in ("urine_test", "return_test", "read_result") or duty["opens_on"] > on:
            continue
        label, tone = shown(f"duty.{duty['state']}"), _TONES[duty["state"]]
        if duty["state"] == "open" and duty["due_on"] < on:
            label, tone = rows.tag_of(duty["due_on"], duty["due_on"], on)
        elif duty["state"] == "done" and duty["done_on"] and duty["done_on"] > duty["due_on"]:
            tone = "apricot"
            label = numbered(_("迟 %(n)s 天") % {"n": (duty["done_on"] - duty["due_on"]).days})
        said = why_stored(duty["reasons"], timeline, year=on.year)
        answer.append(
            DutyLine(
                what=doors.word(duty["kind"], duty["key"]), who=_closed(duty), tag=label, tone=tone,
                why=said["text"], clause=said["clause"],
            )
        )
    return answer


def _closed(duty: Row) -> str:
    by = _("最后一天 %(by)s") % {"by": duty["due_on"].isoformat()}
    done = _("了结 %(on)s") % {"on": duty["done_on"].isoformat()} if duty["done_on"] else ""
    return f"{by} · {done}" if done else by


def points(person: Row, transfers: Sequence[Row], names: Mapping[str, str]) -> Row:
    """The account: balance, this month, and every transfer."""
    return {
        "balance": hundredths(person["points"]["balance"]),
        "month": hundredths(person["points"]["month"]),
        "before": hundredths(person["points"]["before"]) if person["points"]["before"] else "",
        "months_url": address_if_any("points-of-month", person["id"]),
        "transfers": [
            {
                "on": row["earned_on"].isoformat(),
                "what": names.get(row["item"]) or shown(f"points_line.{row['item']}"),
                "amount": ("+" if row["hundredths"] > 0 else "") + hundredths(row["hundredths"]),
            }
            for row in transfers
        ],
    }
