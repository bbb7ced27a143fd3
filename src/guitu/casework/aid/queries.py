"""Who could apply for which aid and has not: derived days beside the people whom the post sees."""

from __future__ import annotations

from datetime import date
from typing import Any

from guitu.grid.naming import place_sql
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut
from guitu.matters.labels import label_in

Row = dict[str, Any]
# Begins with the few people of a post: everybody's days are not read for them.
_MINE = "p.id = ANY(ARRAY(SELECT s.matter_id FROM matters_part s WHERE s.post_id = %(me)s AND s.until_on IS NULL AND NOT s.beyond))"
# Looked up for the rows that are shown; joined, it is read for everybody of the county first.
_LABEL = "(SELECT m.label FROM matters_matter m WHERE m.id = p.id) AS label"
_NOW = (
    "FROM people_person p JOIN casework_workspan w ON w.standing_no = p.standing_no AND w.what = 'entitled'"
    " AND w.from_on <= %(today)s AND (w.until_on IS NULL OR w.until_on > %(today)s)"
    " WHERE p.county_id = %(county)s AND p.sealed_at IS NULL AND p.scope_path >= %(lo)s AND p.scope_path < %(hi)s"
)


def entitled(actor: Actor, aid: str, today: date, cut: Cut) -> tuple[list[Row], dict[str, int]]:
    """A page of them, and how many there are of each aid."""
    asked: dict[str, Any] = {
        "county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "me": actor.post_id, "today": today, "aid": aid, "limit": cut.limit,
        "offset": cut.offset,
    }
    here = _NOW if actor.whole else f"{_NOW} AND {_MINE}"
    numbers = dict(rows(f"SELECT w.code, count(*) {here} GROUP BY 1", asked))
    only = " AND w.code = %(aid)s" if aid else ""
    found = dicts(
        f"SELECT p.id AS person, w.code, w.from_on, w.until_on, {_LABEL}, {place_sql('p.scope_path')} AS place {here}{only} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s",
        asked,
    )
    return [one | {"name": label_in(one["person"], one["label"])} for one in found], numbers
