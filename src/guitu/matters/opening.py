"""Opening a file writes its matter and the first part in it: one statement, however many files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from guitu.kit.arrays import array
from guitu.kit.database import queue
from guitu.matters.labels import sealed_label


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A file about to be opened. `post_id` has the first part; None: nobody yet."""

    id: UUID
    scope_path: str
    label: str  # masked: what a list may show
    post_id: UUID | None


def open_matters(
    county_id: str, new: Sequence[NewMatter], *, kind: str, compartment: str, at: datetime, on: date,
    part: str = "responsible",
) -> None:
    """Open matters of one kind, inside the command that opens the files; before the rows that hang on them.

    The database refuses a place outside the acting post's area, and, of who does not see the compartment whole, a
    matter in which another post than itself has the first part.
    """
    if not new:
        return
    queue(
        "SELECT matters_open(%s, %s, %s, %s::uuid[], %s::text[], %s::bytea[], %s::uuid[], %s, %s, %s)",
        [
            county_id, kind, compartment, array("uuid", [m.id for m in new]), array("text", [m.scope_path for m in new]),
            array("bytea", [sealed_label(m.id, m.label) for m in new]), array("uuid", [m.post_id for m in new]), part, at, on,
        ],
    )
