"""Doors that read the register and the indicators."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Query
from pydantic import BaseModel, Field

from guitu.api.endpoints import Call, endpoint
from guitu.api.reading import Asked, inside
from guitu.api.telling import said
from guitu.api.types import Area, Day, Said
from guitu.figures.given import figure_given, figures_given, register_given
from guitu.figures.indicators.forms import wanted
from guitu.figures.register.forms import view_of
from guitu.kit import clock
from guitu.kit.errors import NotVisible


class RegisterAsked(Asked):
    area: Area | None = None
    on: Day | None = None
    known: Day | None = Field(None, description="as it was known at the end of this day")


class RegisterGiven(BaseModel):
    """在册 = 现有 + 三年未复吸 (− 待核对 at the county)."""

    area: str
    on: date
    known_at: datetime
    registered: int
    current: int
    to_check: int
    states: dict[str, int]


@endpoint("GET", "/register", "see_register", name="register", tag="figures", response=RegisterGiven, summary=_("名册"), query=RegisterAsked,
          description="How many people stand in which state, on a day, as known on a day.")
def register(request: Call, query: Query[RegisterAsked]) -> dict[str, Any]:
    inside(request, query.area)
    return register_given(view_of(_texts(query), request.actor, clock.now()))


class FigureAsked(RegisterAsked):
    since: Day | None = Field(None, description="first day of the period; the first of the year if left out")


class FigureNamed(BaseModel):
    name: str
    words: str
    question: str
    unit: str
    version: str
    clause: str


class FigureNames(BaseModel):
    figures: list[FigureNamed]


@endpoint("GET", "/figures", "see_register", name="figures", tag="figures", response=FigureNames, summary=_("有哪些指标"), query=FigureAsked,
          description="The indicators that hold for an area on a day: what each counts, its version and its clause.")
def figures(request: Call, query: Query[FigureAsked]) -> dict[str, Any]:
    inside(request, query.area)
    return {"figures": figures_given(wanted(_texts(query), request.actor, clock.now()).asked)}


class FigureGiven(BaseModel):
    """A number with both its counts. `state`: number, hidden (too few people to be shown) or unknown, with the reason."""

    name: str
    words: str
    unit: str
    version: str
    area: str
    since: date
    on: date
    known_at: datetime
    state: str
    value: str | None
    numerator: str | None
    denominator: str | None
    why: list[Said] = []


@endpoint("GET", "/figures/{name}", "see_register", name="figure", tag="figures", response=FigureGiven, summary=_("一个指标"), query=FigureAsked,
          description="One indicator of an area, for a day or a period, as known on a day.")
def figure(request: Call, name: str, query: Query[FigureAsked]) -> dict[str, Any]:
    if not name.isascii() or not name.replace("_", "").isalnum():
        raise NotVisible
    inside(request, query.area)
    found = figure_given(name, wanted(_texts(query), request.actor, clock.now()).asked)
    return found | {"why": said([found["why"]] if found["why"] else [], found["area"])}


def _texts(query: Asked) -> Any:
    """As the pages read them from an address."""
    found = query.model_dump(exclude_none=True)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
