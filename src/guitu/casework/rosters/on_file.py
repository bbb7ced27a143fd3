"""Who of a roster is on file when it is read: told before anything is taken in, and what differs is taken over by row
through the command that corrects it on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from guitu.casework.rosters.known import differences, known_files
from guitu.casework.rosters.plans import person_of
from guitu.casework.rosters.store import SHEET, STORE
from guitu.importing import lines
from guitu.importing.lines import Line
from guitu.importing.registry import CORRECTIONS
from guitu.importing.staged import StagedRow, reason_of
from guitu.kit.actor import Actor
from guitu.kit.arrays import array
from guitu.kit.database import acting, rows, run
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act
from guitu.people.namesakes import named, namesakes
from guitu.rules.verdict import Reason

MAY_BE = "may_be_on_file"
# What a correction may take over: field of the roster → argument of the command.
TAKEN = {"name": "name", "phone": "phone", "living_address": "address", "registered_address": "home_address"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The rows of a file as they are kept, those who may be on file warned of, and whose file a line is about."""

    rows: list[StagedRow]
    files: list[tuple[int, UUID]]  # line, file that this post sees


def recognised(act: Act, staged: Sequence[StagedRow]) -> Recognised:
    """Who of the rows that wait is on file, by number; and where the number is on no file, who has the name and the birth
    date of somebody there: that row is told so, and nothing holds it up. Three queries for any number of rows."""
    planned = [(row, person_of(row.plan)) for row in staged if row.outcome == "waiting" and row.plan]
    held = known_files(act.actor.county_id, [person for _, person in planned])
    files = [(row.line, held[person.id].person_id) for row, person in planned if person.id in held and held[person.id].is_visible]
    new = {row.line: named(p.name, p.born_on) for row, p in planned if p.id not in held and p.born_on}
    alike = namesakes(act.actor, set(new.values()))
    if not alike:
        return Recognised(list(staged), files)
    return Recognised([_warned(row, alike.get(new[row.line], ())) if row.line in new else row for row in staged], files)


def _warned(row: StagedRow, people: Sequence[UUID]) -> StagedRow:
    if not people:
        return row
    reason = Reason(MAY_BE, {"fields": ("name", "born_on"), "people": tuple(map(str, people))})
    return replace(row, warnings=(*row.warnings, reason))


def as_told_before(row: StagedRow, line: Line | None) -> StagedRow:
    """A row that was read again only to be counted: who may be on file stays as its line has it."""
    said = [reason_of(kept) for kept in line.warnings if kept[0] == MAY_BE] if line else []
    return replace(row, warnings=(*row.warnings, *said)) if said else row


def alike_in(found: Sequence[Line]) -> dict[UUID, list[UUID]]:
    """Who may be meant by each of these lines."""
    return {
        line.id: [UUID(person) for code, values in line.warnings if code == MAY_BE for person in values["people"]] for line in found
    }


def mark(act: Act, batch_id: UUID, files: Sequence[tuple[int, UUID]]) -> None:
    """Write beside each line whose file it is about."""
    if files:
        run(
            "UPDATE casework_importrow r SET person_id = n.person_id FROM unnest(%s::int[], %s::uuid[]) AS n(line, person_id)"
            " WHERE r.county_id = %s AND r.batch_id = %s AND r.line = n.line",
            [array("int", [line for line, _ in files]), array("uuid", [person for _, person in files]), act.actor.county_id, batch_id],
        )


def take_over(actor: Actor, batch_id: UUID, wanted: Sequence[UUID], *, at: datetime, door: str) -> tuple[int, list[Any]]:
    """Correct the files of these lines by what the roster says of name, telephone and addresses; how many, and what was
    refused. Each line is one request: sent twice it corrects once."""
    with acting(actor):
        found = lines.lines(STORE, actor.county_id, batch_id, "AND id = ANY(%s) AND outcome IN ('waiting', 'differs')", [list(wanted)])
        people = {line.id: person_of(line.plan) for line in found if line.plan}
        known = known_files(actor.county_id, list(people.values()))
    done, refused = 0, list[Any]()
    for line in found:
        held = known.get(people[line.id].id) if line.id in people else None
        if held is None or not held.is_visible or line.plan is None:
            continue
        wants = {TAKEN[name]: new for name, _old, new in differences(held, line.plan) if name in TAKEN and new}
        if not wants:
            continue
        try:
            CORRECTIONS[SHEET](
                actor, at=at, door=door, request_id=f"{line.id}-take", person_id=held.person_id, seen=held.corrected,
                because="papers", words="名册", **wants,
            )
            done += 1
        except Refused as refusal:
            refused += refusal.reasons
        except (NotVisible, Stale):
            continue
    return done, refused


def new_measures(found: Sequence[Line], people: Sequence[UUID]) -> dict[UUID, list[tuple[str, date]]]:
    """Measures of these lines, by line, whose day of decision no measure on file has. One query."""
    decided: dict[UUID, set[date]] = {}
    for person, day in rows(
        "SELECT f.matter_id, f.happened_on FROM ledger_fact f WHERE f.matter_id = ANY(%s) AND f.kind = 'measure_decided'"
        " AND NOT EXISTS (SELECT 1 FROM ledger_fact w WHERE w.matter_id = f.matter_id AND w.corrects = f.id)",
        [list(people)],
    ):
        decided.setdefault(person, set()).add(day)
    answer: dict[UUID, list[tuple[str, date]]] = {}
    for line in found:
        if line.plan is None or line.became is None:
            continue
        told = [
            (str(body.get("measure_kind", "")), date.fromisoformat(on))
            for _id, kind, on, body in line.plan["facts"]
            if kind == "measure_decided"
        ]
        answer[line.id] = [one for one in told if one[1] not in decided.get(line.became, set())]
    return answer
