"""The human beings behind accounts: found again by their number, and never entered twice."""

from __future__ import annotations

from uuid import UUID

from guitu.grid.models import NaturalPerson
from guitu.kit.crypto import blind, key_for, normal
from guitu.kit.errors import Refused
from guitu.rules.verdict import Reason

SHORTEST = 4


def index_of(number: str) -> bytes:
    """The blind index of an identity number or staff number, however it is spaced or typed."""
    return blind("id_number", f"staff|{number}")  # apart from the people on file: no index links the two


def checked(number: str) -> bytes:
    """The index of a number that was typed; refuses what is none."""
    if len(normal(number)) < SHORTEST:
        raise Refused(Reason("number_needed", {"least": SHORTEST}), field="number")
    return index_of(number)


def numbered(county_id: str, number: bytes) -> NaturalPerson:
    """The human being with this number in this county, entered now if nobody has it."""
    return NaturalPerson.objects.get_or_create(county_id=county_id, number=number)[0]


def mark_of(person_id: UUID | None) -> str:
    """The mark of a human being on a device: it tells two of them apart, and names nobody."""
    return str(UUID(bytes=key_for("draft mark", person_id)[:16])) if person_id else ""
