"""A duty as it lies in the table, and the closed ones of a file, which are not read as long as nothing changes them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from guitu.rules.terms import Duty


class DutyRow(NamedTuple):
    """What is written of a duty, in the order of every statement: days and ids as text, so that equal means equal."""

    key: str
    kind: str
    state: str
    opens_on: str
    planned_on: str
    due_on: str
    due_at: str | None
    done_by: str | None
    done_on: str | None
    post_id: str | None
    place: str
    reasons: list[list[Any]]


STORED = {  # what is no text in the table; PostgreSQL reads it from text
    "opens_on": "date", "planned_on": "date", "due_on": "date", "due_at": "timestamptz", "done_by": "uuid", "done_on": "date",
    "post_id": "uuid", "reasons": "jsonb",
}
READ = ", ".join(f"d.{name}" for name in DutyRow._fields)  # of `duties_duty d`


@dataclass(frozen=True, slots=True)
class ClosedDuties:
    """The duties of a file that are closed: known by a digest of what was written, or read with the others.

    Most were closed long ago, and no record changes them.
    """

    digest: str = ""
    unread: bool = False  # they lie in the table alone

    def among(self, duties: Sequence[Duty], read: Container[str]) -> list[Duty]:
        """Those of a course that lie unread, if they follow again."""
        if not self.unread:
            return []
        return [duty for duty in duties if duty.state != "open" and duty.key not in read]
