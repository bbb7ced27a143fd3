"""小组和计划, beside the page: which seats of both standards are empty today, and where the plan stands."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.clock import SHANGHAI
from guitu.kit.telling import listed
from guitu.ledger import fact_words
from guitu.ledger.sealed import body_in
from guitu.policy import Timeline
from guitu.rules import teams
from guitu.rules.measures import COMMUNITY_KINDS
from guitu.rules.records import make
from guitu.rules.terms import MeasureCourse

Row = dict[str, Any]
KINDS = ("member_named", "member_left", "consent_given", "consent_withdrawn")


def card(person: Row, running: MeasureCourse | None, timeline: Timeline, actor: Actor, on: date) -> list[Row]:
    """The rows of the card; none where nobody here runs a measure of the town, or the post does not read it."""
    if "see_teamwork" not in actor.may or running is None or running.kind not in COMMUNITY_KINDS:
        return []
    facts = [_fact(id, *stored) for id, stored in person["evidence"].items() if stored[1] in KINDS]
    policy = timeline.on(on).teams
    family = {fact.relative for fact in facts if fact.kind == "member_named"}  # who takes consent back leaves the team with it
    parts = {member["part"] for member in person["team"] if member["expires_on"] is None and member["name"]}
    parts |= {one.member for one in teams.members(facts, family - {None}, policy, on)}
    missing = teams.missing(parts, policy)
    url = address("team", person["id"])
    return [
        _seats(_("工作小组"), missing.statutory, url), _seats(_("“5+N”"), missing.local, url),
        {"label": _("帮教计划"), "value": _plan(person), "url": address("plan", person["id"])},
    ]


def _fact(id: str, on: str, kind: str, stored: str) -> Any:
    day = date.fromisoformat(on)
    return make(kind, id=id, on=day, known=datetime.combine(day, time(), SHANGHAI), corrects=None, body=body_in(id, stored) or {})


def _seats(label: str, empty: tuple[str, ...], url: str) -> Row:
    if not empty:
        return {"label": label, "value": _("齐了"), "url": url}
    return {"label": label, "value": _("缺%(who)s") % {"who": listed(fact_words.code("seat", seat) for seat in empty)}, "tone": "apricot", "url": url}


def _plan(person: Row) -> str:
    """By the duties: what is open of the plan says where it stands."""
    open_now = {duty["kind"]: duty for duty in person["duties"] if duty["state"] == "open"}
    if "make_plan" in open_now:
        return _("还没有订，%(by)s 前") % {"by": open_now["make_plan"]["due_on"].isoformat()}
    if "review_plan" in open_now:
        return _("在做，%(by)s 前评议") % {"by": open_now["review_plan"]["due_on"].isoformat()}
    return _("看计划")
