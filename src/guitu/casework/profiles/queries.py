# ruff: noqa: S608  the pieces put into statements are constants of these modules
"""What the person's page reads: the person with everything folded, duties and facts in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts
from guitu.kit.errors import NotVisible
from guitu.ledger.packs import digest_sql
from guitu.people.access import LOOKS

_PERSON = f"""
SELECT p.id, p.county_id, p.scope_path, p.home_path, p.masked, p.sex, p.born_on,
  {place_sql("p.scope_path")} AS place, t.short AS town, h.short AS home,
  CASE WHEN c.next_on <= %(today)s THEN c.next_state ELSE c.state END AS state,
  CASE WHEN c.next_on <= %(today)s THEN c.next_on ELSE c.since_on END AS since_on,
  s.course::text AS course,
  (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT m.part, g.name, o.role FROM people_assignment m
    LEFT JOIN grid_holding g ON g.post_id = m.post_id AND g.until_on IS NULL
    LEFT JOIN grid_post o ON o.id = m.post_id
    WHERE m.person_id = p.id AND m.until_on IS NULL ORDER BY m.part <> 'responsible', m.part) x)::text AS team,
  {LOOKS.format(person="p.id")}::text AS looks,
  (SELECT jsonb_build_object('balance', coalesce(sum(hundredths), 0),
    'month', coalesce(sum(hundredths) FILTER (WHERE earned_on >= date_trunc('month', %(today)s::date)), 0))
    FROM casework_pointstransfer WHERE person_id = p.id)::text AS points,
  (SELECT json_agg(x) FROM (SELECT d.id, d.person_id, d.key, d.kind, d.state, d.opens_on, d.planned_on, d.due_on,
     d.hidden_until, d.done_by, d.done_on, d.reasons
    FROM duties_duty d WHERE d.county_id = p.county_id AND d.person_id = p.id AND d.kind = ANY(%(kinds)s)
     AND (d.state = 'open' OR %(closed)s)
    ORDER BY d.due_on, d.key) x)::text AS duties,
  (SELECT json_agg(x) FROM (SELECT f.id, f.kind, f.happened_on, f.recorded_at, f.corrects, f.body,
     encode(f.note, 'hex') AS note, coalesce(h.name, '') AS who
    FROM casework_fact f LEFT JOIN grid_holding h ON h.post_id = f.post_id
     AND h.from_on <= f.recorded_at::date AND (h.until_on IS NULL OR h.until_on > f.recorded_at::date)
    WHERE f.person_id = p.id ORDER BY f.happened_on DESC, f.recorded_at DESC, f.id) x)::text AS facts,
  {digest_sql("p.county_id", "p.scope_path")} AS pack
FROM people_person p
LEFT JOIN grid_area t ON t.path = left(p.scope_path, 9)
LEFT JOIN grid_area h ON h.path = p.home_path
LEFT JOIN casework_current c ON c.person_id = p.id LEFT JOIN casework_summary s ON s.person_id = p.id
WHERE p.id = %(person)s AND p.sealed_at IS NULL
"""


def person(person_id: UUID, kinds: Sequence[str], today: date, *, closed: bool) -> dict[str, Any]:
    """The person as folded, the team, who looked, the points; the duties of these kinds in the order of their last
    days, those that are `closed` too; everything that was recorded, the newest first. NotVisible outside one's
    grid or when sealed."""
    asked = {"person": person_id, "kinds": list(kinds), "today": today, "closed": closed}
    found = dicts(_PERSON, asked, prepared=True)
    if not found:
        raise NotVisible
    row = found[0]
    for name in ("course", "team", "looks", "points"):
        row[name] = orjson.loads(row[name] or "{}")
    row["duties"] = [_duty(one) for one in orjson.loads(row["duties"] or "[]")]
    row["facts"] = [_fact(one) for one in orjson.loads(row["facts"] or "[]")]
    return row


_DAYS = ("opens_on", "planned_on", "due_on", "hidden_until", "done_on")


def _duty(found: dict[str, Any]) -> dict[str, Any]:
    found["person_id"] = UUID(found["person_id"])
    for name in _DAYS:
        if found[name]:
            found[name] = date.fromisoformat(found[name])
    return found


def _fact(found: dict[str, Any]) -> dict[str, Any]:
    found["happened_on"] = date.fromisoformat(found["happened_on"])
    found["recorded_at"] = datetime.fromisoformat(found["recorded_at"])
    found["note"] = bytes.fromhex(found["note"]) if found["note"] else None
    return found


def is_ours(row: dict[str, Any], actor: Actor) -> bool:
    """Carried out here; else only the household register is: BASIC and STATUS and nothing else."""
    return bool(actor.lo <= row["scope_path"] < actor.hi)


def transfers(person_id: UUID) -> list[dict[str, Any]]:
    """Points moved, the newest first."""
    return dicts(
        "SELECT item, earned_on, posted_at, hundredths, source FROM casework_pointstransfer WHERE person_id = %s"
        " ORDER BY earned_on DESC, posted_at DESC, id LIMIT 200",
        [person_id],
    )
