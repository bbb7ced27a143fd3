"""Background work of settling, safe to run twice: after an import, after another pack, and moving the horizon."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from procrastinate.contrib.django import app

from guitu.grid import summing
from guitu.grid.access import clock_actor
from guitu.kit import clock, queue
from guitu.kit.clock import local_day
from guitu.kit.database import acting, rows
from guitu.kit.patience import passes
from guitu.kit.queue import RETRY
from guitu.settling import in_force
from guitu.settling.composers import COMPOSERS, Composer
from guitu.settling.load import matters
from guitu.settling.settle import HORIZON, settle, settle_known

log = logging.getLogger(__name__)

CHUNK = 200  # matters per transaction: short locks, little memory
FOLDED_TOGETHER = 5  # transactions whose changes go into the sums at once: folding costs as much for few as for many
Kinds = Iterable[tuple[str, UUID]]  # matters, each with its kind; those of one kind together


class NotSettled(Exception):
    """Something could not be settled; all else of the job was. It is tried again, and then seen as failed."""


@app.task(name="settle_matters", queue="settle", retry=RETRY)
def settle_matters(county_id: str, kind: str, matter_ids: Sequence[str]) -> None:
    """Settle matters whose facts came in a batch. One that cannot be settled keeps no other waiting."""
    _settle_all(county_id, [(kind, UUID(one)) for one in matter_ids], _settle)


@app.task(name="settle_people", queue="settle", retry=RETRY)
def settle_people(county_id: str, person_ids: Sequence[str]) -> None:
    """The same as the version before asked for it: such a line may still wait when this version begins."""
    settle_matters(county_id, "person", person_ids)


@app.task(name="settle_after_activation", queue="settle", retry=RETRY)
def settle_after_activation(county_id: str, area: str) -> None:
    """Settle whatever of an area was settled with other numbers than those in force now. Run again it goes on where
    it was: what is settled already is not found any more."""
    _settle_all(county_id, in_force.folded_otherwise(county_id, area), _settle_with_pack_in_force)


Settle = Callable[[str, Composer[Any, Any], Sequence[UUID]], None]


def _settle_all(county_id: str, kinds: Kinds, do: Settle) -> None:
    left = 0
    for number, (composer, chunk) in enumerate(_chunks(kinds), start=1):
        try:
            do(county_id, composer, chunk)
        except Exception as error:
            if passes(error):
                raise
            left += sum(not _settled_alone(county_id, composer, one, do) for one in chunk)
        if number % FOLDED_TOGETHER == 0:
            summing.fold(county_id)  # else pages would add up the changes of a whole county
    summing.fold(county_id)
    if left:
        raise NotSettled(f"{left} files")


def _settle(county_id: str, composer: Composer[Any, Any], some: Sequence[UUID]) -> None:
    with acting(clock_actor(county_id), durable=True):
        settle_known(county_id, matters(composer, some, put_away=True), clock.now())
        composer.after(county_id, some, clock.now())


def _settle_with_pack_in_force(county_id: str, composer: Composer[Any, Any], some: Sequence[UUID]) -> None:
    with acting(clock_actor(county_id), durable=True):
        settle(county_id, matters(composer, some, put_away=True), clock.now())


def _settled_alone(county_id: str, composer: Composer[Any, Any], one: UUID, do: Settle) -> bool:
    try:
        do(county_id, composer, [one])
    except Exception as error:
        if passes(error):
            raise
        log.exception("a file could not be settled")
        return False
    return True


_UNSETTLED = (
    # counted first: a file has one summary, not one for each of its facts
    "SELECT m.kind, f.matter_id FROM (SELECT matter_id, count(*) AS n FROM ledger_fact WHERE county_id = %s GROUP BY matter_id) f"
    " LEFT JOIN settling_summary s ON s.matter_id = f.matter_id JOIN matters_matter m ON m.id = f.matter_id"
    " WHERE m.kind = ANY(%s) AND f.n > coalesce(s.facts, 0)"
    # what was opened before its state was kept with it
    " UNION SELECT m.kind, m.id FROM matters_matter m WHERE m.county_id = %s AND m.state IS NULL AND m.kind = ANY(%s) ORDER BY 1, 2"
)


def unsettled(county_id: str) -> list[tuple[str, UUID]]:
    """Matters, each with its kind, of which more facts are on file than what follows was folded from: found from the facts
    themselves, whatever became of the job that should have settled them."""
    stateful = [kind for kind, composer in COMPOSERS.items() if composer.keeps_state]
    with acting(clock_actor(county_id)):
        # not of what is sealed: its facts have no words, and nothing follows from them any more
        summed = [kind for kind, composer in COMPOSERS.items() if composer.keeps_summary]
        return [(kind, matter) for kind, matter in rows(_UNSETTLED, [county_id, summed, county_id, stateful])]


@app.task(name="settle_what_is_left", queue="settle", retry=RETRY)
def settle_what_is_left(county_id: str) -> int:
    """Ask for settling where nobody has, or where whoever should have is gone. Gives how many matters.

    Nothing while a job of the county waits or runs; what failed for good waits for the administrator.
    """
    return _new_facts_left(county_id) + settle_other_numbers(county_id)


def settle_other_numbers(county_id: str, *, is_upgraded: bool = False) -> int:
    """Ask for settling of whatever was settled with other numbers than those in force now: a pack was put in force, or
    a version came whose own pack or calendar is another. Gives how many matters. After an upgrade what failed with the
    version before is tried again."""
    waits = ("todo", "doing") if is_upgraded else ("todo", "doing", "failed")
    if any(queue.told("settle_after_activation", status, county_id=county_id) for status in waits):
        return 0
    return settle_area_later(county_id, county_id)


def _new_facts_left(county_id: str) -> int:
    if any(queue.told("settle_matters", status, county_id=county_id) for status in ("todo", "doing")):
        return 0
    failed = {one for job in queue.told("settle_matters", "failed", county_id=county_id) for one in job["matter_ids"]}
    left = [(kind, matter) for kind, matter in unsettled(county_id) if str(matter) not in failed]
    for kind, some in groupby(left, key=itemgetter(0)):
        settle_later(COMPOSERS[kind], county_id, [matter for _, matter in some])
    return len(left)


@app.task(name="move_horizon", queue="settle", retry=RETRY)
def move_horizon(county_id: str) -> None:
    """Write the duties that open within the next two months. Nothing else changes at midnight."""
    lay_out_ahead(county_id, clock.now())


def lay_out_ahead(county_id: str, at: datetime) -> None:
    """Whose duties are not written for two months from that moment on: they are."""
    actor, ahead = clock_actor(county_id), local_day(at) + HORIZON
    for composer in COMPOSERS.values():
        with acting(actor):
            behind = rows(
                "SELECT s.matter_id FROM settling_summary s JOIN matters_matter k ON k.id = s.matter_id AND k.kind = %s"  # noqa: S608  ours
                f" WHERE s.county_id = %s AND s.folded_until < %s AND {composer.runs_on}",
                [composer.kind, county_id, ahead],
            )
        for _, chunk in _chunks((composer.kind, matter) for (matter,) in behind):
            with acting(actor, durable=True):
                settle(county_id, matters(composer, chunk), at)


def matters_of(composer: Composer[Any, Any], county_id: str) -> list[UUID]:
    """Every matter of a kind in a county, in a fixed order."""
    with acting(clock_actor(county_id)):
        found = rows("SELECT id FROM matters_matter WHERE county_id = %s AND kind = %s ORDER BY id", [county_id, composer.kind])
        return [matter for (matter,) in found]


def _chunks(kinds: Kinds) -> Iterator[tuple[Composer[Any, Any], list[UUID]]]:
    for kind, group in groupby(kinds, key=itemgetter(0)):
        some = [matter for _, matter in group]
        for start in range(0, len(some), CHUNK):
            yield COMPOSERS[kind], some[start : start + CHUNK]


def settle_later(composer: Composer[Any, Any], county_id: str, some: Iterable[UUID]) -> None:
    """Ask for settling inside the transaction: it rolls back with it."""
    listed = [str(matter) for matter in some]
    for start in range(0, len(listed), 1000):
        cast("Any", settle_matters).defer(county_id=county_id, kind=composer.kind, matter_ids=listed[start : start + 1000])


def settle_area_later(county_id: str, area: str) -> int:
    """Ask for settling of whatever is settled with other numbers than those now in force there, inside the
    transaction. Gives how many matters; for none no job is asked."""
    some = in_force.folded_otherwise(county_id, area)
    if some:
        cast("Any", settle_after_activation).defer(county_id=county_id, area=area)
    return len(some)
