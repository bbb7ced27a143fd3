"""Doors that read people and duties: what a page of the same action shows, masked and cut down to the key's classes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from guitu.api import cursors
from guitu.api.endpoints import ANY_KEY, Call, endpoint
from guitu.api.problems import Trouble
from guitu.api.telling import said
from guitu.api.types import Area, Id, Said
from guitu.casework.profiles.given import facts_given, person_given
from guitu.duties.given import duties_given
from guitu.grid.fields import duty_kinds
from guitu.kit import clock
from guitu.kit.errors import NotVisible
from guitu.people import access, basics
from guitu.people.listing import GROUPS
from guitu.people.queries import Person, Wish, people
from guitu.rules.terms import STANDING_ORDER
from guitu.rules.verdict import Reason
from guitu.systems.queries import subscriptions

Cursor = Annotated[str | None, Field(max_length=600, description="`next` of the page before")]
State = Literal[*GROUPS, *STANDING_ORDER]  # type: ignore[valid-type]


class Asked(BaseModel):
    """What a list may be asked for: names that stand here and no others."""

    model_config = ConfigDict(extra="forbid")


# -- the key itself ------------------------------------------------------------------------------------------------------


class Me(BaseModel):
    """The key that this call came with."""

    name: str
    body: str
    county: str
    area: str
    role: str
    actions: list[str]
    classes: list[str]
    expires_on: date
    per_minute: int
    per_day: int
    left_this_minute: int
    left_today: int


@endpoint("GET", "/me", ANY_KEY, name="me", tag="key", response=Me, summary=_("这把密钥"), description="What this key may do and read, until when, and how often it may still come.")
def me(request: Call) -> dict[str, Any]:
    key, actor = request.entered, request.actor
    return {
        "name": key.name, "body": key.body, "county": actor.county_id, "area": actor.path, "role": key.role,
        "actions": sorted(actor.may), "classes": sorted(actor.classes), "expires_on": key.expires_on,
        "per_minute": key.per_minute, "per_day": key.per_day,
        "left_this_minute": max(0, key.per_minute - key.in_minute), "left_today": max(0, key.per_day - key.in_day),
    }


# -- people --------------------------------------------------------------------------------------------------------------


class PeopleAsked(Asked):
    state: State | None = None
    area: Area | None = None
    late: bool = False
    home: bool = Field(False, description="household register here, carried out elsewhere")
    cursor: Cursor = None


class Listed(BaseModel):
    """Somebody of a list, masked."""

    id: UUID
    name: str | None = None
    sex: str | None = None
    born_on: date | None = None
    path: str | None = None
    place: str | None = None
    state: str | None = None
    late: int = Field(0, description="duties past their last day, of the kinds that the key reads")


class PeoplePage(BaseModel):
    people: list[Listed]
    total: int
    next: str | None = None


@endpoint("GET", "/people", "search_people", name="people", tag="people", response=PeoplePage, summary=_("人员名单"), query=PeopleAsked,
          description="People of the key's area in the order of places, fifty a page, always masked.")
def list_people(request: Call, query: Query[PeopleAsked]) -> dict[str, Any]:
    actor, classes, today = request.actor, request.actor.classes, clock.today()
    needed(request, *(["STATUS"] if query.state else []))
    filters = (query.state, query.area, query.late, query.home)
    end = cursors.given(request, "people", filters, query.cursor)
    states = GROUPS.get(query.state or "") or ((query.state,) if query.state else ())
    wish = Wish(
        duty_kinds(classes), tuple(states), inside(request, query.area), None, query.late, query.home,
        (end[0], UUID(end[1])) if end else None,
    )
    found = people(actor, wish, today)
    access.note_list(actor, "api people", len(found.rows), clock.now(), request.number)
    last = found.rows[-1] if found.more else None
    return {
        "people": [_listed(one, classes) for one in found.rows], "total": found.n,
        "next": cursors.made(request, "people", filters, [last.path, last.id]) if last else None,
    }


def _listed(one: Person, classes: frozenset[str]) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": one.id, "late": one.late, "state": one.state if "STATUS" in classes else None}
    if "BASIC" in classes:
        name, sex, born_on = basics.opened(one.id, one.basics)
        answer |= {"name": name, "sex": sex or None, "born_on": born_on, "path": one.path, "place": one.place}
    return answer


class MeasureGiven(BaseModel):
    id: str
    kind: str
    state: str | None
    starts_on: date | None
    ends_on: date | None


class PersonGiven(BaseModel):
    """One person as the key's classes allow."""

    id: UUID
    is_ours: bool = Field(description="false: carried out elsewhere, only the household register is here")
    name: str | None = None
    sex: str | None = None
    born_on: date | None = None
    path: str | None = None
    place: str | None = None
    state: str | None = None
    since_on: date | None = None
    measures: list[MeasureGiven] = []
    points: float | None = None


@endpoint("GET", "/people/{person_id}", "open_person", name="person", tag="people", response=PersonGiven, summary=_("一个人"),
          description="The masked name, state, measures and points, by class. The look is kept on the person's file.")
def one_person(request: Call, person_id: Id) -> dict[str, Any]:
    now = clock.now()
    access.note_opened(request.actor, person_id, now, request.number)
    return person_given(person_id, request.actor, clock.local_day(now))


class FactGiven(BaseModel):
    """One thing that happened, as it was recorded. One that was put right names its correction."""

    id: UUID
    kind: str
    on: date
    recorded_at: datetime
    by_post: UUID
    corrects: UUID | None
    corrected_by: UUID | None
    body: dict[str, Any] | None = Field(description="null: it cannot be read")
    note: str | None = None


class FactsPage(BaseModel):
    facts: list[FactGiven]
    next: str | None = None


class OnlyCursor(Asked):
    cursor: Cursor = None


@endpoint("GET", "/people/{person_id}/facts", "open_person", name="person_facts", tag="people", response=FactsPage, summary=_("这个人的记录"),
          query=OnlyCursor, description="What happened, the newest first, of the kinds that the key's classes tell about.")
def person_facts(request: Call, person_id: Id, query: Query[OnlyCursor]) -> dict[str, Any]:
    end = cursors.given(request, "facts", person_id, query.cursor)
    now = clock.now()
    access.note_opened(request.actor, person_id, now, request.number)
    found, last = facts_given(person_id, request.actor, clock.local_day(now), (end[0], end[1], end[2]) if end else None)
    return {"facts": found, "next": cursors.made(request, "facts", person_id, list(last)) if last else None}


# -- duties --------------------------------------------------------------------------------------------------------------


class DutyGiven(BaseModel):
    id: UUID
    kind: str
    key: str
    word: str
    about: UUID = Field(description="the person, the task, …")
    about_kind: str
    label: str | None
    path: str
    place: str
    opens_on: date
    planned_on: date
    due_on: date
    due_at: datetime | None = Field(None, description="of what is due within minutes")
    reasons: list[Said]


class DutiesPage(BaseModel):
    duties: list[DutyGiven]
    next: str | None = None


class DutiesAsked(Asked):
    area: Area | None = None
    late: bool = Field(False, description="only those past their last day")
    cursor: Cursor = None


@endpoint("GET", "/duties", "see_today", name="duties", tag="duties", response=DutiesPage, summary=_("待办"), query=DutiesAsked,
          description="Open duties of the key's area, of the kinds that its classes tell about, the first last day first.")
def list_duties(request: Call, query: Query[DutiesAsked]) -> dict[str, Any]:
    filters = (query.area, query.late)
    end = cursors.given(request, "duties", filters, query.cursor)
    found, last = duties_given(
        request.actor, clock.today(), area=inside(request, query.area), late=query.late, after=(end[0], end[1]) if end else None
    )
    access.note_list(request.actor, "api duties", len(found), clock.now(), request.number)
    return _duties(request, found, cursors.made(request, "duties", filters, list(last)) if last else None)


@endpoint("GET", "/people/{person_id}/duties", "open_person", name="person_duties", tag="duties", response=DutiesPage,
          summary=_("这个人的待办"), description="Open duties of one person.")
def person_duties(request: Call, person_id: Id) -> dict[str, Any]:
    now = clock.now()
    access.note_opened(request.actor, person_id, now, request.number)
    if not person_given(person_id, request.actor, clock.local_day(now))["is_ours"]:
        raise NotVisible
    found, _more = duties_given(request.actor, clock.local_day(now), matter=person_id)
    return _duties(request, found, None)


def _duties(call: Call, found: list[dict[str, Any]], more: str | None) -> dict[str, Any]:
    return {"duties": [one | {"reasons": said(one["reasons"], one["path"])} for one in found], "next": more}


# -- events --------------------------------------------------------------------------------------------------------------


class SubscriptionGiven(BaseModel):
    id: UUID
    kinds: list[str]
    address: str
    made_at: datetime
    waiting: int
    sent: int
    given_up: int


class Subscriptions(BaseModel):
    subscriptions: list[SubscriptionGiven]


@endpoint("GET", "/subscriptions", "subscribe_events", name="subscriptions", tag="key", response=Subscriptions, summary=_("通知到哪里"),
          description="What this key is told of and where; how much waits, arrived or was given up after a week.")
def list_subscriptions(request: Call) -> dict[str, Any]:
    return {"subscriptions": subscriptions(post=request.actor.post_id)}


# -- what several ask ----------------------------------------------------------------------------------------------------


def inside(call: Call, area: str | None) -> str:
    """An area of the key's own; one outside leads to nothing."""
    if area is None:
        return ""
    if not area.startswith(call.actor.path):
        raise NotVisible
    return area


def needed(call: Call, *classes: str) -> None:
    """What is filtered by is told about."""
    lacking = [name for name in classes if name not in call.actor.classes]
    if lacking:
        raise Trouble("not_for_this_key", [Reason("api.class_needed", {"classes": ", ".join(lacking)})])
