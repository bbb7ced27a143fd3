"""A unit under a command: its file, locked, with what its rules ask of who acts; and the numbers in force."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.prevention.fold import UNIT
from guitu.rules.unit_fold import UnitCourse
from guitu.rules.units import BY_LENGTH, UnitsPolicy
from guitu.rules.verdict import Reason
from guitu.settling.load import Loaded, matter


def unit_under(act: Act, unit_id: UUID) -> tuple[Loaded, UnitCourse]:
    held = matter(act, UNIT, unit_id)
    return held, held.course(act.on)


def policy_of(held: Loaded, on: date) -> UnitsPolicy:
    policy: UnitsPolicy = held.policy().on(on).units
    return policy


def level_of(act: Act) -> str:
    """At which level the acting post stands: by the length of its path."""
    return BY_LENGTH.get(len(act.actor.path), "county")


def person_of(act: Act) -> str:
    return str(act.actor.natural_person_id or "")


def refuse_no_words(note: str, field: str = "note") -> None:
    if not note.strip():
        raise Refused(Reason("units.needs_words"), field=field)
