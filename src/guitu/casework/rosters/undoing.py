"""Taking a batch back: its facts are withdrawn, the files that it opened are put away. Nothing is deleted.

A file that is put away has no number, no telephone and nobody who looks after it any more: it is found nowhere, and
the same person may be put on the book again by any door, with a new file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from guitu.casework.fold import PERSON
from guitu.casework.load import cases
from guitu.kit.database import row, rows, run
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, FactLine, changed, record_all
from guitu.settling.jobs import settle_later
from guitu.settling.settle import settle_known


def waiting(county_id: str, batch_id: UUID) -> int:
    found = row(
        "SELECT count(*) FROM casework_importrow WHERE county_id = %s AND batch_id = %s AND outcome = 'added'",
        [county_id, batch_id],
    )
    return int(found[0]) if found else 0


class Outlook(NamedTuple):
    """What taking a batch back would do, as far as this post sees."""

    undone: int
    kept: int  # something else was recorded of them since: they are left as they are
    gone: int  # in another area since, and not seen from here


def outlook(county_id: str, batch_id: UUID) -> Outlook:
    found = row(
        f"SELECT count(p.id), count(*), (SELECT count(*) FROM ({_KEPT}) k) FROM casework_importrow r"  # noqa: S608  ours
        " LEFT JOIN people_person p ON p.id = r.person_id WHERE r.county_id = %s AND r.batch_id = %s AND r.outcome = 'added'",
        [batch_id, batch_id, county_id, batch_id],
    )
    seen, added, kept = found or (0, 0, 0)
    return Outlook(seen - kept, kept, added - seen)


_KEPT = (
    "SELECT DISTINCT r.person_id FROM casework_importrow r JOIN ledger_fact f ON f.matter_id = r.person_id"
    " WHERE r.county_id = current_setting('guitu.county', true) AND r.batch_id = %s AND r.outcome = 'added' AND f.batch_id IS DISTINCT FROM %s"
    " AND f.kind <> 'withdrawn' AND NOT EXISTS"
    " (SELECT 1 FROM ledger_fact w WHERE w.matter_id = f.matter_id AND w.corrects = f.id)"
)


def undo_rows(act: Act, batch_id: UUID, most: int, after: int, settle_now: bool) -> tuple[int, int]:
    """Take back up to so many rows after a line; how many were looked at, and the last line."""
    county = act.actor.county_id
    found = rows(
        "SELECT line, person_id FROM casework_importrow WHERE county_id = %s AND batch_id = %s AND outcome = 'added'"
        " AND line > %s ORDER BY line LIMIT %s",
        [county, batch_id, after, most],
    )
    if not found:
        return 0, after
    asked = [person for _, person in found]
    people = [person for (person,) in rows("SELECT id FROM people_person WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [asked])]
    kept = {
        person
        for (person,) in rows(f"{_KEPT} AND r.person_id = ANY(%s)", [batch_id, batch_id, people])
    }
    undone = [person for person in people if person not in kept]
    _withdraw(act, batch_id, undone)
    if undone and settle_now:
        settle_known(county, cases(undone), act.at)
    elif undone:
        settle_later(PERSON, county, undone)
    changed(act, _put_away(act, undone))
    run(
        "UPDATE casework_importrow SET outcome = CASE WHEN person_id = ANY(%s) THEN 'kept' WHEN person_id = ANY(%s)"
        " THEN 'undone' ELSE 'gone' END WHERE county_id = %s AND batch_id = %s AND line BETWEEN %s AND %s AND outcome = 'added'",
        [list(kept), undone, county, batch_id, found[0][0], found[-1][0]],
    )
    return len(found), found[-1][0]


def _withdraw(act: Act, batch_id: UUID, people: Sequence[UUID]) -> None:
    """One withdrawal per fact of the batch that still stands."""
    found = rows(
        "SELECT f.id, f.matter_id, f.scope_path, f.happened_path FROM ledger_fact f"
        " WHERE f.matter_id = ANY(%s) AND f.batch_id = %s AND f.kind <> 'withdrawn' AND NOT EXISTS"
        " (SELECT 1 FROM ledger_fact w WHERE w.matter_id = f.matter_id AND w.corrects = f.id)",
        [list(people), batch_id],
    )
    body = {"why": "batch_undone"}
    lines = [
        FactLine(uuid4(), person, scope, happened, "withdrawn", act.on, body, act.at, corrects=fact, batch_id=batch_id)
        for fact, person, scope, happened in found
    ]
    record_all([(act, lines)])


def _put_away(act: Act, people: Sequence[UUID]) -> list[Change]:
    """Last of all: a post with people of its own does not see the files afterwards."""
    found = rows(
        "UPDATE people_person SET sealed_at = %s, version = version + 1 WHERE id = ANY(%s) RETURNING id, scope_path",
        [act.at, list(people)],
    )
    run(
        "UPDATE people_identity SET id_index = NULL, phone_index = NULL, tokens = '{}' WHERE person_id = ANY(%s)",
        [list(people)],
    )
    run(
        "UPDATE matters_part SET until_on = %s WHERE matter_id = ANY(%s) AND until_on IS NULL", [act.on, list(people)]
    )
    return [Change("person", person, path, person, {"put_away": "batch_undone"}) for person, path in found]
