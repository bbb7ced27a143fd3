"""What a value of the interface looks like: days of ten characters, ids, texts; nothing is turned into something else."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
MOST_LISTED = 100


def _day(value: Any) -> Any:
    if value is not None and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("a day is written 2026-03-05")
    return value


def _id(value: Any) -> Any:
    if value is not None and not isinstance(value, UUID) and not (isinstance(value, str) and _ID.fullmatch(value)):
        raise ValueError("an id is written 0190f1c4-0000-4000-8000-000000000000")
    return value


Day = Annotated[date, BeforeValidator(_day), Field(examples=["2026-03-16"])]
Id = Annotated[UUID, BeforeValidator(_id)]
Text = Annotated[str, StringConstraints(strict=True, max_length=2000)]
Number = Annotated[int, Field(strict=True, ge=-1_000_000, le=1_000_000)]
Truth = Annotated[bool, Field(strict=True)]
Area = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{6}([0-9]{3}){0,3}$"), Field(examples=["440785001"])]


class Given(BaseModel):
    """What is sent: an unknown field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Clause(BaseModel):
    """On what a sentence rests."""

    id: str
    name: str = ""
    text: str = ""


class Said(BaseModel):
    """One reason: its code for programs, its sentence for people, the clause that it rests on."""

    code: str
    sentence: str
    values: dict[str, Any] = {}
    clause: Clause | None = None


class FieldError(BaseModel):
    """What is wrong with one field of what was sent."""

    field: str
    code: str
    sentence: str


class Problem(BaseModel):
    """Why a call was refused (RFC 9457), with every reason at once."""

    type: str = Field(examples=["urn:guitu:problem:rules"])
    title: str
    status: int
    detail: str
    reasons: list[Said] = []
    errors: list[FieldError] = []
