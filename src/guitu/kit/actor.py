"""Who acts: a post, its range of areas, and what it may do. Set once per request or job."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

NOBODY = UUID(int=0)
# Kinds of files apart from each other: who sees one whole need not see another. Each is a setting of the transaction.
COMPARTMENTS = ("people", "calls", "venues", "units", "children", "offices", "handovers")


@dataclass(frozen=True, slots=True)
class Actor:
    """Acts from one post over one half-open range of area paths."""

    post_id: UUID
    account_id: UUID | None
    role: str
    county_id: str
    path: str
    whole: bool  # sees the whole area of people; else only those assigned
    may: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()  # field classes it may read
    title: str = ""
    body: str = ""
    holder: str = ""
    whole_of: frozenset[str] = frozenset()  # compartments besides people of which it sees the whole area
    on: date | None = None  # the day, at doors that count parts from beyond the area; elsewhere such parts are nothing
    natural_person_id: UUID | None = None  # who it is, whichever account or post; None: the clock
    me: UUID | None = None  # no post, but somebody at their own door: sees this file and nothing of the county
    is_guardian: bool = False  # comes in beside a minor: of `me` the days and whom to ask, nothing else

    @property
    def lo(self) -> str:
        return self.path

    @property
    def hi(self) -> str:
        return self.path + ":"  # ':' follows '9': below is a half-open range


current: ContextVar[Actor | None] = ContextVar("actor", default=None)


def actor() -> Actor:
    """Who acts now. No actor is an error, never everybody."""
    found = current.get()
    if found is None:
        raise NoActor("nobody acts: open guitu.kit.database.acting(actor) first")
    return found


class NoActor(RuntimeError):
    """Data was touched without saying who touches it."""
