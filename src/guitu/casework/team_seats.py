"""Who sits on somebody's team on a day: posts by their parts, as far as somebody holds them, and members without a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from guitu.casework.case import Case, live
from guitu.grid.held import held
from guitu.kit.database import dicts
from guitu.people import relatives
from guitu.rules import teams
from guitu.rules.facts.teamwork import MemberNamed


@dataclass(frozen=True, slots=True)
class Seat:
    """A post on the team, by its part; without a holder the seat is empty."""

    part: str
    body: str
    holder: str | None


def posts_of(person_id: UUID, on: date) -> list[Seat]:
    """The posts of the house's own team, who is responsible first."""
    found = dicts(
        f"SELECT t.part, b.name AS body, h.name AS holder FROM matters_part t JOIN grid_post p ON p.id = t.post_id"  # noqa: S608
        f" JOIN grid_body b ON b.id = p.body_id LEFT JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
        " WHERE t.matter_id = %(person)s AND t.until_on IS NULL AND NOT t.beyond ORDER BY t.part <> 'responsible', t.part",
        {"person": person_id, "today": on},
    )
    return [Seat(**one) for one in found]


def members_of(held_: Case, on: date) -> list[MemberNamed]:
    """Who without a post is on the team now."""
    known = relatives.standing(relatives.of_person(held_.id))
    return teams.members(live(held_.facts), known.keys(), held_.policy().on(on).teams, on)


def missing_of(held_: Case, seats: list[Seat], members: list[MemberNamed], on: date) -> teams.Missing:
    """Which seats of both standards nobody holds that day."""
    there = {seat.part for seat in seats if seat.holder} | {one.member for one in members}
    return teams.missing(there, held_.policy().on(on).teams)
