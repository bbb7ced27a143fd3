"""Background work of casework, safe to run twice: settling after an import, moving the horizon, matching."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.casework import in_force
from guitu.casework.load import cases
from guitu.casework.matching import find_matches
from guitu.casework.settle import HORIZON, NOT_LAID_OUT, settle, settle_known
from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.kit import clock, queue
from guitu.kit.database import acting, rows
from guitu.kit.patience import passes
from guitu.kit.queue import RETRY

log = logging.getLogger(__name__)

CHUNK = 200  # people per transaction: short locks, little memory
FOLDED_TOGETHER = 5  # transactions whose changes go into the sums at once: folding costs as much for few as for many


class NotSettled(Exception):
    """Somebody could not be settled; all others of the job were. It is tried again, and then seen as failed."""


@app.task(name="settle_people", queue="settle", retry=RETRY)
def settle_people(county_id: str, person_ids: Sequence[str]) -> None:
    """Settle people whose facts came in a batch. One who cannot be settled keeps nobody else waiting."""
    _settle_all(county_id, [UUID(person) for person in person_ids], _settle)


@app.task(name="settle_after_activation", queue="settle", retry=RETRY)
def settle_after_activation(county_id: str, area: str) -> None:
    """Settle whoever of an area was settled with other numbers than those in force now. Run again it goes on where
    it was: who is settled already is not found any more."""
    _settle_all(county_id, in_force.folded_otherwise(county_id, area), _settle_with_pack_in_force)


Settle = Callable[[str, Sequence[UUID]], None]


def _settle_all(county_id: str, people: Sequence[UUID], do: Settle) -> None:
    left = 0
    for number, chunk in enumerate(_chunks(people), start=1):
        try:
            do(county_id, chunk)
        except Exception as error:
            if passes(error):
                raise
            left += sum(not _settled_alone(county_id, person, do) for person in chunk)
        if number % FOLDED_TOGETHER == 0:
            summing.fold(county_id)  # else pages would add up the changes of a whole county
    summing.fold(county_id)
    if left:
        raise NotSettled(f"{left} people")


def _settle(county_id: str, people: Sequence[UUID]) -> None:
    with acting(clock_actor(county_id), durable=True):
        settle_known(county_id, cases(people, put_away=True), clock.now())
        find_matches(county_id, people, clock.now())


def _settle_with_pack_in_force(county_id: str, people: Sequence[UUID]) -> None:
    with acting(clock_actor(county_id), durable=True):
        settle(county_id, cases(people, put_away=True), clock.now())


def _settled_alone(county_id: str, person: UUID, do: Settle) -> bool:
    try:
        do(county_id, [person])
    except Exception as error:
        if passes(error):
            raise
        log.exception("a person could not be settled")
        return False
    return True


_UNSETTLED = (
    "SELECT f.matter_id FROM ledger_fact f LEFT JOIN settling_summary s ON s.matter_id = f.matter_id"
    " WHERE f.county_id = %s GROUP BY f.matter_id, s.facts HAVING count(*) > coalesce(s.facts, 0)"
)


def unsettled(county_id: str) -> list[UUID]:
    """People of whom more facts are on file than what follows was folded from: found from the facts themselves,
    whatever became of the job that should have settled them."""
    with acting(clock_actor(county_id)):
        return [person for (person,) in rows(_UNSETTLED, [county_id])]


@app.task(name="settle_what_is_left", queue="settle", retry=RETRY)
def settle_what_is_left(county_id: str) -> int:
    """Ask for settling where nobody has, or where whoever should have is gone. Gives how many people.

    Nothing while a job of the county waits or runs; who failed for good waits for the administrator.
    """
    return _new_facts_left(county_id) + settle_other_numbers(county_id)


def settle_other_numbers(county_id: str, *, is_upgraded: bool = False) -> int:
    """Ask for settling of whoever was settled with other numbers than those in force now: a pack was put in force, or
    a version came whose own pack or calendar is another. Gives how many people. After an upgrade what failed with the
    version before is tried again."""
    waits = ("todo", "doing") if is_upgraded else ("todo", "doing", "failed")
    if any(queue.told("settle_after_activation", status, county_id=county_id) for status in waits):
        return 0
    return settle_area_later(county_id, county_id)


def _new_facts_left(county_id: str) -> int:
    if any(queue.told("settle_people", status, county_id=county_id) for status in ("todo", "doing")):
        return 0
    failed = {person for job in queue.told("settle_people", "failed", county_id=county_id) for person in job["person_ids"]}
    people = [person for person in unsettled(county_id) if str(person) not in failed]
    settle_later(county_id, people)
    return len(people)


@app.task(name="fold_standing", queue="settle", retry=RETRY)
def fold_standing(county_id: str) -> None:
    """Keep the register's equation quick: what changed goes into its sums."""
    summing.fold(county_id)


@app.task(name="look_for_matches", queue="settle", retry=RETRY)
def look_for_matches(county_id: str, person_ids: Sequence[str]) -> None:
    """Is a new file's number on file in another town of the county? Only the county learns of it."""
    with acting(clock_actor(county_id), durable=True):
        find_matches(county_id, [UUID(person) for person in person_ids], clock.now())


@app.task(name="move_horizon", queue="settle", retry=RETRY)
def move_horizon(county_id: str) -> None:
    """Write the duties that open within the next two months. Nothing else changes at midnight."""
    actor, today = clock_actor(county_id), clock.today()
    with acting(actor):
        behind = rows(
            "SELECT s.matter_id FROM settling_summary s JOIN casework_current c ON c.person_id = s.matter_id"  # noqa: S608
            f" WHERE s.county_id = %s AND s.folded_until < %s AND c.state NOT IN {NOT_LAID_OUT}",
            [county_id, today + HORIZON],
        )
    for chunk in _chunks([person for (person,) in behind]):
        with acting(actor, durable=True):
            settle(county_id, cases(chunk), clock.now())


def people_of(county_id: str) -> list[UUID]:
    """Everybody with a file in a county, in a fixed order."""
    with acting(clock_actor(county_id)):
        return [
            person for (person,) in rows("SELECT id FROM people_person WHERE county_id = %s ORDER BY id", [county_id])
        ]


def _chunks(people: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(people), CHUNK):
        yield list(people[start : start + CHUNK])


def settle_later(county_id: str, people: Iterable[UUID]) -> None:
    """Ask for settling inside the transaction: it rolls back with it."""
    listed = [str(person) for person in people]
    for start in range(0, len(listed), 1000):
        cast("Any", settle_people).defer(county_id=county_id, person_ids=listed[start : start + 1000])


def settle_area_later(county_id: str, area: str) -> int:
    """Ask for settling of whoever is settled with other numbers than those now in force there, inside the
    transaction. Gives how many people; for nobody no job is asked."""
    people = in_force.folded_otherwise(county_id, area)
    if people:
        cast("Any", settle_after_activation).defer(county_id=county_id, area=area)
    return len(people)
