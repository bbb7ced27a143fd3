"""What the address of a log asks for: days, a post, a kind, one file. Anything odd in it asks for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from guitu.kit.addresses import address
from guitu.kit.clock import SHANGHAI
from guitu.kit.web import uuid_or_none
from guitu.rules.dates import day_after, days_after

FIRST_DAYS = 7  # shown when nothing is asked for
MOST_DAYS = 92  # of one list: a quarter


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters chosen, and the end of the page one comes from."""

    page: str  # its URL name
    said: tuple[tuple[str, str], ...]  # the filters as they stand in the address
    since: date
    until: date
    text: str = ""
    post: UUID | None = None
    file: UUID | None = None
    after: str = ""
    size: int = 50  # lines of a page

    def address(self, **changed: str) -> str:
        """This list with some of its filters changed; the page starts anew."""
        kept = {name: value for name, value in (dict(self.said) | changed).items() if value}
        return address(self.page, query=kept or {"all": "1"})

    def of(self, name: str) -> str:
        return dict(self.said).get(name, "")

    @property
    def is_narrow(self) -> bool:
        """Whether something of the form was filled in."""
        return any(self.of(name) for name in ("since", "until", "q", "what", "class"))

    @property
    def span(self) -> dict[str, Any]:
        """From the first moment of the first day up to the last of the last."""
        return {"since": _begin(self.since), "until": _begin(day_after(self.until))}


FILTERS = ("since", "until", "q", "post", "file", "what", "only", "class", "person", "size")


def asked(page: str, get: Mapping[str, str], today: date, size: int = 50) -> Asked:
    since, until = _day(get.get("since", "")), _day(get.get("until", ""))
    until = min(until or today, today)
    since = min(since or days_after(until, 1 - FIRST_DAYS), until)
    since = max(since, days_after(until, -MOST_DAYS))
    said = tuple((name, get[name][:60]) for name in FILTERS if get.get(name))
    return Asked(
        page, said, since, until, get.get("q", "").strip()[:60], uuid_or_none(get.get("post", "")),
        uuid_or_none(get.get("file", "")), get.get("after", "")[:200], size,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def moment(text: str) -> datetime | None:
    """The time of the last row of a page; anything odd is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo and found.year >= 2000 else None
