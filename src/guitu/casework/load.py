"""One person as the rules need it, locked for a command (`case.py` says what is known of one)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from guitu.casework.case import Case, live
from guitu.casework.fold import PERSON
from guitu.ledger.commands import Act, Batch
from guitu.settling import load

__all__ = ["Case", "case", "cases", "gather", "live"]


def case(act: Act, person_id: UUID) -> Case:
    """The person, locked for this command; NotVisible outside one's grid. In a batch: loaded once."""
    return load.matter(act, PERSON, person_id)


def gather(batch: Batch, person_ids: Sequence[UUID]) -> None:
    """Load and lock several people of a batch at once; commands then find them there."""
    load.gather(batch, PERSON, person_ids)


def cases(person_ids: Sequence[UUID], *, lock: bool = True, put_away: bool = False) -> list[Case]:
    """Several people in one query. `put_away`: also whose import was taken back, for the jobs that clear up after it."""
    return load.matters(PERSON, person_ids, lock=lock, put_away=put_away)
