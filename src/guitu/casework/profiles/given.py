"""A person and what happened as the interface gives them: codes and days, cut down to the classes of who asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from guitu.casework.profiles import measures, words
from guitu.casework.profiles.queries import Row, Wish, is_ours, person
from guitu.casework.profiles.story import told_to
from guitu.kit.actor import Actor
from guitu.kit.arrays import spelled
from guitu.kit.crypto import shown
from guitu.kit.database import Statement, dicts
from guitu.kit.errors import NotVisible
from guitu.ledger.sealed import NOTE, body_in

PAGE = 50
End = tuple[str, str, str]  # day, time and id of the last fact of a page
_FACTS = Statement("""
SELECT f.id, f.kind, f.happened_on, f.recorded_at, f.corrects, f.body, f.note, f.post_id,
  (SELECT c.id FROM ledger_fact c WHERE c.matter_id = f.matter_id AND c.corrects = f.id
   ORDER BY c.happened_on, c.recorded_at, c.id DESC LIMIT 1) AS corrected_by
FROM ledger_fact f WHERE f.matter_id = %(person)s AND f.kind = ANY(%(kinds)s)
  AND (%(day)s = '' OR (f.happened_on, f.recorded_at, f.id) < (nullif(%(day)s, '')::date, nullif(%(at)s, '')::timestamptz,
    nullif(%(id)s, '')::uuid))
ORDER BY f.happened_on DESC, f.recorded_at DESC, f.id DESC LIMIT %(limit)s
""")


def person_given(person_id: UUID, actor: Actor, on: date) -> Row:
    """One person: the masked name, the state and the running measure, the points, as the classes allow. NotVisible
    outside; of somebody carried out elsewhere the household register's side reads the state and no more."""
    found = person(person_id, Wish(), actor, on)
    ours, classes = is_ours(found, actor), actor.classes
    answer: Row = {"id": found["id"], "name": None, "sex": None, "born_on": None, "path": None, "place": None, "is_ours": ours}
    if "BASIC" in classes:
        answer |= {"name": found["masked"], "sex": found["sex"] or None, "born_on": found["born_on"],
                   "path": found["scope_path"], "place": found["place"] or ""}
    if "STATUS" in classes:
        answer |= {"state": found["state"], "since_on": found["since_on"], "measures": _measures(found, on) if ours else []}
    if "POINTS" in classes and ours:
        answer["points"] = found["points"]["balance"] / 100
    return answer


def _measures(found: Row, on: date) -> list[Row]:
    return [
        {"id": one.measure_id, "kind": one.kind, "state": one.state_on(on), "starts_on": one.starts_on, "ends_on": one.ends_on}
        for one in measures.measures(found["course"])
    ]


def facts_given(person_id: UUID, actor: Actor, on: date, after: End | None) -> tuple[list[Row], End | None]:
    """A page of what happened, the newest first, and where the next one begins. NotVisible for who is not ours."""
    if not is_ours(person(person_id, Wish(), actor, on), actor):
        raise NotVisible
    day, at, id = after or ("", "", "")
    asked = {
        "person": str(person_id), "kinds": spelled(words.kinds_for(actor.classes)), "day": day, "at": at, "id": id,
        "limit": str(PAGE + 1),
    }
    found = dicts(_FACTS, asked)
    listed = found[:PAGE]
    end = _end(listed[-1]) if len(found) > PAGE else None
    return [_fact(one, actor.classes) for one in listed], end


def _end(row: Row) -> End:
    return row["happened_on"].isoformat(), row["recorded_at"].isoformat(), str(row["id"])


def _fact(row: Row, classes: frozenset[str]) -> Row:
    stored: dict[str, Any] | None = body_in(row["id"], row["body"])
    recorded: datetime = row["recorded_at"]
    return {
        "id": row["id"], "kind": row["kind"], "on": row["happened_on"], "recorded_at": recorded, "corrects": row["corrects"],
        "corrected_by": row["corrected_by"], "by_post": row["post_id"],
        "body": orjson.loads(orjson.dumps(told_to(classes, stored))) if stored is not None else None,
        "note": (shown(NOTE, row["id"], row["note"]) or None) if "NOTE" in classes and row["note"] else None,
    }
