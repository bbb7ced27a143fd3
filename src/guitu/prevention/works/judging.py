"""What a juror sees: works without a column of who made them, and none of those that he must not judge, in no list and no sum."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from typing import Any
from uuid import UUID

from guitu.kit.database import dicts, row
from guitu.prevention.sealed import words_in
from guitu.rules.works import is_conflict

Row = dict[str, Any]
LEFT = "w.taken_back_on IS NULL"
# Of a work: what it is, and where it comes from to leave it out; nothing of its author is asked for here.
_BLIND = f"""
SELECT w.id, w.number, w.category, w.words, w.scope_path, w.school_id, p.media_type, m.theme, m.idea, m.expression, coalesce(m.is_conflict, false) AS said
FROM prevention_work w LEFT JOIN prevention_picture p ON p.id = w.id LEFT JOIN prevention_mark m ON m.work_id = w.id AND m.post_id = %(post)s
WHERE w.collection_id = %(collection)s AND {LEFT} ORDER BY w.category, w.number
"""


def judged_by(post_id: UUID, collection_id: UUID) -> dict[UUID, Row] | None:
    """The works that a juror judges, by id, in the order of category and number; None for whoever is no juror."""
    juror = row("SELECT path, school_id FROM prevention_juror WHERE collection_id = %s AND post_id = %s", [collection_id, post_id])
    if juror is None:
        return None
    found: dict[UUID, Row] = {}
    for one in dicts(_BLIND, {"collection": collection_id, "post": post_id}):
        if one["said"] or is_conflict(juror[0], str(juror[1] or ""), one["scope_path"], str(one["school_id"] or "")):
            continue
        found[one["id"]] = {
            "id": one["id"], "number": one["number"], "category": one["category"], "title": words_in("work", one["id"], one["words"]).get("title", ""),
            "media_type": one["media_type"], "theme": one["theme"], "idea": one["idea"], "expression": one["expression"],
        }
    return found


_ONE = f"""
SELECT w.collection_id, c.decided_on, j.path, j.school_id, w.scope_path, w.school_id,
  EXISTS (SELECT FROM prevention_mark m WHERE m.work_id = w.id AND m.post_id = %(post)s AND m.is_conflict)
FROM prevention_work w JOIN prevention_collection c ON c.id = w.collection_id
LEFT JOIN prevention_juror j ON j.collection_id = w.collection_id AND j.post_id = %(post)s WHERE w.id = %(work)s AND {LEFT}
"""


def standing_of(post_id: UUID, work_id: UUID) -> tuple[UUID, str] | None:
    """The collection of a work, and what stands against this post's marking it: decided, stranger, conflict, or nothing. One query."""
    found = row(_ONE, {"post": post_id, "work": work_id})
    if found is None:
        return None
    collection, decided_on, path, school, work_path, work_school, has_said = found
    if decided_on is not None:
        return collection, "decided"
    if path is None:
        return collection, "stranger"
    stands = has_said or is_conflict(path, str(school or ""), work_path, str(work_school or ""))
    return collection, "conflict" if stands else ""
