"""我的结果: what each look at the station found, and, within the days of the law, the person's own objection to it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guitu.casework.urine_tests.results import object_to_test
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting
from guitu.kit.doors import new_request_id
from guitu.kit.errors import NotVisible, Refused
from guitu.kit.pages import url
from guitu.kit.telling import sentence
from guitu.ledger import fact_words
from guitu.policy import Timeline
from guitu.portal import door
from guitu.portal.door import OwnRequest, own
from guitu.portal.reading import facts_of, file_of
from guitu.rules import records, screenings
from guitu.rules.deadlines import due_of_office
from guitu.rules.facts import Fact

Row = dict[str, Any]
_KINDS = ("urine_test", "laboratory_result", "test_objected")


@own("results")
def results(request: OwnRequest) -> HttpResponse:
    return _page(request)


@own("results")
@require_POST
def object_to(request: OwnRequest, test_id: UUID) -> HttpResponse:
    """The objection is on file from this moment: the house writes it down, and its clock runs for the office."""
    visit, at = request.visit, clock.now()
    with acting(request.actor):
        if all(one.id != str(test_id) for one in _facts(visit.person_id)):
            raise NotVisible
    house = clock_actor(visit.county_id, may=frozenset({"object_to_test"}))
    try:
        object_to_test(
            house, at=at, request_id=request.POST.get("request_id", ""), door="portal", person_id=visit.person_id,
            test=str(test_id), on=clock.local_day(at),
        )
    except Refused as refusal:
        with acting(request.actor):
            return _page(request, sentence(refusal.reasons[0]), 422)
    return door.bare(redirect(url("own-results")))


def _page(request: OwnRequest, problem: str = "", status: int = 200) -> HttpResponse:
    visit, on = request.visit, clock.today()
    timeline = file_of(visit.person_id, visit.card, on).timeline
    facts = _facts(visit.person_id)
    tests = sorted((one for one in facts if one.kind == "urine_test"), key=lambda one: one.on, reverse=True)
    context = {
        "active": "mine", "results": [_line(one, facts, timeline, on) for one in tests], "problem": problem, "new_request_id": new_request_id,
    }
    return door.shown(request, "portal/results.html", context, status)


def _facts(person_id: UUID) -> list[Any]:
    """The facts about results that stand."""
    made = [
        records.make(
            one["kind"], id=str(one["id"]), on=one["on"], known=one["at"], corrects=str(one["corrects"]) if one["corrects"] else None,
            body=one["body"],
        )
        for one in facts_of(person_id, *_KINDS, "withdrawn")
    ]
    return list(records.in_force(made))


def _line(test: Any, facts: list[Any], timeline: Timeline, on: date) -> Row:
    """One result: what the strip said, what a laboratory said after it, whether it may be objected to and until when."""
    later: list[Any] = [one for one in facts if one.kind == "laboratory_result" and one.test == test.id]
    objected: list[Fact] = [one for one in facts if one.kind == "test_objected" and one.test == test.id]
    may = test.outcome == "positive" and not objected and bool(screenings.may_object(test, on, later, timeline))
    told = screenings.told_on(test)
    since: date | None = later[0].on if later else told
    by = due_of_office(since, timeline.on(test.on).urine_tests.objection_days, timeline).by if may and since else None
    return {
        "id": test.id, "on": test.on.isoformat(), "outcome": fact_words.code("strip", test.outcome),
        "later": [(one.on.isoformat(), fact_words.code("outcome", one.outcome)) for one in sorted(later, key=lambda one: one.on)],
        "objected": objected[0].on.isoformat() if objected else "", "may_object": may, "by": by.isoformat() if by else "",
        "waits": test.outcome == "positive" and not later,
    }
