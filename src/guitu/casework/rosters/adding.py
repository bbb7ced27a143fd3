"""The bulk path: many rows to files, measures and facts in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from guitu.casework.fold import PERSON
from guitu.casework.jobs import look_for_matches
from guitu.casework.load import cases
from guitu.casework.rosters.known import known_files, tell_apart
from guitu.casework.rosters.plans import facts_in, person_of
from guitu.casework.rosters.store import STORE
from guitu.grid.area_steps import steps_of
from guitu.importing import lines
from guitu.importing.lines import Line
from guitu.kit.arrays import array
from guitu.kit.crypto import seal
from guitu.kit.database import Statement, insert_many, row, run
from guitu.kit.database import rows as found_rows
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, FactLine, changed, record_all
from guitu.ledger.packs import digest_sql, timeline_by
from guitu.ledger.sealed import NOTE
from guitu.people import intake
from guitu.people.intake import NewPerson
from guitu.settling.jobs import settle_later
from guitu.settling.settle import settle_known

_MEASURE = (("id", "uuid"), ("county_id", "text"), ("scope_path", "text"), ("person_id", "uuid"), ("kind", "text"),
            ("organ", "bytea"), ("decision_no", "bytea"))
Outcome = tuple[int, str, UUID | None]  # line, outcome, person


def waiting(county_id: str, batch_id: UUID) -> int:
    found = row(
        "SELECT count(*) FROM casework_importrow WHERE county_id = %s AND batch_id = %s AND outcome = 'waiting'",
        [county_id, batch_id],
    )
    return int(found[0]) if found else 0


def add_rows(act: Act, batch_id: UUID, most: int, after: int, settle_now: bool) -> tuple[int, int]:
    """Take in up to so many waiting rows after a line that nobody else is taking in; how many, and the last line."""
    free = "LIMIT %s FOR UPDATE SKIP LOCKED"
    rows = lines.lines(STORE, act.actor.county_id, batch_id, "AND outcome = 'waiting' AND line > %s", [after, most], free)
    if not rows:
        return 0, after
    planned = [line for line in rows if line.plan]
    people = [person_of(line.plan) for line in planned if line.plan]
    steps = steps_of(act.actor.county_id)
    for person in people:  # a roster read before a place got another code
        person.scope_path = steps.now(person.scope_path)
    known = known_files(act.actor.county_id, people)
    outcomes: list[Outcome] = [(line.line, "refused", None) for line in rows if line.is_unreadable]
    fresh: list[tuple[Line, NewPerson]] = []
    for line, person in zip(planned, people, strict=True):
        held = known.get(person.id)
        if held is None:
            fresh.append((line, person))
        else:
            outcomes.append((line.line, tell_apart(held, line.plan or {}), held.person_id if held.is_visible else None))
    _open(act, [person for _, person in fresh])
    outcomes += [(line.line, "added", person.id) for line, person in fresh]
    _measures(act, fresh)
    _facts(act, batch_id, fresh)
    _note(act.actor.county_id, batch_id, outcomes)
    _settle(act, [person.id for _, person in fresh], settle_now)
    return len(rows), rows[-1].line


def _open(act: Act, people: Sequence[NewPerson]) -> None:
    for person in people:
        if person.post_id is None and not act.actor.whole:
            person.post_id = act.actor.post_id
    intake.add(act.actor.county_id, people, act.at, act.on)
    changed(act, [Change("person", p.id, p.scope_path, p.id, {"town": p.town_path}) for p in people])


def _measures(act: Act, rows: Sequence[tuple[Line, NewPerson]]) -> None:
    values, changes = [], []
    for line, person in rows:
        for found, kind, organ, number in (line.plan or {})["measures"]:
            measure = UUID(found)
            organ_sealed = seal("casework_measure|organ", measure, organ or None)
            number_sealed = seal("casework_measure|decision_no", measure, number or None)
            values.append(
                (measure, act.actor.county_id, person.scope_path, person.id, kind, organ_sealed, number_sealed)
            )
            changes.append(Change("measure", measure, person.scope_path, person.id, {"kind": kind}))
    insert_many("casework_measure", _MEASURE, values)
    changed(act, changes)


def _facts(act: Act, batch_id: UUID, rows: Sequence[tuple[Line, NewPerson]]) -> None:
    """Facts with their ledger lines, each under the pack of its town."""
    acts = _acts(act, {person.town_path for _, person in rows})
    by_town: dict[str, list[FactLine]] = {}
    for line, person in rows:
        held = by_town.setdefault(person.town_path, [])
        for fact in facts_in(line.plan or {}):
            held.append(
                FactLine(fact.id, person.id, person.scope_path, person.scope_path, fact.kind, fact.on, fact.body,
                         act.at, batch_id=batch_id, note=seal(NOTE, fact.id, fact.note or None))
            )
    record_all([(acts[town], held) for town, held in by_town.items()])


_PACKS = Statement(f"SELECT town, {digest_sql('%s', 'town')} FROM unnest(%s::text[]) AS town")  # noqa: S608  ours
_OUTCOMES = Statement(
    "UPDATE casework_importrow r SET outcome = n.outcome, person_id = n.person_id"
    " FROM unnest(%s::int[], %s::text[], %s::uuid[]) AS n(line, outcome, person_id)"
    " WHERE r.county_id = %s AND r.batch_id = %s AND r.line BETWEEN %s AND %s AND r.line = n.line"
)


def _acts(act: Act, towns: set[str]) -> dict[str, Act]:
    """The same act under the pack of each town; one query."""
    county = act.actor.county_id
    found = found_rows(
        _PACKS,
        [county, array("text", sorted(towns))],
    )
    return {town: replace(act, policy=timeline_by(county, town, pack).version(act.on)) for town, pack in found}


def _note(county_id: str, batch_id: UUID, outcomes: Sequence[Outcome]) -> None:
    """What became of each line. By lines and not by ids: they lie side by side, whatever the planner knows."""
    numbers = [line for line, _, _ in outcomes]
    run(
        _OUTCOMES,
        [array("int", numbers), array("text", [what for _, what, _ in outcomes]),
         array("uuid", [person for _, _, person in outcomes]), county_id, batch_id, min(numbers), max(numbers)],
    )


def _settle(act: Act, people: Sequence[UUID], settle_now: bool) -> None:
    if not people:
        return
    if settle_now:
        settle_known(act.actor.county_id, cases(people), act.at)
        listed = [str(person) for person in people]
        cast("Any", look_for_matches).defer(county_id=act.actor.county_id, person_ids=listed)
    else:
        settle_later(PERSON, act.actor.county_id, people)
