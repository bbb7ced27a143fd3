"""Pairs of files with one number in two towns: seen by the county alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from guitu.kit.database import Statement, dicts, row
from guitu.people.basics import opened

_PAIR = """
SELECT m.id, m.found_at, m.settled_at, m.how, p.id AS one_id, p.basics AS one_basics,
  t.short AS one_town, c.state AS one_state, q.id AS other_id, q.basics AS other_basics,
  u.short AS other_town, d.state AS other_state
FROM people_match m
JOIN people_person p ON p.id = m.one_id AND p.sealed_at IS NULL
JOIN people_person q ON q.id = m.other_id AND q.sealed_at IS NULL
LEFT JOIN grid_area t ON t.path = left(p.scope_path, 9) LEFT JOIN grid_area u ON u.path = left(q.scope_path, 9)
LEFT JOIN casework_current c ON c.person_id = p.id LEFT JOIN casework_current d ON d.person_id = q.id
"""


def pairs(limit: int = 50) -> list[dict[str, Any]]:
    """The pairs still to be settled, the oldest first."""
    return _opened(dicts(_PAIR + " WHERE m.settled_at IS NULL ORDER BY m.found_at, m.id LIMIT %s", [limit]))


def settled(limit: int = 50) -> list[dict[str, Any]]:
    """The pairs that were settled, the newest first; each may be taken back."""
    return _opened(dicts(_PAIR + " WHERE m.settled_at IS NOT NULL ORDER BY m.settled_at DESC, m.id LIMIT %s", [limit]))


def pair(match_id: object) -> dict[str, Any] | None:
    found = _opened(dicts(_PAIR + " WHERE m.id = %s", [match_id]))
    return found[0] if found else None


def _opened(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With what a list shows of both: `one`, `other`."""
    return [
        row | {side: opened(row[f"{side}_id"], row[f"{side}_basics"]) for side in ("one", "other")} for row in found
    ]


_WAITING = Statement(
    "SELECT count(*), min(m.found_at) FROM people_match m JOIN people_person p ON p.id = m.one_id AND p.sealed_at IS NULL"
    " JOIN people_person q ON q.id = m.other_id AND q.sealed_at IS NULL WHERE m.settled_at IS NULL"
)


def waiting() -> tuple[int, datetime | None]:
    """How many pairs are to be settled, and since when the oldest waits."""
    found = row(_WAITING)
    return (int(found[0]), found[1]) if found else (0, None)


_ON_FILE = """
SELECT f.matter_id, count(*) AS records, count(*) FILTER (WHERE f.kind = 'urine_test') AS tests,
  count(*) FILTER (WHERE f.kind = 'visit') AS visits, max(f.happened_on) AS last_on,
  (SELECT h.name FROM matters_part m JOIN grid_holding h ON h.post_id = m.post_id AND h.until_on IS NULL
    WHERE m.matter_id = f.matter_id AND m.part = 'responsible' AND m.until_on IS NULL LIMIT 1) AS worker
FROM ledger_fact f WHERE f.matter_id = ANY(%s) GROUP BY f.matter_id
"""


def on_file(files: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """What each of two files holds, in numbers, and who looks after it."""
    return {one["matter_id"]: one for one in dicts(_ON_FILE, [files])}
