"""责任书, 承诺书: signed for a calendar year, or why not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.venues import may_be_visited, may_sign
from guitu.settling.load import matter
from guitu.settling.record import new, write


@command
def record_letter(act: Act, *, venue_id: UUID, letter: str, signer: str, year: int, on: date) -> Answer:
    """Record that the legal representative or the actual manager signed the letter of a calendar year. Refuses a place
    that is closed, a kind that signs none, and a year for which one is signed. Policy: venues.kinds"""
    held = matter(act, VENUE, venue_id)
    course = held.course(act.on)
    Refused.unless(may_be_visited(course))
    Refused.unless(may_sign(course, year, held.policy().on(on).venues), "year")
    return write(act, held, [new("venue_letter_signed", act, on, letter=letter, signer=signer, year=year)])


@command
def record_no_letter(act: Act, *, venue_id: UUID, year: int, unsigned: str) -> Answer:
    """Record why no letter of a year is signed: closed, refuses, waiting, not required, entered twice. Refuses a year for
    which one is signed."""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_sign(held.course(act.on), year, held.policy().on(act.on).venues), "year")
    return write(act, held, [new("venue_letter_unsigned", act, act.on, year=year, unsigned=unsigned)])
