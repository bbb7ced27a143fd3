"""What goes out, and what is said when it does not."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Message:
    """One line, neutral. The id is the same at every try: by it a receiver knows the message again."""

    id: UUID
    kind: str
    n: int
    subject: str
    text: str


class NotDelivered(Exception):
    """A code of `rules/notices.py: TROUBLES`; tried again later, until it is given up."""
