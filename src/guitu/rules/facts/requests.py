"""What somebody asks of the office for themselves, and what the office answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from guitu.rules.facts.fact import Fact

Wish = Literal["help", "leave", "cannot_come", "level", "correction", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMade(Fact):
    """本人请求: in the person's own words, kept beside as the note. Nobody corrects it but the person, by another one."""

    kind: ClassVar[str] = "request_made"
    wish: Wish
    need: Literal[
        "work", "training", "income", "health", "counselling", "family", "housing", "documents", "legal",
        "schooling", "childcare", "wish", "start_up",
    ] | None = None  # of help
    duty: str | None = None  # of "cannot come": to what
    reason: Literal["work", "hospital", "childcare", "bereavement", "weather"] | None = None
    since: date | None = None  # of leave
    until: date | None = None
    outside_county: bool = False
    through: Literal["self", "guardian", "oral"] = "self"  # oral: said to a worker, who wrote it down


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswered(Fact):
    """答复: what the office does about it. The words are for the person to read."""

    kind: ClassVar[str] = "request_answered"
    request: str  # the request_made
    how: Literal["granted", "arranged", "explained", "declined"]
