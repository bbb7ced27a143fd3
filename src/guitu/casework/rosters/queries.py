"""What the pages of an import read: batches, counts, the lines to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.casework.rosters.placing import places_of
from guitu.casework.rosters.questions import PLACES_ASKED, Question, questions_in
from guitu.casework.rosters.store import STORE
from guitu.grid.held import held
from guitu.grid.naming import place_sql
from guitu.importing import lines
from guitu.importing.files import Batch, batches_of
from guitu.importing.lines import Line
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, row, rows
from guitu.kit.errors import NotVisible
from guitu.people.basics import opened, spread

PER_PAGE = 50
# Which lines a tab shows: our own words, never typed.
TABS: dict[str, str] = {
    "wrong": "AND outcome = 'refused'",
    "warned": "AND outcome NOT IN ('refused', 'skipped', 'above', 'asked') AND warnings <> '[]'",
    "good": "AND outcome = 'waiting'",
    "new": "AND outcome = 'waiting' AND person_id IS NULL",
    "on_file": "AND outcome = 'waiting' AND person_id IS NOT NULL",
    "skipped": "AND outcome = 'skipped'",
    "added": "AND outcome = 'added'",
    "differs": "AND outcome = 'differs'",
    "same": "AND outcome = 'same'",
    "colleague": "AND outcome = 'colleague'",
    "undone": "AND outcome = 'undone'",
    "kept": "AND outcome = 'kept'",
    "gone": "AND outcome = 'gone'",
}


def batch(batch_id: UUID) -> Batch:
    """The batch, or NotVisible."""
    found = batches_of(STORE, "b.id = %s", [batch_id])
    if not found:
        raise NotVisible
    return found[0]


def batches(actor: Actor, most: int = 20) -> list[Batch]:
    """The post's latest rosters; the whole area's where it sees the whole area."""
    return batches_of(STORE, "b.county_id = %s ORDER BY b.created_at DESC LIMIT %s", [actor.county_id, most])


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    total: int


def page_of(actor: Actor, batch_id: UUID, tab: str, code: str, page: int) -> Page:
    """The lines of one tab, or of one kind of error; opened only as far as the page shows them."""
    where, params = TABS[tab], list[Any]()
    if code:
        column = "errors" if tab == "wrong" else "warnings"
        where += f" AND EXISTS (SELECT 1 FROM jsonb_array_elements({column}) e WHERE e->>0 = %s)"  # noqa: S608  ours
        params.append(code)
    total = row(
        f"SELECT count(*) FROM casework_importrow WHERE county_id = %s AND batch_id = %s {where}",  # noqa: S608  ours
        [actor.county_id, batch_id, *params],
    )
    shown = lines.lines(
        STORE, actor.county_id, batch_id, where, [*params, PER_PAGE, (page - 1) * PER_PAGE], "LIMIT %s OFFSET %s"
    )
    return Page(shown, int(total[0]) if total else 0)


def waiting_on_file(batch_id: UUID) -> int:
    """How many lines that wait are about somebody who is on file here."""
    found = row(
        "SELECT count(*) FROM casework_importrow WHERE batch_id = %s AND outcome = 'waiting' AND person_id IS NOT NULL", [batch_id]
    )
    return int(found[0]) if found else 0


def unsettled(batch_id: UUID) -> list[UUID]:
    """People of a batch of whom nothing has followed yet, or of whom something still stands after it was taken back:
    the job that does it is on its way, or has failed."""
    found = rows(
        "SELECT r.person_id FROM casework_importrow r JOIN people_person p ON p.id = r.person_id"
        " LEFT JOIN settling_summary s ON s.matter_id = r.person_id LEFT JOIN casework_current c ON c.person_id = r.person_id"
        " WHERE r.batch_id = %s AND (r.outcome = 'added'"
        "  AND (SELECT count(*) FROM ledger_fact f WHERE f.matter_id = r.person_id) > coalesce(s.facts, 0)"
        "  OR r.outcome = 'undone' AND c.person_id IS NOT NULL) ORDER BY r.line",
        [batch_id],
    )
    return [person for (person,) in found]


# Rows of which something is asked: those that wait for the answer, and those with a town or a village that nobody knows.
ASKED = (
    "AND (outcome = 'asked' OR outcome = 'refused' AND errors @> '[[\"town_unknown\"]]'"
    " OR outcome = 'waiting' AND warnings @> '[[\"village_unknown\"]]')"
)


def asked(actor: Actor, batch: Batch, on: date | None = None) -> list[Question]:
    """What may still be answered about this file; with the day, unknown towns and villages too."""
    told = {**batch.counts.get("errors", {}), **batch.counts.get("warnings", {})}
    places = places_of(actor, batch.scope_path, on) if on and told.keys() & set(PLACES_ASKED) else None
    if places is None and not batch.count("asked"):
        return []
    return questions_in(lines.lines(STORE, actor.county_id, batch.id, ASKED), places)


def places_of_people(people: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Masked name and place of people, those visible."""
    found = rows(
        f"SELECT p.id, p.basics, coalesce({place_sql('p.scope_path')}, '') FROM people_person p"  # noqa: S608  ours
        " WHERE p.id = ANY(%s) AND p.sealed_at IS NULL",
        [list(people)],
    )
    return {person: (opened(person, basics).masked, place) for person, basics, place in found}


def without_worker(actor: Actor, page: int, today: date) -> tuple[list[dict[str, Any]], int]:
    """还没有责任社工: people on the lists whom nobody looks after, or whose post is vacant."""
    where = (
        "FROM people_person p JOIN casework_current c ON c.person_id = p.id"  # noqa: S608  parts are ours
        " WHERE p.county_id = %s AND p.sealed_at IS NULL AND p.scope_path >= %s AND p.scope_path < %s"
        " AND c.state NOT IN ('dead', 'struck_off', 'moved_out', 'abstinent') AND NOT EXISTS (SELECT 1 FROM matters_part s"
        f" JOIN grid_holding h ON h.post_id = s.post_id AND {held('h', '%s')}"
        " WHERE s.matter_id = p.id AND s.part = 'responsible' AND s.until_on IS NULL)"
    )
    params = [actor.county_id, actor.lo, actor.hi, today, today]
    total = row(f"SELECT count(*) {where}", params)
    found = dicts(
        f"SELECT p.id, p.basics, coalesce({place_sql('p.scope_path')}, '') AS place, c.state {where} ORDER BY p.scope_path, p.id"
        " LIMIT %s OFFSET %s",
        [*params, PER_PAGE, (page - 1) * PER_PAGE],
    )
    return [spread(one) for one in found], int(total[0]) if total else 0
